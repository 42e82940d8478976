"""What an agreement would mean, over HTTP: shown where it is written or answered, never kept."""

import html

import pytest

from staasted.apps.agreements.selectors import agreement_history
from staasted.apps.citizens.models import Citizen
from staasted.catalog.texts import text
from tests import town
from tests.agreeing import recorded
from tests.browsing import Browser, main
from tests.town import Town

LITTLE = {"freedom": "check_ins", "weeks": "6", "next_to": "2026-06-29", "reason": "Det går godt."}
LOOK = {"vis_betydning": "1"}
GROUP, SHARE = (text(f"counsellor.effect.{each}_heading") for each in ("group", "share"))


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    recorded(place, case)
    return case


def there(case: Citizen, rest: str = "") -> str:
    return f"/borgere/{case.public_id}/aftale/{rest}"


def said(page: str) -> str:
    return html.unescape(main(page))


def test_a_coach_sees_what_it_means_before_it_is_proposed(place: Town, ase: Citizen) -> None:
    coach = Browser(place.karen)
    assert GROUP not in said(coach.get(there(ase, "ny/")))
    shown = said(coach.post(there(ase, "ny/"), **LITTLE, **LOOK))
    assert "29. juni 2026" in shown
    assert GROUP in shown
    assert SHARE in shown
    assert LITTLE["reason"] in shown, "what was written stands in the form"
    assert len(agreement_history(ase)) == 1, "nothing was kept"


def test_a_pause_is_seen_by_the_day_it_is_looked_at_again(place: Town, ase: Citizen) -> None:
    sent = {"pause_reason": "treatment", "pause_until": "2026-06-15"}
    shown = said(Browser(place.karen).post(there(ase, "pause/"), **sent, **LOOK))
    assert "15. juni 2026" in shown
    assert GROUP in shown
    assert len(agreement_history(ase)) == 1


def test_what_lacks_a_day_is_told_and_means_nothing_yet(place: Town, ase: Citizen) -> None:
    lacking = LITTLE | {"next_to": ""} | LOOK
    answer = Browser(place.karen).client.post(there(ase, "ny/"), lacking)
    assert answer.status_code == 400
    shown = said(answer.content.decode())
    assert "Ret dette" in shown
    assert GROUP not in shown


def test_what_a_citizen_asks_is_seen_before_the_yes(place: Town, ase: Citizen) -> None:
    Browser(ase.person).post("/mit-forloeb/aftale/aendring/", **LITTLE, send="ja")
    coach = Browser(place.karen)
    page = said(coach.get(there(ase)))
    assert text("after_talk.look") in page
    assert GROUP not in page
    shown = said(coach.get(f"{there(ase)}?vis_betydning=1"))
    assert GROUP in shown
    assert "29. juni 2026" in shown
    assert text("our_agreement.office.yes") in shown


def test_where_nothing_is_asked_there_is_nothing_to_show(place: Town, ase: Citizen) -> None:
    assert GROUP not in said(Browser(place.karen).get(f"{there(ase)}?vis_betydning=1"))
