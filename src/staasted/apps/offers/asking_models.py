"""Places in offers that citizens take themselves, and what they ask for (decision 0036)."""

from django.db import models
from django.db.models import Q

from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField
from staasted.catalog.offers import MOST_SEATS


class OfferRound(models.Model):
    """One beginning of an offer (a slug of the catalogue), with its ``seats``; None is no limit.

    Made when the first place is taken; the number stays as it was then.
    """

    offer = models.CharField(max_length=60)
    begins_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="offers_round_once",
                fields=["offer", "begins_at"],
                violation_error_message="This beginning is known already.",
            ),
            models.CheckConstraint(
                name="offers_round_has_seats",
                condition=Q(seats=None) | Q(seats__gte=1, seats__lte=MOST_SEATS),
                violation_error_message="A beginning has between one and 500 places, or no limit.",
            ),
        ]


class PlaceEnd(models.TextChoices):
    """Why a place was given back."""

    GIVEN_BACK = "given_back"
    CASE_CLOSED = "case_closed"


class OfferPlace(models.Model):
    """A citizen's place, numbered from 1 to the beginning's seats (guard): live until given back.

    ``number`` tells places apart and says nothing about anybody.
    """

    public_id = PublicIdField()
    round = models.ForeignKey(OfferRound, on_delete=models.PROTECT, related_name="places")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="offer_places")
    number = models.PositiveIntegerField()
    live = models.BooleanField(default=True)
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_for = models.CharField(max_length=12, choices=PlaceEnd.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="offers_place_one_each",
                fields=["round", "citizen"],
                condition=Q(live=True),
                violation_error_message="The citizen has a place already.",
            ),
            models.UniqueConstraint(
                name="offers_place_taken_once",
                fields=["round", "number"],
                condition=Q(live=True),
                violation_error_message="This place is taken.",
            ),
            models.CheckConstraint(
                name="offers_place_ended_for_a_reason",
                condition=Q(live=True, ended_at=None, ended_for="")
                | (Q(live=False, ended_at__isnull=False) & ~Q(ended_for="")),
                violation_error_message="A place that was given back says when and why.",
            ),
        ]


class RequestState(models.TextChoices):
    """Where a request stands. None of them is a decision by law: that is made elsewhere."""

    ASKED = "asked"
    TAKEN_UP = "taken_up"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    CASE_CLOSED = "case_closed"


OPEN_STATES = (RequestState.ASKED, RequestState.TAKEN_UP)
"""The states in which somebody waits."""


class OfferRequest(models.Model):
    """One citizen's request for one offer, to be heard of by the end of ``promised_on``.

    ``words`` are the citizen's. ``taken_up_by`` is whoever said they would take it up with them,
    ``ended_by`` whoever said it is done; both are None where the citizen or a closing ended it.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="offer_requests")
    offer = models.CharField(max_length=60)
    words = models.TextField(blank=True, default="")
    state = models.CharField(
        max_length=12, choices=RequestState.choices, default=RequestState.ASKED
    )
    asked_at = models.DateTimeField()
    promised_on = models.DateField()
    taken_up_at = models.DateTimeField(null=True, blank=True)
    taken_up_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(name="offers_request_waiting", fields=["state", "promised_on"])]
        constraints = [
            models.UniqueConstraint(
                name="offers_request_one_open_each",
                fields=["citizen", "offer"],
                condition=Q(state__in=["asked", "taken_up"]),
                violation_error_message="This citizen has asked for this already.",
            ),
            models.CheckConstraint(
                name="offers_request_taken_up_by_somebody",
                condition=Q(taken_up_at=None, taken_up_by=None) & ~Q(state="taken_up")
                | Q(taken_up_at__isnull=False, taken_up_by__isnull=False) & ~Q(state="asked"),
                violation_error_message="A request that is taken up says when and by whom.",
            ),
            models.CheckConstraint(
                name="offers_request_ended_says_when",
                condition=Q(state__in=["asked", "taken_up"], ended_at=None, ended_by=None)
                | Q(state="done", ended_at__isnull=False, ended_by__isnull=False)
                | Q(state__in=["withdrawn", "case_closed"], ended_at__isnull=False, ended_by=None),
                violation_error_message="A request that has ended says when, and done by whom.",
            ),
        ]
