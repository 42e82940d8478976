"""A change in a citizen's situation: what was told, by whom, and what a human found."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.models import CitizenFile
from staasted.apps.org.models import Person, PublicIdField
from staasted.apps.situations.states import SituationState

LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0040."""

_S = SituationState


class SituationChange(models.Model):
    """One change. ``kind`` is a slug of ``catalog/situations.yaml``; days are inclusive.

    ``begins_on`` and ``ends_on`` are what the kind asks for, ``theirs_on`` what somebody else says
    of the same (the employer, of when one is well). ``stands_on`` is the first day it counts,
    ``ended_on`` the last where it was ended. ``decided_by`` is who confirmed or refused it, or saw
    it where it needs no confirming; ``paper`` what they were shown. ``by_staff``: the citizen told
    it to somebody who wrote it down. Never edited: a newer one
    takes its place.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="situation_changes")
    kind = models.CharField(max_length=40)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    theirs_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    told_on = models.DateField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_staff = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=word_choices(SituationState))
    stands_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    paper = models.CharField(max_length=200, blank=True, default="")
    answer = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("told_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="situations_change_one_waits",
                fields=["citizen", "kind"],
                condition=Q(state=_S.WAITING.value),
                violation_error_message="A change of this kind waits already.",
            ),
            models.UniqueConstraint(
                name="situations_change_one_stands",
                fields=["citizen", "kind"],
                condition=Q(state=_S.STANDS.value),
                violation_error_message="A change of this kind stands already.",
            ),
            models.CheckConstraint(
                name="situations_change_days_in_order",
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                violation_error_message="It cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="situations_change_words_bounded",
                condition=LessThanOrEqual(Length("words"), LONGEST)
                & LessThanOrEqual(Length("answer"), LONGEST),
                violation_error_message="Words are no longer than anybody reads.",
            ),
            models.CheckConstraint(
                name="situations_change_decided_whole",
                condition=Q(decided_by=None, decided_at=None, paper="", answer="")
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message="What was found has a moment and somebody behind it.",
            ),
            models.CheckConstraint(
                name="situations_change_state_whole",
                condition=Q(state=_S.WAITING.value, stands_on=None, ended_at=None, decided_by=None)
                | Q(state=_S.STANDS.value, stands_on__isnull=False, ended_at=None, ended_on=None)
                | Q(
                    state=_S.ENDED.value,
                    stands_on__isnull=False,
                    ended_at__isnull=False,
                    ended_on__isnull=False,
                )
                | Q(state=_S.WITHDRAWN.value, stands_on=None, ended_at__isnull=False)
                | Q(
                    ~Q(answer=""),
                    state=_S.REFUSED.value,
                    stands_on=None,
                    ended_at__isnull=False,
                    decided_by__isnull=False,
                ),
                violation_error_message="Its days and who found it fit where it stands.",
            ),
        ]


class SituationFile(models.Model):
    """A file that lies beside a change: the paper somebody is to see."""

    change = models.ForeignKey(SituationChange, models.PROTECT, related_name="files")
    file = models.OneToOneField(CitizenFile, models.PROTECT, related_name="situation")
