"""Two questions to a provider after a course: a link of their own, used once (decision 0046)."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.course_models import OfferCourse


class Reached(StrEnum):
    """Whether the person got out of it what was agreed, as the provider sees it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Again(StrEnum):
    """Whether they would have another."""

    NOW = "now"
    LATER = "later"
    NOT = "not"


class ProviderQuestion(models.Model):
    """What a provider is asked of one course, until ``until_at``, and what they answered, once.

    ``address_hash`` is a keyed hash of the link's secret, which stands in the mail alone. There is
    no room for words: nothing about anybody can be written.
    """

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="provider_questions")
    course = models.OneToOneField(OfferCourse, models.PROTECT, related_name="question")
    address_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    until_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reached = models.CharField(max_length=10, choices=word_choices(Reached), blank=True, default="")
    again = models.CharField(max_length=10, choices=word_choices(Again), blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offers_question_answered_whole",
                condition=Q(answered_at=None, reached="", again="")
                | (Q(answered_at__isnull=False) & ~Q(reached="") & ~Q(again="")),
                violation_error_message="Both questions are answered, or neither.",
            ),
        ]
