"""A citizen's course in an offer: assessment, seat, attendance, pauses, end (decision 0046)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.asking_models import OfferRequest
from staasted.apps.offers.measure_models import Measure
from staasted.apps.offers.providers_models import Provider, ProviderOffer
from staasted.apps.org.dated import ends_after_start
from staasted.apps.org.models import Person, PublicIdField
from staasted.core.offering import OPEN_COURSES, CourseMove, CourseOutcome, CourseState

LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0046."""
MOST_HOURS = 168  # of a week
_S = CourseState
_BEGUN = (_S.RUNNING.value, _S.PAUSED.value, _S.ENDED.value)
_OPEN = [state.value for state in OPEN_COURSES]


class OfferCourse(models.Model):
    """One citizen's course in one offer (a slug of the catalogue), as far as it has come.

    ``kind`` is a slug of ``offer_kinds.yaml``: what the law looks at. ``promised_on`` is the last
    day of the promised decision. ``first_on`` and ``last_on`` are the planned days, inclusive;
    ``begun_on`` and ``ended_on`` what happened. ``measure`` is the row the law reads, from the
    grant on. ``outcome`` is a word of CourseOutcome.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="offer_courses")
    request = models.OneToOneField(
        OfferRequest, models.PROTECT, null=True, blank=True, related_name="course"
    )
    offer = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=word_choices(CourseState))
    promised_on = models.DateField()
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="courses"
    )
    purpose = models.TextField(blank=True, default="")
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    granted_on = models.DateField(null=True, blank=True)
    begun_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(
        max_length=20, choices=word_choices(CourseOutcome), blank=True, default=""
    )
    measure = models.OneToOneField(
        Measure, models.PROTECT, null=True, blank=True, related_name="course"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at", "id")
        indexes = [models.Index(name="offers_course_state", fields=["state", "promised_on"])]
        constraints = [
            models.UniqueConstraint(
                name="offers_course_one_open_each",
                fields=["citizen", "offer"],
                condition=Q(state__in=_OPEN),
                violation_error_message="This citizen has a course in this offer already.",
            ),
            models.CheckConstraint(
                name="offers_course_planned_in_order",
                condition=Q(first_on=None) | Q(last_on=None) | Q(last_on__gte=F("first_on")),
                violation_error_message="A course cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="offers_course_happened_in_order",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")),
                violation_error_message="A course cannot have ended before it began.",
            ),
            models.CheckConstraint(
                name="offers_course_begun_says_when",
                condition=Q(state__in=_BEGUN, begun_on__isnull=False, granted_on__isnull=False)
                | (~Q(state__in=_BEGUN) & Q(begun_on=None)),
                violation_error_message="A course that has begun says when.",
            ),
            models.CheckConstraint(
                name="offers_course_ended_says_how",
                condition=(Q(state=_S.ENDED.value, ended_on__isnull=False) & ~Q(outcome=""))
                | (~Q(state=_S.ENDED.value) & Q(ended_on=None, outcome="")),
                violation_error_message="A course that has ended says when, and how.",
            ),
        ]


class OfferSeat(models.Model):
    """A provider's seat held for a course on some days: no day lies in two on one number (guard).

    ``number`` lies between 1 and the provider's seats (guard).
    """

    place = models.ForeignKey(ProviderOffer, models.PROTECT, related_name="held")
    course = models.ForeignKey(OfferCourse, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offers_seat_days_in_order",
                condition=ends_after_start(),
                violation_error_message="A seat is not held backwards.",
            ),
        ]


class OfferStep(models.Model):
    """One thing that happened to a course, which both sides read. Never changed (guard).

    ``on`` is the day it happened, ``at`` when it was recorded. ``words`` are for the citizen.
    """

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="offer_steps")
    course = models.ForeignKey(OfferCourse, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=10, choices=word_choices(CourseMove))
    on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                name="offers_step_words_bounded",
                condition=LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="No more words than anybody reads.",
            ),
        ]


class OfferPause(models.Model):
    """Days a course stood still, inclusive; ``until_on`` is the day one comes back, as planned."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="offer_pauses")
    course = models.ForeignKey(OfferCourse, models.PROTECT, related_name="pauses")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("from_on", "id")
        constraints = [
            models.CheckConstraint(
                name="offers_pause_days_in_order",
                condition=ends_after_start(),
                violation_error_message="A pause cannot end before it begins.",
            ),
        ]


class OfferAttendance(models.Model):
    """Hours of a day or of a week: there, away with a reason, away without. All inclusive.

    A correction is a new row; the earlier one stays, ``withdrawn``. Nothing follows by itself.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="offer_attendance")
    course = models.ForeignKey(OfferCourse, models.PROTECT, related_name="attendance")
    from_on = models.DateField()
    to_on = models.DateField()
    there = models.DecimalField(max_digits=5, decimal_places=2)
    excused = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    unexcused = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("from_on", "id")
        constraints = [
            models.CheckConstraint(
                name="offers_attendance_days_in_order",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message="A stretch of days cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="offers_attendance_hours",
                condition=Q(there__gte=0, excused__gte=0, unexcused__gte=0)
                & Q(there__lte=MOST_HOURS - F("excused") - F("unexcused")),
                violation_error_message="There are 168 hours in a week.",
            ),
        ]
