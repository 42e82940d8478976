"""A citizen's question about who stood behind a line of the log, and its answer."""

from django.db import models
from django.db.models import Q

from staasted.apps.audit.models import ROLES, UNIT_LENGTH
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField


class NameRequest(models.Model):
    """A name that is asked for: the line it is about, by when, and the answer in writing.

    ``due_on`` is the last day for the answer, inclusive. The line's words are the log's.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="name_requests")
    day = models.DateField()
    purpose = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=ROLES)
    unit = models.CharField(max_length=UNIT_LENGTH, blank=True, default="")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.UniqueConstraint(
                name="insight_namerequest_once",
                fields=["citizen", "day", "purpose", "role", "unit"],
                violation_error_message="The name has been asked for already.",
            ),
            models.CheckConstraint(
                name="insight_namerequest_answer_whole",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                violation_error_message="An answer has words, a moment and somebody behind it.",
            ),
        ]
