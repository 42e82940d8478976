"""Many at once, with real threads and real connections, on both databases."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.services import agreement_make
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.agreements.terms import Terms
from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import booking_move, slot_book
from staasted.apps.citizens.models import Citizen
from staasted.core.axes import Freedom
from staasted.core.errors import DomainError
from staasted.core.slots import Slot
from tests import town
from tests.happenings import book, free, request
from tests.racing import all_at_once
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)

BOOKERS = 64
ROUNDS = 3


@pytest.fixture
def place() -> Town:
    return build_town()


def booker(case: Citizen, place: Town, slot: Slot, **wanted: str) -> Callable[[], object]:
    return lambda: slot_book(
        actor=town.acting(case),
        citizen=case,
        counsellor=place.karen,
        request=request(slot.start, **wanted),
    )


def nobody_is_in_two_places() -> None:
    """No two live occupations of one resource overlap, read back from the table."""
    live = Occupation.objects.filter(live=True).order_by("resource_id", "starts_at")
    rows = list(live.values_list("resource_id", "starts_at", "ends_at"))
    assert rows
    for (one, _, ends), (other, starts, _) in pairwise(rows):
        assert one != other or ends <= starts


def test_of_all_who_want_one_time_exactly_one_gets_it_and_the_others_see_the_next(
    place: Town,
) -> None:
    for _ in range(ROUNDS):
        people = [town.citizen(place.karen) for _ in range(BOOKERS)]
        slot = free(people[0], place.karen)[0]
        answers = all_at_once([booker(case, place, slot) for case in people])
        won = [answer for answer in answers if isinstance(answer, Booking)]
        lost = [answer for answer in answers if isinstance(answer, SlotRefused)]
        assert (len(won), len(lost)) == (1, BOOKERS - 1)
        assert all(len(answer.others) == 3 for answer in lost)
        assert all(slot not in answer.others for answer in lost)
    nobody_is_in_two_places()


def test_ten_times_wanted_by_everybody_go_to_exactly_ten(place: Town) -> None:
    people = [town.citizen(place.karen) for _ in range(BOOKERS)]
    slots = free(people[0], place.karen)[:10]
    acts = [booker(case, place, slots[n % 10]) for n, case in enumerate(people)]
    answers = all_at_once(acts)
    won = [answer for answer in answers if isinstance(answer, Booking)]
    assert sorted(booking.starts_at for booking in won) == [slot.start for slot in slots]
    nobody_is_in_two_places()


def test_times_that_overlap_without_being_equal_never_both_stand(place: Town) -> None:
    people = [town.citizen(place.karen) for _ in range(20)]
    by_phone = free(people[0], place.karen, channel="phone")[:6]
    in_person = free(people[0], place.karen, channel="in_person")[:4]
    wanted = [(slot, "phone") for slot in by_phone] + [(slot, "in_person") for slot in in_person]
    acts = [
        booker(case, place, *_args, channel=channel)
        for case, (*_args, channel) in zip(people, wanted * 2, strict=True)
    ]
    answers = all_at_once(acts)
    assert Counter(map(type, answers)).keys() <= {Booking, SlotRefused}
    assert any(isinstance(answer, Booking) for answer in answers)
    nobody_is_in_two_places()


def test_one_citizen_pressing_twenty_times_has_one_booking(place: Town) -> None:
    case = town.citizen(place.karen)
    slot = free(case, place.karen)[0]
    answers = all_at_once([booker(case, place, slot) for _ in range(20)])
    assert len({answer.pk for answer in answers}) == 1
    assert Booking.objects.filter(citizen=case).count() == 1


def test_one_citizen_in_two_tabs_on_two_times_has_one_booking(place: Town) -> None:
    case = town.citizen(place.karen)
    one, other = free(case, place.karen)[:2]
    answers = all_at_once([booker(case, place, slot) for slot in (one, other) * 5])
    assert Booking.objects.filter(citizen=case, outcome=None).count() == 1
    refusals = {answer.code for answer in answers if isinstance(answer, DomainError)}
    assert refusals == {"booked_already"}


def test_two_who_move_to_the_same_time_end_with_one_moved_and_one_where_they_were(
    place: Town,
) -> None:
    people = [town.citizen(place.karen) for _ in range(2)]
    held = [book(case, place.karen) for case in people]
    slot = free(people[0], place.karen)[5]
    answers = all_at_once(
        [
            lambda case=case, booking=booking: booking_move(
                actor=town.acting(case),
                booking=booking,
                counsellor=place.karen,
                request=request(slot.start),
            )
            for case, booking in zip(people, held, strict=True)
        ]
    )
    assert Counter(map(type, answers)) == {Booking: 1, SlotRefused: 1}
    assert Booking.objects.filter(outcome=None).count() == 2
    nobody_is_in_two_places()


def test_people_who_change_coach_crosswise_and_move_at_once_never_wait_in_a_ring(
    place: Town,
) -> None:
    coaches = [(place.karen, place.jens), (place.jens, place.karen)] * 8
    people = [town.citizen(old) for old, _ in coaches]
    held = [book(case, old) for case, (old, _) in zip(people, coaches, strict=True)]
    slots = free(people[0], place.karen)[20:]
    answers = all_at_once(
        [
            lambda case=case, booking=booking, new=new, slot=slot: booking_move(
                actor=town.acting(case),
                booking=booking,
                counsellor=new,
                request=request(slot.start),
            )
            for case, booking, (_, new), slot in zip(people, held, coaches, slots, strict=False)
        ]
    )
    assert Counter(map(type, answers)) == {Booking: 16}
    nobody_is_in_two_places()


def test_agreements_made_at_once_leave_one_in_force(place: Town) -> None:
    case = town.citizen(place.karen)
    terms = Terms(Freedom.CHECK_INS, 6, town.MONDAY, town.MONDAY)
    answers = all_at_once(
        [
            lambda: agreement_make(
                actor=place.counsellor(),
                citizen=case,
                terms=terms,
                source=AgreementSource.CONVERSATION,
            )
        ]
        * 16
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert agreement_in_force(case) is not None
