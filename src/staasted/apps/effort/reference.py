"""The reference level of everybody: conversations held against the law's own minimum."""

from datetime import date

from staasted.apps.effort.looking_back import courses_looking_back, ran_in
from staasted.core.calendar import half_year
from staasted.core.effort import ReferenceLevel, person_reference, reference_levels


def references_on(*, on: date) -> tuple[ReferenceLevel, ...]:
    """Each group over the half-year of a day until that day. Numbers only; whoever shows them has
    checked who asks. Source: shared decision on semantics, section 4 ("reference").
    """
    period = half_year(on).until(on)
    return reference_levels(
        each
        for course in courses_looking_back(on)
        if ran_in(course, period)
        for each in person_reference(course.facts, course.answer, period)
    )
