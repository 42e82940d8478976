"""Ådal's last weeks and its next two, written through the services at the time they happened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from staasted.apps.agreements.following import Position, answers_follow, proposed_cadence
from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.services import agreement_accept, agreement_make
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Role
from staasted.apps.booking.access import Booking
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.invitations.summoning import Calling, regard_ask, summons_make
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.selectors import Person, actor_for
from staasted.catalog.adal import Days, adal
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel, Freedom, Origin, Outcome
from staasted.core.law import BookedBy, SummonsGround
from staasted.core.slots import Slot, free_times

MORNING = time(8)
FIRST = "first_conversation"
HUNDRED = 100
SPREAD = 4  # times to choose among, so that not everybody takes the first


def recent_write(cases: Sequence[Citizen], *, on: date, seed: int) -> None:
    """Write what is recent and what is booked, for every case with a counsellor."""
    chance = Random(seed)  # noqa: S311 # nosec B311 # the same seed makes the same town
    for case in cases:
        coach = counsellor_of(case, on=on)
        if coach is not None:
            _Life(case, coach, on=on, chance=chance).write()


class _Life:
    """One invented citizen's last weeks and next two."""

    def __init__(self, case: Citizen, coach: Person, *, on: date, chance: Random) -> None:
        self.case, self.coach, self.on, self.chance = case, coach, on, chance
        self.now = clock.now()
        self.draw = adal().recent
        self.counsellor = actor_for(person=coach, role=Role.COUNSELLOR)
        self.citizen = actor_for(person=case.person, role=Role.CITIZEN)

    def write(self) -> None:
        """Summon whoever the law lets us summon; with the others, talk, agree and book."""
        course = course_of(self.case, on=self.on)
        if course.arrangement.by is BookedBy.SUMMONS:
            self._summon(course)
        elif course.closed:
            self._go_on(course)

    def _summon(self, course: Course) -> None:
        begun = course.period.first_request_on if course.period else None
        waits = timedelta(days=self.draw.not_summoned_days)
        if begun is not None and begun <= self.on - waits:
            self._call_in(self.on, self.on - timedelta(days=1))

    def _go_on(self, course: Course) -> None:
        since = course.closed[-1].starts_at.astimezone(COPENHAGEN).date()
        talked = self.on - self._days(self.draw.talked_days_ago)
        has_booked = False
        if talked > since and self._happens(self.draw.talked_share):
            has_booked = not self._talk(talked)
        else:
            self._agree(max(since, self.on - self._days(self.draw.agreed_days_ago)))
        if self._happens(self.draw.answered):
            self._answer(self.on - timedelta(days=1))
        if not has_booked and self._happens(self.draw.booked):
            ahead = timedelta(days=self.chance.randrange(self.draw.upcoming_days))
            booked = self.on - timedelta(days=self.draw.booked_ahead_days)
            self._book(self.on + ahead, max(since, booked), self._purpose())

    def _talk(self, day: date) -> bool:
        """A conversation a few days ago, booked by the citizen and closed by the coach.

        False where the first free time still lies ahead: then it stays booked.
        """
        booking = self._book(day, day - timedelta(days=2), self._purpose())
        if booking is None or booking.ends_at > self.now:
            return False
        with clock.pinned(booking.ends_at):
            held = not self._happens(self.draw.not_met)
            minutes = int((booking.ends_at - booking.starts_at).total_seconds() // 60)
            note = self.chance.choice(adal().notes)
            closing = (
                Closing(Outcome.HELD, minutes, note, self._terms(booking.channel))
                if held
                else Closing(Outcome.NOT_MET, None, "", None)
            )
            conversation_close(actor=self.counsellor, booking=booking, closing=closing)
        return True

    def _agree(self, day: date) -> None:
        """What the two agreed when they last spoke, recorded by the coach."""
        with clock.pinned(_morning(day)):
            agreement_make(
                actor=self.counsellor,
                citizen=self.case,
                terms=self._terms(""),
                source=AgreementSource.CONVERSATION,
            )

    def _answer(self, day: date) -> None:
        """Some answer the screening; most of them accept what follows."""
        with clock.pinned(_morning(day)):
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
            if self._happens(self.draw.accepted):
                agreement_accept(
                    actor=self.citizen, citizen=self.case, public_id=proposal.public_id
                )

    def _book(self, target: date, booked: date, purpose: str) -> Booking | None:
        """The first free time from a day on, booked on another; None where there is none."""
        with clock.pinned(min(_morning(booked), self.now)):
            chosen = catalog().purposes[purpose]
            channel = self._channel(chosen)
            slot = self._slot(chosen, channel, target)
            if slot is None:
                return None
            wanted = Request(
                starts_at=slot.start,
                purpose=chosen,
                channel=channel,
                origin=Origin.OWN_CHOICE,
                wish=self.chance.choice(("", *adal().wishes)),
            )
            acting = {"actor": self.citizen, "citizen": self.case}
            return slot_book(**acting, counsellor=self.coach, request=wanted)

    def _call_in(self, target: date, asked: date) -> None:
        """What to heed was asked, and the letter sent, on another day; where there is a time."""
        with clock.pinned(min(_morning(asked), self.now)):
            chosen = catalog().purposes[FIRST]
            slot = self._slot(chosen, chosen.channels[0], target)
            if slot is None:
                return
            acting = {"actor": self.counsellor, "citizen": self.case}
            regard_ask(**acting)
            ground, channel = SummonsGround.FIRST, chosen.channels[0]
            calling = Calling(slot.start, chosen, channel, ground, movable=True)
            summons_make(**acting, counsellor=self.coach, calling=calling)

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

    def _terms(self, channel: str) -> Terms:
        held = agreement_in_force(self.case)
        freedom = Freedom(held.freedom) if held else Freedom.CHECK_INS
        cadence = proposed_cadence(freedom=freedom, position=self._position())
        return Terms(
            freedom=freedom,
            interval_weeks=cadence.interval_weeks,
            next_from=clock.today(),
            next_to=cadence.latest,
            channel=Channel(channel) if channel else None,
        )

    def _position(self) -> Position:
        course = course_of(self.case, on=clock.today())
        return Position(weeks=course.weeks, law_due=course.due if course.first_held else None)

    def _purpose(self) -> str:
        return self.chance.choice([p.slug for p in catalog().purposes.values() if p.for_everyone])

    def _channel(self, purpose: Purpose) -> Channel:
        others = [c for c in purpose.channels if c is not Channel.IN_PERSON]
        if others and self._happens(self.draw.by_phone_or_video):
            return self.chance.choice(others)
        return purpose.channels[0]

    def _happens(self, share: int) -> bool:
        return self.chance.randrange(HUNDRED) < share

    def _days(self, days: Days) -> timedelta:
        return timedelta(days=self.chance.randint(*days))


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, COPENHAGEN).astimezone(UTC)
