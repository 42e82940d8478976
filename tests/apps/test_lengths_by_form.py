"""A joint conversation with a length of its own: listed is confirmable, and nothing else is."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.apps.booking.fund import joining_for
from staasted.apps.booking.models import Booking, Opening
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.services import (
    booking_move,
    openings_publish,
    slot_book,
    slot_hold,
)
from staasted.apps.booking.taking import Request
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel, ConversationForm, Origin
from staasted.core.slots import Interval, Slot, free_times
from tests import town
from tests.joining import ALONE, PLAN, both, build_fund, choose
from tests.town import MONDAY, NOON, Town, danish

pytestmark = pytest.mark.django_db
WEDNESDAY = MONDAY + timedelta(days=2)
LENGTHS = (15, 30, 45, 60, 75, 90)
GRID = timedelta(minutes=15)
FEW = settings(max_examples=30, deadline=None)
HOURS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(3, 20)).map(lambda two: (two[0], sum(two))),
    max_size=2,
)
"""Stretches of Wednesday in quarters after eight."""


def lasting(joint: int | None) -> Purpose:
    """The purpose whose joint conversations by video take so long; half an hour alone."""
    told = {ConversationForm.JOINT: {Channel.VIDEO: joint}} if joint else {}
    minutes = {Channel.VIDEO: 30, Channel.PHONE: 30}
    return catalog().purposes[PLAN].model_copy(update={"minutes": minutes, "minutes_by_form": told})


def at(quarter: int) -> datetime:
    return danish(WEDNESDAY, town.time(8)) + quarter * GRID


def asked(case, purpose: Purpose, start: datetime) -> Request:
    joins = joining_for(case, purpose, on=clock.today())
    return Request(start, purpose, Channel.VIDEO, Origin.OWN_CHOICE, joins=joins)


def listed(case, coach, purpose: Purpose, **more) -> list[Slot]:
    joins = joining_for(case, purpose, on=clock.today())
    told = {"purpose": purpose, "channel": Channel.VIDEO, "now": clock.now(), "joins": joins}
    return list(free_times(search_for(citizen=case, counsellor=coach, **told, **more)))


def open_quarters(person, stretches: list[tuple[int, int]]) -> None:
    Opening.objects.filter(resource__person=person).update(closed_at=NOON)
    openings_publish(counsellor=person, stretches=[(at(a), at(b)) for a, b in stretches])


def by_the_minute(mine, theirs, taken, minutes: int) -> list[datetime]:
    """The starts of the times of all three, counted minute by minute without the product's own
    arithmetic: from where both are open, back to back."""

    def covered(stretch, minute: int) -> bool:
        return stretch[0] * 15 <= minute < stretch[1] * 15

    pieces = sorted(
        (max(one[0], two[0]) * 15, min(one[1], two[1]) * 15) for one in mine for two in theirs
    )
    found, reach = [], 0
    for first, last in pieces:
        start = max(first, reach)
        while start + minutes <= last:
            busy = any(covered(each, m) for each in taken for m in range(start, start + minutes))
            found += [] if busy else [at(0) + timedelta(minutes=start)]
            start += minutes
        reach = max(reach, last)
    return found


def confirms(case, coach, purpose: Purpose, start: datetime) -> bool:
    """Whether the booking service takes it; nothing of it stays."""
    request = asked(case, purpose, start)
    told = {"actor": town.acting(case), "citizen": case, "counsellor": coach}
    with transaction.atomic():
        try:
            booked = slot_book(**told, request=request)
        except SlotRefused:
            return False
        finally:
            transaction.set_rollback(True)
    return (booked.starts_at, booked.ends_at) == (request.slot.start, request.slot.end)


@pytest.mark.once
def test_every_listed_joint_time_confirms_none_is_missing_and_nothing_else_confirms() -> None:
    with clock.pinned(NOON):
        place = town.build_town()
        fund = build_fund(place)
        three = both(fund), town.citizen(place.karen, name="Nabo"), fund.anna

        @FEW
        @given(mine=HOURS, theirs=HOURS, busy=HOURS, joint=st.sampled_from(LENGTHS))
        def holds(mine, theirs, busy, joint) -> None:
            with transaction.atomic():
                _look(place.karen, three, (mine, theirs, busy), joint)
                transaction.set_rollback(True)

        holds()


def _look(coach, three, told, joint: int) -> None:
    (case, other, anna), (mine, theirs, busy), purpose = three, told, lasting(joint)
    open_quarters(coach, busy)
    taken = [_taken(other, coach, start) for start in _alone(other, coach)]
    open_quarters(coach, mine)
    open_quarters(anna, theirs)
    slots = listed(case, coach, purpose)
    assert {slot.end - slot.start for slot in slots} <= {timedelta(minutes=joint)}
    starts = [slot.start for slot in slots]
    assert starts == by_the_minute(mine, theirs, taken, joint)
    for start in (at(quarter) for quarter in range(34)):
        # The search refuses what it does not list; half of the others are tried to the end.
        if start in starts or start.minute in (0, 45):
            assert confirms(case, coach, purpose, start) == (start in starts)


def _alone(case, coach) -> list[datetime]:
    """One time somebody else takes alone, which lasts half an hour."""
    return [slot.start for slot in listed(case, coach, lasting(None))][:1]


def _taken(case, coach, start: datetime) -> tuple[int, int]:
    slot_book(
        actor=town.acting(case),
        citizen=case,
        counsellor=coach,
        request=asked(case, lasting(None), start),
    )
    first = (start - at(0)) // GRID
    return first, first + 2


@pytest.fixture
def place() -> Town:
    with clock.pinned(NOON):
        yield town.build_town()


def test_a_hold_a_booking_and_a_move_take_the_length_of_their_form(place: Town) -> None:
    case, purpose = both(build_fund(place)), lasting(60)
    first, second = listed(case, place.karen, purpose)
    told = {"citizen": case, "counsellor": place.karen}
    slot_hold(**told, request=asked(case, purpose, first.start))
    booked = slot_book(actor=town.acting(case), **told, request=asked(case, purpose, first.start))
    assert booked.form == "joint"
    assert Interval(booked.starts_at, booked.ends_at).length == timedelta(minutes=60)
    moved = booking_move(
        actor=town.acting(case),
        booking=booked,
        counsellor=place.karen,
        request=asked(case, purpose, second.start),
    )
    taken = moved.occupations.filter(live=True)
    assert {row.ends_at - row.starts_at for row in taken} == {timedelta(minutes=60)}
    assert taken.count() == 3


def test_without_the_a_kasse_it_takes_the_time_of_two_and_what_is_booked_stays(place: Town) -> None:
    case, purpose = both(build_fund(place)), lasting(60)
    start = listed(case, place.karen, purpose)[0].start
    told = {"actor": town.acting(case), "counsellor": place.karen}
    booked = slot_book(**told, citizen=case, request=asked(case, purpose, start))
    choose(case, ALONE)
    booked = Booking.objects.get(pk=booked.pk)
    assert (booked.form, booked.ends_at - booked.starts_at) == ("individual", timedelta(hours=1))
    alone = listed(case, place.karen, purpose, moving=booked)
    assert {slot.end - slot.start for slot in alone} == {timedelta(minutes=30)}


def test_what_is_shipped_lists_a_joint_hour_on_video(place: Town) -> None:
    case = both(build_fund(place))
    slots = listed(case, place.karen, catalog().purposes[PLAN])
    assert {slot.end - slot.start for slot in slots} == {timedelta(minutes=60)}
