"""At once: one freed time and ten who wait, two who end one call, a wish settled and taken back."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.calling import call_end, call_tried
from staasted.apps.booking.models import Booking, Opening, TimeTold, TimeWish
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.settling import wishes_expire
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.booking.wish_kinds import CallOutcome
from staasted.apps.booking.wishing import wish_withdraw
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import request
from tests.racing import all_at_once
from tests.town import MONDAY, Town, build_town
from tests.waiting import asks_for_call, join_in_turn, open_at, told, waits, with_mail

pytestmark = pytest.mark.django_db(transaction=True)
THURSDAY = 3
AT_ONCE = 8


@pytest.fixture
def place(transactional_db: None) -> Town:
    """Karen with nothing open."""
    built = build_town()
    Opening.objects.all().delete()
    return built


def waiting(place: Town, count: int) -> list[Citizen]:
    cases = [town.citizen(place.karen, name=f"Venter {n}") for n in range(count)]
    with_mail(*cases)
    join_in_turn(cases)
    return cases


def one_time_free(place: Town) -> None:
    """Half an hour on Thursday."""
    day = MONDAY.replace(day=MONDAY.day + THURSDAY)
    open_at(place.karen, day, 9, 10)
    opening = Opening.objects.get()
    opening.ends_at = opening.ends_at.replace(minute=30, hour=opening.starts_at.hour)
    opening.save()


def test_of_ten_who_wait_one_is_told_of_one_time_however_many_look_for_them(place: Town) -> None:
    waiting(place, 10)
    one_time_free(place)
    now = clock.now()
    counts = all_at_once([partial(waiting_round, now=now)] * AT_ONCE)
    assert sum(counts) == 1
    assert told() == ["Venter 0"]
    assert Message.objects.filter(kind="time_free").count() == 1


def test_ten_who_wait_and_book_at_once_make_one_booking_and_one_is_off_the_list(
    place: Town,
) -> None:
    cases = waiting(place, 10)
    one_time_free(place)
    start = Opening.objects.get().starts_at
    books = [
        partial(
            slot_book,
            actor=town.acting(case),
            citizen=case,
            counsellor=place.karen,
            request=request(start),
        )
        for case in cases
    ]
    found = all_at_once([*books, partial(waiting_round, now=clock.now())])
    assert sum(isinstance(each, Booking) for each in found) == 1
    assert sum(isinstance(each, SlotRefused) for each in found) == len(cases) - 1
    assert TimeWish.objects.filter(state="settled").count() == 1
    assert TimeWish.objects.filter(state="open").count() == len(cases) - 1
    booked = Booking.objects.get()
    assert TimeWish.objects.get(state="settled").citizen_id == booked.citizen_id


def test_a_wish_booked_and_taken_back_at_once_ends_once(place: Town) -> None:
    (case,) = waiting(place, 1)
    one_time_free(place)
    wish, actor = TimeWish.objects.get(), town.acting(case)
    start = Opening.objects.get().starts_at
    wanted = {"citizen": case, "counsellor": place.karen, "request": request(start)}
    found = all_at_once(
        [
            partial(slot_book, actor=actor, **wanted),
            *[partial(wish_withdraw, actor=actor, wish=wish)] * 4,
            partial(waiting_round, now=clock.now()),
        ]
    )
    assert not [each for each in found if isinstance(each, DomainError)]
    wish.refresh_from_db()
    withdrawn = ActLog.objects.filter(act="time_wish_withdraw").count()
    assert (wish.state, withdrawn) in (("settled", 0), ("withdrawn", 1))
    assert Booking.objects.count() == 1
    assert Message.objects.filter(kind="time_free", state="waiting").count() == 0
    assert TimeTold.objects.count() <= 1


def test_a_list_that_expires_while_it_is_taken_back_ends_once(place: Town) -> None:
    cases = waiting(place, 12)
    over = {"today": MONDAY + timedelta(weeks=4), "now": clock.now()}
    takes = [
        partial(wish_withdraw, actor=town.acting(wish.citizen), wish=wish)
        for wish in TimeWish.objects.select_related("citizen").order_by("-pk")
    ]
    found = all_at_once([*[partial(wishes_expire, **over)] * 4, *takes])
    expired = TimeWish.objects.filter(state="expired").count()
    withdrawn = ActLog.objects.filter(act="time_wish_withdraw").count()
    assert (sum(found[:4]), expired + withdrawn) == (expired, len(cases))


def test_two_of_the_staff_who_end_one_call_end_it_once(place: Town) -> None:
    case = town.citizen(place.karen)
    wish = asks_for_call(case)
    karen, jens = place.counsellor(), place.counsellor(place.jens)
    ends = [
        partial(call_end, actor=karen, wish=wish, outcome=CallOutcome.SPOKE),
        partial(call_end, actor=jens, wish=wish, outcome=CallOutcome.NOT_NEEDED),
    ]
    found = all_at_once(ends * 4)
    refused = [each for each in found if isinstance(each, DomainError)]
    assert {each.code for each in refused} == {"time_wish_ended"}
    assert len(refused) == 4
    assert ActLog.objects.filter(act="call_end").count() == 1


def test_a_press_that_is_sent_many_times_is_one_call(place: Town) -> None:
    wish = asks_for_call(town.citizen(place.karen))
    tried = partial(call_tried, actor=place.counsellor(), wish=wish, seen=0)
    all_at_once([tried] * AT_ONCE)
    wish.refresh_from_db()
    assert wish.tries == 1


def test_a_wish_sent_many_times_at_once_is_one(place: Town) -> None:
    case = town.citizen(place.karen)
    with_mail(case)
    found = all_at_once([partial(waits, case)] * AT_ONCE)
    assert {each.pk for each in found} == {TimeWish.objects.get().pk}
    assert connection.in_atomic_block is False
