"""Firms, schools and others with whom an offer takes place, and their seats (decision 0046)."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices
from staasted.apps.org.dated import in_order
from staasted.apps.org.models import Person, PublicIdField
from staasted.catalog.offers import MOST_SEATS


class ProviderKind(StrEnum):
    """What sort of place it is."""

    FIRM = "firm"
    SCHOOL = "school"
    OTHER = "other"


class Provider(models.Model):
    """One place with an agreement from a day, to a day (inclusive; None: until further notice).

    ``contact`` is whom we write to there: a person without a log-in. ``place`` is where one comes,
    ``purpose`` what we have agreed that people get out of being there.
    """

    public_id = PublicIdField()
    kind = models.CharField(max_length=10, choices=word_choices(ProviderKind))
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=620, db_index=True, editable=False)
    contact = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.CharField(max_length=300, blank=True, default="")
    purpose = models.TextField(blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offers_provider_has_a_name",
                condition=~Q(name=""),
                violation_error_message="A provider has a name.",
            ),
            models.CheckConstraint(
                name="offers_provider_days_in_order",
                condition=in_order(),
                violation_error_message="An agreement cannot end before it begins.",
            ),
        ]


class ProviderOffer(models.Model):
    """How many may be there at a time in one offer (a slug of the catalogue)."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="offers")
    offer = models.CharField(max_length=60)
    seats = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="offers_provideroffer_once",
                fields=["provider", "offer"],
                violation_error_message="The provider has seats in this offer already.",
            ),
            models.CheckConstraint(
                name="offers_provideroffer_seats",
                condition=Q(seats__lte=MOST_SEATS),
                violation_error_message="A provider has at most 500 seats in an offer.",
            ),
        ]
