"""A conversation with a mentor over HTTP: found beside the coach's times, booked, moved, shown."""

import html
from datetime import timedelta

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.catalog.texts import text
from staasted.core.axes import Holder
from tests import town
from tests.browsing import Browser, main
from tests.happenings import FIRST, hold, utc
from tests.joining import invite, open_for
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db

TIMES = "/mit-forloeb/book/tid/?formaal=job_search&kanal=phone"


@pytest.fixture
def mia(place: Town) -> Person:
    person = staff_register(name="Mia Mentor", roles=[Role.PARTNER], from_on=town.LONG_AGO)
    open_for(person, MONDAY + timedelta(days=2), 10, 12)
    return person


@pytest.fixture
def ase(place: Town, mia: Person) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    invite(case, mia, purpose="job_search", held_by=Holder.MENTOR)
    return case


def said(page: str) -> str:
    return html.unescape(main(page))


def booked(citizen: Browser, mia: Person) -> str:
    page = citizen.get(f"{TIMES}&kolleger=1")
    assert text("citizen.holder.mentor", name="Mia Mentor") in said(page)
    times = citizen.get(f"{TIMES}&hos={mia.public_id}&dag=2026-05-20")
    assert text("citizen.holder.counts") in said(times)
    address = citizen.link(times, "tid=2026-05-20T08")
    check = citizen.post(address, skift="1", oenske="")
    assert text("citizen.holder.mentor", name="Mia Mentor") in said(check)
    chosen = dict(part.split("=") for part in address.partition("?")[2].split("&"))
    chosen["tid"] = chosen["tid"].replace("%3A", ":")
    return citizen.post("/mit-forloeb/book/tjek/", **chosen, oenske="")


def test_a_mentor_the_citizen_has_invited_is_one_tap_away(ase: Citizen, mia: Person) -> None:
    citizen = Browser(ase.person)
    receipt = booked(citizen, mia)
    assert text("citizen.holder.mentor", name="Mia Mentor") in said(receipt)
    booking = Booking.objects.get(outcome=None)
    assert (booking.counsellor, booking.held_by) == (mia, "mentor")
    assert "Åse Møller" in said(Browser(mia).get("/partner/"))


def test_moving_it_shows_the_mentors_times_and_the_way_to_ones_own_coach(
    place: Town, ase: Citizen, mia: Person
) -> None:
    citizen = Browser(ase.person)
    booked(citizen, mia)
    booking = Booking.objects.get(outcome=None)
    page = citizen.get(f"/mit-forloeb/samtaler/{booking.public_id}/flyt/?dag=2026-05-20")
    assert text("citizen.holder.mentor", name="Mia Mentor") in said(page)
    own = citizen.link(page, f"hos={place.karen.public_id}")
    assert text("citizen.holder.counts") not in said(citizen.get(own))


def test_the_desk_moves_it_with_the_mentor_unless_the_own_coach_is_asked_for(
    place: Town, ase: Citizen, mia: Person
) -> None:
    booked(Browser(ase.person), mia)
    held = Booking.objects.get(outcome=None)
    desk = Browser(
        staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=town.LONG_AGO)
    )
    at = f"/reception/{ase.public_id}/samtaler/{held.public_id}/flyt/"
    page = desk.get(f"{at}?dag=2026-05-20")
    assert "Mia Mentor" in said(page)
    assert "Mia Mentor" not in said(desk.get(desk.link(page, f"hos={place.karen.public_id}")))
    desk.post(desk.link(page, "tid=2026-05-20T09"), tid="2026-05-20T09:00Z")
    moved = Booking.objects.get(outcome=None)
    assert (moved.moved_from, moved.counsellor, moved.held_by) == (held, mia, "mentor")


def test_where_the_citizen_has_no_coach_nobody_moves_it_and_both_hear_why(
    ase: Citizen, mia: Person
) -> None:
    citizen = Browser(ase.person)
    booked(citizen, mia)
    held = Booking.objects.get(outcome=None)
    ase.assignments.all().delete()
    own = f"/mit-forloeb/samtaler/{held.public_id}/flyt/"
    words = text("changing.no_coach", phone="70 00 00 00")
    for answer in (
        citizen.get(own),
        citizen.get(f"{own}tjek/?kanal=phone&tid=2026-05-20T09:00Z"),
        citizen.post(f"{own}tjek/?kanal=phone", tid="2026-05-20T09:00Z"),
    ):
        assert words in said(answer)
    desk = Browser(
        staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=town.LONG_AGO)
    )
    at = f"/reception/{ase.public_id}/samtaler/{held.public_id}/flyt/"
    for answer in (desk.get(at), desk.post(at, tid="2026-05-20T09:00Z", kanal="phone")):
        assert text("changing.desk.no_coach") in said(answer)
    held.refresh_from_db()
    assert (held.outcome, held.held_by) == (None, "mentor")


def test_what_a_mentor_holds_counts_as_theirs_where_the_coach_looks_at_what_it_means(
    place: Town, ase: Citizen, mia: Person
) -> None:
    booked(Browser(ase.person), mia)
    karen = Browser(place.karen)
    karen.get(f"/borgere/{ase.public_id}/betydning/")
    assert "holder=mentor" in karen.response.request["QUERY_STRING"]


def test_somebody_not_invited_is_never_chosen_by_an_address(
    place: Town, ase: Citizen, mia: Person
) -> None:
    other = town.citizen(place.karen, name="Bo")
    hold(other, place.karen, utc(2026, 5, 4, 10), purpose=FIRST, channel="in_person")
    page = Browser(other.person).get(f"{TIMES}&hos={mia.public_id}")
    assert "Mia Mentor" not in page


def test_the_coach_sees_and_closes_it(place: Town, ase: Citizen, mia: Person) -> None:
    booked(Browser(ase.person), mia)
    booking = Booking.objects.get(outcome=None)
    page = Browser(place.karen).get(f"/samtaler/{booking.public_id}/afslut/")
    assert "Åse Møller" in said(page)
