"""Vores aftale over HTTP: what each presses, what both read, and what the coach finds waiting."""

import html
import re
from datetime import timedelta

import pytest

from staasted.apps.agreements.selectors import agreement_history, agreements_standing
from staasted.apps.agreements.states import State
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.axes import Freedom
from tests import town
from tests.agreeing import answers_given, recorded
from tests.browsing import Browser, main, refused
from tests.town import NOON, Town

HERE, CHANGE, PAUSE = (f"/mit-forloeb/aftale/{rest}" for rest in ("", "aendring/", "pause/"))
AGREED = re.compile(r'<ul class="st-agreed">(.*?)</ul>', re.DOTALL)
MUCH = {"freedom": "close_support", "weeks": "1", "next_to": "2026-05-25"}
LITTLE = {"freedom": "check_ins", "weeks": "6", "next_to": "2026-06-29", "reason": "Det går godt."}


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def there(case: Citizen, rest: str = "") -> str:
    return f"/borgere/{case.public_id}/aftale/{rest}"


def states(case: Citizen) -> list[str]:
    return [one.state for one in agreement_history(case)]


def said(page: str) -> str:
    return html.unescape(main(page))


def test_both_read_the_same_sentences(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    citizen, coach = Browser(ase.person), Browser(place.karen)
    citizen.post(CHANGE, **LITTLE, send="ja")
    mine, theirs = (AGREED.findall(page) for page in (citizen.get(HERE), coach.get(there(ase))))
    assert len(mine) == 2
    assert mine == theirs
    for words in mine:
        assert not re.search(r"\b(du|dig|din|dit|borger\w*)\b", words, re.IGNORECASE)


def test_more_is_shown_as_more_and_holds_at_once(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    citizen = Browser(ase.person)
    check = said(citizen.post(CHANGE, **MUCH))
    assert text("our_agreement.change.more_heading") in check
    assert states(ase) == [State.IN_FORCE]
    assert text("our_agreement.change.done") in html.unescape(
        citizen.post(CHANGE, **MUCH, send="ja")
    )
    assert agreements_standing(ase).in_force.freedom == Freedom.CLOSE_SUPPORT


def test_correcting_the_check_keeps_what_was_chosen(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    form = said(Browser(ase.person).post(CHANGE, **LITTLE, ret="ja"))
    assert text("our_agreement.change.look") in form
    assert LITTLE["reason"] in form
    assert states(ase) == [State.IN_FORCE]


def test_less_is_shown_as_less_and_waits_until_the_coach_says_yes(
    place: Town, ase: Citizen
) -> None:
    recorded(place, ase)
    citizen, coach = Browser(ase.person), Browser(place.karen)
    assert text("our_agreement.change.less_heading") in said(citizen.post(CHANGE, **LITTLE))
    citizen.post(CHANGE, **LITTLE, send="ja")
    assert agreements_standing(ase).in_force.freedom == Freedom.SHARED_STEERING
    assert "Åse Møller" in coach.get("/aftaler/")
    asked = agreements_standing(ase).proposed
    coach.post(there(ase), aftale=asked.public_id, svar="ja")
    assert agreements_standing(ase) == (asked, None)
    assert text("our_agreement.office.list_none") in html.unescape(coach.get("/aftaler/"))


def test_a_no_needs_a_reason_and_the_citizen_reads_it(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    citizen, coach = Browser(ase.person), Browser(place.karen)
    citizen.post(CHANGE, **LITTLE, send="ja")
    asked = agreements_standing(ase).proposed.public_id
    assert text("errors.agreement_needs_words.why") in html.unescape(
        refused(coach, there(ase), aftale=asked, svar="nej")
    )
    coach.post(there(ase), aftale=asked, svar="nej", ord="Lad os se på det i juni.")
    assert "Lad os se på det i juni." in said(citizen.get(HERE))


def test_the_coach_proposes_and_the_citizen_answers(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    citizen, coach = Browser(ase.person), Browser(place.karen)
    coach.post(there(ase, "ny/"), **LITTLE, foreslaa="ja")
    assert text("our_agreement.letter_line") in html.unescape(citizen.get("/mit-forloeb/"))
    offered = agreements_standing(ase).proposed
    citizen.post(HERE, aftale=offered.public_id, svar="ja")
    assert agreements_standing(ase) == (offered, None)


def test_what_the_coach_writes_down_holds_and_the_citizen_says_it_was_not_so(
    place: Town, ase: Citizen
) -> None:
    before = recorded(place, ase)
    citizen, coach = Browser(ase.person), Browser(place.karen)
    coach.post(there(ase, "ny/"), **LITTLE, noter="ja")
    spoken = agreements_standing(ase).in_force
    page = said(citizen.get(HERE))
    assert text("our_agreement.dispute.send") in page
    assert "1. juni" in page  # the fourteenth day after
    citizen.post(HERE, aftale=spoken.public_id, svar="ikke-aftalt", ord="Hver tredje uge.")
    assert agreements_standing(ase).in_force.interval_weeks == before.interval_weeks
    waiting = said(coach.get("/aftaler/"))
    assert text("our_agreement.office.why.disputed") in waiting
    assert "Hver tredje uge." in waiting
    assert "Hver tredje uge." in said(coach.get(there(ase)))


def test_after_fourteen_days_the_page_no_longer_asks(place: Town, ase: Citizen) -> None:
    recorded(place, ase, days=60)
    with clock.pinned(NOON + timedelta(days=15)):
        citizen = Browser(ase.person)
        assert text("our_agreement.dispute.send") not in said(citizen.get(HERE))


def test_the_least_is_the_default_and_one_press_takes_it(ase: Citizen) -> None:
    citizen = Browser(ase.person)
    page = said(citizen.get(HERE))
    assert text("our_agreement.least.heading") in page
    assert text("our_agreement.says.freedom.check_ins") in page
    assert text("our_agreement.net.none", days=14) in page
    citizen.post(HERE, svar="mindst")
    held = agreements_standing(ase).in_force
    assert (held.freedom, held.interval_weeks) == (Freedom.CHECK_INS, 6)
    assert text("our_agreement.net.agreed", days=56) in said(citizen.get(HERE))


def test_the_three_words_are_explained_with_rhythm_and_net(ase: Citizen) -> None:
    page = said(Browser(ase.person).get(HERE))
    for freedom in Freedom:
        assert text(f"our_agreement.word.{freedom.value}") in page
    for days in (14, 28, 56):
        assert text("our_agreement.word.net", days=days) in page


def test_a_pause_is_asked_with_reason_and_day_and_recorded_by_the_coach(
    place: Town, ase: Citizen
) -> None:
    recorded(place, ase)
    citizen, coach = Browser(ase.person), Browser(place.karen)
    wanted = {"pause_reason": "treatment", "pause_until": "2026-07-01"}
    citizen.post(PAUSE, **wanted, send="ja")
    assert "behandling" in said(citizen.get(HERE))
    coach.post(there(ase, "pause/"), **wanted, noter="ja")
    held = agreements_standing(ase).in_force
    assert (held.pause_reason, held.pause_until.isoformat()) == ("treatment", "2026-07-01")
    far = {**wanted, "pause_until": "2026-08-18"}
    assert "Vælg en dag" in html.unescape(refused(citizen, PAUSE, **far))


def test_the_history_is_the_same_list_for_both(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    recorded(place, ase, weeks=2)
    citizen, coach = Browser(ase.person), Browser(place.karen)
    pages = citizen.get(HERE), coach.get(there(ase))
    heading = text("our_agreement.history.heading")
    lists = [AGREED.findall(main(page).split(heading)[1]) for page in pages]
    assert len(lists[0]) == 1
    assert lists[0] == lists[1]


def test_staff_read_no_answer_that_is_not_shared_in_the_reasons(place: Town, ase: Citizen) -> None:
    answers_given(ase, {"job_goal_clear": "no"})
    citizen, coach = Browser(ase.person), Browser(place.karen)
    told = text("reasons.staff.answered_goal_not_clear")
    own = text("our_agreement.own_answers")
    assert told not in said(coach.get(there(ase)))
    assert own in said(coach.get(there(ase)))
    citizen.post("/mit-forloeb/svar/", emne="job_goal")
    assert told in said(coach.get(there(ase)))


def test_a_press_that_is_none_of_these_says_so(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    citizen, coach = Browser(ase.person), Browser(place.karen)
    for browser, address in ((citizen, HERE), (coach, there(ase))):
        assert text("our_agreement.choose") in html.unescape(browser.post(address, svar="måske"))
    assert states(ase) == [State.IN_FORCE]
