"""What a browser prints of the lead's pages of figures: the lists, and not one small figure."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.pages import PAGES
from tests.browser.scene import Scene, build_scene
from tests.browser.shown import Shown
from tests.browser.test_pages import open_as, open_page

pytestmark = pytest.mark.browser

NET = ("lead-net", "lead-net-watched", "lead-net-raised")
FIGURES = (
    "lead-overview",
    "lead-hours",
    "lead-level",
    "lead-level-offers",
    "lead-level-late",
    *NET,
)
FIGURE = re.compile(r"\(\d+\)|\b\d+ (af|timer|borgere|samtaler|målgrupper|procent)\b")
OF_ONE_PERSON = re.compile(r"\d+ af \d+ holdt|Op til \d+ af \d+ samtaler")


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return build_scene()


def test_no_figure_of_a_page_that_is_printed_stands_on_the_paper(page: Page, scene: Scene) -> None:
    shown: dict[str, Shown] = {each.name: each for each in PAGES}
    open_as(page, shown[FIGURES[0]], scene)
    for name in FIGURES:
        open_page(page, shown[name], scene)
        assert FIGURE.search(page.inner_text("main")), f"{name} has figures on the screen"
        page.emulate_media(media="print")
        on_paper = OF_ONE_PERSON.sub("", page.inner_text("main"))
        page.emulate_media(media="screen")
        found = FIGURE.search(on_paper)
        assert found is None, f"{name} prints {found and found.group()!r}"
        assert "papir" in on_paper, f"{name} says which page to print"


def test_the_tables_of_the_net_stay_on_the_screen_and_its_lists_are_printed(
    page: Page, scene: Scene
) -> None:
    shown: dict[str, Shown] = {each.name: each for each in PAGES}
    open_as(page, shown[NET[0]], scene)
    for name in NET:
        open_page(page, shown[name], scene)
        assert page.locator("main table:visible").count() == 3
        page.emulate_media(media="print")
        assert page.locator("main table:visible").count() == 1, f"{name} prints its list alone"
        assert page.locator("main table:visible tbody tr").count() >= 1
        page.emulate_media(media="screen")
