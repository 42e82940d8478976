"""One row a message: written with the act it tells of, sent by the worker when it is time."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices
from staasted.apps.org.models import Person, PublicIdField
from staasted.ports.messages import Road

KEY_LENGTH = 100


class MessageState(StrEnum):
    """How far a message is.

    ``sending`` is the attempt's mark; where a worker is stopped behind it the message becomes
    ``unsure``: it may have gone, and is never sent again by itself. ``dropped``: its time has
    passed, or a later message of the same matter took its place. ``held_back``: a reminder or a
    notice that does not go, for the reason in ``failure``.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"
    HELD_BACK = "held_back"


class Message(models.Model):
    """A message to one person. The address is the person's own when it is sent.

    ``key`` is unique: the same message is never there twice. ``matter`` is the public id of
    what it is about. ``calendar`` is the letter's part for calendars (RFC 5545), or empty.
    ``until_at`` is when it is no longer worth sending; ``worker`` is the one who tried last.
    What came back after it had gone stays ``sent`` with the failure ``bounced``.
    Title, body and calendar are emptied when the message has gone or been dropped.
    ``from_at`` is when it is to go first, null is at once. A ``reminder`` stands beside other
    messages of its matter, and follows its person's hours and most in a day.
    """

    public_id = PublicIdField()
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    kind = models.CharField(max_length=40)
    matter = models.CharField(max_length=10, blank=True, default="", db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="messages")
    road = models.CharField(
        max_length=10,
        choices=word_choices(Road),
        default=Road.EMAIL,
        db_default=Road.EMAIL.value,
    )
    reminder = models.BooleanField(default=False, db_default=False)
    title = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(blank=True, default="")
    calendar = models.TextField(blank=True, default="", db_default="")
    state = models.CharField(
        max_length=10, choices=word_choices(MessageState), default=MessageState.WAITING
    )
    made_at = models.DateTimeField()
    from_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=16, blank=True, default="")
    attempted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(name="outbox_message_queue", fields=["state", "next_try_at"])]
        constraints = [
            models.CheckConstraint(
                name="outbox_message_sent_has_time",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                violation_error_message="A message that is sent says when.",
            ),
            models.CheckConstraint(
                name="outbox_message_attempt_has_time",
                condition=~Q(state="sending") | Q(attempted_at__isnull=False),
                violation_error_message="A message on its way says since when.",
            ),
        ]


class Where(StrEnum):
    """Where somebody wants their reminders; ``page`` is on their own page alone."""

    EMAIL = "email"
    SMS = "sms"
    BOTH = "both"
    PAGE = "page"

    @property
    def roads(self) -> tuple[Road, ...]:
        """The roads they are sent by."""
        found = {Where.EMAIL: (Road.EMAIL,), Where.SMS: (Road.SMS,), Where.BOTH: tuple(Road)}
        return found.get(self, ())


class ReminderWishes(models.Model):
    """How one person wants to be reminded. Who has no row gets what the house decides.

    The hours are those of a clock in Denmark, both ends inclusive, within one day. With
    ``shared_phone`` others may read the telephone: an SMS says only that there is a message.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="reminder_wishes")
    days_before = models.BooleanField()
    hours_before = models.BooleanField()
    where = models.CharField(max_length=10, choices=word_choices(Where))
    first_time = models.TimeField()
    last_time = models.TimeField()
    shared_phone = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outbox_reminderwishes_hours_in_order",
                condition=Q(last_time__gt=models.F("first_time")),
                violation_error_message="The last time of day comes after the first.",
            ),
        ]
