"""Whose coach a citizen wishes for, and each time a case was closed, and perhaps opened again."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField


class WishState(StrEnum):
    """open → granted | answered | taken back."""

    OPEN = "open"
    GRANTED = "granted"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"


class CoachWish(models.Model):
    """A citizen's wish for another coach. ``words`` are theirs to leave out, ``answer`` a lead's.

    ``counsellor`` is the new coach, where the wish was granted.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="coach_wishes")
    state = models.CharField(max_length=12, choices=word_choices(WishState))
    words = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    counsellor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cases_coachwish_one_open",
                fields=["citizen"],
                condition=Q(state=WishState.OPEN.value),
                violation_error_message="A wish for another coach waits already.",
            ),
            models.CheckConstraint(
                name="cases_coachwish_ended_by_somebody",
                condition=Q(state=WishState.OPEN.value, ended_at=None, ended_by=None)
                | (
                    ~Q(state=WishState.OPEN.value)
                    & Q(ended_at__isnull=False, ended_by__isnull=False)
                ),
                violation_error_message="A wish that has ended says when and by whom.",
            ),
            models.CheckConstraint(
                name="cases_coachwish_granted_has_a_coach",
                condition=Q(state=WishState.GRANTED.value, counsellor__isnull=False)
                | (~Q(state=WishState.GRANTED.value) & Q(counsellor=None)),
                violation_error_message="A granted wish names the new coach, and no other does.",
            ),
        ]


class CaseClosing(models.Model):
    """From ``closed_on`` (the last day of the case) until it was opened again, if it was.

    ``cause`` is a slug of the closing causes; ``moved_to`` the municipality's name, for a move.
    ``Citizen.closed_on`` is the day of the one that stands: retention is counted from it, and from
    ``closed_at`` where that is later.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="closings")
    cause = models.CharField(max_length=40)
    moved_to = models.CharField(max_length=60, blank=True, default="")
    closed_on = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reopened_on = models.DateField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cases_caseclosing_one_stands",
                fields=["citizen"],
                condition=Q(reopened_on=None),
                violation_error_message="The case is closed already.",
            ),
            models.CheckConstraint(
                name="cases_caseclosing_reopens_after_closing",
                condition=Q(reopened_on=None) | Q(reopened_on__gte=F("closed_on")),
                violation_error_message="A case cannot open again before it closed.",
            ),
            models.CheckConstraint(
                name="cases_caseclosing_reopened_by_somebody",
                condition=Q(reopened_on=None, reopened_at=None, reopened_by=None)
                | Q(
                    reopened_on__isnull=False,
                    reopened_at__isnull=False,
                    reopened_by__isnull=False,
                ),
                violation_error_message="It says when the case was opened again, and by whom.",
            ),
        ]
