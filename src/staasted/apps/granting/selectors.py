"""Reading the decision on a course that access has opened."""

from staasted.apps.granting.models import OfferDecision
from staasted.apps.offers.models import OfferCourse

__all__ = ["OfferDecision", "decision_of"]


def decision_of(course: OfferCourse) -> OfferDecision | None:
    """The decision on a course with its letter; None until there is one: one query."""
    rows = OfferDecision.objects.select_related("letter", "decided_by")
    return rows.filter(course=course).first()
