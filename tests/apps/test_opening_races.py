"""Times told in two tabs at once, and booked while they are changed."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.absences import absence_record
from staasted.apps.booking.closing_days import closing_day_make
from staasted.apps.booking.models import Absence, Booking, ClosingDay, Opening, OpeningSeries
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.series import openings_lay_on, series_change, series_end, series_make
from staasted.apps.booking.services import slot_book
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from tests import town
from tests.happenings import request
from tests.opening import NINE, WEEK, days_of, laid_series, terms
from tests.racing import all_at_once
from tests.town import LONG_AGO, MONDAY, NOON, Town, danish

pytestmark = pytest.mark.django_db(transaction=True)
TABS = 8
WEDNESDAY, NEXT_WEDNESDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)


@pytest.fixture
def mette(place: Town) -> Person:
    return staff_register(name="Mette Mose", roles=[Role.COUNSELLOR], from_on=LONG_AGO)


def test_eight_tabs_make_one_series_and_no_opening_twice(place: Town, mette: Person) -> None:
    told = {"actor": place.counsellor(mette), "person": mette, "terms": terms()}
    answers = all_at_once([lambda: series_make(**told)] * TABS)
    assert set(answers) == {OpeningSeries.objects.get()}
    count = Opening.objects.filter(series=answers[0]).count()
    with clock.pinned(NOON + WEEK):
        laid = all_at_once([openings_lay_on] * TABS)
    assert sorted(laid) == [0] * (TABS - 1) + [4]
    assert Opening.objects.filter(series=answers[0]).count() == count + 4


def test_eight_tabs_change_a_series_once(place: Town, mette: Person) -> None:
    series = laid_series(place, mette)
    told = {"actor": place.counsellor(mette), "series": series}
    told["terms"] = terms(from_on=NEXT_WEDNESDAY, starts=NINE.replace(hour=10))
    answers = all_at_once([lambda: series_change(**told)] * TABS)
    assert set(answers) == {OpeningSeries.objects.get(follows=series)}
    assert days_of(series) == [WEDNESDAY]


def test_whoever_books_while_the_series_ends_is_booked_before_or_refused(
    place: Town, mette: Person
) -> None:
    series, case = laid_series(place, mette), town.citizen(mette)
    wanted = request(danish(NEXT_WEDNESDAY, NINE))
    acts = [
        lambda: series_end(actor=place.counsellor(mette), series=series, last_on=WEDNESDAY),
        lambda: slot_book(actor=town.acting(case), citizen=case, counsellor=mette, request=wanted),
    ]
    _, answer = all_at_once(acts)
    assert isinstance(answer, SlotRefused) or Booking.objects.get() == answer
    assert days_of(series) == [WEDNESDAY]


def test_a_day_is_closed_once_and_an_absence_taken_once(place: Town, mette: Person) -> None:
    series = laid_series(place, mette)
    close = {"actor": OPERATOR, "on": NEXT_WEDNESDAY, "name": "Flyttedag"}
    away = {"actor": OPERATOR, "person": mette, "from_on": WEDNESDAY}
    acts = [lambda: closing_day_make(**close), lambda: absence_record(**away)] * (TABS // 2)
    all_at_once(acts)
    assert ClosingDay.objects.count() == 1
    assert Absence.objects.count() == 1
    assert NEXT_WEDNESDAY not in days_of(series)
