"""Whether there is time enough: what each coach has free, and what falls due for their citizens."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from staasted.apps.agreements.selectors import Agreed, agreed_now
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.office import free_of_everybody
from staasted.apps.booking.selectors import days_booked_from
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.models import CounsellorAssignment
from staasted.apps.conversations.course import Course, courses_of_everybody
from staasted.apps.effort.uncovered import ours
from staasted.apps.org.selectors import in_force_on
from staasted.apps.trials.selectors import book_in_force
from staasted.catalog.loader import catalog
from staasted.core.calendar import Period


@dataclass(frozen=True, slots=True)
class Hours:
    """A coach ("" for those without one) and their unit; minutes, and how many conversations.

    ``needed`` are citizens of theirs with a day by law or by agreement in these days, also one
    that has passed, and no time booked from today on.
    """

    name: str
    unit: str
    free: int
    needed: int
    needed_minutes: int

    @property
    def short(self) -> int:
        """How many minutes there are too few; 0 where there is time enough."""
        return max(0, self.needed_minutes - self.free)


def hours_ahead(actor: Actor, *, on: date, now: datetime) -> list[Hours]:
    """Every coach's free minutes and need over the policy's days from ``on``, by unit and name.

    Whoever has no coach comes last, with what they need and no time. Numbers and the names of
    staff: no citizen is named. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    return hours_of_everybody(on=on, now=now)


def hours_of_everybody(*, on: date, now: datetime) -> list[Hours]:
    """The same, for the reckoning of a night; whoever shows it has checked who asks."""
    policy = catalog().policy
    days, each = policy["hours_ahead_days"], policy["hours_minutes_each"]
    coach, needed = dict(_coaches()(on=on)), Counter[int | None]()
    for citizen in _in_need(on, on + timedelta(days=days - 1)):
        needed[coach.get(citizen)] += 1
    lines = []
    for free in free_of_everybody(first=on, days=days, now=now):
        count = needed.pop(free.person.pk, 0)
        lines.append(Hours(free.person.name, free.team, free.minutes, count, count * each))
    rest = sum(needed.values())  # without a coach, or with one who holds no conversations any more
    return [*lines, Hours("", "", 0, rest, rest * each)] if rest else lines


def _in_need(on: date, last: date) -> Iterator[int]:
    """Whoever has a day until ``last`` and no time from ``on``: their keys."""
    agreed, booked = agreed_now(), days_booked_from(on)
    courses = courses_of_everybody(book_in_force(), Period(on, on), on=on)
    for course in ours(courses, agreed, on):
        key = course.citizen.pk
        day = _day(course, agreed.get(key), on)
        if key not in booked and day is not None and day <= last:
            yield key


def _day(course: Course, agreed: Agreed | None, on: date) -> date | None:
    """The soonest day by law or by agreement; by law alone while the contact pauses."""
    pauses = agreed and agreed.pause_until and agreed.pause_until >= on
    next_to = agreed.next_to if agreed and not pauses else None
    return min((day for day in (course.due, next_to) if day), default=None)


@Prepared
def _coaches(given: Given) -> QuerySet[Any]:
    held = CounsellorAssignment.objects.filter(in_force_on(given.day("on")))
    return held.values_list("citizen_id", "counsellor_id")
