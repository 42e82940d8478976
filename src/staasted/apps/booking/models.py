"""Openings, bookings, and the one table of what takes a resource's time."""

from django.db import models
from django.db.models import F, Q, Value

from staasted.apps.audit.words import word_choices
from staasted.apps.booking.fund_models import FundAnswer, FundChoice
from staasted.apps.booking.place_models import Place, Room
from staasted.apps.booking.resource_models import Resource, ResourceKind
from staasted.apps.booking.series_models import Absence, ClosingDay, Competence, OpeningSeries
from staasted.apps.booking.video_models import VideoMeeting, VideoState
from staasted.apps.booking.wish_models import TimeTold, TimeWish
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField
from staasted.core.axes import Channel, ConversationForm, Holder, Origin, Outcome

__all__ = [
    "Absence",
    "Booking",
    "ClosedFor",
    "ClosingDay",
    "Competence",
    "FundAnswer",
    "FundChoice",
    "Occupation",
    "OccupationKind",
    "Opening",
    "OpeningSeries",
    "Place",
    "Resource",
    "ResourceKind",
    "Room",
    "TimeTold",
    "TimeWish",
    "VideoMeeting",
    "VideoState",
    "holds",
]


class OccupationKind(models.TextChoices):
    """Why a resource's time is taken.

    Bookings, holds and meetings never overlap each other. An absence, and what an outside calendar
    says, may come after one and lie over it; nothing new is then booked there. A meeting takes the
    time of its holder and room; a citizen's seat in it is a booking of theirs.
    """

    BOOKING = "booking"
    HOLD = "hold"
    ABSENCE = "absence"
    OUTSIDE = "outside"
    MEETING = "meeting"


class ClosedFor(models.TextChoices):
    """Why nobody can book an opening any more. ``cancelled`` is by hand, this one alone."""

    CANCELLED = "cancelled"
    CLOSING_DAY = "closing_day"
    SERIES = "series"
    LEFT = "left"


class Opening(models.Model):
    """A dated stretch in which a counsellor can be booked: half-open, in UTC.

    ``channels`` and ``purposes`` name what it is kept for, each word between two spaces; empty
    is all. In person one meets at ``place``, in one of its rooms where it has any.
    With ``closed_at`` nobody can book it from that moment; it stays as what once was open.
    One of a series says which day and which ``part`` of it (0 is the first) it was laid for;
    ``changed`` by hand, it says when it was first laid, and the series leaves it alone.
    """

    public_id = PublicIdField()
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="openings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="openings", null=True, blank=True
    )
    channels = models.CharField(max_length=60, blank=True, default="")
    purposes = models.CharField(max_length=400, blank=True, default="")
    closed_for = models.CharField(max_length=12, choices=ClosedFor.choices, blank=True, default="")
    series = models.ForeignKey(
        OpeningSeries, on_delete=models.PROTECT, related_name="openings", null=True, blank=True
    )
    series_on = models.DateField(null=True, blank=True)
    part = models.PositiveSmallIntegerField(null=True, blank=True)
    changed = models.BooleanField(default=False)
    was_starts_at = models.DateTimeField(null=True, blank=True)
    was_ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="booking_opening_search", fields=["resource", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="booking_opening_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="An opening cannot end before it starts.",
            ),
            models.UniqueConstraint(
                name="booking_opening_laid_once",
                fields=["series", "series_on", "part"],
                violation_error_message="The series has laid this opening already.",
            ),
            models.CheckConstraint(
                name="booking_opening_of_a_series",
                condition=Q(series=None, series_on=None, part=None)
                | Q(series__isnull=False, series_on__isnull=False, part__isnull=False),
                violation_error_message="An opening of a series says its day and part.",
            ),
            models.CheckConstraint(
                name="booking_opening_closed_for_a_reason",
                condition=Q(closed_for="") | Q(closed_at__isnull=False),
                violation_error_message="What is open is not closed for anything.",
            ),
        ]


class Booking(models.Model):
    """A time the two have: live while ``outcome`` is null. A move is a cancellation
    with ``moved_to``. Times are half-open, in UTC.

    ``open`` while it holds its purpose: a live one whose time has passed, and which nobody has
    closed, lets go of it when the same purpose is booked again. ``counsellor`` holds it, whatever
    they are here (``held_by``); a joint one ``partner`` holds too, by ``partner_channel``.
    ``arrived_at`` is when somebody said that the citizen was here; it decides nothing.
    With an ``interpreter``, the language may not be known; ``interpreter_ordered_at`` is when
    somebody said that one is ordered. A summoned time its citizen may move themselves says
    until which day (inclusive) in ``movable_until_on``. ``prepared_at`` is when whoever holds it
    first looked at what there is to prepare by."""

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="bookings")
    counsellor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bookings")
    purpose = models.CharField(max_length=40)
    form = models.CharField(max_length=20, choices=word_choices(ConversationForm))
    channel = models.CharField(max_length=10, choices=word_choices(Channel))
    origin = models.CharField(max_length=12, choices=word_choices(Origin))
    wish = models.TextField(blank=True, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    booked_at = models.DateTimeField()
    # Null is "not known yet" and lives in a constraint; an empty word would be an outcome.
    outcome = models.CharField(  # noqa: DJ001
        max_length=24, choices=word_choices(Outcome), null=True, blank=True
    )
    outcome_at = models.DateTimeField(null=True, blank=True)
    moved_to = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from"
    )
    open = models.BooleanField(default=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="bookings", null=True, blank=True
    )
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, related_name="bookings", null=True, blank=True
    )
    held_by = models.CharField(
        max_length=20, choices=word_choices(Holder), default=Holder.COUNSELLOR
    )
    partner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="joint_bookings", null=True, blank=True
    )
    partner_channel = models.CharField(
        max_length=10, choices=word_choices(Channel), blank=True, default=""
    )
    interpreter = models.BooleanField(default=False, db_default=False)
    interpreter_language = models.CharField(
        max_length=100, blank=True, default="", db_default=Value("")
    )
    interpreter_ordered_at = models.DateTimeField(null=True, blank=True)
    movable_until_on = models.DateField(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(name="booking_booking_day", fields=["counsellor", "starts_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="booking_booking_one_open_per_purpose",
                fields=["citizen", "purpose"],
                condition=Q(open=True),
                violation_error_message="A conversation with this purpose is booked already.",
            ),
            models.CheckConstraint(
                name="booking_booking_open_is_live",
                condition=Q(open=False) | Q(outcome=None),
                violation_error_message="A booking with an outcome holds no purpose.",
            ),
            models.CheckConstraint(
                name="booking_booking_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="A booking cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="booking_booking_moved_is_cancelled",
                condition=Q(moved_to=None)
                | Q(outcome__in=["cancelled_by_citizen", "cancelled_by_us"]),
                violation_error_message="A moved booking is a cancelled one.",
            ),
            models.CheckConstraint(
                name="booking_booking_outcome_has_time",
                condition=Q(outcome=None, outcome_at=None)
                | Q(outcome__isnull=False, outcome_at__isnull=False),
                violation_error_message="An outcome says when it was recorded.",
            ),
            models.CheckConstraint(
                name="booking_booking_joint_has_a_partner",
                condition=(Q(form="joint", partner__isnull=False) & ~Q(partner_channel=""))
                | (~Q(form="joint") & Q(partner=None, partner_channel="")),
                violation_error_message="A joint conversation names who else holds it, and how.",
            ),
            models.CheckConstraint(
                name="booking_booking_partner_is_another",
                condition=Q(partner=None) | ~Q(partner=F("counsellor")),
                violation_error_message="Nobody holds a conversation together with themselves.",
            ),
        ]


def holds(person_id: int | None) -> Q:
    """The condition that somebody holds a booking, alone or together with a counsellor."""
    return Q(counsellor=person_id) | Q(partner=person_id)


class Occupation(models.Model):
    """Everything that takes a resource's time; see ``OccupationKind`` for what may overlap (guard).

    A hold is for ``held_for``, on all it takes at once, until ``until_at``; after that it is no
    more, whether or not the row has been deleted.
    """

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="occupations")
    kind = models.CharField(
        max_length=10, choices=OccupationKind.choices, default=OccupationKind.BOOKING
    )
    booking = models.ForeignKey(
        Booking, on_delete=models.PROTECT, related_name="occupations", null=True, blank=True
    )
    held_for = models.ForeignKey(
        Citizen, on_delete=models.PROTECT, related_name="holds", null=True, blank=True
    )
    until_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    live = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(name="booking_occupation_search", fields=["resource", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="booking_occupation_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="An occupation cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="booking_occupation_of_a_booking",
                condition=Q(kind="booking", booking__isnull=False)
                | (~Q(kind="booking") & Q(booking=None)),
                violation_error_message="What takes time for a booking names it.",
            ),
            models.CheckConstraint(
                name="booking_occupation_of_a_hold",
                condition=Q(kind="hold", held_for__isnull=False, until_at__isnull=False)
                | (~Q(kind="hold") & Q(held_for=None, until_at=None)),
                violation_error_message="A hold says for whom and how long.",
            ),
        ]
