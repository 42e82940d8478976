"""Openings that come again, days the office is closed, who is away, and what somebody can."""

from django.db import models
from django.db.models import F, Q

from staasted.apps.booking.place_models import Place
from staasted.apps.org.dated import ends_after_start
from staasted.apps.org.models import Person, PublicIdField, StaffAbsence


class OpeningSeries(models.Model):
    """A counsellor's weekly openings, in Danish wall-clock time, from a day to a day (inclusive).

    ``weekdays`` are ISO digits ("135" is Monday, Wednesday and Friday), ``breaks`` pairs of
    "HH:MM". It is laid out as openings up to ``laid_to``; none is laid twice. Nothing of it is
    ever changed but its last day: a change from a day on is a new series that ``follows`` it.
    """

    public_id = PublicIdField()
    resource = models.ForeignKey(
        "booking.Resource", on_delete=models.PROTECT, related_name="series"
    )
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    weekdays = models.CharField(max_length=7)
    starts = models.TimeField()
    ends = models.TimeField()
    breaks = models.JSONField(default=list, blank=True)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    on_holidays = models.BooleanField(default=False)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="series", null=True, blank=True
    )
    channels = models.CharField(max_length=60, blank=True, default="")
    purposes = models.CharField(max_length=400, blank=True, default="")
    laid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="booking_openingseries_ends_after_start",
                condition=ends_after_start(),
                violation_error_message="A series cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="booking_openingseries_opens_some_time",
                condition=Q(ends__gt=F("starts"), every_weeks__gt=0) & ~Q(weekdays=""),
                violation_error_message="A series opens on a weekday, for some time.",
            ),
        ]


class ClosingDay(models.Model):
    """A day the office is closed, besides public holidays; ``withdrawn`` where it is open yet."""

    public_id = PublicIdField()
    on = models.DateField()
    name = models.CharField(max_length=100)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="booking_closingday_once",
                fields=["on"],
                condition=Q(withdrawn=False),
                violation_error_message="The office is closed on this day already.",
            ),
            models.CheckConstraint(
                name="booking_closingday_has_a_name",
                condition=~Q(name=""),
                violation_error_message="A closing day has a name.",
            ),
        ]


class Absence(models.Model):
    """Why an absence takes time: whole days the office knows of (``of_days``), or some hours.

    Times and whether it still stands are those of its occupation.
    """

    public_id = PublicIdField()
    occupation = models.OneToOneField(
        "booking.Occupation", on_delete=models.PROTECT, related_name="absence"
    )
    of_days = models.OneToOneField(
        StaffAbsence, on_delete=models.PROTECT, null=True, blank=True, related_name="taking"
    )


class Competence(models.Model):
    """A language somebody speaks with citizens, or a subject they know (competences.yaml)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="competences")
    slug = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="booking_competence_once",
                fields=["person", "slug"],
                condition=Q(ended_at=None),
                violation_error_message="This competence is known already.",
            ),
        ]
