"""Where one meets: places of the office and their rooms."""

from django.db import models
from django.db.models import Q

from staasted.apps.org.models import PublicIdField


class Place(models.Model):
    """A place the office meets people at. ``way`` says how one gets in, in plain words.

    ``closed_at``: nothing new is laid there from that moment.
    """

    public_id = PublicIdField()
    name = models.CharField(max_length=100, unique=True)
    address = models.CharField(max_length=200)
    way = models.CharField(max_length=500, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="booking_place_has_name_and_address",
                condition=~Q(name="") & ~Q(address=""),
                violation_error_message="A place has a name and an address.",
            ),
        ]


class Room(models.Model):
    """A room of a place, for so many people; one meeting at a time."""

    public_id = PublicIdField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=100)
    seats = models.PositiveSmallIntegerField(default=4)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="booking_room_one_name_per_place",
                fields=["place", "name"],
                violation_error_message="The place has a room of this name already.",
            ),
            models.CheckConstraint(
                name="booking_room_has_a_name_and_seats",
                condition=~Q(name="") & Q(seats__gt=0),
                violation_error_message="A room has a name and at least one seat.",
            ),
        ]
