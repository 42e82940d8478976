"""What the ways to rooms for video share: an application's log-in, and one call with its answer.

The log-in is OAuth 2.0's client credentials (RFC 6749, section 4.4). A call is bounded in time and
in what is read of its answer, follows no redirect, and tells a no from a service that is away.
"""

import json
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from staasted.ports.video import NotMade

PATIENCE = 20
"""Seconds for each answer. Source: decision 0015."""

_READ = 256 * 1024
_OK, _REDIRECT, _GONE = 200, 300, 404
_REFUSED = frozenset({400, 401, 403})
Answer = tuple[int, object]


def logged_in(address: str, client: str, secret_file: Path | None, **also: str) -> str:
    """A token for the application, asked for anew each time. Errors: NotMade."""
    asked = {
        "grant_type": "client_credentials",
        "client_id": client,
        "client_secret": _secret(secret_file),
        **also,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, told = _called(address, "POST", headers, urlencode(asked))
    token = word(told, "access_token")
    if not token or not token.isascii() or not token.isprintable():
        raise NotMade("login_refused" if status in _REFUSED else why(status))
    return token


def asked_as(
    token: str, method: str, address: str, body: Mapping[str, object] | None = None
) -> Answer:
    """Status and what was told, as JSON or None. Errors: NotMade."""
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    if body is None:
        return _called(address, method, headers, None)
    headers["Content-Type"] = "application/json"
    return _called(address, method, headers, json.dumps(body))


def went_well(status: int) -> bool:
    """Whether it was done."""
    return _OK <= status < _REDIRECT


def is_gone(status: int) -> bool:
    """Whether nobody knows of it, or any more."""
    return status == _GONE


def why(status: int) -> str:
    """The word for an answer that was no yes."""
    return "video_refused" if status in _REFUSED or is_gone(status) else "video_away"


def word(told: object, name: str) -> str:
    """A text of what was told; empty where it is none."""
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, str) else ""


def written(moment: datetime) -> str:
    """A moment as both services read it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _secret(file: Path | None) -> str:
    """The secret as it stands in its file now."""
    try:
        held = file.read_text(encoding="ascii").strip() if file else ""
    except (OSError, UnicodeError) as error:
        raise NotMade("no_key") from error
    if not held:
        raise NotMade("no_key")
    return held


def _called(address: str, method: str, headers: Mapping[str, str], body: str | None) -> Answer:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    connection: HTTPConnection = (
        HTTPSConnection(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        if parts.scheme == "https"
        else HTTPConnection(host, port, timeout=PATIENCE)
    )
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        connection.request(method, path, body=body, headers=dict(headers))
        with connection.getresponse() as answer:
            return answer.status, _json(answer.read(_READ))
    except (OSError, HTTPException) as error:
        raise NotMade("server_away") from error
    finally:
        connection.close()


def _json(said: bytes) -> object:
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None
