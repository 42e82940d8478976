"""The check page and what was written on it, when the time is not, or no longer, to be had."""

import html

import pytest

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, book, free, hold, utc
from tests.inviting import heeded
from tests.town import MONDAY, Town, build_town

pytestmark = pytest.mark.django_db

CHECK = "/mit-forloeb/book/tjek/?formaal=job_search&kanal=phone&tid={}"
SATURDAY, TODAY = "2026-05-23T07:00Z", "2026-05-18T12:00Z"


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


def written(booking: Booking) -> str:
    return booking.starts_at.strftime("%Y-%m-%dT%H:%MZ")


def test_the_check_confirms_no_time_that_is_not_listed_and_says_why(
    place: Town, ase: Citizen
) -> None:
    citizen = Browser(ase.person)
    taken = written(book(town.citizen(place.karen), place.karen))
    for tid, code in [
        (SATURDAY, "slot_not_offered"),
        (TODAY, "slot_too_soon"),
        (taken, "slot_taken"),
    ]:
        page = html.unescape(citizen.get(CHECK.format(tid)))
        assert text(f"errors.{code}.what") in page
        assert text("citizen.check.book") not in page
        assert text("citizen.check.others") in page


def test_the_move_check_confirms_no_time_that_is_not_listed(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    check = f"/mit-forloeb/samtaler/{held.public_id}/flyt/tjek/?kanal=phone&tid={SATURDAY}"
    page = html.unescape(Browser(ase.person).get(check))
    assert text("errors.slot_not_offered.what") in page
    assert text("citizen.check.move") not in page


def test_a_summons_is_not_checked_for_a_time_that_is_not_free(place: Town) -> None:
    newcomer = town.citizen(place.karen, asked_on=MONDAY)
    karen = heeded(Browser(place.karen), newcomer)
    page = karen.get(f"/borgere/{newcomer.public_id}/indkald/?tid={SATURDAY}")
    assert text("errors.slot_not_offered.what") in html.unescape(page)
    assert text("counsellor.summon.check_heading") not in page


def test_what_was_written_goes_along_to_another_time_and_never_into_an_address(
    place: Town, ase: Citizen
) -> None:
    citizen = Browser(ase.person)
    slots = free(ase, place.karen)
    first, other = (slot.start.strftime("%Y-%m-%dT%H:%MZ") for slot in (slots[0], slots[3]))
    wish = "Netværk i Ådal"
    times = citizen.post(
        "/mit-forloeb/book/tid/?formaal=job_search&kanal=phone", tid=first, oenske=wish
    )
    day = slots[3].start.date().isoformat()
    assert f'value="{wish}"' in times
    assert f"dag={day}" in times
    assert "oenske=" not in times
    opened = citizen.post(
        f"/mit-forloeb/book/tid/?formaal=job_search&kanal=phone&dag={day}", oenske=wish, skift="1"
    )
    assert other.replace(":", "%3A") in opened
    check = citizen.post(CHECK.format(other), oenske=wish, skift="1")
    assert wish in check
    assert not Booking.objects.filter(outcome=None).exists()
    citizen.post(CHECK.format(other), oenske=wish)
    assert Booking.objects.get(outcome=None).wish == wish


def test_after_a_change_of_coach_a_booking_is_moved_to_the_new_one(
    place: Town, ase: Citizen
) -> None:
    held = book(ase, place.karen)
    counsellor_assign(citizen=ase, counsellor=place.jens, from_on=MONDAY)
    citizen, jens = Browser(ase.person), Browser(place.jens)
    move = f"/mit-forloeb/samtaler/{held.public_id}/flyt/"
    assert place.jens.name in citizen.get(move)
    tid = free(ase, place.jens)[3].start.strftime("%Y-%m-%dT%H:%MZ")
    citizen.post(f"{move}tjek/?kanal=phone&tid={tid}")
    moved = Booking.objects.get(outcome=None)
    assert moved.counsellor == place.jens
    assert ase.person.name in jens.get(f"/borgere/{ase.public_id}/")


def test_a_purpose_that_waits_to_be_closed_can_be_chosen_again(place: Town, ase: Citizen) -> None:
    citizen = Browser(ase.person)
    assert 'value="job_search"' in citizen.get("/mit-forloeb/book/")
    held = book(ase, place.karen)
    assert 'value="job_search"' not in citizen.get("/mit-forloeb/book/")
    with clock.pinned(held.ends_at):
        later = Browser(ase.person)
        assert 'value="job_search"' in later.get("/mit-forloeb/book/")
