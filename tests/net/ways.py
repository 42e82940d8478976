"""The ways somebody falls out: each takes away what lies ahead of one citizen, by the services.

Until its day the citizen carries something; from the day after there is no live booking, no agreed
date ahead and no pause. ``set_up`` is done when the month begins, ``falls`` at ten on the day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from staasted.apps.agreements.answering import agreement_dispute
from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.services import agreement_propose
from staasted.apps.agreements.states import ProposedBy
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_cancel
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.outbox.bounces import bounce_mark
from staasted.apps.plans.kinds import Doer, ItemKind
from staasted.core.axes import Freedom, Outcome
from staasted.ports.messages import Road
from tests import town
from tests.happenings import JOB_SEARCH, free
from tests.happenings import request as wanted
from tests.netting import agrees, pauses
from tests.plans import write
from tests.situation import tells
from tests.talking import answers, posts, wants_help, writes
from tests.town import danish
from tests.waiting import asks_for_call

MORNING = time(10)


@dataclass(frozen=True, slots=True)
class Fallen:
    """One citizen who falls out on a day; the month begins on ``first``."""

    case: Citizen
    coach: Person
    first: date
    on: date

    @property
    def begins(self) -> datetime:
        """Ten o'clock when the month begins."""
        return danish(self.first, MORNING)

    @property
    def at(self) -> datetime:
        """Ten o'clock on the day."""
        return danish(self.on, MORNING)


Step = Callable[[Fallen], object]


@dataclass(frozen=True, slots=True)
class Fall:
    """One way: what is there beforehand, and what happens on the day."""

    set_up: Step
    falls: Step


def nothing(fallen: Fallen) -> None:
    """Nothing happens: the day passes."""


def spoken(fallen: Fallen) -> None:
    """The two have been in contact both ways when the month begins."""
    with clock.pinned(fallen.begins):
        writes(fallen.case, "Hvornår tales vi ved?")
        answers(fallen.case, fallen.coach, "Jeg ringer.")


def agreed_until_the_day(fallen: Fallen, freedom: Freedom = Freedom.CHECK_INS) -> None:
    """They have spoken, and agreed that the next contact is by the day."""
    spoken(fallen)
    agrees(fallen.case, fallen.coach, until=fallen.on, at=fallen.begins, freedom=freedom)


def agreed_closely(fallen: Fallen) -> None:
    """The same, with close support: the shortest limit of silence."""
    agreed_until_the_day(fallen, Freedom.CLOSE_SUPPORT)


def paused_until_the_day(fallen: Fallen) -> None:
    """They have spoken, and agreed on a pause that is looked at again on the day."""
    spoken(fallen)
    pauses(fallen.case, fallen.coach, until=fallen.on, at=fallen.begins)


def booked_for_the_day(fallen: Fallen) -> None:
    """They have spoken, and booked a time on the day or the first one after."""
    from staasted.apps.booking.services import slot_book

    spoken(fallen)
    with clock.pinned(fallen.begins):
        times = free(fallen.case, fallen.coach)
        start = next(slot.start for slot in times if slot.start >= fallen.at)
        slot_book(
            actor=town.acting(fallen.case),
            citizen=fallen.case,
            counsellor=fallen.coach,
            request=wanted(start, purpose=JOB_SEARCH),
        )


def booking_of(fallen: Fallen) -> Booking:
    """The booking there is."""
    return Booking.objects.select_related("citizen__person", "counsellor").get(
        citizen=fallen.case, outcome=None
    )


def coach_of(fallen: Fallen) -> object:
    return actor_for(person=fallen.coach, role=Role.COUNSELLOR)


def citizen_cancels(fallen: Fallen) -> None:
    with clock.pinned(fallen.at - timedelta(days=1)):
        booking_cancel(actor=town.acting(fallen.case), booking=booking_of(fallen))


def we_cancel(fallen: Fallen) -> None:
    with clock.pinned(fallen.at - timedelta(days=1)):
        booking_cancel(actor=coach_of(fallen), booking=booking_of(fallen))


def does_not_come(fallen: Fallen) -> None:
    booking = booking_of(fallen)
    with clock.pinned(booking.ends_at):
        closing = Closing(Outcome.NOT_MET, None, "", None)
        conversation_close(actor=coach_of(fallen), booking=booking, closing=closing)


def talks_and_agrees_on_no_day(fallen: Fallen) -> None:
    booking = booking_of(fallen)
    with clock.pinned(booking.ends_at):
        terms = Terms(Freedom.CHECK_INS, None, None, None)
        closing = Closing(Outcome.HELD, 30, "", terms)
        conversation_close(actor=coach_of(fallen), booking=booking, closing=closing)


def agreed_from_time_to_time(fallen: Fallen) -> None:
    agrees(fallen.case, fallen.coach, until=None, at=fallen.at)


def says_it_was_not_so(fallen: Fallen) -> None:
    held = agreement_in_force(fallen.case)
    with clock.pinned(fallen.at):
        agreement_dispute(
            actor=town.acting(fallen.case), citizen=fallen.case, public_id=held.public_id
        )


def agreed_far_ahead(fallen: Fallen) -> None:
    spoken(fallen)
    far = fallen.first + timedelta(days=150)
    agrees(fallen.case, fallen.coach, until=far, at=fallen.begins)


def proposed_and_not_answered(fallen: Fallen) -> None:
    with clock.pinned(fallen.at):
        terms = Terms(Freedom.CHECK_INS, 6, fallen.on, fallen.on + timedelta(days=5))
        agreement_propose(
            actor=coach_of(fallen),
            citizen=fallen.case,
            terms=terms,
            proposed_by=ProposedBy.COUNSELLOR,
        )


def treatment_ends(fallen: Fallen) -> None:
    with clock.pinned(fallen.at):
        tells(fallen.case, "treatment_ends", fallen.on, now=fallen.at)


def letter_is_not_read(fallen: Fallen) -> None:
    with clock.pinned(fallen.at):
        posts(fallen.case, fallen.coach)


def mail_comes_back(fallen: Fallen) -> None:
    person = Person.objects.get(pk=fallen.case.person_id)
    with clock.pinned(fallen.at):
        bounce_mark(person, Road.EMAIL, address=person.email, at=fallen.at)


def asks_for_help(fallen: Fallen) -> None:
    with clock.pinned(fallen.at):
        wants_help(fallen.case)


def is_promised_a_call(fallen: Fallen) -> None:
    with clock.pinned(fallen.at):
        asks_for_call(fallen.case)


def step_is_not_reached(fallen: Fallen) -> None:
    with clock.pinned(fallen.at):
        step = {"done_by": Doer.ME, "due_on": fallen.on}
        write(fallen.case, ItemKind.STEP, "Skrive en ansøgning", shared=True, **step)


def writes_and_gets_no_answer(fallen: Fallen) -> None:
    with clock.pinned(fallen.at):
        writes(fallen.case, "Er der nogen?")


FALLS: Mapping[str, Fall] = MappingProxyType(
    {
        "nobody ever agreed on anything": Fall(nothing, nothing),
        "the agreed day passed": Fall(agreed_until_the_day, nothing),
        "the agreed day passed, with close support": Fall(agreed_closely, nothing),
        "the next contact is agreed each time": Fall(agreed_far_ahead, agreed_from_time_to_time),
        "the citizen cancelled": Fall(booked_for_the_day, citizen_cancels),
        "we cancelled": Fall(booked_for_the_day, we_cancel),
        "the two did not meet": Fall(booked_for_the_day, does_not_come),
        "the two talked and agreed on no day": Fall(booked_for_the_day, talks_and_agrees_on_no_day),
        "the citizen says it was not agreed": Fall(agreed_far_ahead, says_it_was_not_so),
        "a proposal was never answered": Fall(agreed_until_the_day, proposed_and_not_answered),
        "the pause is over": Fall(paused_until_the_day, nothing),
        "the treatment ended with the pause": Fall(paused_until_the_day, treatment_ends),
        "a letter is not read": Fall(agreed_until_the_day, letter_is_not_read),
        "mail comes back": Fall(agreed_until_the_day, mail_comes_back),
        "help was asked for": Fall(agreed_until_the_day, asks_for_help),
        "a promised call was never made": Fall(agreed_until_the_day, is_promised_a_call),
        "a step of the plan was not reached": Fall(agreed_until_the_day, step_is_not_reached),
        "a message was not answered": Fall(agreed_until_the_day, writes_and_gets_no_answer),
    }
)
