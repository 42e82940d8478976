"""What staff read: whose conversation it is, in words that are not said to the citizen."""

import html
import re
from datetime import date, timedelta

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.services import openings_publish, slot_book
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text, texts
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, book, request, utc
from tests.inviting import heeded
from tests.town import MONDAY, Town, build_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)  # the day the demo begins on
YOU = re.compile(r"\b(du|dig|din|dit|dine|I)\b")
NOT_SAID_TO_STAFF = {  # why the citizen sees no free times; staff have counsellor.summon.none
    "reasons.no_openings",
    "reasons.too_soon",
    "reasons.beyond_horizon",
    "reasons.openings_too_short",
    "reasons.no_room",
    "reasons.away",
    "reasons.own_time",
    "reasons.day_full",
    "reasons.busy_elsewhere",
    "reasons.fund_has_no_times",
    "reasons.fund_has_nobody",
}


@pytest.fixture
def place() -> Town:
    return build_town()


def test_no_reason_or_rule_says_du_to_staff() -> None:
    reasons = {key: said for key, said in texts().items() if key.startswith("reasons.")}
    own = {key: said for key, said in reasons.items() if key.startswith("reasons.staff.")}
    said = own | {
        key: words
        for key, words in reasons.items()
        if key not in NOT_SAID_TO_STAFF
        and key.replace("reasons.", "reasons.staff.", 1) not in reasons
    }
    today = [rule for rule in catalog().rules if rule.in_force(TODAY)]
    for rule in today:
        told = catalog().law[rule.id].told_staff
        said |= {f"{rule.id}.why": told.why, f"{rule.id}.change": told.change}
    assert len(own) > 10
    assert len(today) > 60
    assert {key: words for key, words in said.items() if YOU.search(words)} == {}


def test_the_counsellor_reads_of_the_citizen_and_the_citizen_of_du(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=MONDAY)
    law = catalog().law["V5-KU-1"]
    assert law.staff is not None
    staff = html.unescape(Browser(place.karen).get(f"/borgere/{case.public_id}/"))
    own = html.unescape(Browser(case.person).get("/mit-forloeb/"))
    assert law.staff.why in staff
    assert law.da.why not in staff
    assert law.da.why in own


def test_todays_list_names_the_holder_where_it_is_a_colleague(place: Town) -> None:
    case = town.citizen(place.karen, name="Åse Møller")
    with clock.pinned(clock.now() - timedelta(days=3)):
        book(case, place.karen)
    counsellor_assign(citizen=case, counsellor=place.jens, from_on=MONDAY)
    page = html.unescape(Browser(place.jens).get("/i-dag/"))
    assert "Åse Møller" in page
    assert text("counsellor.today.held_by", name=place.karen.name) in page


def test_a_summons_half_an_hour_past_midnight_after_the_due_date_says_so(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=MONDAY)  # the first is due on Monday 25 May
    night = utc(2026, 5, 25, 22, 30)  # 0.30 on 26 May in Denmark
    openings_publish(counsellor=place.karen, stretches=[(night, night + timedelta(hours=1))])
    karen, after_due = heeded(Browser(place.karen), case), text("counsellor.summon.after_due")
    check = karen.get(f"/borgere/{case.public_id}/indkald/?tid=2026-05-25T22:30Z")
    assert after_due in html.unescape(check)
    wanted = request(night, purpose=FIRST, channel="in_person", origin="summoned")
    slot_book(actor=place.counsellor(), citizen=case, counsellor=place.karen, request=wanted)
    assert after_due in html.unescape(karen.get(f"/borgere/{case.public_id}/"))


def test_a_list_notes_the_people_it_shows_and_no_others(place: Town) -> None:
    cases = [town.citizen(place.karen, name=f"Person {number:02}") for number in range(35)]
    karen = Browser(place.karen)
    karen.get("/borgere/?orden=frist&side=2")
    assert ReadLog.objects.latest("id").citizens.count("|") == 5 + 1
    karen.get("/borgere/")
    assert ReadLog.objects.latest("id").citizens.count("|") == 30 + 1
    book(cases[0], place.karen, purpose=FIRST, channel="in_person")
    karen.get("/i-dag/")
    assert f"|{cases[0].public_id}|" not in ReadLog.objects.latest("id").citizens


def test_signs_in_the_search_find_nobody(place: Town) -> None:
    town.citizen(place.karen, name="Åse Møller")
    assert "Åse Møller" not in html.unescape(Browser(place.karen).get("/borgere/?navn=???"))


def test_the_lead_sees_who_has_no_coach_and_that_the_next_file_gives_one(place: Town) -> None:
    town.citizen(place.karen, name="Åse Møller")
    lead = Browser(place.lead)
    assert text("lead.without_coach.none") in html.unescape(lead.get("/niveau/uden-coach/"))
    town.citizen(None, name="Ida Uden-Coach")
    page = html.unescape(lead.get("/niveau/uden-coach/"))
    assert text("lead.without_coach.one") in page
    assert text("lead.without_coach.remedy") in page
    assert "Ida Uden-Coach" in page
    assert "Åse Møller" not in page
