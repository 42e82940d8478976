"""Chromium for the tests: pages with and without JavaScript, axe, and pictures.

Fixtures
- ``page``        a page with JavaScript at 1280 px, on the live server
- ``plain_page``  the same without JavaScript
- ``visit``       ``visit(width=320, javascript=False, language=ENGLISH)`` opens a page of any kind
- ``demo_town``   a small Ådal, loaded as ``./demo`` loads it; its clock is the live server's
- ``log_in``      ``log_in(page, "counsellor")`` comes in as the first of that role
- ``axe``         ``axe(page)`` fails on any violation of WCAG 2.2 AA and lists them
- ``pictures``    ``pictures(page, name, width)`` keeps a picture under ``--pictures``
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import handlers
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

from staasted.apps.org.selectors import demo_logins
from staasted.catalog.language import Language
from staasted.cli.adal import adal_load
from staasted.web.ui.language import COOKIE
from tests.browser.accessibility import violations
from tests.browser.contact_sheet import ContactSheet

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("STAASTED_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
PATIENCE = 10_000  # milliseconds before an action gives up

# Playwright runs an event loop in the test's own thread; the database calls beside it are
# ordinary synchronous ones of ours.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CITIZENS = 8

Visit = Callable[..., Page]


@dataclass(frozen=True)
class DemoTown:
    """The public id of the first person in each role, as the login page lists them."""

    first: dict[str, str]

    @property
    def citizen(self) -> str:
        """The first citizen's public id."""
        return self.first["citizen"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the session."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"Chromium is not at {CHROMIUM}. Install it: sudo apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server(static_files: None) -> Iterator[LiveServer]:
    """The live server with the product's own way of serving static files: named by content.

    Django's test server would put its own handler in front, which knows the plain names alone.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "StaticFilesHandler", lambda application: application)
        server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """Opens pages on the live server; an error in a script or a missing file fails the test."""
    contexts, complaints = [], []

    def open_page(
        *, width: int = 1280, javascript: bool = True, language: Language = Language.DANISH
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(PATIENCE)
        if language is not Language.DANISH:
            kept = {"name": COOKIE, "value": language.value, "url": live_server.url}
            context.add_cookies([kept])
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "The browser complained:\n" + "\n".join(complaints)


def listen(page: Page, complaints: list[str]) -> None:
    """Note what a person with the developer's tools open would see in red.

    A page may answer 4xx on purpose; the files it needs may not.
    """

    def console(said: ConsoleMessage) -> None:
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            complaints.append(said.text)

    def response(got: Response) -> None:
        if got.status >= (500 if got.request.is_navigation_request() else 400):
            complaints.append(f"{got.status} {got.url}")

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", console)
    page.on("response", response)


@pytest.fixture
def page(visit: Visit) -> Page:
    """A page with JavaScript, 1280 pixels wide."""
    return visit()


@pytest.fixture
def plain_page(visit: Visit) -> Page:
    """A page without JavaScript, 1280 pixels wide."""
    return visit(javascript=False)


@pytest.fixture
def demo_town(transactional_db: None) -> DemoTown:
    """Ådal with few citizens, on Monday 18 May 2026."""
    adal_load(citizens=CITIZENS, on=date(2026, 5, 18), report=lambda _: None)
    first = {person.role.value: person.public_id for person in reversed(demo_logins())}
    return DemoTown(first)


@pytest.fixture
def log_in(demo_town: DemoTown) -> Callable[[Page, str], str]:
    """Comes in by the demo's login page as the first of a role; returns the public id."""

    def come_in(page: Page, role: str) -> str:
        person = demo_town.first[role]
        page.goto("/log-ind/")
        page.click(f'button[name="person"][value="{person}"]')
        assert "/log-ind/" not in page.url, "the login page is still there"
        return person

    return come_in


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails on any violation of WCAG 2.2 AA, each told with where it stands."""

    def look(page: Page) -> None:
        found = violations(page, ROOT / "node_modules" / "axe-core" / "axe.min.js")
        assert not found, f"{page.url} has {len(found)} kinds of violation:\n" + "\n".join(found)

    return look


@pytest.fixture(scope="session")
def _sheet(request: pytest.FixtureRequest) -> Iterator[ContactSheet | None]:
    if not request.config.getoption("--pictures"):
        yield None
        return
    sheet = ContactSheet(ROOT / "pictures")
    yield sheet
    print(f"\nThe contact sheet lies in {sheet.write()}")  # noqa: T201


@pytest.fixture
def pictures(_sheet: ContactSheet | None) -> Callable[[Page, str, int], None]:
    """Keeps a picture of a page under ``--pictures``; does nothing otherwise."""

    def keep(page: Page, name: str, width: int) -> None:
        if _sheet is not None:
            page.screenshot(path=_sheet.place(name, width), full_page=True, animations="disabled")

    return keep
