"""Being called: the promise, whose list it stands on, what came of it, and what that counts as."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR, Actor
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.absences import absence_record
from staasted.apps.booking.calling import (
    call_end,
    call_numbers,
    call_reached,
    call_tried,
    calls_to_make,
)
from staasted.apps.booking.closing_days import closing_day_make
from staasted.apps.booking.models import TimeWish
from staasted.apps.booking.wish_kinds import CallOutcome
from staasted.apps.booking.wishing import promised_by
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import TeamMembership
from staasted.apps.outbox.models import Message
from staasted.apps.talking.selectors import last_outside
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import book
from tests.town import MONDAY, Town
from tests.waiting import asks_for_call, with_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def mate(place: Town, purpose: str = "") -> Actor:
    """Jens, in Karen's team."""
    team = TeamMembership.objects.get(person=place.jens).team_id
    return replace(place.counsellor(place.jens), team_id=team, purpose=purpose)


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        (date(2026, 5, 18), date(2026, 5, 20)),
        (date(2026, 5, 21), date(2026, 5, 26)),  # Whit Monday lies between
        (date(2026, 5, 22), date(2026, 5, 27)),
        (date(2026, 12, 23), date(2026, 12, 28)),  # Christmas Day, and a weekend
    ],
)
def test_a_call_is_promised_within_two_working_days(
    place: Town, asked: date, promised: date
) -> None:
    assert promised_by(asked) == promised


def test_a_closing_day_and_days_that_do_not_suit_put_the_promise_off(place: Town) -> None:
    closing_day_make(actor=OPERATOR, on=date(2026, 5, 19), name="Kursus")
    assert promised_by(MONDAY) == date(2026, 5, 21)
    assert promised_by(MONDAY, frozenset({1, 2})) == date(2026, 5, 26)


def test_the_list_has_the_oldest_promise_first_and_the_own_citizens_alone(
    place: Town, ase: Citizen
) -> None:
    bo = town.citizen(place.karen, name="Bo Friis")
    elsewhere = town.citizen(place.jens, name="Ida Jens")
    asks_for_call(bo, weekdays=frozenset({5}))
    asks_for_call(ase)
    asks_for_call(elsewhere)
    found = calls_to_make(place.counsellor(), on=MONDAY)
    assert [row.citizen for row in found.calls] == [ase, bo]
    assert found.hidden == 0


def test_whoever_covers_sees_a_number_and_once_a_purpose_is_said_the_calls(
    place: Town, ase: Citizen
) -> None:
    place.in_team(place.karen, place.jens)
    asks_for_call(ase)
    later = MONDAY + timedelta(days=3)
    at_work = calls_to_make(mate(place), on=later)
    assert (at_work.calls, at_work.hidden) == ([], 0)
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY, to_on=None)
    silent = calls_to_make(mate(place), on=later)
    assert (silent.calls, silent.hidden, silent.hidden_late) == ([], 1, 1)
    spoken = calls_to_make(mate(place, "cover"), on=later)
    assert [row.citizen for row in spoken.calls] == [ase]


def test_the_lead_sees_numbers(place: Town, ase: Citizen) -> None:
    alone = town.citizen(None, name="Ida Uden-Coach")
    asks_for_call(ase)
    asks_for_call(alone)
    found = call_numbers(place.leading(), on=MONDAY)
    assert (found.waiting, found.late, found.without_coach) == (2, 0, 1)
    later = call_numbers(place.leading(), on=MONDAY + timedelta(days=3))
    assert later.late == 2


def test_a_call_that_was_answered_is_a_contact_both_ways_and_counts_for_nothing_else(
    place: Town, ase: Citizen
) -> None:
    wish = asks_for_call(ase)
    ended = call_end(actor=place.counsellor(), wish=wish, outcome=CallOutcome.SPOKE)
    assert (ended.state, ended.outcome, ended.ended_by) == ("done", "spoke", place.karen)
    assert last_outside([ase.pk], on=MONDAY) == {ase.pk: MONDAY}
    assert last_outside([ase.pk], on=MONDAY - timedelta(days=1)) == {}
    assert not ase.conversations.exists()
    acts = ActLog.objects.filter(subject=wish.public_id).order_by("id")
    assert [row.act for row in acts] == ["call_ask", "call_end"]


def test_after_three_calls_nobody_answered_we_write_and_a_double_press_is_one_call(
    place: Town, ase: Citizen
) -> None:
    with_mail(ase)
    wish, karen = asks_for_call(ase, about="Min sygdom"), place.counsellor()
    for seen in (0, 0, 1, 1, 2):
        wish = call_tried(actor=karen, wish=wish, seen=seen)
    assert (wish.tries, wish.state, wish.outcome) == (3, "done", "no_answer")
    letter = Message.objects.get(kind="call_missed")
    assert "sygdom" not in letter.body
    assert last_outside([ase.pk], on=MONDAY) == {}
    again = asks_for_call(ase)
    assert again.pk != wish.pk


def test_what_has_ended_is_not_ended_otherwise(place: Town, ase: Citizen) -> None:
    wish = asks_for_call(ase)
    for _ in range(2):
        call_end(actor=place.counsellor(), wish=wish, outcome=CallOutcome.NOT_NEEDED)
    with pytest.raises(DomainError, match="time_wish_ended"):
        call_end(actor=place.counsellor(), wish=wish, outcome=CallOutcome.SPOKE)
    with pytest.raises(DomainError, match="time_wish_ended"):
        call_tried(actor=place.counsellor(), wish=wish, seen=0)


def test_who_books_need_not_be_called(place: Town, ase: Citizen) -> None:
    asks_for_call(ase)
    book(ase, place.karen)
    assert TimeWish.objects.get().state == "settled"
    assert calls_to_make(place.counsellor(), on=MONDAY).calls == []


def test_a_promise_does_not_run_out(place: Town, ase: Citizen) -> None:
    wish = asks_for_call(ase)
    with clock.pinned(clock.now() + timedelta(days=200)):
        assert calls_to_make(place.counsellor(), on=clock.today()).calls == [wish]


@pytest.mark.parametrize("phone", ["", "ring bare", "1234", "1" * 60])
def test_a_number_nobody_can_call_is_refused(place: Town, ase: Citizen, phone: str) -> None:
    with pytest.raises(DomainError, match="phone_missing"):
        asks_for_call(ase, phone=phone)


def test_a_colleague_elsewhere_does_not_open_a_call(place: Town, ase: Citizen) -> None:
    wish = asks_for_call(ase)
    with pytest.raises(NotYours):
        call_reached(place.counsellor(place.jens), wish.public_id, on=MONDAY)
    assert call_reached(place.counsellor(), wish.public_id, on=MONDAY).about == ""
