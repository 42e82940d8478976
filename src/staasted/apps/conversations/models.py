"""What became of each conversation. Level and ledger are derived from these rows when read."""

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.stamps import Stamp
from staasted.apps.org.models import Person, PublicIdField
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome, OverrideEffect

__all__ = ["Conversation", "RuleOverride", "Stamp"]


class Conversation(models.Model):
    """One conversation: form, channel, holder, outcome, minutes, note.

    Closed here, it has the booking it came from, ``holder`` is whose calendar it stood in and
    ``closed_by`` who registered what became of it. Known from another system, it has none of
    the three; minutes may be *not known* (None), and so may purpose, form, channel and held_by
    (an empty word).
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="conversations")
    booking = models.OneToOneField(
        Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="conversation"
    )
    holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField()
    purpose = models.CharField(max_length=40, blank=True, default="")
    form = models.CharField(
        max_length=20, choices=word_choices(ConversationForm), blank=True, default=""
    )
    channel = models.CharField(max_length=10, choices=word_choices(Channel), blank=True, default="")
    held_by = models.CharField(max_length=20, choices=word_choices(Holder), blank=True, default="")
    outcome = models.CharField(max_length=24, choices=word_choices(Outcome))
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(name="conversations_by_citizen", fields=["citizen", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="conversations_held_has_minutes",
                condition=~Q(outcome=Outcome.HELD.value)
                | Q(minutes__gt=0)
                | Q(booking=None, minutes=None),
                violation_error_message="A conversation that was held took at least a minute.",
            ),
            models.CheckConstraint(
                name="conversations_closed_here_by_somebody",
                condition=Q(booking=None) | Q(holder__isnull=False, closed_by__isnull=False),
                violation_error_message="A conversation closed here says who held and closed it.",
            ),
            models.UniqueConstraint(
                name="conversations_one_from_outside_per_moment_and_purpose",
                fields=["citizen", "starts_at", "purpose"],
                condition=Q(booking=None),
                violation_error_message="This conversation is known already.",
            ),
        ]


class RuleOverride(models.Model):
    """A counsellor's finding that a rule's duty is otherwise for one citizen, with the reason.

    ``rule`` and ``window_first_on`` name the duty. It moves the day people are shown and never
    the legal figure. It is never edited or removed: ``ended_at`` says it no longer stands.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=40)
    window_first_on = models.DateField()
    effect = models.CharField(max_length=10, choices=word_choices(OverrideEffect))
    due_on = models.DateField(null=True, blank=True)
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="conversations_ruleoverride_one_stands",
                fields=["citizen", "rule", "window_first_on"],
                condition=Q(ended_at=None),
                violation_error_message="This duty is overridden already.",
            ),
            models.CheckConstraint(
                name="conversations_ruleoverride_other_day_has_a_day",
                condition=Q(effect=OverrideEffect.NOT_BOUND.value, due_on=None)
                | Q(effect=OverrideEffect.OTHER_DAY.value, due_on__isnull=False),
                violation_error_message="Another day says which one, and nothing else has one.",
            ),
            models.CheckConstraint(
                name="conversations_ruleoverride_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="An override says why.",
            ),
            models.CheckConstraint(
                name="conversations_ruleoverride_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                violation_error_message="An override that has ended says who ended it.",
            ),
        ]
