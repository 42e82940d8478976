"""Agreements on contact. The database holds that one alone is in force."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.agreements.states import (
    SPOKEN,
    AgreementSource,
    PauseReason,
    ProposedBy,
    State,
)
from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import PublicIdField
from staasted.core.axes import Channel, Freedom, Holder

LONGEST = 5000
"""Characters the database takes; the policy asks for fewer. Source: decision 0035."""


class ContactAgreement(models.Model):
    """Freedom, interval and next contact. What it says is never edited: a new one replaces it.

    ``interval_weeks`` None is "agreed each time". The next contact lies between
    ``next_from`` and ``next_to``, both inclusive; none in a pause, which is looked at again no
    later than ``pause_until``. ``words`` are those of whoever proposed it, ``answer`` of whoever
    said no or that it was not so; ``disputed_at`` is when the citizen said the latter.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="agreements")
    state = models.CharField(max_length=10, choices=word_choices(State))
    freedom = models.CharField(max_length=20, choices=word_choices(Freedom))
    interval_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    next_from = models.DateField(null=True, blank=True)
    next_to = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=word_choices(Channel), blank=True, default="")
    purpose = models.CharField(max_length=40, blank=True, default="")
    held_by = models.CharField(max_length=20, choices=word_choices(Holder), blank=True, default="")
    pause_reason = models.CharField(
        max_length=20, choices=word_choices(PauseReason), blank=True, default=""
    )
    pause_until = models.DateField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    words = models.TextField(blank=True, default="")
    proposed_by = models.CharField(max_length=20, choices=word_choices(ProposedBy))
    source = models.CharField(max_length=20, choices=word_choices(AgreementSource))
    made_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="agreements_contactagreement_one_in_force",
                fields=["citizen"],
                condition=Q(state=State.IN_FORCE.value),
                violation_error_message="One agreement is in force at a time.",
            ),
            models.UniqueConstraint(
                name="agreements_contactagreement_one_proposed",
                fields=["citizen"],
                condition=Q(state=State.PROPOSED.value),
                violation_error_message="One proposal stands at a time.",
            ),
            models.CheckConstraint(
                name="agreements_contactagreement_window_in_order",
                condition=Q(next_from=None) | Q(next_to__gte=F("next_from")),
                violation_error_message="The next contact cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="agreements_contactagreement_in_force_since",
                condition=~Q(state=State.IN_FORCE.value) | Q(in_force_at__isnull=False),
                violation_error_message="An agreement in force says since when.",
            ),
            models.CheckConstraint(
                name="agreements_contactagreement_pause_whole",
                condition=Q(pause_reason="", pause_until=None)
                | (Q(pause_until__isnull=False, next_to=None) & ~Q(pause_reason="")),
                violation_error_message="A pause has a reason and a day, and no contact before it.",
            ),
            models.CheckConstraint(
                name="agreements_contactagreement_disputed_was_spoken",
                condition=Q(disputed_at=None)
                | Q(source__in=[each.value for each in SPOKEN], in_force_at__isnull=False),
                violation_error_message="Only a spoken agreement can be said not to be so.",
            ),
            models.CheckConstraint(
                name="agreements_contactagreement_over_or_standing",
                condition=Q(state__in=[State.PROPOSED.value, State.IN_FORCE.value], ended_at=None)
                | (
                    ~Q(state__in=[State.PROPOSED.value, State.IN_FORCE.value])
                    & Q(ended_at__isnull=False)
                ),
                violation_error_message="What is over says since when, and what stands does not.",
            ),
            models.CheckConstraint(
                name="agreements_contactagreement_words_bounded",
                condition=LessThanOrEqual(Length("words"), LONGEST)
                & LessThanOrEqual(Length("answer"), LONGEST),
                violation_error_message="No more words than anybody reads.",
            ),
        ]
