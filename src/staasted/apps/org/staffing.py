"""Teams, who belongs to them, and who is away. Each act is logged."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, beyond, row_end, row_withdraw
from staasted.apps.org.doors import (
    administrator_require,
    day_require,
    own_or_administrator_require,
)
from staasted.apps.org.models import Person, StaffAbsence, Team, TeamMembership
from staasted.apps.org.staff import may_cover
from staasted.core.errors import DomainError

LONGEST_COVER = timedelta(days=92)
"""How long a colleague may be named to stand in at a time. Source: decision 0053."""


@transaction.atomic
def team_make(*, actor: Actor, name: str) -> Team:
    """Make a team. Errors: AccessRefused; DomainError ``team_without_name``, ``team_known``."""
    administrator_require(actor)
    team = Team(name=_named(name))
    _team_save(team)
    act_log(actor=actor, act="team_make", at=clock.now(), subject=team.public_id)
    return team


@transaction.atomic
def team_rename(*, actor: Actor, team: Team, name: str) -> None:
    """Give a team another name; citizens read it from then on. Errors: as ``team_make``."""
    administrator_require(actor)
    held = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    if held.name == _named(name):
        return
    held.name = _named(name)
    _team_save(held)
    act_log(actor=actor, act="team_rename", at=clock.now(), subject=held.public_id)


@transaction.atomic
def team_end(*, actor: Actor, team: Team, last_on: date) -> None:
    """Let a day be a team's last. Errors: AccessRefused; DomainError ``team_has_members``."""
    administrator_require(actor)
    held = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    members = TeamMembership.objects.filter(beyond(last_on), team=held).count()
    if members:
        raise DomainError("team_has_members", count=members, day=last_on)
    if held.ended_on != last_on:
        held.ended_on = last_on
        held.save(update_fields=["ended_on"])
        facts = {"last_on": last_on.isoformat()}
        act_log(actor=actor, act="team_end", at=clock.now(), subject=held.public_id, facts=facts)


@transaction.atomic
def team_join(*, actor: Actor, person: Person, team: Team, from_on: date) -> None:
    """Let somebody belong to a team from a day; the team before ends the day before.

    From today at the earliest, so that no day that has gone is told otherwise; the command line,
    which sets an office up, says since when. A second change on the same day replaces the first.
    Errors: AccessRefused; DomainError ``day_has_passed``, ``team_has_ended``.
    """
    administrator_require(actor)
    if actor.role is not Role.OPERATOR:
        day_require(from_on, earliest=clock.today())
    list(Person.objects.select_for_update(no_key=True).only("pk").filter(pk=person.pk))
    chosen = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    if chosen.ended_on is not None:
        raise DomainError("team_has_ended", name=chosen.name, day=chosen.ended_on)
    held = TeamMembership.objects.filter(beyond(from_on - DAY), person=person)
    if held.filter(team=team, to_on=None, from_on__lte=from_on).exists():
        return
    for row in held:
        row_end(row, last=from_on - DAY)
    TeamMembership.objects.create(person=person, team=team, from_on=from_on)
    _logged(actor, "team_join", person, team=team.public_id, from_on=from_on.isoformat())


@transaction.atomic
def absence_record(
    *,
    actor: Actor,
    person: Person,
    from_on: date,
    to_on: date | None = None,
    covered_by: Person | None = None,
) -> StaffAbsence:
    """Record that somebody is away from a day, to a day (inclusive) or until further notice.

    ``covered_by`` is a coach of their team who stands in, to that last day. Told again from the
    same day it replaces what was told. Errors: AccessRefused; DomainError
    ``absence_ends_before_it_begins``; as ``_cover_require``.
    """
    own_or_administrator_require(actor, person)
    if to_on is not None and to_on < from_on:
        raise DomainError("absence_ends_before_it_begins", first=from_on, last=to_on)
    if covered_by is not None:
        _cover_require(person, covered_by, from_on, to_on)
    told = {"to_on": to_on, "withdrawn": False, "covered_by": covered_by}
    row, _ = StaffAbsence.objects.update_or_create(person=person, from_on=from_on, defaults=told)
    last = to_on.isoformat() if to_on else None
    facts = {"from_on": from_on.isoformat(), "to_on": last}
    if covered_by is not None:
        facts["covered_by"] = covered_by.public_id
    _logged(actor, "absence_record", person, **facts)
    return row


def _cover_require(person: Person, colleague: Person, first: date, last: date | None) -> None:
    """Errors: DomainError ``cover_without_end``, ``cover_beyond_team``, ``cover_is_away``,
    ``cover_known`` where another stands in on one of those days."""
    if last is None or last > first + LONGEST_COVER:
        raise DomainError("cover_without_end", days=LONGEST_COVER.days)
    if colleague not in may_cover(person, on=first):
        raise DomainError("cover_beyond_team", name=colleague.name)
    pair = Person.objects.select_for_update(no_key=True).filter(pk__in=[person.pk, colleague.pk])
    list(pair.order_by("pk").values_list("pk"))
    those = Q(to_on=None) | Q(to_on__gte=first)
    away = StaffAbsence.objects.filter(those, withdrawn=False, from_on__lte=last).order_by(
        "from_on"
    )
    theirs = away.filter(person=colleague).first()
    if theirs is not None:
        raise DomainError("cover_is_away", name=colleague.name, day=theirs.from_on)
    others = away.filter(person=person, covered_by__isnull=False).exclude(from_on=first)
    known = others.select_related("covered_by").first()
    if known is not None and known.covered_by is not None:
        raise DomainError("cover_known", name=known.covered_by.name, day=known.from_on)


@transaction.atomic
def absence_correct(
    *, actor: Actor, absence: StaffAbsence, from_on: date, to_on: date | None
) -> None:
    """Let an absence have been told otherwise.

    Errors: as ``absence_record``; ``absence_known`` where another one begins on that day.
    """
    person = absence.person
    own_or_administrator_require(actor, person)
    list(Person.objects.select_for_update(no_key=True).only("pk").filter(pk=person.pk))
    others = StaffAbsence.objects.filter(person=person, withdrawn=False).exclude(pk=absence.pk)
    if others.filter(from_on=from_on).exists():
        raise DomainError("absence_known", day=from_on)
    kept = absence.covered_by if to_on is not None else None
    if absence.from_on != from_on:  # first, or its own cover would stand in the way of the new one
        absence_withdraw(actor=actor, absence=absence)
    absence_record(actor=actor, person=person, from_on=from_on, to_on=to_on, covered_by=kept)


@transaction.atomic
def absence_withdraw(*, actor: Actor, absence: StaffAbsence) -> None:
    """Let an absence never have been. Errors: AccessRefused."""
    own_or_administrator_require(actor, absence.person)
    held = StaffAbsence.objects.select_for_update(no_key=True).get(pk=absence.pk)
    if not held.withdrawn:
        row_withdraw(held)
        day = held.from_on.isoformat()
        _logged(actor, "absence_withdraw", absence.person, from_on=day)


def _named(name: str) -> str:
    if not name.strip():
        raise DomainError("team_without_name")
    return name.strip()


def _team_save(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as known:
        raise DomainError("team_known", name=team.name) from known


def _logged(actor: Actor, act: str, person: Person, **facts: object) -> None:
    act_log(actor=actor, act=act, at=clock.now(), subject=person.public_id, facts=facts)
