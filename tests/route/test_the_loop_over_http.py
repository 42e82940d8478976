"""The route, walked over HTTP without JavaScript: answers, agrees, books, talks, agrees, counts."""

import html
import re
from datetime import date, timedelta

import pytest

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.catalog.texts import texts
from tests import town
from tests.browsing import Browser, book, close_conversation, days_forward
from tests.happenings import FIRST, hold, utc
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_clock() -> None:
    """Nothing pinned: the clock is the demo's own, and the bar on every page moves it."""


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Åse asked for help on 8 December and has had two of her four conversations."""
    case = town.citizen(place.karen, asked_on=date(2025, 12, 8))
    hold(case, place.karen, utc(2025, 12, 8, 8), purpose=FIRST, channel="in_person")
    hold(case, place.karen, utc(2026, 2, 20, 8))
    return case


def number(lead: Browser) -> tuple[str, str]:
    """The lead's number as the page says it: persons met of bound, and counted of required."""
    page = html.unescape(lead.get("/niveau/"))
    return shown(page, "lead.level.sentence"), shown(page, "lead.level.counted.samtaler")


def shown(page: str, key: str) -> str:
    """What stands in a text on the page, its numbers between commas."""
    parts = re.split(r"\{\w+\}", texts()[key])
    found = re.search(r"(\d+)".join(map(re.escape, parts)), page)
    assert found, f"{key} is not on the page"
    return ",".join(found.groups())


def answer_and_agree(citizen: Browser) -> None:
    sent = {"job_goal_clear": "no", "knows_next_step": "yes", "wish_channel": "phone"}
    proposal = citizen.post("/mit-forloeb/spoergsmaal/", **sent, til="send")
    agreement = re.search(r'name="aftale" value="(\w+)"', proposal).group(1)
    citizen.post("/mit-forloeb/forslag/", aftale=agreement, svar="ja")


def test_the_loop_is_walked_twice_and_the_leads_number_moves_each_time(
    place: Town, ase: Citizen
) -> None:
    citizen, counsellor, lead = Browser(ase.person), Browser(place.karen), Browser(place.lead)
    before = number(lead)
    answer_and_agree(citizen)

    first = book(citizen, "network_and_companies")
    starts = Booking.objects.get(public_id=first).starts_at
    days_forward(citizen, starts.date() + timedelta(days=1))
    close_conversation(counsellor, first, starts.date() + timedelta(days=1))
    between = number(lead)

    second = book(citizen, "job_search")
    starts = Booking.objects.get(public_id=second).starts_at
    days_forward(citizen, starts.date() + timedelta(days=1))
    close_conversation(counsellor, second, starts.date() + timedelta(days=1))
    after = number(lead)

    assert before == ("0,1", "2,4")
    assert between == ("0,1", "3,4")
    assert after == ("1,1", "4,4")
