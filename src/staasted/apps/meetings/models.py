"""Meetings one takes a seat in among others, the seats taken, and who waits for one.

A seat is a booking of the citizen's with the meeting's form: reminders, calendars, what became of
it and how long it is kept follow from that (decision 0031).
"""

from django.db import models
from django.db.models import F, Q

from staasted.apps.audit.words import word_choices
from staasted.apps.booking.models import Booking, Occupation, Place, Room
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.video_models import MeetingVideo
from staasted.apps.org.models import Person, PublicIdField
from staasted.core.axes import SEATED, Channel

__all__ = ["GroupMeeting", "MeetingTime", "MeetingVideo", "Seat", "SeatWait", "WaitEnd"]

MOST_SEATS = 500
"""The most seats a meeting may have. Source: decision 0031."""


class GroupMeeting(models.Model):
    """A group conversation, an industry meeting or an information meeting: half-open, in UTC.

    ``purpose`` is what it counts as, ``about`` what the citizen reads. ``groups`` are the target
    groups it is for, each word between two spaces; empty is everybody. One signs up before
    ``join_until_at``. ``changes`` rises with each change that everybody is told of, the last at
    ``changed_at``. ``closed_at`` is when presence was recorded.
    """

    public_id = PublicIdField()
    form = models.CharField(max_length=20, choices=[(form.value, form.value) for form in SEATED])
    purpose = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    about = models.TextField(blank=True, default="")
    channel = models.CharField(max_length=10, choices=word_choices(Channel))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    seats = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="meetings")
    groups = models.CharField(max_length=2000, blank=True, default="")
    join_until_at = models.DateTimeField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changes = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="meetings_meeting_when", fields=["starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="meetings_meeting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="A meeting cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="meetings_meeting_has_seats",
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS),
                violation_error_message="A meeting has between one and 500 seats.",
            ),
            models.CheckConstraint(
                name="meetings_meeting_is_joined_before_it_starts",
                condition=Q(join_until_at__lte=F("starts_at")),
                violation_error_message="One signs up before a meeting starts.",
            ),
            models.CheckConstraint(
                name="meetings_meeting_cancelled_for_a_reason",
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                violation_error_message="A meeting that is cancelled says why.",
            ),
        ]


class MeetingTime(models.Model):
    """What a meeting takes of its holder's and its room's time, one row each."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.PROTECT, related_name="times")
    occupation = models.OneToOneField(
        Occupation, on_delete=models.PROTECT, related_name="meeting_time"
    )


class Seat(models.Model):
    """A citizen's seat, from 1 to the meeting's number of them (guard): live until given back.

    ``booking`` is the citizen's time; a change of the meeting's gives the seat another.
    """

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.PROTECT, related_name="taken")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="seats")
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="seat")
    number = models.PositiveSmallIntegerField()
    live = models.BooleanField(default=True)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="meetings_seat_one_each",
                fields=["meeting", "citizen"],
                condition=Q(live=True),
                violation_error_message="The citizen has a seat already.",
            ),
            models.UniqueConstraint(
                name="meetings_seat_taken_once",
                fields=["meeting", "number"],
                condition=Q(live=True),
                violation_error_message="This seat is taken.",
            ),
        ]


class WaitEnd(models.TextChoices):
    """Why somebody waits no more."""

    SEATED = "seated"
    LEFT = "left"
    CANCELLED = "cancelled"


class SeatWait(models.Model):
    """Somebody on a meeting's waiting list, in the order of the keys, until ``ended_at``.

    ``letter`` names what they were told last.
    """

    public_id = PublicIdField()
    meeting = models.ForeignKey(GroupMeeting, on_delete=models.PROTECT, related_name="waiting")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="seat_waits")
    asked_at = models.DateTimeField()
    letter = models.CharField(max_length=10, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_for = models.CharField(max_length=10, choices=WaitEnd.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="meetings_seatwait_one_each",
                fields=["meeting", "citizen"],
                condition=Q(ended_at=None),
                violation_error_message="The citizen is on the waiting list already.",
            ),
            models.CheckConstraint(
                name="meetings_seatwait_ended_for_a_reason",
                condition=Q(ended_at=None, ended_for="")
                | (Q(ended_at__isnull=False) & ~Q(ended_for="")),
                violation_error_message="Who waits no more has a reason.",
            ),
        ]
