"""Whether a new agreement means more, less or the same contact."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from staasted.core.axes import Freedom
from staasted.core.calendar import add_weeks


class ContactChange(StrEnum):
    """More may be made by one party; less needs both."""

    MORE = "more"
    LESS = "less"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Contact:
    """What two agreements are compared on; `interval_weeks` None is "agreed each time".

    `next_on` is the last agreed day of the next contact (inclusive), None where none is agreed.
    """

    freedom: Freedom
    interval_weeks: int | None
    next_on: date | None = None

    def binding(self, on: date) -> "Contact":
        """Return the contact as it binds on `on`: a missed day ends nothing.

        Where the day has passed, the interval agreed still promises contact within that many
        weeks from `on`; "agreed each time" promises no day then. Source: decision 0005.
        """
        if self.next_on is None or self.next_on >= on:
            return self
        weeks = self.interval_weeks
        return replace(self, next_on=None if weeks is None else add_weeks(on, weeks))


def contact_change(old: Contact | None, new: Contact) -> ContactChange:
    """Return whether `new` is more, less or the same contact; anything less makes it less.

    No agreement before is more now. Source: decision 0005.
    """
    if old is None:
        return ContactChange.MORE
    steps = (
        new.freedom.contact - old.freedom.contact,
        _sooner(_ordinal_weeks(old.interval_weeks), _ordinal_weeks(new.interval_weeks)),
        _sooner(_ordinal_day(old.next_on), _ordinal_day(new.next_on)),
    )
    if any(step < 0 for step in steps):
        return ContactChange.LESS
    return ContactChange.MORE if any(step > 0 for step in steps) else ContactChange.SAME


def _sooner(old: float, new: float) -> float:
    """Return a positive number when `new` comes sooner than `old`, 0 when they are equal."""
    return 0 if old == new else old - new


def _ordinal_weeks(weeks: int | None) -> float:
    return float("inf") if weeks is None else weeks


def _ordinal_day(day: date | None) -> float:
    return float("inf") if day is None else day.toordinal()
