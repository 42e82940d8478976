"""A counsellor tells of a calendar or sends one: what is taken in, and what is refused."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from staasted.apps.calendars.models import OutsideCalendar
from staasted.apps.calendars.outside import (
    calendar_remove,
    calendar_send,
    calendar_tell,
)
from staasted.apps.calendars.selectors import Health, calendars_of
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.core.errors import DomainError
from staasted.integrations.scanning_clamav import ClamAv
from staasted.ports import adapters
from tests import town
from tests.apps.ics import file_of
from tests.apps.outside_world import (
    AFTERNOON,
    MORNING,
    World,
    health,
    of_wednesday,
    outside_world,
    sent,
    told,
)
from tests.imports.daemon import EICAR, daemon
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=21)


@pytest.fixture
def case(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def world() -> Iterator[World]:
    with outside_world() as found, clock.pinned(NOON):
        found.content = file_of(MORNING)
        yield found


def test_a_file_is_read_at_once_and_one_of_the_same_name_takes_its_place(
    place: Town, case: Citizen
) -> None:
    with clock.pinned(NOON):
        sent(place, MORNING)
        assert set(of_wednesday(case, place)) <= {10, 11, 12, 13}
        sent(place, AFTERNOON)
        assert set(of_wednesday(case, place)) <= {7, 8, 9}
        assert health(place) == [Health.FINE]
        assert health(place, NOON + timedelta(days=360)) == [Health.RUNS_OUT]
    assert OutsideCalendar.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "calendar_not_calendar"),
        (b"x" * 5_000_001, "calendar_too_large"),
        (b"BEGIN:VCALENDAR\n", "calendar_cut_off"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_kept(
    place: Town, content: bytes, code: str
) -> None:
    with pytest.raises(DomainError) as why:
        calendar_send(actor=place.counsellor(), name="Fil", chunks=[content])
    assert why.value.code == code
    assert not OutsideCalendar.objects.exists()


def test_what_the_scanner_finds_is_not_read_and_a_scanner_that_is_away_refuses(
    place: Town,
) -> None:
    try:
        with daemon() as clamd:
            adapters.scanner_use(ClamAv(clamd.address))
            with pytest.raises(DomainError, match="calendar_infected"):
                sent(place, (*MORNING, f"X-A:{EICAR.decode()}"))
            sent(place, MORNING)
        with pytest.raises(DomainError, match="calendar_scanner_away"):
            sent(place, AFTERNOON)
    finally:
        adapters.scanner_use(None)
    assert OutsideCalendar.objects.get().times == 1


def test_an_address_that_may_not_be_asked_is_refused_at_once(place: Town) -> None:
    for address in ("http://example.com/x.ics", "file:///etc/passwd", "nej"):
        with pytest.raises(DomainError, match="calendar_address"):
            calendar_tell(actor=place.counsellor(), name="A", address=address)
    calendar_tell(actor=place.counsellor(), name="A", address="webcal://example.com/x.ics")


def test_a_name_is_one_calendars_and_five_are_enough(place: Town, world: World) -> None:
    told(place, world, "A")
    with pytest.raises(DomainError, match="calendar_name_taken"):
        told(place, world, "A")
    with pytest.raises(DomainError, match="calendar_name_taken"):
        sent(place, MORNING, name="A")
    for name in "BCDE":
        told(place, world, name)
    with pytest.raises(DomainError, match="calendars_enough"):
        told(place, world, "F")


def test_only_its_owner_takes_it_away_and_only_counsellors_have_any(
    place: Town, case: Citizen
) -> None:
    calendar = sent(place, MORNING)
    with pytest.raises(NotYours):
        calendar_remove(actor=place.counsellor(place.jens), public_id=calendar.public_id)
    for actor in (town.acting(case), place.leading()):
        with pytest.raises(AccessRefused):
            calendar_send(actor=actor, name="A", chunks=[b""])
        with pytest.raises(AccessRefused):
            calendars_of(actor, now=NOON)
    assert calendars_of(place.counsellor(place.jens), now=NOON) == []
