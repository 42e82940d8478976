"""A decision on an offer, with the letter it was told in (decision 0046)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.citizens.models import Citizen
from staasted.apps.letters.models import Letter
from staasted.apps.offers.models import OfferCourse
from staasted.apps.org.models import Person, PublicIdField
from staasted.catalog.english import said

LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0046."""


class OfferDecision(models.Model):
    """A grant or a refusal: why, by which section, and how to complain. Never changed (guard).

    ``complain_to`` is the complaint body, ``complain_until`` the last day, inclusive.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="offer_decisions")
    course = models.OneToOneField(OfferCourse, models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    section = models.CharField(max_length=60)
    reasons = models.TextField()
    complain_to = models.CharField(max_length=200)
    complain_by = models.CharField(max_length=60)
    complain_until = models.DateField()
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="offer_decision")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offers_decision_says_why",
                condition=~Q(reasons="")
                & ~Q(section="")
                & ~Q(complain_to="")
                & LessThanOrEqual(Length("reasons"), LONGEST),
                violation_error_message="A decision says why, by which section, and to whom one"
                " complains.",
            ),
        ]

    @property
    def complaint_body(self) -> str:
        """The complaint body in the language that is spoken."""
        return said(self.complain_to)
