"""Two organisations' calendars under races, with real connections on both databases."""

from datetime import timedelta

import pytest

from staasted.apps.booking.fund import fund_choose
from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.booking.partners import partner_stop
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import booking_move, slot_book
from tests import town
from tests.apps.test_races import nobody_is_in_two_places
from tests.happenings import book
from tests.joining import (
    ALONE,
    JOINS,
    asking,
    book_joint,
    build_fund,
    choose,
    insured,
    invitation_of,
    invite,
    joint_times,
    open_for,
)
from tests.racing import all_at_once
from tests.town import MONDAY, build_town

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS, BOOKERS = 3, 16


def of_two_coaches(number: int) -> tuple[object, list[object]]:
    """The town, and citizens of two coaches who have all invited the one from the a-kasse."""
    place = build_town()
    fund = build_fund(place)
    cases = [
        insured(place.karen if n % 2 else place.jens, name=f"Borger {n:02}") for n in range(number)
    ]
    for case in cases:
        invite(case, fund.anna)
        choose(case, JOINS)
    return place, cases


def coach_of(case):
    return case.assignments.get().counsellor


def booker(case, slot):
    coach, wanted = coach_of(case), asking(case, slot)
    return lambda: slot_book(
        actor=town.acting(case), citizen=case, counsellor=coach, request=wanted
    )


def test_of_all_who_want_one_joint_time_with_either_coach_exactly_one_gets_it() -> None:
    _, cases = of_two_coaches(BOOKERS)
    for _ in range(ROUNDS):
        slot = joint_times(cases[0], coach_of(cases[0]))[0]
        answers = all_at_once([booker(case, slot) for case in cases])
        won = [answer for answer in answers if isinstance(answer, Booking)]
        lost = [answer for answer in answers if isinstance(answer, SlotRefused)]
        assert (len(won), len(won) + len(lost)) == (1, len(cases))
        assert all(slot not in answer.others for answer in lost)
        cases = [case for case in cases if case != won[0].citizen]
    nobody_is_in_two_places()


def test_two_who_move_to_the_same_joint_time_end_with_one_moved() -> None:
    _, cases = of_two_coaches(2)
    held = [book_joint(case, coach_of(case)) for case in cases]
    slot = joint_times(cases[0], coach_of(cases[0]))[1]
    acts = [
        lambda case=case, booking=booking: booking_move(
            actor=town.acting(case),
            booking=booking,
            counsellor=coach_of(case),
            request=asking(case, slot),
        )
        for case, booking in zip(cases, held, strict=True)
    ]
    answers = all_at_once(acts)
    assert sorted(type(answer).__name__ for answer in answers) == ["Booking", "SlotRefused"]
    assert Booking.objects.filter(outcome=None, partner__isnull=False).count() == 2
    nobody_is_in_two_places()


def test_a_no_in_the_moment_of_booking_never_leaves_the_a_kasses_time_taken_for_nothing() -> None:
    place, cases = of_two_coaches(6)
    book(town.citizen(place.karen), place.karen)  # whatever the race decides, somebody has a time
    slots = joint_times(cases[0], coach_of(cases[0]))
    acts = [booker(case, slots[n % len(slots)]) for n, case in enumerate(cases)]
    acts += [
        lambda case=case: fund_choose(actor=town.acting(case), citizen=case, answer=ALONE)
        for case in cases
    ]
    answers = all_at_once(acts)
    assert not [a for a in answers if isinstance(a, Exception) and not hasattr(a, "code")]
    assert not Booking.objects.filter(outcome=None, partner__isnull=False).exists()
    theirs = Occupation.objects.filter(live=True, resource__person__name="Anna Fond")
    assert not theirs.exists()
    nobody_is_in_two_places()


def stopper(case):
    row = invitation_of(case)
    acting = {"actor": town.acting(case), "citizen": case}
    return lambda: partner_stop(**acting, public_id=row.public_id)


def test_stopping_the_a_kasse_and_booking_it_at_once_never_wait_for_each_other_in_a_ring() -> None:
    _, cases = of_two_coaches(BOOKERS)
    anna = invitation_of(cases[0]).partner
    for number in range(3, 12):
        open_for(anna, MONDAY + timedelta(days=number), 9, 15)
    stop, book = cases[: BOOKERS // 2], cases[BOOKERS // 2 :]
    for case in stop:
        book_joint(case, coach_of(case))
    acts = [booker(case, joint_times(case, coach_of(case))[-1]) for case in book]
    answers = all_at_once(
        [act for pair in zip(map(stopper, stop), acts, strict=True) for act in pair]
    )
    lost = [each for each in answers if isinstance(each, Exception)]
    assert all(isinstance(each, SlotRefused) for each in lost)
    assert not Booking.objects.filter(citizen__in=stop, partner__isnull=False).exists()
    nobody_is_in_two_places()
