"""Video by Teams, through Microsoft Graph as an application.

The calls are Graph v1.0's own: a token by client credentials, ``onlineMeetings/createOrGet`` with
our key as ``externalId`` (the same meeting however often it is asked), and ``DELETE``. The
meeting says when it is, and neither who nor what about.
"""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from staasted.ports.video import Made, Meeting, NotMade

LOGIN, GRAPH = "https://login.microsoftonline.com", "https://graph.microsoft.com"
PATIENCE = 20
"""Seconds for each answer. Source: decision 0015."""

_READ = 256 * 1024
_OK, _REDIRECT, _GONE, _BUSY = 200, 300, 404, 429
_REFUSED = frozenset({400, 401, 403})
Answer = tuple[int, object]


@dataclass(frozen=True)
class Teams:
    """Meetings of one organiser in one tenant; few are made, and each is asked for by itself."""

    tenant: str
    client: str
    secret_file: Path | None
    organiser: str
    subject: str
    login: str = LOGIN
    graph: str = GRAPH
    slug: str = "teams"
    at_once: bool = False

    def make(self, meeting: Meeting) -> Made:
        """Errors: NotMade; what a broken connection left behind is found again by its key."""
        token = self._token()
        return self._meeting(meeting, token)

    def end(self, meeting: Meeting, ref: str) -> None:
        """Errors: NotMade."""
        token = self._token()
        known = ref or self._meeting(meeting, token).ref
        status, _ = self._asked("DELETE", f"{self._meetings}/{quote(known, safe='')}", token)
        if status != _GONE and not _OK <= status < _REDIRECT:
            raise NotMade(_why(status))

    def _meeting(self, meeting: Meeting, token: str) -> Made:
        wanted = {
            "externalId": meeting.key,
            "startDateTime": _written(meeting.starts_at),
            "endDateTime": _written(meeting.ends_at),
            "subject": self.subject,
        }
        status, told = self._asked("POST", f"{self._meetings}/createOrGet", token, wanted)
        address, ref = _text(told, "joinWebUrl"), _text(told, "id")
        if not _OK <= status < _REDIRECT or not address or not ref:
            raise NotMade(_why(status))
        return Made(address, ref)

    @property
    def _meetings(self) -> str:
        return f"/v1.0/users/{quote(self.organiser, safe='')}/onlineMeetings"

    def _asked(
        self, method: str, path: str, token: str, body: Mapping[str, str] | None = None
    ) -> Answer:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        if body is None:
            return _answer(self.graph, method, path, headers, None)
        headers["Content-Type"] = "application/json"
        return _answer(self.graph, method, path, headers, json.dumps(body))

    def _token(self) -> str:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self.client,
            "client_secret": self._secret(),
            "scope": f"{GRAPH}/.default",
        }
        path = f"/{quote(self.tenant, safe='')}/oauth2/v2.0/token"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        status, told = _answer(self.login, "POST", path, headers, urlencode(asked))
        token = _text(told, "access_token")
        if not token or not token.isascii() or not token.isprintable():
            raise NotMade("login_refused" if status in _REFUSED else _why(status))
        return token

    def _secret(self) -> str:
        """The secret as it stands in its file now."""
        try:
            held = self.secret_file.read_text(encoding="ascii").strip() if self.secret_file else ""
        except (OSError, UnicodeError) as error:
            raise NotMade("no_key") from error
        if not held:
            raise NotMade("no_key")
        return held


def _answer(
    base: str, method: str, path: str, headers: Mapping[str, str], body: str | None
) -> Answer:
    """Status and what was told, as JSON or None. No redirect is followed. Errors: NotMade."""
    parts = urlsplit(base)
    host, port = parts.hostname or "", parts.port
    connection: HTTPConnection = (
        HTTPSConnection(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        if parts.scheme == "https"
        else HTTPConnection(host, port, timeout=PATIENCE)
    )
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
    except ValueError:
        return None


def _text(told: object, name: str) -> str:
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, str) else ""


def _why(status: int) -> str:
    return "video_refused" if status in _REFUSED or status == _GONE else "video_away"


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
