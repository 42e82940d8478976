"""The screening over HTTP: stopped and gone on with, shared by topic, deleted, in the open."""

import html

import pytest
from django.test import Client

from staasted.apps.citizens.models import Citizen
from staasted.apps.screening.models import ScreeningAnswers, ScreeningDraft
from staasted.apps.screening.selectors import latest_answers
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from tests import town
from tests.agreeing import answers_given
from tests.browsing import Browser, main, refused
from tests.town import Town

ASK, MINE, TAKE = (
    f"/mit-forloeb/{rest}/" for rest in ("spoergsmaal", "svar", "svar/traek-tilbage")
)
RULES = "/regler/spoergsmaal/"
START = catalog().instruments["start"]


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def said(page: str) -> str:
    return html.unescape(main(page))


def test_somebody_stops_and_goes_on_where_they_were_on_another_device(ase: Citizen) -> None:
    browser = Browser(ase.person)
    browser.post(ASK, job_goal_clear="no", til="1")
    browser.post(ASK, search_works="partly", til="stop", her="2")
    assert ScreeningAnswers.objects.count() == 0
    other = Browser(ase.person)
    again = said(other.get(ASK))
    assert text("answering.begun") in again
    assert START.steps[2].title in again
    check = other.post(ASK, til="8")
    assert "Nej, ikke endnu" in said(check)
    assert "Noget af tiden" in said(check)
    other.post(ASK, til="send")
    assert latest_answers(ase).answers == {"job_goal_clear": "no", "search_works": "partly"}
    assert not ScreeningDraft.objects.exists()


def test_beginning_anew_forgets_what_was_half_answered(ase: Citizen) -> None:
    browser = Browser(ase.person)
    browser.post(ASK, job_goal_clear="no", til="1")
    page = said(browser.post(ASK, til="forfra"))
    assert text("answering.begun") not in page
    assert not ScreeningDraft.objects.exists()


def test_every_page_can_be_skipped_and_sent(ase: Citizen) -> None:
    browser = Browser(ase.person)
    for number, step in enumerate(START.steps):
        page = said(browser.post(ASK, til=str(number)))
        assert step.title in page
        assert page.count(text("citizen.screening.why_we_ask")) == len(step.items)
    browser.post(ASK, til="send")
    assert latest_answers(ase).answers == {}


def test_the_tick_shares_everything_and_the_page_shares_topic_by_topic(
    place: Town, ase: Citizen
) -> None:
    browser, coach = Browser(ase.person), Browser(place.karen)
    sent = {"job_goal_clear": "no", "has_energy": "no"}
    browser.post(ASK, **sent, til="send", **{"del": "on"})
    there = f"/borgere/{ase.public_id}/"
    assert "Har du kræfter" in said(coach.get(there))
    assert text("answering.answers.shared") in html.unescape(browser.post(MINE, emne="job_goal"))
    page = said(coach.get(there))
    assert "Har du kræfter" not in page
    assert "Ved du, hvilket job" in page
    browser.post(MINE)
    assert text("counsellor.citizen.not_shared") in said(coach.get(there))


def test_a_topic_that_was_not_answered_is_refused(ase: Citizen) -> None:
    answers_given(ase, {"job_goal_clear": "no"})
    page = refused(Browser(ase.person), MINE, emne="skills")
    assert text("errors.screening_topic_unknown.why") in html.unescape(page)


def test_deleting_says_first_what_happens_and_then_does_it(ase: Citizen) -> None:
    answers_given(ase, {"job_goal_clear": "no", "has_energy": "no"})
    browser = Browser(ase.person)
    asked = said(browser.get(f"{TAKE}?emne=job_goal"))
    for words in ("proposal", "agreement", "notes", "nothing_else"):
        assert text(f"answering.withdraw.{words}") in asked
    browser.post(f"{TAKE}?emne=job_goal")
    assert latest_answers(ase).answers == {"has_energy": "no"}
    assert text("answering.withdraw.gone") in html.unescape(browser.get(f"{TAKE}?emne=job_goal"))
    browser.post(TAKE)
    assert not ScreeningAnswers.objects.exists()
    assert text("answering.answers.none") in said(browser.get(MINE))


def test_an_older_version_is_read_in_its_own_words(ase: Citizen) -> None:
    answers_given(ase, {"wish_channel": "video"}, version=1)
    answers_given(ase, {"job_goal_clear": "no"})
    page = said(Browser(ase.person).get(f"{MINE}tidligere/"))
    assert text("answering.earlier.version", title="Hvor står du nu?", version=1) in page
    assert "På video" in page


def test_easy_danish_is_chosen_with_a_switch_and_remembered(ase: Citizen) -> None:
    browser = Browser(ase.person)
    question = START.items[0].questions[0]
    assert question.da in said(browser.get(ASK))
    back = browser.client.post("/let-dansk/", {"let": "ja", "next": ASK})
    assert back.headers["Location"] == ASK
    assert back.cookies["staasted-let"]["max-age"] == 365 * 24 * 60 * 60
    page = said(browser.get(ASK))
    assert question.da_easy in page
    assert question.da not in page
    browser.post("/sprog/", language="en", next=ASK)
    assert "Do you know which job" in said(browser.get(ASK))
    browser.post("/sprog/", language="da", next=ASK)
    browser.client.post("/let-dansk/", {"let": "nej", "next": ASK})
    assert question.da in said(browser.get(ASK))


def test_what_follows_names_the_rule_and_what_would_change_it(ase: Citizen) -> None:
    answers_given(ase, {"has_energy": "no"})
    page = said(Browser(ase.person).get("/mit-forloeb/forslag/"))
    rule = START.rule("energy_lacking")
    assert rule.da.reason in page
    assert rule.da.change in page
    assert "Tæt støtte" in page


def test_every_question_answer_and_rule_stands_open_to_all(db: None) -> None:
    page = html.unescape(Client().get(RULES).content.decode())
    for item in START.items:
        for question in item.questions:
            assert question.da in page
            assert all(option.da in page for option in question.options)
    for rule in START.rules:
        assert rule.da.change in page
    for words in ("ratchet", "neutral", "no_score", "never", "net"):
        assert text(f"answering.rules.{words}") in page
    older = html.unescape(Client().get(f"{RULES}?udgave=1").content.decode())
    assert catalog().versions["start", 1].rules[0].da.change in older


def test_a_representative_for_everything_answers_and_one_for_talks_does_not(place: Town) -> None:
    case = town.citizen(place.karen)
    around = town.bystanders(place, case)
    for who, answer in (("representative", 200), ("narrow_representative", 403)):
        browser = Browser(around[who])
        browser.client.post("/paa-vegne-af/", {"borger": case.public_id})
        assert browser.client.get(MINE).status_code == answer


def test_whoever_skips_may_be_called_by_a_human_instead(ase: Citizen) -> None:
    browser = Browser(ase.person)
    page = browser.post(ASK, til="send")
    assert text("citizen.proposal.human_contact") in said(page)
    way = browser.link(page, "/ring-op/")
    assert "Bed os ringe" in said(browser.get(way))
    alone = Browser(town.citizen(None, name="Ida Uden-Coach").person)
    assert "/ring-op/" not in said(alone.post(ASK, til="send")), "nobody is there to call yet"
