"""Who is away takes no bookings, also where it was told before or is for some hours."""

from datetime import time, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.absences import (
    absence_correct,
    absence_record,
    absence_take_back,
    absence_withdraw,
    away_ahead,
    hours_away_record,
)
from staasted.apps.booking.competences import competences_set
from staasted.apps.booking.leaving import staff_leave
from staasted.apps.booking.models import Absence, Occupation, OpeningSeries, Resource
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.access import NotYours
from staasted.apps.org import staffing
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.models import Person, StaffAbsence
from staasted.apps.org.services import staff_register
from staasted.apps.retention.services import person_erase
from tests import town
from tests.files import administrator
from tests.happenings import free, request
from tests.opening import TUESDAY, WEEK, laid_series
from tests.town import LONG_AGO, MONDAY, NOON, Town, danish

DAY = timedelta(days=1)


def days_free(case, place: Town) -> set:
    return {slot.start.date() for slot in free(case, place.karen)}


def test_nobody_is_booked_with_who_is_away_and_the_time_comes_back(place: Town) -> None:
    case = town.citizen(place.karen)
    told = absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY, to_on=MONDAY + WEEK)
    assert min(days_free(case, place)) > MONDAY + WEEK
    with pytest.raises(SlotRefused, match="slot_not_offered"):
        slot_book(
            actor=town.acting(case),
            citizen=case,
            counsellor=place.karen,
            request=request(danish(TUESDAY + DAY, time(9))),
        )
    absence_correct(actor=OPERATOR, absence=told, from_on=TUESDAY + DAY, to_on=TUESDAY + DAY)
    assert TUESDAY + DAY not in days_free(case, place)
    assert TUESDAY + 2 * DAY in days_free(case, place)
    stands = StaffAbsence.objects.get(person=place.karen, withdrawn=False)
    absence_withdraw(actor=OPERATOR, absence=stands)
    assert TUESDAY + DAY in days_free(case, place)
    assert Occupation.objects.filter(kind="absence", live=True).count() == 0


def test_until_further_notice_is_every_day_from_then(place: Town) -> None:
    case = town.citizen(place.karen)
    absence_record(actor=OPERATOR, person=place.karen, from_on=TUESDAY)
    assert days_free(case, place) == set()


def test_told_twice_it_takes_the_time_once(place: Town) -> None:
    for last in (TUESDAY, TUESDAY + DAY):
        absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY, to_on=last)
    taken = Absence.objects.get().occupation
    assert taken.ends_at == danish(TUESDAY + 2 * DAY, time(0))


def test_what_was_booked_before_stays(place: Town) -> None:
    case = town.citizen(place.karen)
    slot = free(case, place.karen)[0]
    wanted = request(slot.start)
    booked = slot_book(
        actor=town.acting(case), citizen=case, counsellor=place.karen, request=wanted
    )
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    booked.refresh_from_db()
    assert booked.outcome is None


def test_some_hours_of_a_day_are_taken_by_oneself_and_given_back(place: Town) -> None:
    case, acting = town.citizen(place.karen), place.counsellor()
    wanted = {"on": TUESDAY + DAY, "stretch": (time(9), time(11))}
    made = hours_away_record(actor=acting, person=place.karen, **wanted)
    assert hours_away_record(actor=acting, person=place.karen, **wanted) == made
    starts = {slot.start for slot in free(case, place.karen)}
    assert danish(TUESDAY + DAY, time(9)) not in starts
    assert danish(TUESDAY + DAY, time(11)) in starts
    row = Resource.objects.get(person=place.karen, kind="counsellor")
    assert away_ahead(row, now=NOON) == [made]
    absence_take_back(actor=acting, person=place.karen, public_id=made.public_id)
    assert danish(TUESDAY + DAY, time(9)) in {slot.start for slot in free(case, place.karen)}
    assert away_ahead(row, now=NOON) == []


def test_one_says_oneself_away_and_nobody_else(place: Town) -> None:
    absence_record(actor=place.counsellor(), person=place.karen, from_on=TUESDAY, to_on=TUESDAY)
    with pytest.raises(AccessRefused):
        absence_record(actor=place.counsellor(), person=place.jens, from_on=TUESDAY)
    with pytest.raises(AccessRefused):
        hours_away_record(
            actor=place.counsellor(),
            person=place.jens,
            on=TUESDAY,
            stretch=(time(9), time(11)),
        )
    made = hours_away_record(
        actor=place.counsellor(), person=place.karen, on=TUESDAY, stretch=(time(9), time(11))
    )
    with pytest.raises(NotYours):
        absence_take_back(actor=OPERATOR, person=place.jens, public_id=made.public_id)


def test_back_before_time_the_days_that_were_away_stay_told(place: Town) -> None:
    case, acting = town.citizen(place.karen), place.counsellor()
    absence_record(actor=acting, person=place.karen, from_on=MONDAY - DAY)
    told = Absence.objects.get()
    absence_take_back(actor=acting, person=place.karen, public_id=told.public_id)
    assert StaffAbsence.objects.get().to_on == MONDAY - DAY
    assert TUESDAY + DAY in days_free(case, place)


def test_an_absence_told_before_absences_took_time_takes_it_after_the_upgrade(
    place: Town,
) -> None:
    case = town.citizen(place.karen)
    staffing.absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    gone = staffing.absence_record(actor=OPERATOR, person=place.jens, from_on=MONDAY)
    staffing.absence_withdraw(actor=OPERATOR, absence=gone)
    assert days_free(case, place)
    upgrade = import_module("staasted.apps.booking.migrations.0011_absences_take_time")
    upgrade.absences_take(apps, None)
    assert days_free(case, place) == set()
    assert Absence.objects.get().of_days.person == place.karen
    told = Absence.objects.get().of_days
    absence_correct(actor=OPERATOR, absence=told, from_on=MONDAY, to_on=TUESDAY)
    assert TUESDAY + DAY in days_free(case, place)


def test_whoever_worked_here_is_erased_with_their_times(place: Town) -> None:
    gone = staff_register(name="Gerda Gik", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    acting = place.counsellor(gone)
    laid_series(place, gone)
    absence_record(actor=acting, person=gone, from_on=TUESDAY)
    competences_set(actor=acting, person=gone, slugs=["polish"])
    administrator("Ulla Nør")
    staff_leave(actor=OPERATOR, person=gone, last_on=MONDAY)
    much_later = MONDAY.replace(year=MONDAY.year + 10)
    assert person_erase(actor=OPERATOR, key=gone.pk, on=much_later) is not None
    assert not Person.objects.filter(pk=gone.pk).exists()
    assert not OpeningSeries.objects.exists()
    assert not Absence.objects.exists()
