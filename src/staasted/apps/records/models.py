"""Hearing the citizen before a decision goes against them: what was meant, and what they said."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.citizens.models import Citizen
from staasted.apps.letters.models import Letter
from staasted.apps.org.models import Person, PublicIdField

LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0049."""


class Hearing(models.Model):
    """What we mean to decide, on which facts, by which section, and until when one may answer.

    ``answer_by`` is the last day, inclusive. ``answer`` is the citizen's, or of whoever acts for
    them. It ends with ``decision``, the letter, or without one; ``weighed`` says how the answer was
    weighed, or why nothing was decided. What was asked and answered is never changed (guard).
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="hearings")
    intends = models.TextField()
    facts = models.TextField()
    section = models.CharField(max_length=200)
    answer_by = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    weighed = models.TextField(blank=True, default="")
    decision = models.OneToOneField(
        Letter, models.PROTECT, null=True, blank=True, related_name="hearing"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            models.CheckConstraint(
                name="records_hearing_has_words",
                condition=~Q(intends="")
                & ~Q(facts="")
                & ~Q(section="")
                & LessThanOrEqual(Length("intends"), LONGEST)
                & LessThanOrEqual(Length("facts"), LONGEST)
                & LessThanOrEqual(Length("answer"), LONGEST)
                & LessThanOrEqual(Length("weighed"), LONGEST),
                violation_error_message="A hearing says what is meant, why and by which section.",
            ),
            models.CheckConstraint(
                name="records_hearing_answer_whole",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                violation_error_message="An answer has words, a moment and somebody behind it.",
            ),
            models.CheckConstraint(
                name="records_hearing_not_answered_by_asker",
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                violation_error_message="Nobody answers their own hearing.",
            ),
            models.CheckConstraint(
                name="records_hearing_end_is_weighed",
                condition=Q(ended_at=None, weighed="", decision=None)
                | (Q(ended_at__isnull=False) & ~Q(weighed="")),
                violation_error_message="A hearing that is over says how the answer was weighed.",
            ),
        ]
