"""A lead's Monday: how it stands, who is behind each figure, and what waits; no mouse."""

import pytest
from playwright.sync_api import Page, expect

from staasted.apps.audit.models import ReadLog
from staasted.apps.ideas.kinds import IdeaState
from staasted.apps.ideas.models import Idea
from staasted.catalog.texts import text
from tests.browser.keyboard import Keyboard
from tests.browser.scene import Scene, build_scene

ASKED = "Kan vi mødes udenfor?"


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return build_scene()


def test_a_leads_monday_by_keyboard_alone(visit, scene: Scene) -> None:
    page: Page = visit(width=1280)
    page.goto(f"/log-ind/?navn={scene.people['lead'].name}")
    lead = Keyboard(page)
    lead.press(scene.people["lead"].name)
    stands_on(lead, "overview.title")
    sees_who_is_behind_the_figures(lead)
    answers_an_idea(lead)
    sees_what_waits(lead)
    takes_the_figures_along(lead)
    assert lead.unseen == []


def sees_who_is_behind_the_figures(lead: Keyboard) -> None:
    """From the net's and the night's figures to the persons; each reading is logged."""
    read = ReadLog.objects.count()
    lead.press(text("overview.net.who.lost"))
    stands_on(lead, "net.lead.title")
    people_stand_there(lead)
    lead.press(text("lead.notes.link"))
    lead.write(text("ui.reason.label"), "Jeg vil ringe i dag og se, hvad de talte om.")
    lead.press(text("ui.reason.open"))
    expect(lead.page.locator("main")).to_contain_text(text("lead.notes.today"))
    lead.press(text("overview.title"))
    lead.press(text("overview.net.who.uncovered"))
    people_stand_there(lead)
    assert ReadLog.objects.count() >= read + 3
    lead.press(text("overview.title"))


def answers_an_idea(lead: Keyboard) -> None:
    """Somebody asked to meet out of doors; they get an answer, and it is on the list no more."""
    waiting = Idea.objects.filter(state=IdeaState.RECEIVED, words=ASKED)
    assert waiting.exists()
    lead.press(text("overview.waits.ideas", count=Idea.objects.filter(ended_at=None).count()))
    lead.press(ASKED)
    lead.choose(text("ideas.state.done"))
    lead.write(text("ideas.field.answer.label"), "Ja. Sig det, når du booker.")
    lead.press(text("ideas.answer.submit"))
    assert not waiting.exists()
    assert Idea.objects.get(words=ASKED).answer == "Ja. Sig det, når du booker."
    lead.press(text("overview.title"))


def sees_what_waits(lead: Keyboard) -> None:
    """Is there time enough, who waits for an answer, and who has no coach."""
    for words, title in (
        ("overview.today.hours", "overview.hours.title"),
        ("unanswered.title", "unanswered.title"),
        ("ui.navigation.without_coach", "lead.without_coach.title"),
    ):
        lead.press(text(words))
        stands_on(lead, title)
        lead.press(text("overview.title"))


def takes_the_figures_along(lead: Keyboard) -> None:
    """The paper for the committee, and the same as a file: no figure on fewer than ten."""
    lead.press(text("overview.paper.title"))
    stands_on(lead, "overview.paper.title")
    lead.press(text("overview.title"))
    lead.go_to(text("overview.file.get"))
    with lead.page.expect_download() as taken:
        lead.page.keyboard.press("Enter")
    figures = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(figures) > 1


def people_stand_there(lead: Keyboard) -> None:
    rows = lead.page.locator("main table tbody tr")
    assert rows.count(), lead.page.url
    expect(rows.first).not_to_be_empty()


def stands_on(lead: Keyboard, title: str) -> None:
    expect(lead.page.locator("h1")).to_have_text(text(title))
