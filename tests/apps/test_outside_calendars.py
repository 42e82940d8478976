"""A counsellor's other calendars: what they take, how they are doing, and what becomes of them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Occupation
from staasted.apps.calendars.address_seals import ADDRESSES
from staasted.apps.calendars.feeds import feed_make
from staasted.apps.calendars.fetching import calendars_fetch
from staasted.apps.calendars.models import Feed, OutsideCalendar, OutsideTime
from staasted.apps.calendars.outside import (
    calendar_remove,
    calendar_send,
    calendars_expire,
)
from staasted.apps.calendars.selectors import Health, calendars_stale
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.members import roles_end
from staasted.apps.org.services import staff_register
from staasted.apps.retention.services import due_erase
from staasted.jobs.timetable import TIMETABLE
from tests import town
from tests.apps.ics import file_of
from tests.apps.outside_world import (
    MORNING,
    World,
    health,
    of_wednesday,
    outside_world,
    sent,
    told,
)
from tests.happenings import book
from tests.town import MONDAY, NOON, Town

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


@transaction.atomic
def _hold_over(taken: Occupation, case: Citizen) -> None:
    """Past the services, as no code of ours does."""
    held = {"kind": "hold", "held_for": case, "until_at": LATER}
    stretch = {"starts_at": taken.starts_at, "ends_at": taken.ends_at}
    Occupation.objects.create(resource=taken.resource, **held, **stretch)


def test_whoever_is_busy_elsewhere_cannot_be_booked_there(
    place: Town, case: Citizen, world: World
) -> None:
    before = of_wednesday(case, place)
    told(place, world)
    assert health(place) == [Health.NEW]
    assert calendars_fetch(now=NOON) == 1
    assert health(place) == [Health.FINE]
    assert set(before) - set(of_wednesday(case, place)) == {7, 8, 9}
    assert set(of_wednesday(case, place)) <= {10, 11, 12, 13}
    taken = Occupation.objects.get(kind="outside")
    with pytest.raises(IntegrityError, match="nobody is there"):
        _hold_over(taken, case)


def test_only_times_are_kept_and_the_address_lies_sealed(place: Town, world: World) -> None:
    told(place, world)
    calendars_fetch(now=NOON)
    (row,) = OutsideCalendar.objects.values()
    (taken,) = Occupation.objects.filter(kind="outside").values()
    written = f"{row} {taken} {list(ActLog.objects.values())}"
    assert "Hemmeligt" not in written
    assert "hemmelig.ics" not in written


def test_the_addresses_are_sealed_again_when_the_key_is_left(place: Town, world: World) -> None:
    told(place, world)
    (key,) = ADDRESSES.held()
    assert ADDRESSES.held() == {key: 1}
    assert ADDRESSES.reseal(key, "").count == 0
    before = OutsideCalendar.objects.get().address_sealed
    assert ADDRESSES.reseal("another", "").count == 1
    assert OutsideCalendar.objects.get().address_sealed != before
    calendars_fetch(now=NOON)
    assert OutsideCalendar.objects.get().problem == ""


def test_times_that_move_or_go_are_followed_and_those_that_stay_are_left(
    place: Town, world: World
) -> None:
    told(place, world)
    calendars_fetch(now=NOON)
    stays = Occupation.objects.get(kind="outside").pk
    world.content = file_of(MORNING, ("DTSTART:20260521T080000Z", "DURATION:PT1H"))
    calendars_fetch(now=LATER)
    assert Occupation.objects.filter(kind="outside").count() == 2
    assert Occupation.objects.filter(pk=stays).exists()
    world.content = file_of()
    calendars_fetch(now=LATER + timedelta(minutes=21))
    assert not Occupation.objects.filter(kind="outside").exists()


def test_one_that_cannot_be_read_keeps_the_times_last_known_and_says_so(
    place: Town, case: Citizen, world: World
) -> None:
    told(place, world)
    calendars_fetch(now=NOON)
    world.status = 403
    calendars_fetch(now=LATER)
    row = OutsideCalendar.objects.get()
    assert (row.problem, row.failing_since, row.ok_at) == ("needs_login", LATER, NOON)
    assert Occupation.objects.filter(kind="outside").count() == 1
    assert health(place, LATER) == [Health.FAILING]
    assert calendars_stale(now=LATER).count() == 0
    tomorrow = NOON + timedelta(hours=25)
    assert (health(place, tomorrow), calendars_stale(now=tomorrow).count()) == ([Health.STALE], 1)
    world.status = 200
    calendars_fetch(now=tomorrow)
    row.refresh_from_db()
    assert (row.problem, row.failing_since, row.ok_at) == ("", None, tomorrow)
    assert calendars_stale(now=tomorrow).count() == 0


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"<html>", "not_calendar"), (file_of(MORNING)[:120], "cut_off"), (b"", "not_calendar")],
)
def test_a_file_that_is_no_calendar_changes_nothing(
    place: Town, world: World, content: bytes, problem: str
) -> None:
    told(place, world)
    calendars_fetch(now=NOON)
    world.content = content
    calendars_fetch(now=LATER)
    assert OutsideCalendar.objects.get().problem == problem
    assert OutsideTime.objects.count() == 1


def test_it_is_tried_more_seldom_the_longer_it_fails(place: Town, world: World) -> None:
    told(place, world)
    world.status, now, tries = 500, NOON, []
    for _ in range(9):
        calendars_fetch(now=now)
        row = OutsideCalendar.objects.get()
        tries.append(int((row.next_try_at - now).total_seconds() // 60))
        assert calendars_fetch(now=row.next_try_at - timedelta(seconds=1)) == 0
        now = row.next_try_at
    assert tries == sorted(tries)
    assert (tries[0], tries[-1]) == (20, 360)


def test_what_has_not_changed_is_not_sent_again_until_the_window_has_moved(
    place: Town, world: World
) -> None:
    world.headers = {"ETag": '"v1"'}
    told(place, world)
    calendars_fetch(now=NOON)
    calendars_fetch(now=LATER)
    assert [asked.get("If-None-Match") for asked in world.asked] == [None, '"v1"']
    assert OutsideCalendar.objects.get().ok_at == LATER
    calendars_fetch(now=NOON + timedelta(days=3))
    assert "If-None-Match" not in world.asked[-1]


def test_one_that_breaks_keeps_no_other_from_being_read(place: Town, world: World) -> None:
    broken, fine = told(place, world, "A"), told(place, world, "B")
    OutsideCalendar.objects.filter(pk=broken.pk).update(address_sealed="gone:AAAA")
    calendars_fetch(now=NOON)
    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.problem, fine.problem, fine.times) == ("broken", "", 1)


def test_two_calendars_over_each_other_are_let_go_one_by_one(place: Town, world: World) -> None:
    told(place, world)
    calendars_fetch(now=NOON)
    file = sent(place, MORNING)
    assert Occupation.objects.filter(kind="outside").count() == 2
    calendar_remove(actor=place.counsellor(), public_id=file.public_id)
    assert Occupation.objects.filter(kind="outside").count() == 1


def test_a_booking_that_lies_under_stands(place: Town, case: Citizen) -> None:
    with clock.pinned(NOON):
        booking = book(case, place.karen)
        start = booking.starts_at.strftime("DTSTART:%Y%m%dT%H%M%SZ")
        sent(place, (start, "DURATION:PT3H"))
    booking.refresh_from_db()
    assert booking.outcome is None
    assert Occupation.objects.filter(kind="outside").count() == 1


def test_whoever_is_no_counsellor_any_more_has_no_calendars_here(place: Town) -> None:
    with clock.pinned(NOON):
        sent(place, MORNING)
        assert calendars_expire() == 0
        roles_end(actor=town.operator, person=place.karen, roles=[Role.COUNSELLOR], last_on=MONDAY)
    with clock.pinned(NOON + timedelta(days=1)):
        assert calendars_expire() == 1
    assert not OutsideCalendar.objects.exists()
    assert not Occupation.objects.filter(kind="outside").exists()


def test_the_timetable_reads_them(place: Town, world: World) -> None:
    told(place, world)
    (entry,) = [entry for entry in TIMETABLE if entry.name == "calendars"]
    entry.run(NOON)
    assert OutsideCalendar.objects.get().ok_at == NOON
    assert entry.next_after(NOON) == NOON + timedelta(minutes=20)


def test_calendars_go_with_the_one_they_are_of(place: Town) -> None:
    with clock.pinned(NOON):
        newcomer = staff_register(name="Ny Coach", roles=[Role.COUNSELLOR], from_on=MONDAY)
        calendar_send(actor=place.counsellor(newcomer), name="A", chunks=[file_of(MORNING)])
        feed_make(actor=place.counsellor(newcomer))
        roles_end(actor=town.operator, person=newcomer, roles=[Role.COUNSELLOR], last_on=MONDAY)
    gone = [each.subject for each in due_erase(actor=OPERATOR, on=date(2027, 6, 1))]
    assert newcomer.public_id in gone
    for table in (OutsideCalendar, OutsideTime, Feed):
        assert not table.objects.exists()
