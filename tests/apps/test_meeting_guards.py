"""The number of seats is held by the database, past every service; and by any order of acts."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.making import meeting_change
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait
from staasted.apps.meetings.seating import seat_book
from staasted.apps.meetings.services import meeting_leave
from staasted.apps.org.clock import clock
from staasted.core.axes import Origin
from staasted.core.errors import DomainError
from tests import town
from tests.gathering import join, meeting, plan, seated, waiting
from tests.town import NOON, Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(place: Town) -> GroupMeeting:
    return meeting(place, seats=2)


def seat(held: GroupMeeting, case: Citizen, number: int) -> Seat:
    """A seat straight into the table."""
    booking = seat_book(held, case, Origin.OWN_CHOICE)
    row = {"meeting": held, "citizen": case, "booking": booking, "taken_at": clock.now()}
    return Seat.objects.create(**row, number=number)


def refused(write: object) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("number", [0, 3, 21])
def test_a_seat_beyond_the_number_is_refused(place: Town, held: GroupMeeting, number: int) -> None:
    case = town.citizen(place.karen)
    assert refused(lambda: seat(held, case, number))
    assert not refused(lambda: seat(held, case, 2))


def test_a_seat_is_taken_once(place: Town, held: GroupMeeting) -> None:
    first = seat(held, town.citizen(place.karen), 1)
    assert refused(lambda: seat(held, town.citizen(place.karen), 1))
    Seat.objects.filter(pk=first.pk).update(live=False)
    seat(held, town.citizen(place.karen), 1)
    assert refused(lambda: Seat.objects.filter(pk=first.pk).update(live=True))


def test_a_seat_is_not_moved_beyond_the_number(place: Town, held: GroupMeeting) -> None:
    row = seat(held, town.citizen(place.karen), 1)
    assert refused(lambda: Seat.objects.filter(pk=row.pk).update(number=3))


def test_the_number_is_not_lowered_below_a_seat_that_is_taken(
    place: Town, held: GroupMeeting
) -> None:
    seat(held, town.citizen(place.karen), 2)
    row = GroupMeeting.objects.filter(pk=held.pk)
    assert refused(lambda: row.update(seats=1))
    Seat.objects.update(number=1)
    row.update(seats=1)


def test_nobody_has_a_seat_and_waits_for_one(place: Town, held: GroupMeeting) -> None:
    case, other = town.citizen(place.karen), town.citizen(place.karen)
    seat(held, case, 1)
    wait = {"meeting": held, "asked_at": clock.now()}
    assert refused(lambda: SeatWait.objects.create(**wait, citizen=case))
    SeatWait.objects.create(**wait, citizen=other)
    assert refused(lambda: seat(held, other, 2))


def test_a_cancelled_meeting_has_no_seats(place: Town, held: GroupMeeting) -> None:
    told = {"cancelled_at": clock.now(), "cancelled_because": "Syg"}
    GroupMeeting.objects.filter(pk=held.pk).update(**told)
    assert refused(lambda: seat(held, town.citizen(place.karen), 1))


ACTS = st.lists(
    st.tuples(st.sampled_from(["join", "leave", "seats"]), st.integers(0, 6)), max_size=25
)


class TestAnyOrderOfActs(TestCase):
    """Whoever comes and goes, and however many seats there are."""

    @settings(max_examples=40)
    @given(acts=ACTS)
    def test_no_seat_is_empty_while_somebody_waits_and_the_list_keeps_its_order(
        self, acts: list[tuple[str, int]]
    ) -> None:
        with clock.pinned(NOON):
            self._walk(acts)

    def _walk(self, acts: list[tuple[str, int]]) -> None:
        place = build_town()
        people = [town.citizen(place.karen) for _ in range(7)]
        held, number, line = meeting(place, seats=2), 2, list[Citizen]()
        for act, who in acts:
            case = people[who]
            if act == "join":
                join(case, held)
                line += [case] if case not in line else []
            elif act == "leave":
                meeting_leave(actor=town.acting(case), citizen=case, meeting=held)
                line = [other for other in line if other != case]
            else:
                number = self._seats(place, held, who + 1, number, len(line))
            assert (set(seated(held)), waiting(held)) == (set(line[:number]), line[number:])

    def _seats(self, place: Town, held: GroupMeeting, wanted: int, now: int, in_line: int) -> int:
        """As many seats as asked for, where no more than those are taken."""
        changed = plan(place.karen, seats=wanted)
        if min(now, in_line) <= wanted:
            meeting_change(actor=place.counsellor(), meeting=held, plan=changed)
            return wanted
        with pytest.raises(DomainError, match="meeting_seats_taken"):
            meeting_change(actor=place.counsellor(), meeting=held, plan=changed)
        return now
