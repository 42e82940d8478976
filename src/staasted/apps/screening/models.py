"""The citizen's answers, what is half answered, and the counsellor's mirror: words, never numbers.

The database itself refuses a number among the answers (``guards.py``). No table outside this app
points here: nothing that decides on contact, availability or sanctions can hang on an answer.
"""

from django.db import models
from django.db.models import F, Q

from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person


class ScreeningAnswers(models.Model):
    """One submission. ``answers`` maps question to the option chosen; a skipped one is absent.

    Only the citizen sees them, until they share: ``shared_topics`` names the topics the coach may
    see, and ``shared_at`` says since when; None where nothing is shared (screening without a
    score, point 10). A topic that is withdrawn is taken out of every submission.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="answers")
    instrument = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    given_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_topics = models.JSONField(default=list, blank=True)


class ScreeningDraft(models.Model):
    """What is answered and not sent: the citizen's alone, gone when it is sent.

    ``topic`` is the first one of the page they had come to.
    """

    citizen = models.OneToOneField(
        Citizen, on_delete=models.PROTECT, related_name="screening_draft"
    )
    instrument = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    topic = models.CharField(max_length=40)
    saved_at = models.DateTimeField()


class MirrorAnswers(models.Model):
    """What a counsellor said of their own expectation and contribution, topic by topic.

    ``answers`` maps ``topic.part`` to the option chosen. ``seen_before_at`` is when they had first
    seen what the citizen's answers lead to; None where they answered before seeing it.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="mirrors")
    counsellor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    given_at = models.DateTimeField()
    seen_before_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="screening_mirroranswers_seen_before",
                condition=Q(seen_before_at=None) | Q(seen_before_at__lte=F("given_at")),
                violation_error_message="What was seen before was seen no later.",
            ),
        ]


class SuggestionsSeen(models.Model):
    """When somebody on the staff first saw what a citizen's answers lead to."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="suggestions_seen")
    staff = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="screening_suggestionsseen_once",
                fields=["citizen", "staff"],
                violation_error_message="The first time is one time.",
            ),
        ]
