"""Agreements on contact. The database holds that one alone is in force."""

from django.db import models
from django.db.models import F, Q

from staasted.apps.agreements.states import AgreementSource, ProposedBy, State
from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import PublicIdField
from staasted.core.axes import Channel, Freedom


class ContactAgreement(models.Model):
    """Freedom, interval and next contact. Never edited: a new one replaces it.

    ``interval_weeks`` None is "agreed each time". The next contact lies between
    ``next_from`` and ``next_to``, both inclusive.
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
    reasons = models.JSONField(default=list)
    proposed_by = models.CharField(max_length=20, choices=word_choices(ProposedBy))
    source = models.CharField(max_length=20, choices=word_choices(AgreementSource))
    made_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

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
        ]
