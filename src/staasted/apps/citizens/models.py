"""A citizen's case, benefit periods and the dated counsellor."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.circumstances import (
    Circumstances,
    DocumentedRelief,
    RegisteredHours,
    SelfBookingExemption,
)
from staasted.apps.citizens.relations import BrokenGlass, Conflict, PartnerInvitation, Power
from staasted.apps.org.dated import ends_after_start
from staasted.apps.org.models import Person, PublicIdField
from staasted.apps.org.public_id import LENGTH

__all__ = [
    "BenefitPeriod",
    "BrokenGlass",
    "CaseloadHandOver",
    "Circumstances",
    "Citizen",
    "Conflict",
    "CounsellorAssignment",
    "DocumentedRelief",
    "Insured",
    "PartnerInvitation",
    "Power",
    "RegisteredHours",
    "SelfBookingExemption",
]


class Citizen(models.Model):
    """One person's case with the municipality. Only a human closes it."""

    public_id = PublicIdField()
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="citizen")
    municipality_code = models.CharField(max_length=4, blank=True, default="")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citizens_citizen_closes_after_opening",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="A case cannot close before it opens.",
            ),
        ]

    @property
    def coach(self) -> Person | None:
        """The counsellor of the day, where access has loaded the case with one."""
        assigned = getattr(self, "assigned", None)
        return assigned.counsellor if assigned else None


class Insured(StrEnum):
    """How an unemployed person is insured: it decides the hours of a week and a month."""

    FULL = "full"
    PART = "part"


class BenefitPeriod(models.Model):
    """A benefit from a day, as the municipality's own system knows it.

    ``benefit`` and ``target_group`` are catalogue slugs with their namespace
    (``benefit:cash_benefit``, ``group:cash_benefit_job_ready``). ``target_group`` is the group
    of today, ``group_at_start`` the first one known of the period: the law's windows follow it.
    Either is empty while it is not known.
    ``first_request_on`` is the first request to the municipality for help; None is
    *not known* and is asked for, never guessed. ``ends_on`` is inclusive.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="periods")
    benefit = models.CharField(max_length=60)
    target_group = models.CharField(max_length=60)
    group_at_start = models.CharField(max_length=60, blank=True, default="")
    starts_on = models.DateField()
    first_request_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True, default="")
    first_absence_on = models.DateField(null=True, blank=True)
    transferred_on = models.DateField(null=True, blank=True)
    insured = models.CharField(max_length=4, choices=word_choices(Insured), blank=True, default="")
    unemployment_fund = models.CharField(max_length=120, blank=True, default="")
    accumulated_weeks = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    accumulated_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citizens_benefitperiod_weeks_have_their_date",
                condition=Q(accumulated_weeks=None, accumulated_on=None)
                | Q(accumulated_weeks__gte=0, accumulated_on__isnull=False),
                violation_error_message="Accumulated weeks say which day they were counted.",
            ),
            models.UniqueConstraint(
                name="citizens_benefitperiod_one_per_start",
                fields=["citizen", "benefit", "starts_on"],
                violation_error_message="This benefit period is known already.",
            ),
            models.UniqueConstraint(
                name="citizens_benefitperiod_one_open",
                fields=["citizen"],
                condition=Q(ends_on=None),
                violation_error_message="The citizen has an open benefit period already.",
            ),
            models.CheckConstraint(
                name="citizens_benefitperiod_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="A benefit period cannot end before it starts.",
            ),
        ]


class CaseloadHandOver(models.Model):
    """Citizens given from one counsellor to others in one act; without ``giver`` they had none.

    ``key`` comes from the page that was confirmed: the same page sent twice is one act.
    """

    public_id = PublicIdField()
    key = models.CharField(max_length=LENGTH, unique=True)
    giver = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="hand_overs"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    at = models.DateTimeField()


class CounsellorAssignment(models.Model):
    """Who is the citizen's counsellor, from a day to a day (inclusive).

    ``hand_over`` is the act that gave them the citizen, where it was one; ``reason`` why, where a
    coach gave one of their own.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="assignments")
    counsellor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="caseload")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    hand_over = models.ForeignKey(
        CaseloadHandOver, on_delete=models.PROTECT, null=True, blank=True, related_name="given"
    )
    reason = models.TextField(blank=True, default="")

    class Meta:
        # Whose citizen this is, is asked of every case a list goes through.
        indexes = [models.Index(name="citizens_assignment_whose", fields=["citizen", "counsellor"])]
        constraints = [
            models.UniqueConstraint(
                name="citizens_assignment_one_open",
                fields=["citizen"],
                condition=Q(to_on=None),
                violation_error_message="The citizen has a counsellor already.",
            ),
            models.CheckConstraint(
                name="citizens_assignment_ends_after_start",
                condition=ends_after_start(),
                violation_error_message="An assignment cannot end before it begins.",
            ),
        ]
