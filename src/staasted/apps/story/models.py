"""A line somebody has put into the story of a course, and every wording it has had."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.models import ROLES
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField

LONGEST = 5_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0043."""
KEY_LENGTH = 10


class StoryLine(models.Model):
    """One line. What it says is its newest wording; ``role`` is the side that put it there.

    ``withdrawn_at`` is when the citizen took it back: nobody is shown its words any more.
    ``sent_key`` is the form's own, so that a form sent twice is one line.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="story_lines")
    role = models.CharField(max_length=20, choices=ROLES)
    sent_key = models.CharField(max_length=KEY_LENGTH)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="story_line_sent_once",
                fields=["citizen", "sent_key"],
                violation_error_message="This line has been sent already.",
            ),
        ]


class StoryWording(models.Model):
    """How a line read from ``at`` on: day and words. ``number`` is from 1; never changed."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="story_wordings")
    line = models.ForeignKey(StoryLine, models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    on = models.DateField()
    words = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                name="story_wording_once",
                fields=["line", "number"],
                violation_error_message="This wording of the line is known already.",
            ),
            models.CheckConstraint(
                name="story_wording_has_words",
                condition=~Q(words="")
                & Q(number__gte=1)
                & LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="A line has words, and no more than anybody reads.",
            ),
        ]
