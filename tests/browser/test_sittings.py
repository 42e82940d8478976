"""A sitting in the browser: told ahead, extended, and ended without a word being lost."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page, expect

from tests.browser.scene import Scene, build_scene

NOTE = "Vi talte om tre virksomheder, hun vil ringe til."
SAVED_EVERY = 5001  # milliseconds: ui/note.js keeps what is written this often
QUIET_MINUTES = 13  # staff are told two minutes before a quarter of an hour


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return build_scene()


def last_seen(page: Page, *, minutes: float) -> None:
    """Let the sitting have been quiet for so many minutes, as the server knows it."""
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "sessionid"]
    session = SessionStore(cookie["value"])
    session["seen_at"] = int(datetime.now(UTC).timestamp() - minutes * 60)
    session.save()


def come_in(page: Page, scene: Scene) -> None:
    page.goto("/log-ind/?navn=Karen")
    page.click(f'button[name="person"][value="{scene.people["karen"].public_id}"]')


def test_a_note_survives_a_sitting_that_ends_while_it_is_written(visit, scene: Scene) -> None:
    page = visit(width=1280)
    page.clock.install()
    come_in(page, scene)
    page.goto(f"/samtaler/{scene.places['begun']}/afslut/")
    page.fill("textarea[name=note]", NOTE)
    page.clock.fast_forward(SAVED_EVERY)  # what is written is kept at once, and then she is quiet
    expect(page.locator("[data-note-status]")).to_contain_text("Gemt")
    bar = page.locator(".st-sitting")
    expect(bar).to_be_hidden()

    last_seen(page, minutes=QUIET_MINUTES)
    page.clock.fast_forward(QUIET_MINUTES * 60_000 + 1000)
    expect(bar).to_contain_text("Du bliver logget ud om 2 minutter")
    page.get_by_role("button", name="Bliv logget ind").click()
    expect(bar).to_be_hidden()
    assert page.input_value("textarea[name=note]") == NOTE

    last_seen(page, minutes=QUIET_MINUTES)
    page.clock.fast_forward(QUIET_MINUTES * 60_000 + 1000)
    expect(bar).to_be_visible()
    last_seen(page, minutes=16)
    page.clock.fast_forward(120_000 + 1000)
    expect(page.locator("main")).to_contain_text("Det, du skrev, er gemt")

    page.click(f'button[name="person"][value="{scene.people["karen"].public_id}"]')
    expect(page.locator("main")).to_contain_text(NOTE)
    expect(page.get_by_role("button", name="Send det nu")).to_be_visible()
