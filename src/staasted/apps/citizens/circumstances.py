"""What other systems know about a citizen's situation. None, and an empty word, is *not known*.

The under-25 rule and the like are computed from these facts by the law's rules, never stored.
"""

from django.db import models
from django.db.models import F, Q


class Circumstances(models.Model):
    """A citizen's facts, one row; what was here before stands in the import's records.

    ``interpreter`` True with no language is *which one is not known*; ``interpreter_own`` says
    that the citizen told it themselves, so that no file writes over it (decision 0044).
    """

    citizen = models.OneToOneField(
        "citizens.Citizen", on_delete=models.PROTECT, related_name="circumstances"
    )
    vocational_education = models.BooleanField(null=True, blank=True)
    child_at_home = models.BooleanField(null=True, blank=True)
    employer = models.CharField(max_length=200, blank=True, default="")
    recovery_on = models.DateField(null=True, blank=True)
    interpreter = models.BooleanField(null=True, blank=True)
    interpreter_language = models.CharField(max_length=100, blank=True, default="")
    interpreter_own = models.BooleanField(default=False, db_default=False)
    treatment_until = models.DateField(null=True, blank=True)
    return_employer = models.CharField(max_length=200, blank=True, default="")
    return_on = models.DateField(null=True, blank=True)
    job_start_on = models.DateField(null=True, blank=True)


class RegisteredHours(models.Model):
    """Hours of unemployment benefit the a-kasse registered in a month (its first day)."""

    citizen = models.ForeignKey(
        "citizens.Citizen", on_delete=models.PROTECT, related_name="registered_hours"
    )
    month = models.DateField()
    hours = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="citizens_registeredhours_one_per_month",
                fields=["citizen", "month"],
                violation_error_message="The hours of this month are known already.",
            ),
            models.CheckConstraint(
                name="citizens_registeredhours_not_negative",
                condition=Q(hours__gte=0),
                violation_error_message="Hours are not negative.",
            ),
            models.CheckConstraint(
                name="citizens_registeredhours_first_of_month",
                condition=Q(month__day=1),
                violation_error_message="A month is told by its first day.",
            ),
        ]


class DocumentedRelief(models.Model):
    """Relief by law on documents (LBK 280/2024 § 106): both days inclusive."""

    citizen = models.ForeignKey(
        "citizens.Citizen", on_delete=models.PROTECT, related_name="reliefs"
    )
    ground = models.CharField(max_length=200)
    document = models.CharField(max_length=200, blank=True, default="")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="citizens_documentedrelief_one_per_ground_and_start",
                fields=["citizen", "ground", "from_on"],
                violation_error_message="This relief is known already.",
            ),
            models.UniqueConstraint(  # no first day equals no other first day in a database
                name="citizens_documentedrelief_one_undated_per_ground",
                fields=["citizen", "ground"],
                condition=Q(from_on=None),
                violation_error_message="This relief is known already.",
            ),
            models.CheckConstraint(
                name="citizens_documentedrelief_ends_after_start",
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                violation_error_message="A relief cannot end before it begins.",
            ),
        ]


class SelfBookingExemption(models.Model):
    """The citizen cannot book online and gets the same choices through a human."""

    citizen = models.OneToOneField(
        "citizens.Citizen", on_delete=models.PROTECT, related_name="self_booking_exemption"
    )
    exempt = models.BooleanField()
    reason = models.CharField(max_length=801, blank=True, default="")  # two cells and a break
