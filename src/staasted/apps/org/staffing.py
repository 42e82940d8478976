"""Teams, who belongs to them, and who is away. Each act is logged."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person, StaffAbsence, Team, TeamMembership
from staasted.core.errors import DomainError

_DAY = timedelta(days=1)


@transaction.atomic
def team_make(*, actor: Actor, name: str) -> Team:
    """Make a team. Errors: DomainError ``team_without_name``, ``team_known``."""
    if not name.strip():
        raise DomainError("team_without_name")
    try:
        with transaction.atomic():
            team = Team.objects.create(name=name.strip())
    except IntegrityError as known:
        raise DomainError("team_known", name=name.strip()) from known
    act_log(actor=actor, act="team_make", at=clock.now(), subject=team.public_id)
    return team


@transaction.atomic
def team_join(*, actor: Actor, person: Person, team: Team, from_on: date) -> None:
    """Let somebody belong to a team from a day; the team before ends the day before.

    A second change on the same day replaces the first.
    """
    held = TeamMembership.objects.select_for_update().filter(person=person, to_on=None).first()
    if held is not None and held.team_id == team.pk:
        return
    if held is not None and held.from_on >= from_on:
        held.delete()
    elif held is not None:
        held.to_on = from_on - _DAY
        held.save(update_fields=["to_on"])
    TeamMembership.objects.create(person=person, team=team, from_on=from_on)
    _logged(actor, "team_join", person, team=team.public_id, from_on=from_on.isoformat())


@transaction.atomic
def absence_record(
    *, actor: Actor, person: Person, from_on: date, to_on: date | None = None
) -> StaffAbsence:
    """Record that somebody is away from a day, to a day (inclusive) or until further notice.

    Told again from the same day it replaces what was told. Errors: DomainError
    ``absence_ends_before_it_begins``.
    """
    if to_on is not None and to_on < from_on:
        raise DomainError("absence_ends_before_it_begins", first=from_on, last=to_on)
    row, _ = StaffAbsence.objects.update_or_create(
        person=person, from_on=from_on, defaults={"to_on": to_on}
    )
    last = to_on.isoformat() if to_on else None
    _logged(actor, "absence_record", person, from_on=from_on.isoformat(), to_on=last)
    return row


def _logged(actor: Actor, act: str, person: Person, **facts: object) -> None:
    act_log(actor=actor, act=act, at=clock.now(), subject=person.public_id, facts=facts)
