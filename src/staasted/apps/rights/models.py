"""A citizen's request for correction, or objection: their words, by when, and the answer."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField
from staasted.apps.rights.kinds import ANSWERS, Part, RightKind, RightState

LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0023."""


class RightsRequest(models.Model):
    """What somebody says is wrong, or objects to. ``due_on`` is the last day for the answer.

    ``asked_by`` is the citizen, or whoever acts for them. Never edited: it is answered once, or
    withdrawn, and ``ended_at`` says when.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="rights_requests")
    kind = models.CharField(max_length=12, choices=word_choices(RightKind))
    part = models.CharField(max_length=20, choices=word_choices(Part))
    words = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=word_choices(RightState))
    answer = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                name="rights_request_has_words",
                condition=~Q(words="") & LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="A request has words, and no more than anybody reads.",
            ),
            models.CheckConstraint(
                name="rights_request_answer_bounded",
                condition=LessThanOrEqual(Length("answer"), LONGEST),
                violation_error_message="An answer is no longer than anybody reads.",
            ),
            models.CheckConstraint(
                name="rights_request_answer_whole",
                condition=Q(
                    state=RightState.WAITING.value, ended_at=None, answered_by=None, answer=""
                )
                | Q(
                    state=RightState.WITHDRAWN.value,
                    ended_at__isnull=False,
                    answered_by=None,
                    answer="",
                )
                | (
                    Q(
                        state__in=[each.value for each in ANSWERS],
                        ended_at__isnull=False,
                        answered_by__isnull=False,
                    )
                    & ~Q(answer="")
                ),
                violation_error_message="An answer has words, a moment and somebody behind it.",
            ),
            models.CheckConstraint(
                name="rights_request_not_answered_by_asker",
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                violation_error_message="Nobody answers what they asked themselves.",
            ),
            models.UniqueConstraint(
                name="rights_request_one_waits",
                fields=["citizen", "kind", "part"],
                condition=Q(state=RightState.WAITING.value),
                violation_error_message="A request about this part waits already.",
            ),
        ]
