"""How calendars outside stand: of one counsellor by name, of the house as a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.calendars.models import OutsideCalendar
from staasted.apps.calendars.taking_in import reach
from staasted.apps.org.doors import role_require
from staasted.catalog.loader import catalog


class Health(StrEnum):
    """How a calendar outside is doing."""

    NEW = "new"
    FINE = "fine"
    FAILING = "failing"
    STALE = "stale"
    RUNS_OUT = "runs_out"


@dataclass(frozen=True, slots=True)
class Outside:
    """A calendar with its health. Whoever shows it never shows the address."""

    calendar: OutsideCalendar
    health: Health

    @property
    def by_file(self) -> bool:
        """Whether it was sent as a file."""
        return not self.calendar.address_sealed


def calendars_of(actor: Actor, *, now: datetime) -> Sequence[Outside]:
    """One's own calendars outside, by name. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR)
    held = OutsideCalendar.objects.filter(person_id=actor.person_id).order_by("name", "id")
    return [Outside(calendar, health_of(calendar, now=now)) for calendar in held]


def health_of(calendar: OutsideCalendar, *, now: datetime) -> Health:
    """How a calendar is doing: a file runs out, an address fails, and is stale after a while."""
    if not calendar.address_sealed:
        short = calendar.reached_at is None or calendar.reached_at < reach(now)
        return Health.RUNS_OUT if short else Health.FINE
    if (calendar.ok_at or calendar.made_at) < now - _stale():
        return Health.STALE
    if calendar.problem:
        return Health.FAILING
    return Health.FINE if calendar.ok_at else Health.NEW


def calendars_stale(*, now: datetime) -> QuerySet[OutsideCalendar]:
    """The calendars at addresses nobody has been able to read for too long; to be counted."""
    before = now - _stale()
    never = Q(ok_at=None, made_at__lt=before)
    asked = OutsideCalendar.objects.exclude(address_sealed="")
    return asked.filter(Q(ok_at__lt=before) | never)


def _stale() -> timedelta:
    return timedelta(hours=catalog().policy["calendar_stale_hours"])
