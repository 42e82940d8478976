"""The figures of a night, as they were told; never changed and never removed (guard)."""

from django.db import models
from django.db.models import F, Q


class OverviewNight(models.Model):
    """What one night's reckoning found; the numbers of everybody alone, and of nobody by name.

    The columns are what is told night by night; ``figures`` holds the rest, as ``Figures`` of
    ``figures.py`` writes and reads them. ``lacking`` and ``lacking_offers`` are persons who lack
    what the law requires, ``late`` those whose first conversation is late.
    """

    on = models.DateField(unique=True)
    at = models.DateTimeField()
    open = models.PositiveIntegerField()
    running = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    lacking = models.PositiveIntegerField()
    lacking_offers = models.PositiveIntegerField()
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="overview_night_part_of_the_whole",
                condition=Q(running__lte=F("open")),
                violation_error_message="Whoever is in an offer is one of those who are open.",
            ),
        ]
