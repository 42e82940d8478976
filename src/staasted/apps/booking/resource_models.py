"""Whatever has time of its own: a person who holds conversations, a citizen, a room."""

from django.db import models
from django.db.models import Q

from staasted.apps.booking.place_models import Room
from staasted.apps.org.models import Person
from staasted.core.weblink import MOST


class ResourceKind(models.TextChoices):
    """What can be in one place at a time. ``counsellor`` is whoever holds conversations."""

    COUNSELLOR = "counsellor"
    CITIZEN = "citizen"
    ROOM = "room"


class Resource(models.Model):
    """Whatever has time of its own: one row each, locked before its time is taken.

    ``pause_minutes`` lie free around each conversation of a counsellor; ``most_a_day`` is how many
    they hold on a Danish day, None without a limit. ``video_address`` is where they always meet.
    """

    kind = models.CharField(max_length=20, choices=ResourceKind.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="resources", null=True, blank=True
    )
    room = models.OneToOneField(
        Room, on_delete=models.PROTECT, related_name="resource", null=True, blank=True
    )
    video_address = models.CharField(max_length=MOST, blank=True, default="")
    pause_minutes = models.PositiveSmallIntegerField(default=0)
    most_a_day = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="booking_resource_one_per_person_and_kind",
                fields=["kind", "person"],
                violation_error_message="The person is a resource of this kind already.",
            ),
            models.CheckConstraint(
                name="booking_resource_is_a_person_or_a_room",
                condition=Q(kind="room", room__isnull=False, person=None)
                | (~Q(kind="room") & Q(room=None, person__isnull=False)),
                violation_error_message="A resource is one person or one room.",
            ),
            models.CheckConstraint(
                name="booking_resource_has_whole_quarters_of_pause",
                condition=Q(pause_minutes__in=[0, 15, 30, 45, 60]),
                violation_error_message="A pause is a number of quarters, at most an hour.",
            ),
            models.CheckConstraint(
                name="booking_resource_meets_somebody_a_day",
                condition=Q(most_a_day=None) | Q(most_a_day__gt=0),
                violation_error_message="The most a day is at least one.",
            ),
        ]
