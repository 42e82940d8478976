"""What a partner and a citizen's counsellor write to each other about that citizen."""

from django.db import models
from django.db.models import Q
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
