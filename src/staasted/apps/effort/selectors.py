"""The lead's number and the persons behind it."""

from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import role_require
from staasted.apps.conversations.course import Course, courses
from staasted.core.calendar import half_year
from staasted.core.effort import Level, legal_level


def level_on(actor: Actor, *, on: date) -> Level:
    """The legal level over the windows that close in the half-year of ``on``.

    Numbers and public ids only: the names behind them come through access. Two queries.
    Source: shared decision on semantics, section 4 ("legal").
    """
    role_require(actor, Role.LEAD)
    found = courses(None, on=on)
    return legal_level({_ref(course): _person(course) for course in found.values()}, half_year(on))


def _ref(course: Course) -> str:
    return course.period.citizen.public_id


def _person(course: Course) -> tuple[str, tuple]:
    return course.period.target_group, course.obligations
