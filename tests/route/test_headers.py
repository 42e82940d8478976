"""What every answer tells the browser to forbid, at every address, as everybody."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from staasted.apps.org.clock import clock
from tests import town
from tests.route.matrix import MATRIX, OPEN, WHO
from tests.route.test_matrix import Scene, build_scene

FORBIDDEN = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*", "blob:")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Built once; what a test changes is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.pinned(town.NOON):
            built = build_scene()
        yield built
        transaction.set_rollback(True)


def policy_of(response: HttpResponse) -> dict[str, str]:
    """The content security policy by directive; names are unique."""
    parts = [part.strip() for part in response["Content-Security-Policy"].split(";")]
    directives = dict(part.split(" ", 1) for part in parts if part)
    assert len(directives) == len(parts)
    return directives


FILES = {"my_file", "citizen_file"}
A_FILE = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""What a citizen's own file may do in a browser: nothing at all."""


def holds(response: HttpResponse, *, a_file: bool = False) -> None:
    """The headers that no answer goes without."""
    assert {name: response[name] for name in ALWAYS} == ALWAYS
    if a_file:
        assert response["Content-Security-Policy"] == A_FILE
        assert response["Content-Disposition"].startswith("attachment")
        return
    directives = policy_of(response)
    assert directives["default-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["object-src"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert "script-src" not in directives
    assert "style-src" not in directives
    assert not [part for part in FORBIDDEN if part in response["Content-Security-Policy"]]
    for unused in ("camera", "microphone", "geolocation"):
        assert f"{unused}=()" in response["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in response
    assert "X-Powered-By" not in response
    assert "Server" not in response


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_every_address_bears_the_headers_whoever_asks(scene: Scene, who: str) -> None:
    client = scene.client(who)
    for name, row in sorted(MATRIX.items(), key=lambda each: each[1].address == "/log-ud/"):
        response = getattr(client, row.method)(scene.address(row))
        holds(response, a_file=name in FILES and response.status_code == OPEN)
        assert response["X-Frame-Options"] == "DENY"
        if who != "stranger":
            assert "no-store" in response["Cache-Control"], row.address


@pytest.mark.django_db
def test_a_page_that_is_not_there_bears_them_too() -> None:
    holds(Client().get("/findes/ikke/"))
    holds(Client().get("/static/findes-ikke.css"))
    holds(Client().get("/log-ind/\x00"))


@pytest.mark.django_db
def test_whoever_holds_two_roles_and_has_chosen_none_leaves_no_page_behind(
    scene: Scene,
) -> None:
    client = Client()
    client.post("/log-ind/", {"person": scene.ase.person.public_id})
    response = client.get("/rolle/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_scripts_never_read_a_cookie_and_no_other_site_sends_one(scene: Scene) -> None:
    client = Client()
    client.get("/log-ind/")
    client.post("/log-ind/", {"person": scene.place.karen.public_id})
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert names <= set(client.cookies)
    for name in names:
        cookie = client.cookies[name]
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"


UNDER_HTTPS = """
import django; django.setup()
from django.conf import settings
from django.test import Client
sent = Client().get("/static/probe.css")
assert sent.status_code == 301 and sent.url.startswith("https://"), sent
sent = Client().get("/static/probe.css", headers={"X-Forwarded-Proto": "https"})
assert sent.status_code == 200, sent
for name in ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options",
             "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Resource-Policy",
             "Cross-Origin-Opener-Policy"):
    assert name in sent, name
assert "Access-Control-Allow-Origin" not in sent
assert "max-age=31536000; includeSubDomains" == sent["Strict-Transport-Security"]
assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
"""


def test_under_https_files_bear_the_headers_and_browsers_are_told_to_stay(
    tmp_path: Path,
) -> None:
    """In a process of its own, since the settings are read once."""
    probe = tmp_path / "static" / "probe.css"
    probe.parent.mkdir()
    probe.write_text("p {}", encoding="utf-8")
    keys = os.environ | {
        "STAASTED_DATA_DIR": str(tmp_path),
        "STAASTED_KEY_FILE": str(settings.STAASTED.keys),
        "STAASTED_HTTPS": "true",
        "STAASTED_ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", UNDER_HTTPS], env=keys, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
