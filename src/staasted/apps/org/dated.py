"""Dated rows: in force from a day, to a day (inclusive), or until further notice."""

from django.db.models import F, Q


def ends_after_start() -> Q:
    """The condition every dated row meets: no last day, or one not before the first."""
    return Q(to_on=None) | Q(to_on__gte=F("from_on"))
