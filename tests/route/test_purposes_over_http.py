"""Choosing what to talk about: what is shown to whom, told why otherwise, and how long it takes."""

import pytest

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.models import GroupMeeting
from staasted.catalog.texts import text
from tests.browsing import Browser, refused
from tests.gathering import DAY
from tests.happenings import free
from tests.inviting import invite, who_books
from tests.joining import PLAN, both, build_fund
from tests.town import Town

pytestmark = pytest.mark.django_db
TEAM, CHOOSE = "before_rehabilitation_team", "/mit-forloeb/book/"
NAME = "Klar til rehabiliteringsteamet"
TIMES = f"{CHOOSE}tid/?formaal={TEAM}&kanal=video"
WHY = text("errors.purpose_by_invitation.why")


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def check(case: Citizen, place: Town, nth: int = 0) -> str:
    start = free(case, place.karen, purpose=TEAM, channel="video")[nth].start
    return f"{CHOOSE}tjek/?formaal={TEAM}&kanal=video&tid={start:%Y-%m-%dT%H:%MZ}"


def test_what_is_shown_by_invitation_is_not_among_the_choices_and_its_address_says_why(
    place: Town, ase: Citizen
) -> None:
    browser = Browser(ase.person)
    assert NAME not in browser.get(CHOOSE)
    assert WHY in browser.get(TIMES)
    assert WHY in browser.get(check(ase, place))
    assert not Booking.objects.filter(purpose=TEAM).exists()


def test_whoever_is_invited_sees_it_books_it_and_comes_back_to_what_they_booked(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase, purpose=TEAM)
    browser = Browser(ase.person)
    assert NAME in browser.get(CHOOSE)
    assert WHY not in browser.get(TIMES)
    address = check(ase, place)
    browser.post(address)
    browser.post(address)  # a double click
    booked = Booking.objects.get(purpose=TEAM)
    browser.get(TIMES)
    assert browser.response.request["PATH_INFO"] == f"/mit-forloeb/samtaler/{booked.public_id}/"


def test_staff_see_it_among_the_purposes_for_a_citizen_they_book_for(
    place: Town, ase: Citizen
) -> None:
    assert NAME in Browser(place.karen).get(f"/borgere/{ase.public_id}/book/")


def test_the_pages_say_how_long_it_takes_with_the_a_kasse(place: Town) -> None:
    case = both(build_fund(place))
    page = Browser(case.person).get(f"{CHOOSE}tid/?formaal={PLAN}&kanal=video")
    assert "Video, 60 minutter" in page
    alone = Browser(who_books(place).person).get(f"{CHOOSE}tid/?formaal={PLAN}&kanal=video")
    assert "Video, 45 minutter" in alone


def test_a_new_meeting_lasts_as_long_as_its_purpose_says_or_asks_when_it_ends(place: Town) -> None:
    karen = Browser(place.karen)
    sent = {
        "form": "industry_meeting",
        "purpose": "network_and_companies",
        "title": "Job på lager",
        "on": DAY.isoformat(),
        "starts": "10",
        "ends": "",
        "channel": "video",
        "seats": "5",
        "holder": place.karen.public_id,
    }
    assert text("choosing.meeting.ends_hint") in karen.get("/moeder/nyt/")
    karen.post("/moeder/nyt/", **sent)
    made = GroupMeeting.objects.get()
    assert (made.ends_at - made.starts_at).total_seconds() == 90 * 60
    told = sent | {"channel": "phone", "starts": "13"}
    wrong = refused(karen, "/moeder/nyt/", **told)
    assert text("choosing.meeting.ends_missing") in wrong
    assert GroupMeeting.objects.count() == 1
