"""What somebody asks for where no time suits: to be told when one comes free, or to be called."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from staasted.apps.audit.words import word_choices
from staasted.apps.booking.wish_kinds import CallOutcome, DayPart, TimeWishState, WishKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person, PublicIdField
from staasted.core.axes import Channel
from staasted.core.slots import Window

NOON = time(12)


class TimeWish(models.Model):
    """One citizen's wish about one purpose. ``weekdays`` are ISO digits (Monday is 1).

    On a waiting list: from ``first_on`` to ``last_on``, both inclusive, by ``channel`` (empty is
    any the purpose has), with the own coach or ``anybody``. ``looked_at`` is when the round last
    looked for a time.
    To be called: at ``phone``, ``about`` something that never leaves the house, by the end of
    ``promised_on``; ``tries`` are calls nobody answered.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="time_wishes")
    kind = models.CharField(max_length=12, choices=WishKind.choices)
    purpose = models.CharField(max_length=40)
    state = models.CharField(
        max_length=12, choices=TimeWishState.choices, default=TimeWishState.OPEN
    )
    day_part = models.CharField(max_length=12, choices=DayPart.choices, default=DayPart.ANY)
    weekdays = models.CharField(max_length=7)
    made_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=word_choices(Channel), blank=True, default="")
    anybody = models.BooleanField(default=False)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True, default="")
    about = models.TextField(blank=True, default="")
    promised_on = models.DateField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=CallOutcome.choices, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(name="booking_timewish_round", fields=["state", "looked_at"])]
        constraints = [
            models.UniqueConstraint(
                name="booking_timewish_one_open_per_purpose_and_kind",
                fields=["citizen", "purpose", "kind"],
                condition=Q(state="open"),
                violation_error_message="This citizen waits for this already.",
            ),
            models.CheckConstraint(
                name="booking_timewish_says_what_its_kind_needs",
                condition=Q(
                    kind="waiting_list",
                    first_on__isnull=False,
                    last_on__gte=F("first_on"),
                    looked_at__isnull=False,
                    promised_on=None,
                    phone="",
                )
                | (Q(kind="call_me", promised_on__isnull=False, first_on=None) & ~Q(phone="")),
                violation_error_message="A waiting list has days, a call a number and a promise.",
            ),
            models.CheckConstraint(
                name="booking_timewish_ended_says_when",
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                violation_error_message="A wish that has ended says when.",
            ),
            models.CheckConstraint(
                name="booking_timewish_outcome_of_a_human",
                condition=Q(state="done", ended_by__isnull=False) & ~Q(outcome="")
                | (~Q(state="done") & Q(outcome="")),
                violation_error_message="A wish a human ended says who and what came of it.",
            ),
        ]

    @property
    def window(self) -> Window:
        """The days and hours somebody on a waiting list could come."""
        hours = {
            DayPart.BEFORE_NOON: {"ends": NOON},
            DayPart.AFTER_NOON: {"starts": NOON},
        }.get(DayPart(self.day_part), {})
        weekdays = frozenset(map(int, self.weekdays))
        return Window(self.first_on, self.last_on, weekdays, COPENHAGEN, **hours)


class TimeTold(models.Model):
    """That somebody on a waiting list was told of one free time. Nobody is told of it twice."""

    public_id = PublicIdField()
    wish = models.ForeignKey(TimeWish, on_delete=models.PROTECT, related_name="told")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="times_told")
    counsellor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=word_choices(Channel))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(name="booking_timetold_head_start", fields=["counsellor", "told_at"])
        ]
        constraints = [
            models.UniqueConstraint(
                name="booking_timetold_once",
                fields=["wish", "counsellor", "starts_at"],
                violation_error_message="This citizen has been told of this time already.",
            ),
            models.CheckConstraint(
                name="booking_timetold_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="A time cannot end before it starts.",
            ),
        ]
