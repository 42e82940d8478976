"""What has been done about a trial: acts with a date and a person, never edited."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices


class TrialActKind(StrEnum):
    """What was done about a trial."""

    APPROVED = "approved"
    BEGUN = "begun"
    STOPPED = "stopped"


class TrialAct(models.Model):
    """One act about one trial; ``on`` is the day it holds from, a stop's the first day without.

    ``by`` is the name of whoever decided it, as the decision says; the log has who typed it.
    """

    trial = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=word_choices(TrialActKind))
    on = models.DateField()
    by = models.CharField(max_length=100)
    reason = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="trials_trialact_once",
                fields=["trial", "kind"],
                violation_error_message="This has been done about the trial already.",
            ),
            models.CheckConstraint(
                name="trials_trialact_by_somebody",
                condition=~Q(by=""),
                violation_error_message="An act is somebody's: write who decided it.",
            ),
        ]
