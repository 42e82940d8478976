"""What became of each conversation. Level and ledger are derived from these rows when read."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.stamps import Stamp
from staasted.apps.org.models import Person, PublicIdField
from staasted.apps.plans.models import PlanRemark
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome, OverrideEffect

__all__ = ["Conversation", "ConversationCorrection", "PlainWords", "RuleOverride", "Stamp"]


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


LONGEST = 10_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0047."""


class PlainWords(models.Model):
    """What a coach tells the citizen of a conversation, in plain words.

    ``offers`` are the slugs the two talked about, ``proposal`` the step that was proposed to the
    citizen's plan. ``not_so`` is what the citizen says was otherwise, ``answer`` what the coach
    says to that. No word is edited: each stands beside the other's.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="plain_words")
    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="plain_words"
    )
    words = models.TextField(blank=True, default="")
    offers = models.JSONField(default=list)
    proposal = models.OneToOneField(
        PlanRemark, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    not_so = models.TextField(blank=True, default="")
    not_so_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="conversations_plainwords_bounded",
                condition=LessThanOrEqual(Length("words"), LONGEST)
                & LessThanOrEqual(Length("not_so"), LONGEST)
                & LessThanOrEqual(Length("answer"), LONGEST),
                violation_error_message="Words are no longer than anybody reads.",
            ),
            models.CheckConstraint(
                name="conversations_plainwords_answered_whole",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (
                    ~Q(answer="")
                    & Q(
                        not_so_at__isnull=False,
                        answered_at__isnull=False,
                        answered_by__isnull=False,
                    )
                ),
                violation_error_message="An answer is to something, by somebody, at a moment.",
            ),
            models.CheckConstraint(
                name="conversations_plainwords_not_so_whole",
                condition=Q(not_so="", not_so_at=None)
                | (~Q(not_so="") & Q(not_so_at__isnull=False)),
                violation_error_message="What was otherwise has a moment.",
            ),
        ]


class ConversationCorrection(models.Model):
    """What a conversation's registration said before it was corrected, or undone, and why.

    ``outcome``, ``minutes``, ``channel`` and ``note`` are what stood there before; what stands now
    is the conversation's own. Where the closing was ``undone`` there is none,
    and the booking waits to be closed again. Never changed, and gone with the case alone.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="corrections")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="corrections")
    undone = models.BooleanField(default=False)
    outcome = models.CharField(max_length=24, choices=word_choices(Outcome))
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=word_choices(Channel))
    note = models.TextField(blank=True, default="")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                name="conversations_correction_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="A correction says why.",
            ),
        ]
