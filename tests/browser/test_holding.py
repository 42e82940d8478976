"""A conversation held in the browser: the note saves itself, also when the network comes and goes,
and closing it takes no more than the bar allows.
"""

import pytest
from playwright.sync_api import Page, expect

from staasted.apps.booking.models import Booking
from staasted.apps.conversations.models import Conversation, PlainWords
from staasted.apps.org.models import Draft
from tests.browser.scene import Scene, build_scene

NOTE = "Mads vil ringe til lageret."
MOST_FIELDS, MOST_KEYS = 12, 40
COPIES = "Object.keys(sessionStorage).filter((key) => key.startsWith('note:'))"
STATUS = "[data-note-status]"


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return build_scene()


def kept(scene: Scene) -> int:
    """How many drafts of Karen's the server keeps."""
    return Draft.objects.filter(person=scene.people["karen"]).count()


def hold(page: Page, scene: Scene) -> None:
    """Karen sits with Mads, the form open."""
    page.goto("/log-ind/?navn=Karen")
    page.click(f'button[name="person"][value="{scene.people["karen"].public_id}"]')
    page.goto(f"/samtaler/{scene.places['begun']}/afslut/")


def test_a_note_survives_a_network_that_goes_away(visit, scene: Scene) -> None:
    page = visit(width=1280)
    hold(page, scene)
    page.context.set_offline(True)
    page.fill("textarea[name=note]", NOTE)
    expect(page.locator(STATUS)).to_contain_text("ikke gemt endnu", timeout=9000)
    assert page.evaluate(COPIES), "this window has it until the server does"
    assert not kept(scene)

    page.context.set_offline(False)
    expect(page.locator(STATUS)).to_contain_text("Gemt kl.", timeout=9000)
    assert page.evaluate(COPIES) == [], "and no longer than that"
    assert kept(scene) == 1
    page.reload()
    assert page.input_value("textarea[name=note]") == NOTE

    page.get_by_role("button", name="Afslut samtalen").click()
    expect(page.locator("h1")).to_contain_text("Mads Lund")
    assert Conversation.objects.filter(note=NOTE).exists()
    assert not kept(scene)
    assert page.evaluate(COPIES) == []


def test_a_copy_comes_back_when_the_page_is_opened_again_and_goes_with_its_writer(
    visit, scene: Scene
) -> None:
    page = visit(width=1280)
    hold(page, scene)
    page.context.set_offline(True)
    page.fill("textarea[name=note]", NOTE)
    expect(page.locator(STATUS)).to_contain_text("ikke gemt endnu", timeout=9000)
    page.context.set_offline(False)
    page.evaluate("sessionStorage.setItem('note:/samtaler/en-anden/afslut/', '[]')")
    page.click("form[action='/log-ud/'] button")
    page.wait_for_load_state()
    assert page.evaluate(COPIES) == [], "the next person at this machine finds nothing"


def test_without_a_script_a_button_saves_for_now(visit, scene: Scene) -> None:
    page = visit(javascript=False)
    hold(page, scene)
    page.fill("textarea[name=note]", NOTE)
    page.get_by_role("button", name="Gem indtil videre").click()
    expect(page.locator("main")).to_contain_text("Samtalen er ikke afsluttet endnu")
    assert page.input_value("textarea[name=note]") == NOTE
    assert Booking.objects.get(public_id=scene.places["begun"]).outcome is None


def test_a_conversation_is_closed_with_few_fields_few_keys_and_one_submit(
    visit, scene: Scene
) -> None:
    page = visit(width=1280)
    hold(page, scene)
    fields = page.evaluate(
        "[...new Set([...document.querySelector('form[data-note]').elements]"
        ".filter((each) => each.name && each.type !== 'hidden' && each.type !== 'submit')"
        ".map((each) => each.name))]"
    )
    assert 0 < len(fields) <= MOST_FIELDS
    posts, step = [], "Ring til lageret"
    page.on("request", lambda sent: posts.append(sent) if sent.is_navigation_request() else None)
    page.locator("textarea[name=note]").press_sequentially(NOTE)
    page.locator("input[name=step]").press_sequentially(step)
    assert len(step) <= MOST_KEYS, "what is typed beside the note"
    page.get_by_role("button", name="Afslut samtalen").click()
    expect(page.locator("h1")).to_contain_text("Mads Lund")
    assert [sent.method for sent in posts].count("POST") == 1
    closed = Conversation.objects.get(note=NOTE)
    assert (closed.outcome, closed.minutes) == ("held", 60)
    told = PlainWords.objects.get(conversation=closed)
    assert told.words.startswith("Vi talte om")
    assert told.proposal is not None
