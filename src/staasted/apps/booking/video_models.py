"""The room a booking meets in on video: wanted with the booking, and made when it can be."""

from django.db import models
from django.db.models import Q

from staasted.core.weblink import MOST


class VideoState(models.TextChoices):
    """How far a room is. ``ending`` has still to be told to whoever keeps it."""

    WANTED = "wanted"
    READY = "ready"
    ENDING = "ending"
    OVER = "over"


READY_HAS_ADDRESS = (Q(state="ready") & ~Q(address="")) | (~Q(state="ready") & Q(address=""))


class VideoRoom(models.Model):
    """A room on video, whatever it is of.

    ``key`` is its own, a secret; ``by`` the way to rooms it was asked of, ``ref`` what that knows
    it by. ``host_address`` is where its holder comes in, where that is another address; the
    staff's secret. ``next_try_at`` is None where trying again by itself cannot help; ``changes``
    how often its address was told.
    """

    key = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=8, choices=VideoState.choices, default=VideoState.WANTED)
    by = models.CharField(max_length=20)
    address = models.CharField(max_length=MOST, blank=True, default="")
    host_address = models.CharField(max_length=MOST, blank=True, default="", db_default="")
    ref = models.CharField(max_length=400, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=40, blank=True, default="")
    changes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def holders_address(self) -> str:
        """Where whoever holds the meeting comes in."""
        return self.host_address or self.address


class VideoMeeting(VideoRoom):
    """One for each booking that somebody takes part in on video."""

    booking = models.OneToOneField(
        "booking.Booking", on_delete=models.PROTECT, related_name="video"
    )

    class Meta:
        indexes = [
            models.Index(
                name="booking_videomeeting_due",
                fields=["next_try_at"],
                condition=Q(state__in=["wanted", "ending"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="booking_videomeeting_ready_has_an_address",
                condition=READY_HAS_ADDRESS,
                violation_error_message="A room that is ready has an address, and no other has.",
            ),
        ]
