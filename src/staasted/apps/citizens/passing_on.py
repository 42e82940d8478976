"""A coach who gives citizens of their own to a colleague of the team, and what that one reads.

To anybody beyond the team the lead gives them (decision 0053).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import AccessRefused
from staasted.apps.citizens.chosen import Choose, read_chosen
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.citizens.reach import on_open_cases, own_caseload, team_members
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Person, StaffAbsence
from staasted.apps.org.selectors import in_force_on
from staasted.apps.org.staff import coaches_from
from staasted.core.errors import DomainError

LONGEST_REASON = 1000
"""Characters of why somebody is given. Source: decision 0053."""
NEW_FOR = timedelta(days=30)
"""How long a citizen one was given stands as new. Source: decision 0053."""


def may_receive(actor: Actor, *, on: date) -> tuple[list[Person], list[Person]]:
    """The colleagues of the actor's team who are coaches from a day on, by name: those who are
    there that day, and those who are away. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR)
    mates = team_members(actor, on=on).exclude(person=actor.person_id)
    coaches = coaches_from(on, among=set(mates.values_list("person", flat=True)))
    away = set(_away(coaches, on))
    there = [coach for coach in coaches if coach.pk not in away]
    return there, [coach for coach in coaches if coach.pk in away]


def own_hand_over_require(
    actor: Actor, *, giver: Person | None, to: Person | None, on: date, reason: str
) -> None:
    """Refuse what a coach may not give on: others' citizens, beyond the team, without a reason.

    Errors: AccessRefused; DomainError ``hand_over_no_reason``, ``hand_over_beyond_team``,
    ``hand_over_receiver_away``.
    """
    role_require(actor, Role.COUNSELLOR)
    if giver is None or giver.pk != actor.person_id:
        raise AccessRefused
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise DomainError("hand_over_no_reason", most=LONGEST_REASON)
    there, away = may_receive(actor, on=on)
    if to in away:
        raise DomainError("hand_over_receiver_away", name=to.name if to else "", day=on)
    if to not in there:
        raise DomainError("hand_over_beyond_team")


def citizens_to_pass(
    actor: Actor, *, on: date, refs: Sequence[str] = (), choose: Choose = list
) -> Sequence[Citizen]:
    """The coach's own citizens by name: those of these public ids, or whom ``choose`` picks.

    Ids of nobody of theirs find nobody. Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR)
    found = own_caseload(actor, on=on)
    if refs:
        return read_chosen(found.filter(public_id__in=list(refs)), list)
    return read_chosen(found, choose)


def citizens_received(actor: Actor, *, on: date) -> Sequence[CounsellorAssignment]:
    """Whom the coach has been given lately and still has, the newest first: with the citizen, who
    gave them and why. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR)
    given = CounsellorAssignment.objects.filter(
        in_force_on(on),
        counsellor=actor.person_id,
        from_on__gt=on - NEW_FOR,
        hand_over__isnull=False,
    ).select_related("citizen__person", "hand_over__giver", "hand_over__by")
    mine = on_open_cases(given, actor, on=on)
    rows = list(mine.order_by("-from_on", "citizen__person__name_key", "pk"))
    note(row.citizen.public_id for row in rows)
    return rows


def _away(people: Sequence[Person], on: date) -> Sequence[int]:
    held = StaffAbsence.objects.filter(in_force_on(on), withdrawn=False, person__in=people)
    return list(held.values_list("person", flat=True))
