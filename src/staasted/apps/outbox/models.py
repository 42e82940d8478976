"""One row a message: written with the act it tells of, sent by the worker."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices
from staasted.apps.org.models import Person, PublicIdField

KEY_LENGTH = 100


class MessageState(StrEnum):
    """How far a message is.

    ``sending`` is the attempt's mark; where a worker is stopped behind it the message becomes
    ``unsure``: it may have gone, and is never sent again by itself. ``dropped``: its time has
    passed, or a later message of the same matter took its place.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


class Message(models.Model):
    """A message to one person. The address is the person's own when it is sent.

    ``key`` is unique: the same message is never there twice. ``matter`` is the public id of
    what it is about. ``calendar`` is the letter's part for calendars (RFC 5545), or empty.
    ``until_at`` is when it is no longer worth sending; ``worker`` is the one who tried last.
    Title, body and calendar are emptied when the message has gone or been dropped.
    """

    public_id = PublicIdField()
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    kind = models.CharField(max_length=40)
    matter = models.CharField(max_length=10, blank=True, default="", db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="messages")
    title = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(blank=True, default="")
    calendar = models.TextField(blank=True, default="", db_default="")
    state = models.CharField(
        max_length=10, choices=word_choices(MessageState), default=MessageState.WAITING
    )
    made_at = models.DateTimeField()
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
