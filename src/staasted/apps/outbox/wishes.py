"""How somebody wants to be reminded: what they have chosen, or what the house decides."""

from dataclasses import dataclass
from datetime import datetime, time

from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import ReminderWishes, Where
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.core.reminders import OpenHours, ReminderKind, Reminding

FIRST_TIMES = (time(5), time(12))
LAST_TIMES = (time(15), time(23))
"""Between which the first and the last time of day may be chosen, both ends inclusive: at least
three hours apart, within one day, and far from the night the clocks change in. Source: decision
0028."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which reminders, where, when, and whether others may read the telephone."""

    days_before: bool
    hours_before: bool
    where: Where
    first_time: time
    last_time: time
    shared_phone: bool

    @property
    def open_hours(self) -> OpenHours:
        """The hours of the day they go in."""
        return OpenHours(self.first_time, self.last_time, COPENHAGEN)

    @property
    def reminding(self) -> Reminding:
        """The same as the thinking takes it, with the house's own numbers."""
        policy = catalog().policy
        hours = {
            ReminderKind.DAYS: policy["reminder_days_hours"] if self.days_before else None,
            ReminderKind.HOURS: policy["reminder_hours_hours"] if self.hours_before else None,
        }
        chosen = {kind: number for kind, number in hours.items() if number is not None}
        return Reminding(chosen, self.open_hours, policy["reminders_a_day"])


def house_wishes() -> Wishes:
    """What holds for whoever has chosen nothing: both, by every road there is."""
    policy = catalog().policy
    first, last = time(policy["reminder_first_hour"]), time(policy["reminder_last_hour"])
    return Wishes(True, True, Where.BOTH, first, last, False)  # noqa: FBT003 the fields in order


def wishes_of(person: Person) -> Wishes:
    """What somebody has chosen, or what the house decides: one query."""
    row = ReminderWishes.objects.filter(person=person).first()
    if row is None:
        return house_wishes()
    return Wishes(
        row.days_before,
        row.hours_before,
        Where(row.where),
        row.first_time,
        row.last_time,
        row.shared_phone,
    )


def wishes_keep(*, person: Person, wishes: Wishes, now: datetime) -> None:
    """Keep what somebody has chosen. Inside the transaction of the act.

    Errors: DomainError ``reminder_hours_bounds``.
    """
    inside = FIRST_TIMES[0] <= wishes.first_time <= FIRST_TIMES[1]
    if not inside or not LAST_TIMES[0] <= wishes.last_time <= LAST_TIMES[1]:
        raise DomainError("reminder_hours_bounds")
    ReminderWishes.objects.update_or_create(
        person=person,
        defaults={
            "days_before": wishes.days_before,
            "hours_before": wishes.hours_before,
            "where": wishes.where,
            "first_time": wishes.first_time,
            "last_time": wishes.last_time,
            "shared_phone": wishes.shared_phone,
            "chosen_at": now,
        },
    )
