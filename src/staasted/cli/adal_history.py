"""Ådal's past and its next two weeks, written through the services at the time they happened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from staasted.apps.agreements.following import Position, answers_follow, proposed_cadence
from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.services import agreement_accept
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Role
from staasted.apps.booking.access import Booking
from staasted.apps.booking.selectors import search_for
from staasted.apps.booking.services import Request, slot_book
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of, period_of
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.selectors import Person, actor_for
from staasted.catalog.adal import Days, adal
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel, Freedom, Origin, Outcome
from staasted.core.slots import Slot, free_times

MORNING = time(8)
FIRST = "first_conversation"
HUNDRED = 100
SUMMONED_AFTER = timedelta(days=5)  # whoever asked for help since is not summoned yet
AGAIN_AFTER = timedelta(days=7)
SPREAD = 4  # times to choose among, so that not everybody takes the first


def history_write(cases: Sequence[Citizen], *, on: date, seed: int) -> None:
    """Write the past of every case up to a day, and what is booked after it."""
    chance = Random(seed)  # noqa: S311 - the same seed makes the same town; nothing is secret
    for case in cases:
        coach = counsellor_of(case, on=on)
        period = period_of(case, on=on)
        if coach is not None and period is not None:
            begun = period.first_request_on or period.starts_on
            _Life(case, coach, on=on, chance=chance).write(begun)


class _Life:
    """One invented citizen's conversations, one after the other."""

    def __init__(self, case: Citizen, coach: Person, *, on: date, chance: Random) -> None:
        self.case, self.coach, self.on, self.chance = case, coach, on, chance
        self.now = clock.now()
        self.draw = adal().history
        self.counsellor = actor_for(person=coach, role=Role.COUNSELLOR)
        self.citizen = actor_for(person=case.person, role=Role.CITIZEN)

    def write(self, begun: date) -> None:
        """From the day they asked for help until two weeks after the demo's first day."""
        if begun > self.on - SUMMONED_AFTER:
            return
        last = self.on + timedelta(days=self.draw.upcoming_days)
        target, purpose, asked = begun + self._first_after(begun), FIRST, begun
        while target <= last:
            booking = self._book(target, purpose, asked)
            if booking is None or booking.ends_at > self.now:
                return
            held = self._close(booking)
            day = booking.starts_at.astimezone(COPENHAGEN).date()
            if held and purpose == FIRST:
                self._answer(day)
            gap = self._days(self.draw.gap_days) if held else AGAIN_AFTER
            target, asked = day + gap, day
            if held or purpose != FIRST:
                purpose = self.chance.choice(_self_bookable()).slug

    def _book(self, target: date, purpose: str, asked: date) -> Booking | None:
        ahead = timedelta(days=self.draw.booked_ahead_days)
        with clock.pinned(min(max(_morning(target - ahead), _morning(asked)), self.now)):
            chosen = catalog().purposes[purpose]
            channel = self._channel(chosen)
            slot = self._slot(chosen, channel, target)
            if slot is None:
                return None
            summoned = purpose == FIRST
            wanted = Request(
                starts_at=slot.start,
                purpose=chosen,
                channel=channel,
                origin=Origin.SUMMONED if summoned else Origin.OWN_CHOICE,
                wish="" if summoned else self.chance.choice(("", *adal().wishes)),
            )
            actor = self.counsellor if summoned else self.citizen
            return slot_book(actor=actor, citizen=self.case, counsellor=self.coach, request=wanted)

    def _slot(self, purpose: Purpose, channel: Channel, target: date) -> Slot | None:
        search = search_for(
            citizen=self.case,
            counsellor=self.coach,
            purpose=purpose,
            channel=channel,
            now=clock.now(),
        )
        later = [s for s in free_times(search) if s.start.astimezone(COPENHAGEN).date() >= target]
        return self.chance.choice(later[:SPREAD]) if later else None

    def _close(self, booking: Booking) -> bool:
        with clock.pinned(booking.ends_at):
            outcome = self._outcome()
            held = outcome is Outcome.HELD
            closing = Closing(
                outcome=outcome,
                minutes=int((booking.ends_at - booking.starts_at).total_seconds() // 60),
                note=self.chance.choice(adal().notes) if held else "",
                next=self._next(booking) if held else None,
            )
            conversation_close(actor=self.counsellor, booking=booking, closing=closing)
            return held

    def _next(self, booking: Booking) -> Terms:
        held = agreement_in_force(self.case)
        freedom = Freedom(held.freedom) if held else Freedom.CHECK_INS
        cadence = proposed_cadence(freedom=freedom, position=self._position())
        return Terms(
            freedom=freedom,
            interval_weeks=cadence.interval_weeks,
            next_from=clock.today(),
            next_to=cadence.latest,
            channel=Channel(booking.channel),
        )

    def _answer(self, day: date) -> None:
        """Some answer the screening the day after; most of them accept what follows."""
        moment = _morning(day + timedelta(days=1))
        if moment > self.now or not self._happens(self.draw.answered):
            return
        with clock.pinned(moment):
            instrument = catalog().instruments["start"].as_instrument()
            answers = {
                question.slug: self.chance.choice(question.options).slug
                for question in instrument.questions
            }
            proposal = answers_follow(
                actor=self.citizen,
                citizen=self.case,
                instrument=instrument,
                answers=answers,
                share=self._happens(HUNDRED // 2),
                position=self._position(),
            )
            agreement_accept(actor=self.citizen, citizen=self.case, public_id=proposal.public_id)

    def _position(self) -> Position:
        course = course_of(self.case, on=clock.today())
        return Position(weeks=course.weeks, law_due=course.due if course.first_held else None)

    def _first_after(self, begun: date) -> timedelta:
        """Days to the first conversation; what was late lies in the past, nobody plans it."""
        late = self._days(self.draw.first_late_days)
        if begun + late < self.on and not self._happens(self.draw.first_in_time):
            return late
        return self._days(self.draw.first_after_days)

    def _channel(self, purpose: Purpose) -> Channel:
        others = [c for c in purpose.channels if c is not Channel.IN_PERSON]
        if others and self._happens(self.draw.by_phone_or_video):
            return self.chance.choice(others)
        return purpose.channels[0]

    def _outcome(self) -> Outcome:
        drawn = self.chance.randrange(HUNDRED)
        if drawn < self.draw.not_met:
            return Outcome.NOT_MET
        cancelled = drawn < self.draw.not_met + self.draw.cancelled
        return Outcome.CANCELLED_BY_CITIZEN if cancelled else Outcome.HELD

    def _happens(self, share: int) -> bool:
        return self.chance.randrange(HUNDRED) < share

    def _days(self, days: Days) -> timedelta:
        return timedelta(days=self.chance.randint(*days))


def _self_bookable() -> list[Purpose]:
    return [purpose for purpose in catalog().purposes.values() if purpose.self_bookable]


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, COPENHAGEN).astimezone(UTC)
