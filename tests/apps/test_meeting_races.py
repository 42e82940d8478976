"""Many at one meeting at once, with real threads and connections, on both databases."""

from collections import Counter
from collections.abc import Callable

import pytest

from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.making import meeting_cancel, meeting_change
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait
from staasted.apps.meetings.services import meeting_join, meeting_leave
from staasted.core.errors import DomainError
from tests import town
from tests.gathering import join, meeting, plan, seated, waiting
from tests.happenings import request
from tests.racing import all_at_once
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)

CITIZENS, SEATS, ROUNDS = 64, 20, 3


@pytest.fixture
def place() -> Town:
    return build_town()


def people(place: Town, number: int) -> list[Citizen]:
    return [town.citizen(place.karen) for _ in range(number)]


def joining(case: Citizen, held: GroupMeeting) -> Callable[[], object]:
    return lambda: meeting_join(actor=town.acting(case), citizen=case, meeting=held)


def leaving(case: Citizen, held: GroupMeeting) -> Callable[[], object]:
    return lambda: meeting_leave(actor=town.acting(case), citizen=case, meeting=held)


def stands(held: GroupMeeting) -> tuple[int, int]:
    """How many have seats and wait; nobody twice, each seat with its time, none beyond."""
    held.refresh_from_db()
    seats = list(Seat.objects.filter(meeting=held, live=True).select_related("booking"))
    waits = SeatWait.objects.filter(meeting=held, ended_at=None)
    assert len({seat.number for seat in seats}) == len(seats) <= held.seats
    assert all(1 <= seat.number <= held.seats for seat in seats)
    assert all(seat.booking.outcome is None for seat in seats)
    live = Occupation.objects.filter(live=True, booking__starts_at=held.starts_at)
    assert {row.booking_id for row in live} == {seat.booking_id for seat in seats}
    both = {seat.citizen_id for seat in seats} & set(waits.values_list("citizen", flat=True))
    assert both == set()
    return len(seats), waits.count()


def test_of_64_who_want_20_seats_20_get_one_and_44_wait(place: Town) -> None:
    for number in range(ROUNDS):
        cases = people(place, CITIZENS)
        held = meeting(place, seats=SEATS, at=plan(place.karen).starts_at.replace(day=number + 1))
        answers = all_at_once([joining(case, held) for case in cases])
        got = Counter(type(answer).__name__ for answer in answers)
        assert got == {"Seat": SEATS, "SeatWait": CITIZENS - SEATS}
        assert stands(held) == (SEATS, CITIZENS - SEATS)
        meeting_cancel(actor=place.counsellor(), meeting=held, because="Næste runde")


def test_giving_back_while_others_sign_up_loses_nobody_and_leaves_no_seat_empty(
    place: Town,
) -> None:
    for number in range(ROUNDS):
        held = meeting(place, seats=6, at=plan(place.karen).starts_at.replace(day=number + 1))
        early, late = people(place, 12), people(place, 12)
        for case in early:
            join(case, held)
        going = early[::2]  # three with a seat, three who wait
        acts = [*(leaving(c, held) for c in going), *(joining(c, held) for c in late)]
        answers = all_at_once(acts)
        assert [answer for answer in answers if isinstance(answer, DomainError)] == []
        assert stands(held) == (6, 12 + 12 - len(going) - 6)
        here = {*seated(held), *waiting(held)}
        assert here == {*early, *late} - {*going}, "nobody is lost, and nobody who left is there"
        stayed = [case for case in early if case not in going]
        assert {*stayed} <= {*seated(held)}, "who waited first moved up before who came later"


def test_lowering_the_number_while_people_sign_up_never_leaves_more_than_there_are(
    place: Town,
) -> None:
    cases = people(place, 16)
    held = meeting(place, seats=12)
    fewer = plan(place.karen, seats=4)
    change = lambda: meeting_change(actor=place.counsellor(), meeting=held, plan=fewer)  # noqa: E731
    all_at_once([change, *(joining(case, held) for case in cases)])
    seats, waits = stands(held)
    assert seats + waits == len(cases)
    assert seats == held.seats


def test_a_citizen_who_signs_up_and_books_at_once_is_in_one_place(place: Town) -> None:
    cases = people(place, 12)
    held = meeting(place, seats=12)

    def booking(case: Citizen) -> Callable[[], object]:
        wanted = request(held.starts_at)
        return lambda: slot_book(
            actor=town.acting(case), citizen=case, counsellor=place.jens, request=wanted
        )

    acts = [act for case in cases for act in (joining(case, held), booking(case))]
    all_at_once(acts)
    for case in cases:
        assert Booking.objects.filter(citizen=case, outcome=None).count() <= 1
        assert Occupation.objects.filter(booking__citizen=case, live=True).count() <= 2
    assert Booking.objects.filter(outcome=None).count() >= len(cases) - 1


def test_a_meeting_is_cancelled_while_people_come_and_go(place: Town) -> None:
    cases, more = people(place, 8), people(place, 8)
    held = meeting(place, seats=4)
    for case in cases:
        join(case, held)
    cancel = lambda: meeting_cancel(actor=place.counsellor(), meeting=held, because="Syg")  # noqa: E731
    acts = [*(leaving(c, held) for c in cases[:4]), *(joining(c, held) for c in more)]
    answers = all_at_once([*acts[:6], cancel, *acts[6:]])
    refusals = {answer.code for answer in answers if isinstance(answer, DomainError)}
    assert refusals <= {"meeting_is_cancelled"}
    assert stands(held) == (0, 0)
    assert held.cancelled_at is not None
    assert not Booking.objects.filter(outcome=None).exists()
