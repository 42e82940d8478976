"""A written assessment that somebody finds work alone: who made it, why, and until when."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField
from staasted.apps.share_exemptions.states import ExemptionState
from staasted.core.axes import Channel

LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0047."""

_S = ExemptionState


class ShareExemption(models.Model):
    """One assessment. It lifts the remaining numbered conversations and the offer of the 75 %
    rule, from ``stands_on`` until the day before ``review_on``; never the first conversation, and
    never the right to one.

    ``reason`` is what the citizen reads. ``touch_on`` and ``channel`` are the light
    touch-point the two agreed. ``beyond_room`` says that no room was left when it was made: then
    a lead confirms it (``decided_by``) or says no with ``answer``. ``over_on`` is the first day
    it no longer stands. Never edited: a new assessment takes its place.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="share_exemptions")
    state = models.CharField(max_length=10, choices=word_choices(ExemptionState))
    reason = models.TextField()
    touch_on = models.DateField()
    channel = models.CharField(max_length=10, choices=word_choices(Channel))
    review_on = models.DateField()
    beyond_room = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stands_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True, default="")
    over_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("made_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="share_exemption_one_live",
                fields=["citizen"],
                condition=Q(state__in=[_S.WAITING.value, _S.STANDS.value]),
                violation_error_message="One assessment stands or waits at a time.",
            ),
            models.CheckConstraint(
                name="share_exemption_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="An assessment says why.",
            ),
            models.CheckConstraint(
                name="share_exemption_words_bounded",
                condition=LessThanOrEqual(Length("reason"), LONGEST)
                & LessThanOrEqual(Length("answer"), LONGEST)
                & LessThanOrEqual(Length("ended_because"), LONGEST),
                violation_error_message="Words are no longer than anybody reads.",
            ),
            models.CheckConstraint(
                name="share_exemption_touched_before_review",
                condition=Q(touch_on__lte=F("review_on")),
                violation_error_message="The two talk no later than the day of review.",
            ),
            models.CheckConstraint(
                name="share_exemption_beyond_room_is_confirmed",
                condition=Q(beyond_room=False)
                | ~Q(state__in=[_S.STANDS.value, _S.ENDED.value])
                | Q(decided_by__isnull=False),
                violation_error_message="A lead has confirmed what goes beyond the room left.",
            ),
            models.CheckConstraint(
                name="share_exemption_decided_whole",
                condition=Q(decided_by=None, decided_at=None, answer="")
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message="What a lead found has a moment and somebody behind it.",
            ),
            models.CheckConstraint(
                name="share_exemption_state_whole",
                condition=Q(state=_S.WAITING.value, stands_on=None, ended_at=None, decided_by=None)
                | Q(state=_S.STANDS.value, stands_on__isnull=False, ended_at=None, over_on=None)
                | Q(
                    state=_S.ENDED.value,
                    stands_on__isnull=False,
                    over_on__gte=F("stands_on"),
                    ended_at__isnull=False,
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
