"""The login pages of real providers, at both widths: the offer, a refusal, and a local login."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from staasted.catalog.identity import read_identity
from staasted.config.wiring import provider_of
from staasted.ports.adapters import redirect_providers_use
from tests.browser.pages import Shown
from tests.browser.test_pages import WIDTHS, wrong_with
from tests.identity.files import BROKER, MUNICIPALITY

NOBODY = "http://127.0.0.1:9"
LOGIN_PAGES = [
    Shown("login-providers", None, "/log-ind/", "Log ind med MitID"),
    Shown("login-refused", None, "/log-ind/via/mitid/", "Du er ikke logget ind"),
    Shown("login-local", None, "/log-ind/lokal/", "Har du en adgangsnøgle"),
    Shown("login-local-setup", None, "/log-ind/lokal/opret/", "Din første gang"),
    Shown("login-local-sent-on", None, "/log-ind/lokal/kode/", "Log ind som medarbejder"),
]


@pytest.fixture
def providers(tmp_path: Path, transactional_db: None) -> Iterator[None]:
    """A broker that does not answer, and a municipality."""
    file = tmp_path / "identity.yaml"
    written = BROKER.format(issuer=NOBODY) + MUNICIPALITY.format(certificate="      M")
    file.write_text(written, encoding="utf-8")
    file.chmod(0o600)
    redirect_providers_use(provider_of(entry) for entry in read_identity(file))
    yield
    redirect_providers_use([])


@pytest.mark.parametrize("width", WIDTHS)
def test_every_login_page_is_accessible_and_fits_the_screen(
    width: int, visit: Callable[..., Page], providers: None, pictures
) -> None:
    wrong = {}
    for shown in LOGIN_PAGES:
        page = visit(width=width)
        page.goto(shown.address)
        pictures(page, shown.name, width)
        wrong[shown.name] = wrong_with(page, shown, width)
        page.context.close()
    assert {name: found for name, found in wrong.items() if found} == {}
