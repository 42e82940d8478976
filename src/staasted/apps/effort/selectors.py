"""The lead's number and the persons behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import days_booked_from
from staasted.apps.citizens.access import role_require
from staasted.apps.conversations.course import Course, courses_of_everybody
from staasted.apps.effort.conditions import ConditionHere, conditions, since
from staasted.apps.effort.uncovered import is_open, uncovered
from staasted.apps.trials.selectors import book_in_force
from staasted.core.calendar import Period, half_year
from staasted.core.effort import Level, PersonOwed, below_floor, first_late, legal_level
from staasted.core.law import Effort


@dataclass(frozen=True, slots=True)
class Levels:
    """The legal level of a half-year for both efforts, and the figures of the day.

    ``first_late`` and ``uncovered`` are public ids: whose first conversation is late and still
    owed, and who has neither a time, an agreed day nor a relief.
    """

    conversations: Level
    offers: Level
    first_late: tuple[str, ...]
    uncovered: tuple[str, ...]
    below_floor: tuple[str, ...] = ()
    conditions: tuple[ConditionHere, ...] = ()


def level_on(actor: Actor, *, on: date) -> Levels:
    """The legal level over the windows that close in the half-year of ``on``.

    Every benefit period that ran in the half-year is read, also those a newer one has followed.
    Numbers and public ids only: the names behind them come through access.
    Source: shared decision on semantics, section 4 ("legal").
    """
    role_require(actor, Role.LEAD)
    period = half_year(on)
    everybody = list(courses_looking_back(on))
    courses = [course for course in everybody if ran_in(course, period)]
    people, ahead = [person_owed(course) for course in courses], days_booked_from(on)
    return Levels(
        conversations=legal_level(people, period, on=on),
        offers=legal_level(people, period, on=on, effort=Effort.OFFER),
        first_late=_open(first_late(people), courses, on),
        uncovered=uncovered(courses, ahead, on=on),
        below_floor=_open(below_floor(people), courses, on),
        conditions=conditions(everybody, ahead, on=on),
    )


def courses_looking_back(on: date) -> Iterable[Course]:
    """Everybody whom the level of a day, or the condition of a trial, may be about."""
    book = book_in_force()
    first = min(half_year(on).first, since(book.parts, on))
    return courses_of_everybody(book, Period(first, on), on=on)


def ran_in(course: Course, period: Period) -> bool:
    """Whether somebody had a benefit on some day of a period."""
    return any(
        time.opens_on <= period.last and (time.last is None or time.last >= period.first)
        for time in course.facts.times
    )


def _open(refs: Sequence[str], courses: Sequence[Course], on: date) -> tuple[str, ...]:
    running = {c.citizen.public_id for c in courses if is_open(c, on)}
    return tuple(ref for ref in refs if ref in running)


def person_owed(course: Course) -> PersonOwed:
    """What a citizen is owed, as the level looks at it."""
    answer = course.answer
    group = answer.group or (course.period.target_group if course.period else "")
    return PersonOwed(course.citizen.public_id, group, answer.standing, answer.obligations)
