"""Measures: a person's part in an offer, from its first day to its last, as the law looks at it."""

from django.db import models
from django.db.models import F, Q

from staasted.apps.citizens.models import Citizen


class Measure(models.Model):
    """One person's part in one offer. None is *not known*; ``ends_on`` is inclusive.

    ``kind`` is a slug of ``catalog/offer_kinds.yaml``. A measure that was granted and has not
    begun has ``granted_on`` and no ``starts_on``.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=60)
    provider = models.CharField(max_length=200, blank=True, default="")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    outcome = models.CharField(max_length=60, blank=True, default="")
    granted_on = models.DateField(null=True, blank=True)
    section = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="offers_measure_one_per_start",
                fields=["citizen", "kind", "starts_on", "provider"],
                violation_error_message="This measure is known already.",
            ),
            models.UniqueConstraint(  # no first day equals no other first day in a database
                name="offers_measure_one_per_grant",
                fields=["citizen", "kind", "granted_on", "provider"],
                condition=Q(starts_on=None),
                violation_error_message="This measure is known already.",
            ),
            models.CheckConstraint(
                name="offers_measure_begun_or_granted",
                condition=Q(starts_on__isnull=False) | Q(granted_on__isnull=False),
                violation_error_message="A measure has begun, or it has been granted.",
            ),
            models.CheckConstraint(
                name="offers_measure_ends_after_start",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="A measure cannot end before it starts.",
            ),
        ]
