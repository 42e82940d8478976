"""A coach books for a citizen with the citizen's own choices, and has the same ways out."""

import pytest

from staasted.apps.booking.models import Booking, Opening, TimeWish
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from tests import town
from tests.browsing import Browser, main
from tests.happenings import FIRST, free, hold, utc
from tests.town import MONDAY, Town
from tests.waiting import with_mail

pytestmark = pytest.mark.django_db
COURSES = "formaal=skills_and_courses&kanal=phone"
ANY_DAY = {"weekdays": ["1", "2", "3", "4", "5"], "day_part": "any"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    with_mail(case)
    return case


def test_from_the_citizens_page_to_a_booked_time(place: Town, ase: Citizen) -> None:
    karen = Browser(place.karen)
    purposes = karen.get(karen.link(karen.get(f"/borgere/{ase.public_id}/"), "/book/"))
    assert "Kompetencer og kurser" in purposes
    here = f"/borgere/{ase.public_id}/book/?{COURSES}"
    assert "ledige tider" in karen.get(here)
    slot = free(ase, place.karen, purpose="skills_and_courses")[3]
    start = slot.start.strftime("%Y-%m-%dT%H:%MZ")
    assert "Book tiden" in karen.get(f"{here}&tid={start}")
    karen.post(here, tid=start)
    held = Booking.objects.get(outcome=None)
    assert (held.starts_at, held.origin) == (slot.start, "by_staff")


def test_without_times_the_page_names_why_and_leads_to_both_ways_out(
    place: Town, ase: Citizen
) -> None:
    Opening.objects.update(closed_at=clock.now())
    karen = Browser(place.karen)
    shown = main(karen.get(f"/borgere/{ase.public_id}/book/?{COURSES}"))
    assert "Coachen har ingen åbne tider" in shown
    days = {"first_on": MONDAY.isoformat(), "last_on": "2026-06-15"}
    choice = {"who": "own", "channel": "phone"}
    karen.post(karen.link(shown, "/venteliste/"), **(days | choice | ANY_DAY))
    page = karen.post(karen.link(shown, "/ring-op/"), phone="12 34 56 78", **ANY_DAY)
    assert "Borgeren venter på" in page
    assert {wish.kind for wish in TimeWish.objects.all()} == {"waiting_list", "call_me"}


def test_who_is_summoned_has_a_page_of_their_own(place: Town) -> None:
    newcomer = town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY)
    shown = Browser(place.karen).get(f"/borgere/{newcomer.public_id}/book/")
    assert "skal indkaldes" in shown
