"""One next deadline, said alike on every page, with what it rests on. Ådal, 16 November 2026."""

import html
from collections.abc import Iterator
from datetime import date

import pytest

from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from tests import town
from tests.apps.test_trials_today import ASKED, TODAY, held
from tests.browsing import Browser
from tests.happenings import utc
from tests.town import AADAL, Town

pytestmark = pytest.mark.django_db

THOUGHT = "betydning/?dag=2026-12-01&form=individual&kanal=phone&holder=counsellor"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.pinned(utc(2026, 11, 16, 11)):
        yield


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen, asked_on=ASKED, lives_in=AADAL)


def of(ase: Citizen, place: Town, address: str = "") -> str:
    """A page of the counsellor's about her."""
    return html.unescape(Browser(place.karen).get(f"/borgere/{ase.public_id}/{address}"))


def test_the_day_the_list_shows_stands_on_both_pages_and_says_it_is_a_promise(
    ase: Citizen, place: Town
) -> None:
    held(ase, date(2026, 8, 6), date(2026, 11, 10))
    day = "torsdag den 11. februar 2027"
    caseload = html.unescape(Browser(place.karen).get("/borgere/"))
    assert f"{day.capitalize()}<br>" in caseload
    assert text("rules.due_by.promise") in caseload
    said = text("rules.promised.next", due=day)
    assert said in of(ase, place)
    assert said in html.unescape(Browser(ase.person).get("/mit-forloeb/"))
    effect = of(
        ase, place, "betydning/?dag=2026-12-01&form=individual&kanal=phone&holder=counsellor"
    )
    assert text("counsellor.effect.opens") not in effect, "the next stretch takes over from this"
    later = "tirsdag den 2. marts 2027"
    assert text("counsellor.effect.due", before=day, after=later) in effect


def test_a_conversation_of_today_has_a_next_day_today(ase: Citizen, place: Town) -> None:
    held(ase, date(2026, 8, 6), TODAY)
    assert course_of(ase, on=TODAY).due == date(2027, 2, 17)
    caseload = html.unescape(Browser(place.karen).get("/borgere/"))
    assert "17. februar 2027" in caseload
    effect = of(
        ase, place, "betydning/?dag=2026-12-01&form=individual&kanal=phone&holder=counsellor"
    )
    assert "Næste frist er onsdag den 17. februar 2027 uden samtalen" in effect


def test_an_offer_that_is_due_is_no_deadline_of_a_conversation_and_the_list_says_so(
    place: Town,
) -> None:
    case = town.citizen(place.karen, asked_on=ASKED, lives_in=AADAL)
    BenefitPeriod.objects.filter(citizen=case).update(first_request_on=None)
    caseload = html.unescape(Browser(place.karen).get("/borgere/"))
    assert text("counsellor.caseload.no_due") in caseload
    assert "samtale" in text("counsellor.caseload.no_due")
    assert "samtale" in text("counsellor.caseload.due")


def test_the_bank_names_the_period_it_is_counted_in(ase: Citizen, place: Town) -> None:
    held(ase, date(2026, 8, 6))
    this = of(ase, place, THOUGHT)
    assert "Perioden går fra onsdag den 1. juli 2026 til torsdag den 31. december 2026." in this
    later = of(ase, place, THOUGHT.replace("2026-12-01", "2027-02-01"))
    assert "Perioden går fra fredag den 1. januar 2027 til onsdag den 30. juni 2027." in later


def test_that_it_counts_is_said_once(ase: Citizen, place: Town) -> None:
    page = of(ase, place, "betydning/")
    assert text("counsellor.effect.counts") in page
    assert text("reasons.counted") not in page
    assert "ingen dag" not in page


def test_a_duty_that_stands_twice_says_which_days_each_time(ase: Citizen, place: Town) -> None:
    held(ase, date(2026, 8, 6), date(2026, 10, 5))
    first = "Fra fredag den 7. august 2026 til lørdag den 7. november 2026"
    second = "Fra tirsdag den 6. oktober 2026 til onsdag den 6. januar 2027"
    for page in (of(ase, place), html.unescape(Browser(ase.person).get("/mit-forloeb/"))):
        assert page.count("<h3>Mindst én samtale hver 3. måned<br>") == 2
        assert first in page
        assert second in page
        assert page.count("<h3>Den første samtale") == page.count("<h3>Den første samtale</h3>")
