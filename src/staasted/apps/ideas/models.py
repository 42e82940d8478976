"""What somebody has told us could be better, and what we tell everybody has changed.

The two are apart (decision 0050): an idea is its sender's words, and goes with them; what is
published is written by a lead, names nobody, and stays.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.ideas.kinds import ANSWERS, WAITS, IdeaKind, IdeaState, Side
from staasted.apps.org.models import Person, PublicIdField

LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0050."""


class Change(models.Model):
    """One thing we changed because somebody said so, in a lead's words, for anybody to read.

    Nothing here leads to who said it, or who wrote it: that stands in the log. ``taken_down_at``
    once it is no longer shown. The English may be empty.
    """

    public_id = PublicIdField()
    on = models.DateField()
    said = models.TextField()
    changed = models.TextField()
    said_en = models.TextField(blank=True, default="")
    changed_en = models.TextField(blank=True, default="")
    taken_down_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-on", "-id")
        constraints = [
            models.CheckConstraint(
                name="ideas_change_has_words",
                condition=~Q(said="")
                & ~Q(changed="")
                & LessThanOrEqual(Length("said"), LONGEST)
                & LessThanOrEqual(Length("changed"), LONGEST)
                & LessThanOrEqual(Length("said_en"), LONGEST)
                & LessThanOrEqual(Length("changed_en"), LONGEST),
                violation_error_message="What changed has words, no more than anybody reads.",
            ),
            models.CheckConstraint(
                name="ideas_change_english_whole",
                condition=Q(said_en="", changed_en="") | ~Q(said_en="") & ~Q(changed_en=""),
                violation_error_message="Both halves are in English, or neither.",
            ),
        ]


class Idea(models.Model):
    """An idea, or something that does not work. ``due_on`` is the last day for the answer.

    ``citizen`` is the case of a citizen who told it; of staff and helpers there is none. ``named``
    says whether a lead may see who it comes from. Never edited: it is answered once.
    """

    public_id = PublicIdField()
    kind = models.CharField(max_length=5, choices=word_choices(IdeaKind))
    words = models.TextField()
    side = models.CharField(max_length=7, choices=word_choices(Side))
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, related_name="ideas", null=True, blank=True
    )
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=9, choices=word_choices(IdeaState))
    answer = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    change = models.ForeignKey(
        Change, models.PROTECT, null=True, blank=True, related_name="because_of"
    )

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                name="idea_has_words",
                condition=~Q(words="") & LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="An idea has words, and no more than anybody reads.",
            ),
            models.CheckConstraint(
                name="idea_of_a_citizen_in_their_case",
                condition=Q(side=Side.CITIZEN.value, citizen__isnull=False)
                | ~Q(side=Side.CITIZEN.value) & Q(citizen=None),
                violation_error_message="A citizen's idea lies in their case; no other does.",
            ),
            models.CheckConstraint(
                name="idea_answer_whole",
                condition=Q(
                    state__in=[each.value for each in WAITS],
                    ended_at=None,
                    answered_by=None,
                    answer="",
                )
                | Q(
                    state__in=[each.value for each in ANSWERS],
                    ended_at__isnull=False,
                    answered_by__isnull=False,
                )
                & ~Q(answer="")
                & LessThanOrEqual(Length("answer"), LONGEST),
                violation_error_message="An answer has words, a moment and somebody behind it.",
            ),
            models.CheckConstraint(
                name="idea_changed_something_when_done",
                condition=Q(change=None) | Q(state=IdeaState.DONE.value),
                violation_error_message="Only what was done has changed something.",
            ),
        ]
