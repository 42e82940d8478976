"""What has been done about a trial: acts with a date and a person, never edited."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.dated import in_order


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


class TrialParticipation(models.Model):
    """A citizen takes part in a trial, both days inclusive; ``to_on`` is None while it runs.

    For trials that ask who takes part (``in_trial``); the others reach everybody in their groups.
    """

    citizen = models.ForeignKey(
        Citizen, on_delete=models.PROTECT, related_name="trial_participations"
    )
    trial = models.CharField(max_length=60)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="trials_trialparticipation_one_running",
                fields=["citizen", "trial"],
                condition=Q(to_on=None),
                violation_error_message="The citizen takes part in this trial already.",
            ),
            models.CheckConstraint(
                name="trials_trialparticipation_forwards",
                condition=in_order(),
                violation_error_message="Somebody cannot leave a trial before they came into it.",
            ),
        ]
