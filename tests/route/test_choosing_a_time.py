"""Choosing a time: it is held, colleagues are one tap away, and no times say what is nearest."""

import html
from datetime import date

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.absences import absence_record
from staasted.apps.booking.models import (
    Booking,
    Competence,
    Occupation,
    OccupationKind,
    Opening,
)
from staasted.apps.booking.services import openings_publish
from staasted.apps.citizens.kinds import ConflictKind
from staasted.apps.citizens.models import Citizen, Conflict
from staasted.apps.org.clock import clock
from staasted.apps.org.services import staff_register
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser, main
from tests.happenings import FIRST, book, free, hold, utc
from tests.town import LONG_AGO, MONDAY, Town, build_town

pytestmark = pytest.mark.django_db

TIMES = "/mit-forloeb/book/tid/?formaal=job_search&kanal=phone"
CHECK = "/mit-forloeb/book/tjek/?formaal=job_search&kanal=phone&tid={}"


@pytest.fixture
def place() -> Town:
    here = build_town()
    here.in_team(here.karen, here.jens)
    return here


def settled(place: Town) -> Citizen:
    """Somebody who has had their first conversation and books for themselves."""
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 9), purpose=FIRST, channel="in_person")
    return case


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


def written(moment) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def times(browser: Browser, more: str = "") -> str:
    return html.unescape(main(browser.get(TIMES + more)))


def test_a_chosen_time_is_held_and_the_check_says_until_when(place: Town, ase: Citizen) -> None:
    citizen, other = Browser(ase.person), Browser(settled(place).person)
    slot = free(ase, place.karen)[0]
    check = citizen.post(CHECK.format(written(slot.start)), skift="1", oenske="")
    assert "Vi holder tiden til dig til kl." in html.unescape(check)
    assert citizen.response.request["REQUEST_METHOD"] == "GET"  # reloading holds nothing anew
    assert not Booking.objects.filter(outcome=None).exists()
    taken = other.post(CHECK.format(written(slot.start)), skift="1", oenske="")
    assert text("errors.slot_taken.what") in html.unescape(taken)
    citizen.post(CHECK.format(written(slot.start)), oenske="")
    assert Booking.objects.get(outcome=None).starts_at == slot.start
    assert not Occupation.objects.filter(kind=OccupationKind.HOLD).exists()


def test_looking_at_a_time_holds_nothing(place: Town, ase: Citizen) -> None:
    slot = free(ase, place.karen)[0]
    page = Browser(ase.person).get(CHECK.format(written(slot.start)))
    assert text("citizen.check.book") in html.unescape(page)
    assert not Occupation.objects.filter(kind=OccupationKind.HOLD).exists()


def test_ones_own_coach_comes_first_and_a_colleague_is_one_tap_away(
    place: Town, ase: Citizen
) -> None:
    citizen = Browser(ase.person)
    own = times(citizen)
    assert place.jens.name not in own
    assert text("citizen.book.ask_colleagues") in own
    both = times(citizen, "&kolleger=1")
    first = free(ase, place.jens)[0]
    assert place.jens.name in both
    assert f"hos={place.jens.public_id}" in both
    only = times(citizen, f"&hos={place.jens.public_id}")
    assert text("citizen.book.not_own", coach=place.jens.name) in only
    assert text("citizen.book.back_to_own", coach=place.karen.name) in only
    chosen = CHECK.format(written(first.start)) + f"&hos={place.jens.public_id}"
    assert place.jens.name in citizen.post(chosen, skift="1", oenske="")
    citizen.post(chosen, oenske="")
    booked = Booking.objects.get(outcome=None)
    assert (booked.counsellor, booked.starts_at) == (place.jens, first.start)
    with clock.pinned(first.start):
        assert ase.person.name in Browser(place.jens).get("/i-dag/")


def test_a_colleague_the_case_is_marked_for_is_not_offered_and_cannot_be_asked_for(
    place: Town, ase: Citizen
) -> None:
    Conflict.objects.create(
        citizen=ase, staff=place.jens, kind=ConflictKind.RELATIVE, from_on=MONDAY
    )
    citizen = Browser(ase.person)
    assert place.jens.name not in times(citizen, "&kolleger=1")
    assert place.karen.name in times(citizen, f"&hos={place.jens.public_id}")
    first = free(ase, place.karen)[0]
    citizen.post(CHECK.format(written(first.start)) + f"&hos={place.jens.public_id}", oenske="")
    assert Booking.objects.get(outcome=None).counsellor == place.karen


@pytest.mark.parametrize("named", ["", "000000", "x" * 200, "'; drop"])
def test_a_colleague_nobody_knows_is_ones_own_coach(place: Town, ase: Citizen, named: str) -> None:
    assert place.karen.name in times(Browser(ase.person), f"&hos={named}")


def test_without_times_the_page_names_why_and_shows_what_is_nearest(
    place: Town, ase: Citizen
) -> None:
    Opening.objects.filter(resource__person=place.karen).update(channels=" video ")
    page = times(Browser(ase.person))
    assert text("reasons.no_openings") in page
    assert text("citizen.book.other_channel") in page
    assert "kanal=video" in page
    assert f"hos={place.jens.public_id}" in page
    Opening.objects.update(channels=" letter ")
    page = times(Browser(ase.person))
    assert text("citizen.book.no_colleague") in page
    assert text("citizen.book.way_out") in page


def test_a_booking_is_moved_to_a_colleague_where_that_is_chosen(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    citizen = Browser(ase.person)
    slot = free(ase, place.jens)[2]
    check = (
        f"/mit-forloeb/samtaler/{held.public_id}/flyt/tjek/?kanal=phone"
        f"&tid={written(slot.start)}&hos={place.jens.public_id}"
    )
    assert place.jens.name in citizen.post(check, skift="1", oenske="")
    citizen.post(check, oenske="")
    moved = Booking.objects.get(outcome=None)
    assert (moved.counsellor, moved.starts_at) == (place.jens, slot.start)


def test_who_knows_what_the_conversation_is_about_is_shown_first_from_the_whole_office(
    place: Town, ase: Citizen
) -> None:
    ida = staff_register(name="Ida Kursus", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    openings_publish(counsellor=ida, stretches=town.stretches(first=date(2026, 6, 1), days=14))
    page = "/mit-forloeb/book/tid/?formaal=skills_and_courses&kanal=phone&kolleger=1"
    citizen = Browser(ase.person)
    assert ida.name not in html.unescape(citizen.get(page))
    Competence.objects.create(person=ida, slug="courses")
    shown = html.unescape(main(citizen.get(page)))
    assert text("citizen.book.knows", subject="Kurser og uddannelse") in shown
    assert shown.index(ida.name) < shown.index(place.jens.name)
    assert ida.name not in times(citizen, "&kolleger=1")  # another purpose: she is of no team here


def test_a_colleague_who_is_away_is_not_offered(place: Town, ase: Citizen) -> None:
    citizen = Browser(ase.person)
    assert place.jens.name in times(citizen, "&kolleger=1")
    absence_record(actor=OPERATOR, person=place.jens, from_on=MONDAY)
    assert place.jens.name not in times(citizen, "&kolleger=1")
