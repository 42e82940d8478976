"""What has happened and leaves the house, as it stood then; and how far each has come."""

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices
from staasted.apps.case_system.kinds import DeliveryState, EventKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import PublicIdField


class CaseEvent(models.Model):
    """One event; never changed (guard). ``public_id`` is what makes it known again.

    ``subject`` is the public id of what it is about, and ``version`` (from 1) counts up each time
    that is corrected. ``facts`` hold no CPR number and no name of a citizen.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="case_events")
    kind = models.CharField(max_length=12, choices=word_choices(EventKind))
    subject = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    happened_at = models.DateTimeField(db_index=True)
    facts = models.JSONField()

    class Meta:
        ordering = ("happened_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="case_system_event_once_a_version",
                fields=["kind", "subject", "version"],
                violation_error_message="This version has been told already.",
            ),
            models.CheckConstraint(
                name="case_system_event_counts_from_one",
                condition=Q(version__gte=1) & ~Q(subject=""),
                violation_error_message="An event says what it is about, and which version it is.",
            ),
        ]


class CaseDelivery(models.Model):
    """How far an event is on its way to the case system; there is one where one is set up."""

    event = models.OneToOneField(CaseEvent, models.PROTECT, related_name="delivery")
    state = models.CharField(max_length=10, choices=word_choices(DeliveryState))
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    failure = models.CharField(max_length=20, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_system_delivery_sent_has_its_moment",
                condition=Q(state=DeliveryState.SENT.value, sent_at__isnull=False)
                | (~Q(state=DeliveryState.SENT.value) & Q(sent_at=None)),
                violation_error_message="What was sent says when, and nothing else does.",
            ),
        ]
