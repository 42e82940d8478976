"""Feeds of our times, and the calendars outside whose times somebody is busy in."""

from django.db import models
from django.db.models import Q

from staasted.apps.audit.actor import Role
from staasted.apps.audit.words import word_choices
from staasted.apps.booking.models import Occupation
from staasted.apps.org.models import Person, PublicIdField

NAME_LONGEST = 60


class Feed(models.Model):
    """A secret address somebody's own times can be read at: one for each role they have times in.

    ``address_hash`` is a keyed hash of the secret, which is shown once. ``read_at`` is when it
    was last read. The row is the right to read: deleted, the address leads nowhere.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds")
    role = models.CharField(max_length=20, choices=word_choices(Role))
    address_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="calendars_feed_one_per_role",
                fields=["person", "role"],
                violation_error_message="There is one feed for each role.",
            ),
        ]


class OutsideCalendar(models.Model):
    """A calendar outside whose owner is busy when it says so: at an address, or sent as a file.

    ``address_sealed`` is the address, sealed: whoever has it reads the calendar; empty for a
    file. ``etag`` and ``modified`` are what its last answer said of its version. ``ok_at`` is when
    it was last read, ``reached_at`` how far ahead; ``failing_since`` with ``problem`` stands while
    it cannot be read, and the times last known stay. ``left_out`` appointments were not
    understood, ``guessed`` had a zone nobody knows.
    """

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="outside_calendars")
    name = models.CharField(max_length=NAME_LONGEST)
    address_sealed = models.TextField(blank=True, default="")
    etag = models.CharField(max_length=200, blank=True, default="")
    modified = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    ok_at = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=40, blank=True, default="")
    times = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    guessed = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(name="calendars_outside_due", fields=["next_try_at"])]
        constraints = [
            models.UniqueConstraint(
                name="calendars_outside_one_name_each",
                fields=["person", "name"],
                violation_error_message="There is a calendar of this name already.",
            ),
            models.CheckConstraint(
                name="calendars_outside_says_what_is_wrong",
                condition=Q(failing_since=None, problem="")
                | (Q(failing_since__isnull=False) & ~Q(problem="")),
                violation_error_message="What cannot be read says why and since when.",
            ),
        ]


class OutsideTime(models.Model):
    """Which calendar a busy stretch comes from. No title is kept, only when."""

    calendar = models.ForeignKey(
        OutsideCalendar, on_delete=models.PROTECT, related_name="stretches"
    )
    occupation = models.OneToOneField(
        Occupation, on_delete=models.PROTECT, related_name="outside_time"
    )
