"""A passkey in the browser itself: made at the first log-in, and used alone at the next."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from staasted.apps.audit.actor import Role
from staasted.apps.org.clock import clock
from staasted.apps.org.guessing import FREE
from staasted.apps.org.local_login import local_staff_register
from tests.town import LONG_AGO

AT = "/log-ind/lokal/"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def setup_code(transactional_db: None) -> str:
    """Karen's code for her first time; the live server's clock is the real one."""
    with clock.pinned(datetime.now(UTC)):
        _, code = local_staff_register(
            name="Karen Holm",
            email="",
            roles=[Role.ADMINISTRATOR],
            from_on=LONG_AGO,
            username="kho",
        )
    return code


@pytest.fixture
def desk(visit: Callable[..., Page], live_server) -> Iterator[Page]:
    """A browser with a passkey of the machine's own; passkeys know hosts by name."""
    page = visit(width=320)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(live_server.url.replace("127.0.0.1", "localhost") + f"{AT}opret/")
    yield page
    session.detach()


def begin(page: Page, code: str) -> None:
    """The first step of the set-up."""
    page.fill("#username", "kho")
    page.fill("#code", code)
    page.fill("#password", "en hund går i regn")
    page.click("main form button")
    page.wait_for_url("**/opret/kode/")


def test_a_passkey_is_made_and_used_alone_even_while_somebody_guesses(
    desk: Page, setup_code: str, axe: Callable[[Page], None], pictures
) -> None:
    axe(desk)
    pictures(desk, "local-setup", 320)
    begin(desk, setup_code)
    axe(desk)
    pictures(desk, "local-factor", 320)
    desk.click("form[data-act=create] button")
    desk.wait_for_selector("code")
    assert desk.locator("li code").count() == 10
    axe(desk)
    pictures(desk, "local-spare", 320)
    desk.context.clear_cookies()
    for _ in range(FREE + 1):
        desk.goto(desk.url.partition("/log")[0] + AT)
        desk.fill("#username", "kho")
        desk.fill("#password", "gæt gæt gæt")
        desk.click("main form button")
    assert "for mange forsøg" in desk.inner_text("main")
    axe(desk)
    pictures(desk, "local-wait", 320)
    desk.click("form[data-act=use] button")
    desk.wait_for_url("**/indlaesninger/")
    desk.goto(desk.url.partition("/indl")[0] + f"{AT}noegle/")
    axe(desk)
    pictures(desk, "local-passkey", 320)


def test_without_javascript_the_code_of_a_telephone_is_the_way(
    visit: Callable[..., Page], setup_code: str, live_server
) -> None:
    page = visit(javascript=False)
    page.goto(f"{AT}opret/")
    begin(page, setup_code)
    assert page.locator("form[data-act=create]").is_hidden()
    assert page.locator("img[alt='Billede med nøglen til appen']").is_visible()
    assert page.locator("main form button").first.is_visible()
