"""Closing a conversation: one act that writes outcome, minutes, note and the next agreement."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.effort.selectors import level_on
from staasted.apps.org.clock import clock
from staasted.catalog.speech import day_year
from staasted.core.axes import Channel, Freedom, Outcome
from staasted.core.effort import Standing
from staasted.core.errors import DomainError
from staasted.core.law import BookedBy, Effort, Status
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, book, close, hold, utc
from tests.town import MONDAY, Town


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def booking(place: Town, ase: Citizen) -> Booking:
    return book(ase, place.karen)


NEXT = Terms(Freedom.SHARED_STEERING, 3, MONDAY, MONDAY + timedelta(weeks=3), Channel.VIDEO)
HELD = Closing(Outcome.HELD, 30, "Godt snak.", NEXT)


def test_closing_writes_everything_together(place: Town, booking: Booking) -> None:
    with clock.pinned(booking.ends_at):
        conversation_close(actor=place.counsellor(), booking=booking, closing=HELD)
    held = Conversation.objects.get()
    assert (held.outcome, held.minutes, held.note) == ("held", 30, "Godt snak.")
    assert Booking.objects.get().outcome == "held"
    agreed = agreement_in_force(booking.citizen)
    assert (agreed.freedom, agreed.next_to) == ("shared_steering", NEXT.next_to)
    assert {row.act for row in ActLog.objects.order_by("-id")[:2]} == {
        "conversation_close",
        "agreement_in_force",
    }


def test_who_registered_a_conversation_is_kept_beside_who_held_it(
    place: Town, booking: Booking
) -> None:
    with clock.pinned(booking.ends_at):
        stand_in = place.counsellor(place.jens)
        held = conversation_close(actor=stand_in, booking=booking, closing=HELD)
    assert (held.holder, held.closed_by) == (place.karen, place.jens)


def test_a_next_contact_more_than_half_a_year_ahead_is_not_taken(
    place: Town, booking: Booking
) -> None:
    sent = {
        "outcome": "held",
        "minutes": "30",
        "freedom": "check_ins",
        "next_channel": "phone",
    }
    form, on = f"/samtaler/{booking.public_id}/afslut/", booking.starts_at.date()
    with clock.pinned(booking.ends_at):
        browser = Browser(place.karen)
        far = browser.client.post(form, sent | {"next_to": str(on + timedelta(days=183))})
        assert not Conversation.objects.exists()
        near = browser.client.post(form, sent | {"next_to": str(on + timedelta(days=182))})
    assert far.status_code == 400
    assert day_year(on + timedelta(days=182)) in far.content.decode()
    assert near.status_code == 302
    assert Conversation.objects.get().closed_by == place.karen


def test_a_conversation_can_be_closed_from_its_start_time_on(place: Town, booking: Booking) -> None:
    with (
        clock.pinned(booking.starts_at - timedelta(minutes=1)),
        pytest.raises(DomainError, match="not_begun_yet"),
    ):
        conversation_close(actor=place.counsellor(), booking=booking, closing=HELD)
    with clock.pinned(booking.starts_at):
        conversation_close(actor=place.counsellor(), booking=booking, closing=HELD)
    assert Conversation.objects.count() == 1


def test_a_conversation_is_closed_once(place: Town, booking: Booking) -> None:
    close(booking)
    with pytest.raises(DomainError, match="closed_already"):
        close(booking, note="Noget andet")
    assert Conversation.objects.count() == 1


def test_pressing_twice_closes_once_and_answers_alike(place: Town, booking: Booking) -> None:
    assert close(booking, note="Det samme") == close(booking, note="Det samme")
    assert Conversation.objects.count() == 1


@pytest.mark.parametrize(
    ("closing", "code"),
    [
        (Closing(Outcome.HELD, None, "", NEXT), "minutes_missing"),
        (Closing(Outcome.HELD, 30, "", None), "next_contact_missing"),
    ],
)
def test_a_held_conversation_lacks_neither_minutes_nor_a_next_contact(
    place: Town, booking: Booking, closing: Closing, code: str
) -> None:
    with clock.pinned(booking.ends_at), pytest.raises(DomainError, match=code):
        conversation_close(actor=place.counsellor(), booking=booking, closing=closing)
    assert not Conversation.objects.exists()
    assert Booking.objects.get().outcome is None


def test_when_one_part_fails_nothing_is_written(place: Town, booking: Booking) -> None:
    impossible = Terms(Freedom.CHECK_INS, 6, MONDAY, MONDAY - timedelta(days=1))
    with (
        clock.pinned(booking.ends_at),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        conversation_close(
            actor=place.counsellor(),
            booking=booking,
            closing=Closing(Outcome.HELD, 30, "", impossible),
        )
    assert not Conversation.objects.exists()
    assert not ContactAgreement.objects.exists()
    assert Booking.objects.get().outcome is None


@pytest.mark.parametrize("outcome", [Outcome.NOT_MET, Outcome.CANCELLED_BY_US, Outcome.UNKNOWN])
def test_a_conversation_that_was_not_held_counts_nothing_and_keeps_the_agreement(
    place: Town, ase: Citizen, outcome: Outcome
) -> None:
    close(book(ase, place.karen))
    agreed = agreement_in_force(ase)
    close(book(ase, place.karen, purpose="skills_and_courses"), outcome=outcome)
    assert agreement_in_force(ase) == agreed
    assert Conversation.objects.get(outcome=outcome).minutes is None


def test_the_first_conversation_turns_a_summons_into_self_booking(
    place: Town, ase: Citizen
) -> None:
    before = course_of(ase, on=MONDAY)
    assert before.arrangement.by is BookedBy.SUMMONS
    assert before.due == date(2026, 5, 11)
    hold(ase, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    after = course_of(ase, on=MONDAY)
    assert after.arrangement.by is BookedBy.SELF_BOOKING
    assert after.due == date(2026, 11, 4)
    conversations = [o for o in after.obligations if o.effort is Effort.CONVERSATION]
    assert [o.status for o in conversations] == [Status.MET, Status.OPEN]


def test_a_first_conversation_by_phone_leaves_the_first_one_owed(place: Town, ase: Citizen) -> None:
    hold(ase, place.karen, utc(2026, 5, 4, 8), channel="phone")
    assert course_of(ase, on=MONDAY).arrangement.by is BookedBy.SUMMONS


def test_a_group_without_a_number_owes_nothing_and_may_book_all_the_same(place: Town) -> None:
    case = town.citizen(
        place.karen, group="group:self_supporting", benefit="benefit:disability_pension"
    )
    course = course_of(case, on=MONDAY)
    assert (course.obligations, course.arrangement.by) == ((), None)
    assert course.answer.standing is Standing.NO_COURSE
    assert book(case, place.karen).outcome is None


def test_without_the_day_of_the_first_request_nothing_is_guessed(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=None)
    course = course_of(case, on=MONDAY)
    assert course.weeks is None
    assert {o.status for o in course.obligations} == {Status.UNKNOWN}
    assert {o.question for o in course.obligations} == {"first_request"}


def test_the_leads_number_moves_with_every_conversation_that_counts(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=date(2025, 12, 8))
    hold(case, place.karen, utc(2025, 12, 8, 8), purpose=FIRST, channel="in_person")
    seen = []
    for month in (1, 2, 3, 4):
        level = level_on(place.leading(), on=MONDAY).conversations
        seen.append((level.persons_met, level.persons_bound, level.counted, level.required))
        hold(case, place.karen, utc(2026, month, 12, 8))
    level = level_on(place.leading(), on=MONDAY).conversations
    seen.append((level.persons_met, level.persons_bound, level.counted, level.required))
    assert seen == [(0, 1, 1, 4), (0, 1, 2, 4), (0, 1, 3, 4), (1, 1, 4, 4), (1, 1, 4, 4)]
    assert level.surplus == 1
