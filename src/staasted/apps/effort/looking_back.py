"""Whom a figure of a day may be about: everybody with a benefit as far back as it looks."""

from collections.abc import Iterable
from datetime import date

from staasted.apps.conversations.course import Course, courses_of_everybody
from staasted.apps.effort.conditions import since
from staasted.apps.trials.selectors import book_in_force
from staasted.core.calendar import Period, half_year
from staasted.core.law import RuleBook


def courses_looking_back(on: date, book: RuleBook | None = None) -> Iterable[Course]:
    """Everybody whom the level of a day, or the condition of a trial, may be about.

    ``book`` is the law with the trials that run here, where it has been asked for.
    """
    book = book or book_in_force()
    first = min(half_year(on).first, since(book.parts, on))
    return courses_of_everybody(book, Period(first, on), on=on)


def ran_in(course: Course, period: Period) -> bool:
    """Whether somebody had a benefit on some day of a period."""
    return any(
        time.opens_on <= period.last and (time.last is None or time.last >= period.first)
        for time in course.facts.times
    )
