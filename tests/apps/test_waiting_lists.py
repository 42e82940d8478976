"""Waiting for a time: who is told of one that has come free, in which turn, and how it ends."""

from datetime import time, timedelta

import pytest
from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.booking.absences import absence_record, absence_withdraw
from staasted.apps.booking.models import Booking, Opening, TimeTold, TimeWish
from staasted.apps.booking.services import booking_move, slot_hold
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.booking.wish_kinds import DayPart
from staasted.apps.booking.wishing import wish_withdraw
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel
from tests import town
from tests.happenings import book, free, request
from tests.town import MONDAY, Town, danish
from tests.waiting import free_up, join_in_turn, open_at, told, waits, with_mail

pytestmark = pytest.mark.django_db
HEAD_START = timedelta(hours=2)
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def full(place: Town) -> Booking:
    """Karen has two half hours on Wednesday, and both are taken: this is the second."""
    Opening.objects.all().delete()
    open_at(place.karen, WEDNESDAY, 9, 10)
    first, second = (town.citizen(place.karen, name=f"Optaget {n}") for n in range(2))
    book(first, place.karen)
    return book(second, place.karen)


@pytest.fixture
def three(place: Town) -> list[Citizen]:
    cases = [town.citizen(place.karen, name=f"Venter {n}") for n in range(3)]
    with_mail(*cases)
    return cases


def test_nobody_is_told_while_nothing_is_free(full: Booking, three: list[Citizen]) -> None:
    join_in_turn(three)
    assert waiting_round(now=clock.now()) == 0
    assert told() == []


def test_a_freed_time_is_told_to_who_has_waited_longest_and_to_nobody_else_for_two_hours(
    full: Booking, three: list[Citizen]
) -> None:
    join_in_turn(three)
    free_up(full)
    now = clock.now() + timedelta(minutes=10)
    for minutes in (0, 5, 60, 119):
        waiting_round(now=now + timedelta(minutes=minutes))
    assert told() == ["Venter 0"]
    waiting_round(now=now + HEAD_START)
    assert told() == ["Venter 0", "Venter 1"]
    assert Message.objects.filter(kind="time_free").count() == 2


def test_two_freed_times_are_told_to_two(place: Town, full: Booking, three: list[Citizen]) -> None:
    join_in_turn(three)
    for held in Booking.objects.filter(outcome=None):
        free_up(held)
    waiting_round(now=clock.now() + timedelta(minutes=10))
    assert told() == ["Venter 0", "Venter 1"]
    assert TimeTold.objects.values("starts_at").distinct().count() == 2


def test_the_message_says_when_how_and_with_whom_and_never_what_it_is_about(
    full: Booking, three: list[Citizen]
) -> None:
    waits(three[0])
    free_up(full)
    waiting_round(now=clock.now())
    letter = Message.objects.get(kind="time_free")
    for words in ("onsdag den 20. maj", "Karen Østergård", "Vi holder ikke tiden", "14.00"):
        assert words in letter.body
    assert "jobsøgning" not in (letter.title + letter.body).lower()
    assert letter.until_at == clock.now() + HEAD_START


def test_who_books_is_off_the_list_and_the_next_is_told_at_once_of_what_is_left(
    place: Town, full: Booking, three: list[Citizen]
) -> None:
    first, *_ = join_in_turn(three)
    for held in Booking.objects.filter(outcome=None):
        free_up(held)
    now = clock.now() + timedelta(minutes=10)
    waiting_round(now=now)
    booked = book(three[0], place.karen)
    first.refresh_from_db()
    assert (first.state, first.ended_at) == ("settled", clock.now())
    assert Message.objects.get(kind="time_free", person=three[0].person).state == "dropped"
    assert booked.outcome is None


def test_a_head_start_is_over_when_its_citizen_takes_the_wish_back(
    full: Booking, three: list[Citizen]
) -> None:
    first, *_ = join_in_turn(three[:2])
    free_up(full)
    now = clock.now() + timedelta(minutes=10)
    waiting_round(now=now)
    wish_withdraw(actor=town.acting(three[0]), wish=first)
    waiting_round(now=now + timedelta(minutes=5))
    assert told() == ["Venter 0", "Venter 1"]


@pytest.mark.parametrize("freed", ["cancelled", "moved", "opened", "there after all", "held"])
def test_however_a_time_comes_free_it_is_told(
    place: Town, full: Booking, three: list[Citizen], freed: str
) -> None:
    other_day = WEDNESDAY + timedelta(days=1)
    if freed == "there after all":
        away = absence_record(
            actor=OPERATOR, person=place.karen, from_on=other_day, to_on=other_day
        )
        open_at(place.karen, other_day, 9, 10)
    if freed == "held":
        open_at(place.karen, other_day, 9, 10)
        for number, case in enumerate(three[1:]):
            at = danish(other_day, time(9, 30 * number))
            slot_hold(citizen=case, counsellor=place.karen, request=request(at))
    if freed == "moved":
        open_at(place.jens, other_day, 9, 10)
    waits(three[0])
    assert waiting_round(now=clock.now()) == 0
    later = clock.now() + timedelta(minutes=15)
    if freed == "cancelled":
        free_up(full)
    elif freed == "moved":
        to = request(danish(other_day, time(9)))
        booking_move(
            actor=town.acting(full.citizen), booking=full, counsellor=place.jens, request=to
        )
    elif freed == "opened":
        open_at(place.karen, other_day, 9, 10)
    elif freed == "there after all":
        absence_withdraw(actor=OPERATOR, absence=away)
    with clock.pinned(later):
        waiting_round(now=later)
    assert told() == ["Venter 0"]


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        ({}, True),
        ({"day_part": DayPart.BEFORE_NOON}, True),
        ({"day_part": DayPart.AFTER_NOON}, False),
        ({"weekdays": frozenset({3})}, True),
        ({"weekdays": frozenset({1, 2, 4, 5})}, False),
        ({"first_on": WEDNESDAY + timedelta(days=1)}, False),
        ({"last_on": WEDNESDAY}, True),
        ({"last_on": WEDNESDAY - timedelta(days=1)}, False),
        ({"channel": None}, True),
        ({"channel": Channel.VIDEO}, False),
    ],
)
def test_only_a_time_that_suits_is_told(
    full: Booking, three: list[Citizen], asked: dict[str, object], is_told: bool
) -> None:
    waits(three[0], **asked)
    free_up(full)
    waiting_round(now=clock.now())
    assert bool(told()) is is_told


def test_a_colleagues_time_is_told_to_those_who_want_it(
    place: Town, full: Booking, three: list[Citizen]
) -> None:
    place.in_team(place.karen, place.jens)
    waits(three[0])
    waits(three[1], anybody=True)
    open_at(place.jens, WEDNESDAY, 13, 14)
    waiting_round(now=clock.now())
    assert told() == ["Venter 1"]
    assert TimeTold.objects.get().counsellor == place.jens


def test_what_is_told_can_be_booked(place: Town, full: Booking, three: list[Citizen]) -> None:
    waits(three[0], channel=None)
    free_up(full)
    waiting_round(now=clock.now())
    row = TimeTold.objects.get()
    listed = [slot.start for slot in free(three[0], row.counsellor, channel=row.channel)]
    assert row.starts_at in listed


def test_who_has_a_later_time_is_told_of_sooner_ones_alone(
    place: Town, full: Booking, three: list[Citizen]
) -> None:
    later = WEDNESDAY + timedelta(days=7)
    open_at(place.karen, later, 9, 10)
    held = book(three[0], place.karen)
    waits(three[0], last_on=later)
    open_at(place.karen, later, 12, 13)
    assert waiting_round(now=clock.now()) == 0
    free_up(full)
    waiting_round(now=clock.now())
    assert TimeTold.objects.get().starts_at < held.starts_at


def test_somebody_is_told_once_a_day_never_twice_of_one_time_and_never_outside_their_hours(
    place: Town, full: Booking, three: list[Citizen]
) -> None:
    waits(three[0])
    free_up(full)
    midnight = danish(MONDAY + timedelta(days=1), time(0, 30))
    assert waiting_round(now=midnight) == 0
    waiting_round(now=clock.now())
    waiting_round(now=clock.now() + HEAD_START)
    open_at(place.karen, WEDNESDAY + timedelta(days=2), 9, 10)
    waiting_round(now=clock.now() + HEAD_START)
    assert len(told()) == 1
    next_day = clock.now() + timedelta(days=1)
    with clock.pinned(next_day):
        waiting_round(now=next_day)
    first, second = TimeTold.objects.order_by("id")
    assert first.starts_at != second.starts_at


def test_reminders_count_to_the_days_most(full: Booking, three: list[Citizen]) -> None:
    waits(three[0])
    free_up(full)
    for number in range(catalog().policy["reminders_a_day"]):
        Message.objects.create(
            key=f"r{number}",
            kind="reminder_days",
            matter=f"m{number}",
            person=three[0].person,
            reminder=True,
            state="sent",
            made_at=clock.now(),
            until_at=clock.now(),
            next_try_at=clock.now(),
            attempted_at=clock.now(),
            sent_at=clock.now(),
        )
    assert waiting_round(now=clock.now()) == 0


def test_a_round_that_is_stopped_half_way_has_told_whom_it_has_told(
    full: Booking, three: list[Citizen]
) -> None:
    """The row and the message are one: where the message cannot be written, nobody was told."""
    waits(three[0])
    free_up(full)
    with transaction.atomic():
        waiting_round(now=clock.now())
        transaction.set_rollback(True)
    assert (told(), Message.objects.filter(kind="time_free").count()) == ([], 0)
    waiting_round(now=clock.now())
    waiting_round(now=clock.now())
    assert (told(), Message.objects.filter(kind="time_free").count()) == (["Venter 0"], 1)


def test_a_round_looks_at_so_many_and_the_next_goes_on_where_it_stopped(
    full: Booking, three: list[Citizen]
) -> None:
    wishes = join_in_turn(three)
    TimeWish.objects.filter(pk=wishes[0].pk).update(looked_at=clock.now() + HEAD_START)
    free_up(full)
    later = clock.now() + timedelta(minutes=5)
    assert waiting_round(now=later, most=2) == 1
    assert told() == ["Venter 1"]
    looked = TimeWish.objects.filter(looked_at=later)
    assert set(looked) == set(wishes[1:])
