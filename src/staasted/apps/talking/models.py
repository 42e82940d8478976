"""What a citizen and their coach write to each other, and a citizen's wish for help."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.models import ROLES
from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.models import CitizenFile
from staasted.apps.org.models import Person, PublicIdField
from staasted.apps.talking.kinds import HelpState, Settled
from staasted.apps.talking.partner_models import (
    KEY_LENGTH,
    LONGEST,
    FundTransfer,
    PartnerMessage,
)

__all__ = [
    "KEY_LENGTH",
    "LONGEST",
    "FundTransfer",
    "HelpWish",
    "PartnerMessage",
    "TalkFile",
    "TalkMessage",
]


class TalkMessage(models.Model):
    """One message of the one conversation a citizen has with their coach. Its words stay.

    ``answer_by`` is the last day of the promised answer, on what the citizen's side wrote; it
    waits until it is ``settled_as`` something. ``in_reply``: it answers the other side, so the two
    have been in contact both ways. ``read_at`` is when the other side opened it first.
    ``sent_key`` is the form's own, so that a form sent twice is one message.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="talk_messages")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    words = models.TextField()
    sent_key = models.CharField(max_length=KEY_LENGTH)
    sent_at = models.DateTimeField()
    in_reply = models.BooleanField(default=False)
    answer_by = models.DateField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    settled_as = models.CharField(
        max_length=12, choices=word_choices(Settled), blank=True, default=""
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("sent_at", "id")
        indexes = [models.Index(name="talking_message_waiting", fields=["settled_as", "answer_by"])]
        constraints = [
            models.UniqueConstraint(
                name="talking_message_sent_once",
                fields=["citizen", "sent_key"],
                violation_error_message="This message has been sent already.",
            ),
            models.CheckConstraint(
                name="talking_message_has_words",
                condition=~Q(words="") & LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="A message has words, and no more than anybody reads.",
            ),
            models.CheckConstraint(
                name="talking_message_settled_says_when",
                condition=Q(settled_as="", settled_at=None, settled_by=None)
                | (~Q(settled_as="") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                violation_error_message="A settled message says when and by whom.",
            ),
        ]


class TalkFile(models.Model):
    """A file that was sent with a message."""

    message = models.ForeignKey(TalkMessage, models.PROTECT, related_name="files")
    file = models.OneToOneField(CitizenFile, models.PROTECT, related_name="talk")


class HelpWish(models.Model):
    """A citizen wants help now. ``answer_by`` is the last day a human is to have answered.

    ``words`` may be empty: one need not say what is wrong to be helped.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="help_wishes")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    words = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    state = models.CharField(max_length=12, choices=word_choices(HelpState), default=HelpState.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("answer_by", "id")
        constraints = [
            models.UniqueConstraint(
                name="talking_help_one_open",
                fields=["citizen"],
                condition=Q(state="open"),
                violation_error_message="This citizen waits for help already.",
            ),
            models.CheckConstraint(
                name="talking_help_words_bounded",
                condition=LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="No more words than anybody reads.",
            ),
            models.CheckConstraint(
                name="talking_help_ended_by_an_act",
                condition=Q(state="open", ended_at=None, ended_by=None)
                | (~Q(state="open") & Q(ended_at__isnull=False, ended_by__isnull=False)),
                violation_error_message="A wish for help ends by somebody's act.",
            ),
        ]
