"""An invitation to book, what kept one from being sent, and how a summons was made."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from staasted.apps.audit.words import word_choices
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField
from staasted.apps.org.public_id import LENGTH
from staasted.core.axes import Channel
from staasted.core.law import SummonsGround


class InvitationState(models.TextChoices):
    """How far an invitation is.

    ``expired``: its last day has passed, we cancelled what was booked, or the citizen need not book
    any more; it waits for a human.
    ``with_human``: somebody has acted on it, as ``answer`` says.
    """

    LIVE = "live"
    BOOKED = "booked"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    WITH_HUMAN = "with_human"


class HumanAnswer(models.TextChoices):
    """What a human did about an invitation that ran out."""

    CALLED = "called"
    SUMMONED = "summoned"
    INVITED_AGAIN = "invited_again"
    LEFT = "left"


class Invitation(models.Model):
    """The citizen is asked to book a conversation of a purpose themselves.

    ``book_by_on`` and ``talk_by_on`` are inclusive. ``must`` says whether the letter told a duty;
    ``rule`` is the rule it rests on, empty where none does. ``reason`` is why it was withdrawn, or
    what a human did. ``texted_at`` is when it was told by SMS too, or there was none to send.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="time_invitations")
    counsellor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    book_by_on = models.DateField()
    talk_by_on = models.DateField()
    must = models.BooleanField()
    rule = models.CharField(max_length=40, blank=True, default="")
    reminded_at = models.DateTimeField(null=True, blank=True)
    texted_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=InvitationState.choices, default=InvitationState.LIVE
    )
    booking = models.ForeignKey(
        Booking, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=16, choices=HumanAnswer.choices, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(name="invitations_state_days", fields=["state", "book_by_on"])]
        constraints = [
            models.UniqueConstraint(
                name="invitations_one_live_per_purpose",
                fields=["citizen", "purpose"],
                condition=Q(state="live"),
                violation_error_message="The citizen is invited for this purpose already.",
            ),
            models.CheckConstraint(
                name="invitations_talk_after_booking",
                condition=Q(talk_by_on__gte=F("book_by_on")),
                violation_error_message="The conversation may come after the last day to book.",
            ),
            models.CheckConstraint(
                name="invitations_booked_names_its_booking",
                condition=~Q(state="booked") | Q(booking__isnull=False),
                violation_error_message="A booked invitation names its booking.",
            ),
            models.CheckConstraint(
                name="invitations_ended_says_when",
                condition=Q(state="live", ended_at=None)
                | (~Q(state="live") & Q(ended_at__isnull=False)),
                violation_error_message="An invitation that is over says when it ended.",
            ),
            models.CheckConstraint(
                name="invitations_human_says_what",
                condition=(Q(state="with_human") & ~Q(answer=""))
                | (~Q(state="with_human") & Q(answer="")),
                violation_error_message="Whoever acted on it says what they did.",
            ),
        ]

    @property
    def too_late(self) -> bool:
        """Whether what was booked lies after the last day of the conversation."""
        return self.booking is not None and danish_day(self.booking.starts_at) > self.talk_by_on


class TimesMissing(models.Model):
    """An invitation was not sent: there were too few times. Nothing in it names a citizen.

    ``found`` of ``wanted`` times in ``channel``, the one with fewest, from ``first_on`` to
    ``last_on`` (inclusive). Never changed and never removed (guard).
    """

    public_id = PublicIdField()
    at = models.DateTimeField(db_index=True)
    office = models.CharField(max_length=200)
    unit = models.CharField(max_length=100, blank=True, default="")
    counsellor_ref = models.CharField(max_length=LENGTH)
    asked_by_ref = models.CharField(max_length=LENGTH)
    purpose = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=word_choices(Channel))
    first_on = models.DateField()
    last_on = models.DateField()
    wanted = models.PositiveSmallIntegerField()
    found = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitations_timesmissing_were_too_few",
                condition=Q(found__lt=F("wanted")),
                violation_error_message="Times are missing where fewer are found than wanted.",
            ),
        ]


class Regard(models.Model):
    """What staff asked about before they chose a time; empty is *nothing to heed*.

    Source: BEK 1216/2023 § 46, stk. 2.
    """

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="regards")
    childcare = models.TextField(blank=True, default="")
    health = models.TextField(blank=True, default="")
    other = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")


class FundPart(StrEnum):
    """Whether the unemployment fund takes part; asked of its members alone."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Summons(models.Model):
    """The letter of a summons, as it was written; never changed (guard).

    ``fund`` is empty where there is no unemployment fund to ask of.
    ``short_reason`` is why the notice is short; ``body`` is the whole letter, one paragraph a line.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="summonses")
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="summons")
    regard = models.ForeignKey(Regard, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=word_choices(SummonsGround))
    section = models.CharField(max_length=80)
    short_reason = models.TextField(blank=True, default="")
    fund = models.CharField(max_length=8, choices=word_choices(FundPart), blank=True, default="")
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_mail = models.BooleanField()
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=200)
    body = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitations_summons_short_notice_has_a_reason",
                condition=~Q(ground="short_notice") | ~Q(short_reason=""),
                violation_error_message="A summons at short notice says why.",
            ),
        ]


class SelfBookingTaken(models.Model):
    """The right to book oneself, taken away and perhaps given back: days inclusive.

    ``reason`` is what the citizen reads. Source: LBK 280/2024 § 35.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="self_booking_taken")
    reason = models.TextField()
    from_on = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    given_back_at = models.DateTimeField(null=True, blank=True)
    given_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="invitations_taken_once_at_a_time",
                fields=["citizen"],
                condition=Q(given_back_at=None),
                violation_error_message="The right to book oneself is taken away already.",
            ),
            models.CheckConstraint(
                name="invitations_taken_for_a_reason",
                condition=~Q(reason=""),
                violation_error_message="The right is taken away for a reason.",
            ),
        ]


class ReviewVerdict(models.TextChoices):
    """What was decided of an exemption from booking oneself."""

    GRANTED = "granted"
    KEPT = "kept"
    ENDED = "ended"


class ExemptionReview(models.Model):
    """A decision about an exemption from booking, with its reason; never changed (guard).

    ``next_on`` is the day by which it is looked at again; none where it has ended. An exemption
    without a decision here came with a file: when it was given is not known. Source: decision 0039.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="exemption_reviews")
    verdict = models.CharField(max_length=8, choices=ReviewVerdict.choices)
    reason = models.TextField()
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitations_exemptionreview_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="An exemption is decided for a reason.",
            ),
            models.CheckConstraint(
                name="invitations_exemptionreview_is_looked_at_again",
                condition=Q(verdict="ended", next_on=None)
                | Q(~Q(verdict="ended"), next_on__isnull=False, next_on__gt=F("decided_on")),
                violation_error_message="An exemption that stands is looked at again.",
            ),
        ]
