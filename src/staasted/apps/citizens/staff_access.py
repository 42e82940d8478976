"""What lead, front desk, partner and operator may read of a citizen (decision 0018)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import (
    ALONE,
    BROKEN_GLASS,
    AccessRefused,
    CaseQuestion,
    NotYours,
    noted,
    role_require,
    somebody,
)
from staasted.apps.citizens.chosen import Choose, chosen_of, hidden_last, nameless, read_chosen
from staasted.apps.citizens.models import (
    BrokenGlass,
    Citizen,
    CounsellorAssignment,
    PartnerInvitation,
)
from staasted.apps.citizens.reach import on_open_cases, open_to_staff, unmarked, without_coach
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on, is_demo

HAND_OVER = "hand_over"
"""The purpose of looking at whom one hands over."""


def citizens_without_coach(actor: Actor, *, on: date, choose: Choose) -> Sequence[Citizen]:
    """Open cases that are in no counsellor's caseload that day, for the lead: name and dates."""
    role_require(actor, Role.LEAD)
    found = _without_coach()(person=actor.person_id, on=on)
    return nameless(chosen_of(found, choose, purpose=HAND_OVER))


@Prepared
def _without_coach(given: Given) -> QuerySet[Citizen]:
    return hidden_last(without_coach(somebody(given, Role.LEAD), on=given.day("on")))


def citizens_of_coach(
    actor: Actor, coach: Person, *, on: date, choose: Choose
) -> Sequence[Citizen]:
    """Open cases in somebody's caseload that day, for the lead who hands them over: names."""
    role_require(actor, Role.LEAD)
    held = CounsellorAssignment.objects.filter(in_force_on(on), counsellor=coach)
    cases = open_to_staff(actor, on=on).filter(assignments__in=held)
    return nameless(read_chosen(hidden_last(cases), choose, purpose=HAND_OVER))


def citizens_behind_number(actor: Actor, refs: Iterable[str], *, on: date) -> dict[str, Citizen]:
    """The citizens behind a number, for the lead: public id → case (name and dates only).

    Neither the lead's own case nor one that is marked for them is among them.
    """
    role_require(actor, Role.LEAD)
    cases = _named()(keys=list(refs), person=actor.person_id, on=on)
    found = {case.public_id: case for case in nameless(cases)}
    note(found)
    return found


@Prepared
def _named(given: Given) -> QuerySet[Citizen]:
    named = Citizen.objects.select_related("person").filter(public_id__among=given.words("keys"))
    return unmarked(named, somebody(given, Role.LEAD), on=given.day("on"))


def opened_by_lead(actor: Actor, public_id: str, *, on: date) -> tuple[Citizen, bool]:
    """A case, and whether this lead has opened it for a reason that day: then it is noted.

    Until then nothing of it may be shown. Errors: AccessRefused, NotYours.
    """
    role_require(actor, Role.LEAD)
    case = open_to_staff(actor, on=on).filter(public_id=public_id).first()
    if case is None:
        raise NotYours
    opened = BrokenGlass.objects.filter(
        citizen=case, staff_id=actor.person_id, role=Role.LEAD, on=on
    ).exists()
    if opened:
        note([case.public_id], purpose=BROKEN_GLASS)
    return case, opened


def broken_glass_list(actor: Actor) -> QuerySet[BrokenGlass]:
    """The cases opened for a reason, newest first, for the lead; ``glass_read`` notes a page.

    None that is the lead's own, or marked for them.
    """
    role_require(actor, Role.LEAD)
    rows = BrokenGlass.objects.select_related("citizen__person", "staff", "looked_at_by")
    met = unmarked(rows, actor, on=clock.today(), citizen="citizen__")
    return met.order_by("-at", "-id")


def glass_waiting(actor: Actor) -> int:
    """How many of those openings nobody has looked at yet: one query. Errors: AccessRefused."""
    return broken_glass_list(actor).filter(looked_at=None).count()


def glass_read(actor: Actor, rows: Iterable[BrokenGlass]) -> list[BrokenGlass]:
    """A page of that list as the lead may see it: noted, and nameless where protected."""
    role_require(actor, Role.LEAD)
    shown = list(rows)
    nameless([row.citizen for row in shown])
    note(row.citizen.public_id for row in shown)
    return shown


def desk_case(actor: Actor, public_id: str, *, on: date, asked: CaseQuestion = ALONE) -> Citizen:
    """One open case for the front desk: name, contact and bookings. Errors: as elsewhere.

    ``asked`` as in ``own_case``.
    """
    role_require(actor, Role.FRONT_DESK)
    return noted(asked.beside(open_to_staff(actor, on=on)).filter(public_id=public_id))


def invited(actor: Actor, *, on: date) -> list[PartnerInvitation]:
    """The partner's invitations of the day, by name: name, way of contact and purpose alone.

    A protected name is not shown, nor a case that is their own or marked for them. To 23.59 of
    the last day.
    """
    role_require(actor, Role.PARTNER)
    held = list(hidden_last(_invitations(actor, on), "citizen__person__"))
    nameless([row.citizen for row in held])
    note(row.citizen.public_id for row in held)
    return held


def invited_to_case(
    actor: Actor, public_id: str, *, on: date, asked: CaseQuestion = ALONE
) -> PartnerInvitation:
    """One of those invitations, by its own id. Errors: AccessRefused, NotYours.

    A protected name is on the case, since what is told of the booking goes to its citizen: the
    page says *protected*. ``asked`` as in ``own_case``.
    """
    role_require(actor, Role.PARTNER)
    by = "invitations__"
    theirs = {"public_id": public_id, "partner_id": actor.person_id, "ended_at": None}
    stands = in_force_on(on, by) & Q(**{f"{by}{name}": told for name, told in theirs.items()})
    cases = asked.beside(open_to_staff(actor, on=on))
    cases = cases.annotate(inviting=FilteredRelation("invitations", condition=stands))
    return noted(cases.filter(inviting__isnull=False).select_related("inviting")).inviting


def _invitations(actor: Actor, on: date) -> QuerySet[PartnerInvitation]:
    stands = PartnerInvitation.objects.select_related("citizen__person").filter(
        in_force_on(on), partner_id=actor.person_id, ended_at=None
    )
    return on_open_cases(stands, actor, on=on)


def demo_citizens(actor: Actor) -> Sequence[Citizen]:
    """Every citizen of a demo database, for loading it. Errors: AccessRefused elsewhere."""
    role_require(actor, Role.OPERATOR)
    if not is_demo():
        raise AccessRefused
    cases = list(_open().order_by("id"))
    note(case.public_id for case in cases)
    return cases


def case_for_command(actor: Actor, public_id: str) -> Citizen:
    """One case, open or closed, for an operator's command. Errors: AccessRefused, NotYours."""
    role_require(actor, Role.OPERATOR)
    return noted(Citizen.objects.select_related("person").filter(public_id=public_id))


def everybody_for_command(actor: Actor, refs: Iterable[str]) -> None:
    """Note the citizens an operator's command lists by public id. Errors: AccessRefused."""
    role_require(actor, Role.OPERATOR)
    note(refs)


def _open() -> QuerySet[Citizen]:
    return Citizen.objects.select_related("person").filter(closed_on=None)
