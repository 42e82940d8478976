"""Forced colours, less motion, and the order of the stops: each page, as some people have it."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import PATIENCE
from tests.browser.pages import PAGES, Shown
from tests.browser.scene import Scene, build_scene
from tests.browser.test_pages import open_as

# One page of each room and kind; every page in each state is asked in test_pages.
SEEN = {
    "login",
    "rules",
    "citizen-course",
    "citizen-book-time",
    "citizen-screening",
    "counsellor-caseload",
    "counsellor-citizen",
    "counsellor-closing-errors",
    "counsellor-opens-errors",
    "draft",
    "lead-level",
    "lead-glass",
    "front-desk-found",
    "partner",
    "representative",
    "administrator-preview",
}
# What nobody sees has no edge: the first button of a form is there for the Enter key alone.
EDGELESS = """() => [...document.querySelectorAll(
    "main button:not([aria-hidden=true]),"
    + "main input:not([type=hidden]):not([type=radio]):not([type=checkbox]),"
    + "main select, main textarea, main .button")]
  .filter(one => one.getBoundingClientRect().width > 0)
  .filter(one => {
    const style = getComputedStyle(one);
    const edged = ["Top", "Bottom"].every(side =>
      style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
    return !edged && style.textDecorationLine === "none";
  })
  .map(one => one.outerHTML.slice(0, 120))"""
MOVING = "() => document.getAnimations().filter(one => one.playState === 'running').length"
OUT_OF_ORDER = (
    "() => [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).length"
)


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return build_scene()


def shown_pages() -> list[Shown]:
    found = [shown for shown in PAGES if shown.name in SEEN]
    assert len(found) == len(SEEN)
    return found


def test_in_forced_colours_a_control_keeps_its_edges_and_nothing_moves(
    chromium: Browser, live_server: LiveServer, scene: Scene
) -> None:
    wrong = {}
    for shown in shown_pages():
        context = chromium.new_context(
            base_url=live_server.url,
            forced_colors="active",
            reduced_motion="reduce",
            viewport={"width": 1280, "height": 900},
        )
        context.set_default_timeout(PATIENCE)
        page: Page = context.new_page()
        open_as(page, shown, scene)
        assert page.locator("h1").count() == 1
        edgeless, moving = page.evaluate(EDGELESS), page.evaluate(MOVING)
        if edgeless or moving or page.evaluate(OUT_OF_ORDER):
            wrong[shown.name] = (edgeless, moving)
        context.close()
    assert wrong == {}


def test_at_four_hundred_per_cent_nothing_is_wider_than_the_screen_or_cut_off(
    chromium: Browser, live_server: LiveServer, scene: Scene
) -> None:
    """A screen of 1280 by 1024 at 400 per cent is one of 320 by 256 (WCAG 2.2, 1.4.10)."""
    wrong = {}
    for shown in shown_pages():
        context = chromium.new_context(
            base_url=live_server.url,
            device_scale_factor=4,
            viewport={"width": 320, "height": 256},
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        open_as(page, shown, scene)
        wide = page.evaluate("document.documentElement.scrollWidth")
        fixed = page.evaluate(
            "() => [...document.querySelectorAll('*')].filter(one => one.offsetHeight > 128"
            " && ['fixed', 'sticky'].includes(getComputedStyle(one).position)).length"
        )
        if wide > 320 or fixed:
            wrong[shown.name] = (wide, fixed)
        context.close()
    assert wrong == {}
