"""The pages of the screening and the proposal: what is pressed, what travels, what is refused."""

import re
from datetime import timedelta

import pytest

from staasted.apps.agreements.following import Position, answers_follow
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import agreement_history
from staasted.apps.agreements.states import State
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from tests import town
from tests.browsing import Browser
from tests.town import NOON, Town

CLEAR = {"job_goal_clear": "yes", "knows_next_step": "yes"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def answer(case: Citizen) -> ContactAgreement:
    return answers_follow(
        actor=town.acting(case),
        citizen=case,
        instrument=catalog().instruments["start"].as_instrument(),
        answers=CLEAR,
        share=False,
        position=Position(weeks=2, law_due=None),
    )


def states(case: Citizen) -> list[str]:
    return [agreement.state for agreement in agreement_history(case)]


SCREENING, PROPOSAL = "/mit-forloeb/spoergsmaal/", "/mit-forloeb/forslag/"


@pytest.mark.parametrize("sent", [{}, {"svar": "JA"}, {"svar": "nejtak"}])
def test_an_answer_that_is_neither_yes_nor_no_shows_the_proposal_again(
    ase: Citizen, sent: dict[str, str]
) -> None:
    proposal = answer(ase)
    page = Browser(ase.person).post(PROPOSAL, aftale=proposal.public_id, **sent)
    assert proposal.public_id in page
    assert states(ase) == [State.PROPOSED]


def test_no_thank_you_on_the_page_declines(ase: Citizen) -> None:
    Browser(ase.person).post(PROPOSAL, aftale=answer(ase).public_id, svar="nej")
    assert states(ase) == [State.DECLINED]


def test_accepting_a_lapsed_proposal_on_its_page_is_refused_and_leaves_it_lapsed(
    ase: Citizen,
) -> None:
    proposal = answer(ase)
    with clock.pinned(NOON + timedelta(days=15)):
        browser = Browser(ase.person)
        assert 'name="aftale"' not in browser.get(PROPOSAL)
        refused = browser.client.post(PROPOSAL, {"aftale": proposal.public_id, "svar": "ja"})
    assert refused.status_code == 409
    assert states(ase) == [State.LAPSED]


LAST = str(len(catalog().instruments["start"].steps))
"""The check, after all the pages."""
TICKED = re.compile(r'<input type="checkbox" id="del"[^>]* checked')


def test_the_tick_that_shares_travels_back_and_forth_with_the_answers(ase: Citizen) -> None:
    browser = Browser(ase.person)
    check = browser.post(SCREENING, **CLEAR, til=LAST)
    assert 'id="del"' in check
    assert not TICKED.search(check)
    topic = browser.post(SCREENING, **CLEAR, **{"del": "on"}, til="1")
    assert '<input type="hidden" name="del" value="on">' in topic
    assert TICKED.search(browser.post(SCREENING, **CLEAR, **{"del": "on"}, til=LAST))


def test_the_first_button_of_the_check_page_sends(ase: Citizen) -> None:
    check = Browser(ase.person).post(SCREENING, **CLEAR, til=LAST)
    form = check[check.index('action="/mit-forloeb/spoergsmaal/"') :]
    first = re.search(r"<button[^>]*>", form).group()
    assert ('name="til"' in first, 'value="send"' in first) == (True, True)


def test_a_proposal_next_year_says_the_year(ase: Citizen) -> None:
    with clock.pinned(NOON.replace(month=12, day=21)):
        answer(ase)
        page = Browser(ase.person).get(PROPOSAL)
    assert "1. februar 2027" in page
    assert "4. januar 2027" in page
