"""Every page in the browser, at both widths: nothing for axe, nothing wider than the screen."""

import json

import pytest
from playwright.sync_api import FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from staasted.catalog.language import Language
from tests.browser.accessibility import violations
from tests.browser.conftest import ROOT
from tests.browser.counter import Counter
from tests.browser.pages import PAGES
from tests.browser.scene import Scene, build_scene
from tests.browser.shown import Shown
from tests.profiles import FILE

WIDTHS = (320, 1280)
SEEN = ((320, Language.DANISH), (1280, Language.DANISH), (320, Language.ENGLISH))
"""English at the narrow width alone: where its longest words fit there, they fit everywhere."""

CV_FILE: FilePayload = {
    "name": "cv.json",
    "mimeType": "application/json",
    "buffer": json.dumps(FILE).encode(),
}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return build_scene()


def open_as(page: Page, shown: Shown, scene: Scene) -> None:
    """Log in as whoever it is, open the page, take its steps."""
    if shown.who:
        person = scene.people[shown.who]
        page.goto(f"/log-ind/?navn={person.name}")
        page.click(f'button[name="person"][value="{person.public_id}"]')
    open_page(page, shown, scene)


def open_page(page: Page, shown: Shown, scene: Scene) -> None:
    """Open the page and take its steps."""
    page.goto(shown.address.format(**scene.places))
    for step in shown.steps:
        act, _, selector = step.format(**scene.places).partition(" ")
        if act == "choose":
            selector, _, value = selector.partition(" ")
            page.locator(selector).select_option(value)
        elif act == "fill":
            selector, _, value = selector.partition(" ")
            page.locator(selector).fill(value)
        elif act == "danish":  # what is offered in Danish alone
            if page.get_attribute("html", "lang") == Language.DANISH:
                page.locator(selector).first.click()
        elif act == "send":
            page.locator(selector).set_input_files(CV_FILE)
        elif act == "outdate":  # as if the page had been open since before it was saved
            page.locator(selector).evaluate("field => field.value = '0'")
        elif act == "click":
            page.locator(selector).first.click()
        else:
            page.locator(selector).first.fill("")
    page.wait_for_load_state()


def wrong_with(page: Page, shown: Shown, width: int) -> list[str]:
    """What a person would stumble over on the page that has been opened.

    axe looks at each page at both widths in Danish. The English is the same page in other words,
    and what words can break there is its width; its language is told of by the HTML's own tests.
    """
    said = page.inner_text("main")
    wide = page.evaluate("document.documentElement.scrollWidth")
    english = page.get_attribute("html", "lang") == Language.ENGLISH
    found = [] if english else violations(page, AXE)
    if not english and shown.says.casefold() not in said.casefold():
        found.append(f"does not say {shown.says!r} but {said[:200]!r}")
    if wide > width:
        found.append(f"is {wide} pixels wide")
    return found


@pytest.mark.parametrize(("width", "language"), SEEN)
def test_every_page_is_accessible_and_fits_the_screen(
    width: int, language: Language, visit, live_server: LiveServer, scene: Scene, pictures
) -> None:
    wrong = {}
    counter = Counter(visit(width=width, language=language), live_server)
    for shown in PAGES:
        page = counter.next(scene.people[shown.who] if shown.who else None)
        open_page(page, shown, scene)
        assert page.get_attribute("html", "lang") == language, shown.name
        english = language is Language.ENGLISH
        pictures(page, f"{shown.name}-english" if english else shown.name, width)
        wrong[shown.name] = wrong_with(page, shown, width)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(wrong) == len(PAGES) > 40
