"""The lead's number and the persons behind it."""

from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.selectors import counting_period
from staasted.apps.conversations.course import Course, courses_of_everybody
from staasted.core.calendar import half_year
from staasted.core.effort import Level, legal_level
from staasted.core.law import Obligation


def level_on(actor: Actor, *, on: date) -> Level:
    """The legal level over the windows that close in the half-year of ``on``.

    Every benefit period of the half-year is read, also those a newer one has followed.
    Numbers and public ids only: the names behind them come through access. Two queries.
    Source: shared decision on semantics, section 4 ("legal").
    """
    role_require(actor, Role.LEAD)
    period = half_year(on)
    return legal_level([_entry(each) for each in courses_of_everybody(period, on=on)], period)


def _entry(course: Course) -> tuple[str, str, tuple[Obligation, ...]]:
    group = counting_period(course.period).group
    return course.period.citizen.public_id, group, course.obligations
