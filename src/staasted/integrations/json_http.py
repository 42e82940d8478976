"""Asking a service that answers in JSON, as one that has logged in with a secret of its own.

Shared by the ways to rooms for video. Answers are bounded in time and size; no redirect is
followed.
"""

import json
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from socket import SHUT_RDWR, socket
from urllib.parse import urlencode, urlsplit

from staasted.ports.video import NotMade

PATIENCE = 20
"""Seconds for each answer, however slowly it drips. Source: decision 0015."""

OK, REDIRECT, BAD, GONE, UNFIT = 200, 300, 400, 404, 406
MOST = 256 * 1024
"""Bytes of an answer; what is longer tells nothing."""

_REFUSED = frozenset({BAD, 401, 403, UNFIT})
Answer = tuple[int, object]


def asked(
    method: str,
    address: str,
    *,
    token: str = "",
    body: Mapping[str, object] | None = None,
    form: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
) -> Answer:
    """Status and what was told, as JSON or None. Errors: NotMade ``server_away``."""
    headers = {"Accept": "application/hal+json, application/json"}
    sent: str | None = None
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if body is not None:
        headers["Content-Type"], sent = "application/json", json.dumps(body)
    if form is not None:
        headers["Content-Type"], sent = "application/x-www-form-urlencoded", urlencode(form)
    connection = _connection(address, patience)
    try:
        connection.connect()
        with _cut_after(patience, connection.sock):
            connection.request(method, _path(address), body=sent, headers=headers)
            with connection.getresponse() as answer:
                return answer.status, _json(answer.read(MOST + 1))
    except (OSError, HTTPException) as error:
        raise NotMade("server_away") from error
    finally:
        connection.close()


def token_for(
    address: str,
    *,
    client: str,
    secret_file: Path | None,
    scope: str = "",
    patience: float = PATIENCE,
) -> str:
    """A token by client credentials (RFC 6749, 4.4). Errors: NotMade."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client,
        "client_secret": _secret(secret_file),
    }
    status, told = asked(
        "POST", address, form=form | ({"scope": scope} if scope else {}), patience=patience
    )
    token = text_in(told, "access_token")
    if not token or not token.isascii() or not token.isprintable():
        raise NotMade("login_refused" if status in _REFUSED else why(status))
    return token


def went_well(status: int) -> bool:
    """Whether it was done."""
    return OK <= status < REDIRECT


def why(status: int) -> str:
    """What a status that is no yes is called."""
    return "video_refused" if status in _REFUSED or status == GONE else "video_away"


def text_in(told: object, name: str) -> str:
    """A text of an answer, or ""."""
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, str) else ""


def _secret(file: Path | None) -> str:
    """The secret as it stands in its file now. Errors: NotMade ``no_key``."""
    try:
        held = file.read_text(encoding="ascii").strip() if file else ""
    except (OSError, UnicodeError) as error:
        raise NotMade("no_key") from error
    if not held:
        raise NotMade("no_key")
    return held


def _connection(address: str, patience: float) -> HTTPConnection:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        safe = ssl.create_default_context()
        return HTTPSConnection(host, port, timeout=patience, context=safe)
    return HTTPConnection(host, port, timeout=patience)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


@contextmanager
def _cut_after(seconds: float, line: socket) -> Iterator[None]:
    """Whoever answers a sign at a time is cut off. Errors: TimeoutError."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):
            socket.shutdown(line, SHUT_RDWR)  # also of a secret line, which has a way of its own

    clock = threading.Timer(seconds, cut)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        if late.is_set():
            raise TimeoutError


def _json(said: bytes) -> object:
    if len(said) > MOST:
        return None
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None
