"""Saying that somebody is here: when, by whom, and that nothing follows from it."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.arriving import arrival_mark, arrival_undo
from staasted.apps.booking.models import Booking
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from staasted.core.axes import Outcome
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import book, close
from tests.town import LONG_AGO, Town

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)
SECOND = timedelta(seconds=1)


@pytest.fixture
def held(place: Town) -> Booking:
    return book(town.citizen(place.karen), place.karen, channel="in_person")


@pytest.fixture
def desk(place: Town) -> Actor:
    frida = staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=LONG_AGO)
    return actor_for(person=frida, role=Role.FRONT_DESK)


@pytest.mark.parametrize(
    ("after", "may"),
    [
        (-HALF_AN_HOUR - SECOND, False),
        (-HALF_AN_HOUR, True),
        (timedelta(), True),
        (HALF_AN_HOUR, True),
        (HALF_AN_HOUR + SECOND, False),
    ],
)
def test_a_citizen_says_so_around_the_start(held: Booking, after: timedelta, may: bool) -> None:
    own, at = town.acting(held.citizen), held.starts_at + after
    with clock.pinned(at):
        if may:
            assert arrival_mark(actor=own, booking=held).arrived_at == at
        else:
            with pytest.raises(DomainError, match="arrival_not_now"):
                arrival_mark(actor=own, booking=held)


def test_the_desk_marks_it_all_day_and_takes_it_back_and_each_is_logged_once(
    held: Booking, desk: Actor
) -> None:
    with clock.pinned(held.starts_at - timedelta(minutes=50)):
        first = arrival_mark(actor=desk, booking=held).arrived_at
    with clock.pinned(held.starts_at):
        assert arrival_mark(actor=town.acting(held.citizen), booking=held).arrived_at == first
        for _ in range(2):
            assert arrival_undo(actor=desk, booking=held).arrived_at is None
    acts = ActLog.objects.filter(subject=held.public_id).order_by("id")
    assert [row.act for row in acts] == ["slot_book", "arrival_mark", "arrival_undo"]
    day_before = clock.pinned(held.starts_at - timedelta(days=1))
    with day_before, pytest.raises(DomainError, match="arrival_not_now"):
        arrival_mark(actor=desk, booking=held)


def test_nobody_comes_to_a_call(place: Town, desk: Actor) -> None:
    call = book(town.citizen(place.karen), place.karen)
    with clock.pinned(call.starts_at):
        for actor in (desk, town.acting(call.citizen)):
            with pytest.raises(DomainError, match="arrival_not_now"):
                arrival_mark(actor=actor, booking=call)


def test_nothing_follows_from_it(place: Town, held: Booking) -> None:
    with clock.pinned(held.starts_at):
        arrival_mark(actor=town.acting(held.citizen), booking=held)
    assert Booking.objects.get(pk=held.pk).outcome is None
    assert close(held, outcome=Outcome.NOT_MET).outcome == "not_met"
    with pytest.raises(DomainError, match="not_live"):
        arrival_mark(actor=town.acting(held.citizen), booking=held)


def test_only_the_citizen_and_the_desk_say_so(place: Town, held: Booking) -> None:
    with clock.pinned(held.starts_at):
        with pytest.raises(AccessRefused):
            arrival_mark(actor=place.counsellor(), booking=held)
        with pytest.raises(AccessRefused):
            arrival_undo(actor=town.acting(held.citizen), booking=held)
