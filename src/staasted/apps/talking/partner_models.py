"""What a partner and a counsellor write about a citizen; how an a-kasse gives a course on."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ROLES
from staasted.apps.citizens.models import Citizen, PartnerInvitation
from staasted.apps.org.models import Person, PublicIdField

LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0037."""
KEY_LENGTH = 10
BETWEEN = (Role.PARTNER, Role.COUNSELLOR)
"""Who write to each other here."""


class PartnerMessage(models.Model):
    """One message under one invitation. Its words stay (decision 0054).

    The partner reads it while the invitation runs, the counsellor as long as the case is kept.
    ``read_at`` is when the other side opened it first. ``sent_key`` is the form's own, so that a
    form sent twice is one message.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="partner_messages")
    invitation = models.ForeignKey(PartnerInvitation, models.PROTECT, related_name="messages")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    words = models.TextField()
    sent_key = models.CharField(max_length=KEY_LENGTH)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("sent_at", "id")
        indexes = [
            models.Index(
                name="talking_partner_unread", fields=["citizen", "role"], condition=Q(read_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="talking_partnermessage_sent_once",
                fields=["invitation", "sent_key"],
                violation_error_message="This message has been sent already.",
            ),
            models.CheckConstraint(
                name="talking_partnermessage_has_words",
                condition=~Q(words="") & LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="A message has words, and no more than anybody reads.",
            ),
            models.CheckConstraint(
                name="talking_partnermessage_between_two",
                condition=Q(role__in=[role.value for role in BETWEEN]),
                violation_error_message="A partner and a counsellor write here, and nobody else.",
            ),
        ]


class FundTransfer(models.Model):
    """The a-kasse giving a course on to the municipality: once for each benefit, with a note.

    ``period_on`` is the benefit's first day, ``transferred_on`` the municipality's first. The note
    is a message to the counsellor and stays as it is. Source: LBK 280/2024 § 27, stk. 2; BEK
    34/2026 § 35; decision 0058.
    """

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="fund_transfers")
    note = models.OneToOneField(PartnerMessage, models.PROTECT, related_name="transfer")
    period_on = models.DateField()
    transferred_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="talking_fundtransfer_once",
                fields=["citizen", "period_on"],
                violation_error_message="The a-kasse has given this course on already.",
            ),
            models.CheckConstraint(
                name="talking_fundtransfer_after_its_start",
                condition=Q(transferred_on__gt=F("period_on")),
                violation_error_message="A course is given on after it began.",
            ),
        ]
