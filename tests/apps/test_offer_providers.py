"""Providers and their seats, and the hours of a course."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.attending import Hours, attended, hours_record, hours_withdraw
from staasted.apps.offers.courses import course_begin, course_end
from staasted.apps.offers.models import OfferAttendance, OfferSeat, Provider, ProviderOffer
from staasted.apps.offers.providing import (
    ProviderFacts,
    ProviderKind,
    provider_add,
    provider_change,
    provider_end,
    providers_for,
    providers_found,
)
from staasted.apps.offers.seats import seats_left
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.core.errors import DomainError
from staasted.core.offering import CourseOutcome
from tests import town
from tests.offer_courses import LAST, PLACEMENT, granted_to, plan, provider, running
from tests.town import LONG_AGO, MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
FACTS = ProviderFacts(
    kind=ProviderKind.SCHOOL,
    name="Ådal Sprogskole",
    contact="Sanne Skole",
    email="sanne@skole.example",
    phone="",
    place="Skolegade 1",
    purpose="",
    from_on=LONG_AGO,
    seats={PLACEMENT: 1},
)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def refused(code: str):
    return pytest.raises(DomainError, match=code)


def neighbour(place: Town, number: int = 1) -> Citizen:
    return town.citizen(place.karen, name=f"Nabo {number}")


def test_a_provider_is_found_by_part_of_a_name_or_a_place(place: Town) -> None:
    actor = place.counsellor()
    school = provider_add(actor=actor, facts=FACTS)
    lager = provider(place)
    assert list(providers_found(actor)) == [school, lager]
    assert list(providers_found(actor, search="sprog")) == [school]
    assert list(providers_found(actor, search="havnevej")) == [lager]
    assert list(providers_found(actor, search="xqzw")) == []
    assert school.contact.name == "Sanne Skole"
    with pytest.raises(AccessRefused):
        providers_found(place.leading())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "provider_incomplete"),
        ({"contact": ""}, "provider_incomplete"),
        ({"purpose": "x" * 2001}, "words_too_long"),
        ({"seats": {"no_such_offer": 1}}, "provider_seats"),
        ({"seats": {PLACEMENT: 501}}, "provider_seats"),
        ({"seats": {PLACEMENT: -1}}, "provider_seats"),
    ],
)
def test_a_provider_that_is_not_whole_is_not_stored(place: Town, wrong: dict, code: str) -> None:
    with refused(code):
        provider_add(actor=place.counsellor(), facts=replace(FACTS, **wrong))
    assert not Provider.objects.exists()


def test_the_same_provider_is_written_once_and_changed_where_it_stands(place: Town) -> None:
    actor = place.counsellor()
    school = provider_add(actor=actor, facts=FACTS)
    with refused("provider_known"):
        provider_add(actor=actor, facts=FACTS)
    told = replace(FACTS, contact="Søren Skole", seats={PLACEMENT: 4, "mentor": 2})
    changed = provider_change(actor=actor, provider=school, facts=told)
    assert changed.contact.name == "Søren Skole"
    assert dict(ProviderOffer.objects.values_list("offer", "seats")) == {PLACEMENT: 4, "mentor": 2}


def test_a_seat_is_held_for_the_planned_days_and_another_may_have_it_after(
    place: Town, ase: Citizen
) -> None:
    lager = provider(place, seats=1)
    granted_to(place, ase, provider=lager)
    with refused("offer_provider_full"):
        granted_to(place, neighbour(place), provider=lager)
    after = plan(provider=lager, first_on=LAST + timedelta(days=1), last_on=None)
    told = {name: getattr(after, name) for name in ("first_on", "last_on", "provider")}
    granted_to(place, neighbour(place, 2), **told)
    assert set(OfferSeat.objects.values_list("number", flat=True)) == {1}
    with refused("offer_provider_full"):
        granted_to(place, neighbour(place, 3), provider=lager, first_on=LAST, last_on=None)


def test_who_begins_on_another_day_holds_the_seat_from_then_and_gives_it_back_early(
    place: Town, ase: Citizen
) -> None:
    lager = provider(place, seats=1)
    course = granted_to(place, ase, provider=lager)
    (row,) = ProviderOffer.objects.all()
    with clock.pinned(NOON + WEEK):
        course_begin(actor=place.counsellor(), course=course, on=MONDAY + WEEK)
        live = OfferSeat.objects.get(withdrawn=False)
        assert (live.from_on, live.to_on) == (MONDAY + WEEK, LAST)
        assert seats_left([row], first=MONDAY, last=MONDAY)[0].free == 1
        assert seats_left([row], first=MONDAY, last=None)[0].free == 0
        ended = {"on": MONDAY + WEEK, "outcome": CourseOutcome.PROVIDER_STOPPED}
        course_end(actor=place.counsellor(), course=course, **ended)
        assert seats_left([row], first=MONDAY + WEEK, last=None)[0].free == 0
        assert seats_left([row], first=MONDAY + WEEK + timedelta(days=1), last=None)[0].free == 1


def test_the_database_refuses_a_seat_too_many_whoever_writes(place: Town, ase: Citizen) -> None:
    course = granted_to(place, ase, provider=provider(place, seats=1))
    held = OfferSeat.objects.get()
    days = {"from_on": held.from_on, "to_on": held.to_on, "place": held.place, "course": course}
    for number in (0, 1, 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfferSeat.objects.create(number=number, **days)
    for change in ({"number": 2}, {"to_on": None}, {"from_on": LONG_AGO}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfferSeat.objects.filter(pk=held.pk).update(**change)


def test_seats_are_never_fewer_than_are_held_and_an_agreement_outlives_whom_it_holds(
    place: Town, ase: Citizen
) -> None:
    actor, lager = place.counsellor(), provider(place, seats=2)
    granted_to(place, ase, provider=lager)
    fewer = replace(FACTS, name=lager.name, seats={PLACEMENT: 0})
    with refused("provider_seats_held"):
        provider_change(actor=actor, provider=lager, facts=fewer)
    with refused("provider_in_use"):
        provider_end(actor=actor, provider=lager, last_on=LAST - timedelta(days=1))
    provider_end(actor=actor, provider=lager, last_on=LAST)
    with refused("offer_provider_ended"):
        granted_to(place, neighbour(place), provider=lager, first_on=LAST + WEEK, last_on=None)
    with clock.pinned(NOON + timedelta(days=60)):
        assert providers_for(PLACEMENT) == []


def test_a_provider_without_seats_in_the_offer_cannot_be_chosen(place: Town, ase: Citizen) -> None:
    other = provider(place, offer="mentor")
    with refused("offer_provider_without_seats"):
        granted_to(place, ase, provider=other)


def hours(there: int, excused: int = 0, unexcused: int = 0, days: int = 5) -> Hours:
    told = (Decimal(there), Decimal(excused), Decimal(unexcused))
    return Hours(MONDAY, MONDAY + timedelta(days=days - 1), *told)


def test_hours_are_written_once_and_corrected_with_a_trace(place: Town, ase: Citizen) -> None:
    course, actor = running(place, ase), place.counsellor()
    with clock.pinned(NOON + WEEK):
        row = hours_record(actor=actor, course=course, hours=hours(20, 4, 6))
        assert hours_record(actor=actor, course=course, hours=hours(20, 4, 6)) == row
        with refused("offer_hours_taken"):
            hours_record(actor=actor, course=course, hours=hours(20, days=1))
        hours_withdraw(actor=actor, row=row)
        hours_record(actor=actor, course=course, hours=hours(26, 4))
    standing = OfferAttendance.objects.filter(withdrawn=False)
    summed = attended(standing)
    assert (summed.there, summed.excused, summed.unexcused) == (26, 4, 0)
    assert OfferAttendance.objects.count() == 2
    for change in ({"there": 1}, {"from_on": LONG_AGO}):
        with pytest.raises(IntegrityError), transaction.atomic():
            standing.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferAttendance.objects.filter(withdrawn=True).update(withdrawn=False)


def test_staying_away_changes_nothing_but_the_hours(place: Town, ase: Citizen) -> None:
    course = running(place, ase)
    before = (course.state, course.last_on, course.measure_id)
    with clock.pinned(NOON + WEEK):
        hours_record(actor=place.counsellor(), course=course, hours=hours(0, 0, 30))
    course.refresh_from_db()
    assert (course.state, course.last_on, course.measure_id) == before


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (hours(25, days=1), "offer_hours_many"),
        (hours(-1), "offer_hours_many"),
        (hours(30, days=8), "offer_hours_many"),
        (replace(hours(8), from_on=MONDAY - WEEK), "offer_day_order"),
        (replace(hours(8), to_on=MONDAY + 3 * WEEK), "offer_day_ahead"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    place: Town, ase: Citizen, wrong: Hours, code: str
) -> None:
    course = running(place, ase)
    with clock.pinned(NOON + 2 * WEEK), refused(code):
        hours_record(actor=place.counsellor(), course=course, hours=wrong)


def test_no_hours_before_it_has_begun(place: Town, ase: Citizen) -> None:
    course = granted_to(place, ase)
    with refused("offer_move"):
        hours_record(actor=place.counsellor(), course=course, hours=hours(8, days=1))
