"""Messages by SMS, through a gateway that is asked with JSON over HTTP.

The calls are GatewayAPI's own (``POST /rest/mtsms``, their public REST documentation), a Danish
gateway. Another that takes the same call needs another address alone.
"""

import json
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from staasted.ports.messages import NotSent, Outgoing

PATIENCE = 20
"""Seconds the gateway gets for each answer. Source: decision 0015."""

_READ = 64 * 1024  # bytes of an answer; a whole one is a few hundred
_OK, _REDIRECT, _REFUSED, _ERROR = 200, 300, 400, 500
_KEY_REFUSED = frozenset({401, 403})
_ANOTHER_TIME = frozenset({402, 404, 405, 408, 429})
"""Refusals whoever runs the gateway or the house can mend: money, address, too many."""
_AWAY = 503


@dataclass(frozen=True)
class SmsGateway:
    """One call a message: few are sent, and each is told by itself."""

    address: str
    key_file: Path | None
    sent_from: str
    slug: str = "sms"

    def send(self, message: Outgoing) -> None:
        """Hand the message over.

        Errors: NotSent where the gateway took nothing: it could not be reached, or it said no.
        A connection that broke, or an answer nobody understands, raises as it is.
        """
        asked, headers = json.dumps(self._call(message)), self._headers()
        connection = self._reached()
        try:
            connection.request("POST", self._path, body=asked, headers=headers)
            with connection.getresponse() as answer:
                _judged(answer)
        finally:
            connection.close()

    def _call(self, message: Outgoing) -> dict[str, object]:
        """What is asked for; ``userref`` is the message's own key, so that a copy is known."""
        if not message.to.isdecimal():
            raise NotSent("bad_address", final=True, bounced=True)
        asked = {
            "message": message.body,
            "recipients": [{"msisdn": int(message.to)}],
            "userref": message.key,
        }
        return asked | ({"sender": self.sent_from} if self.sent_from else {})

    @property
    def _path(self) -> str:
        parts = urlsplit(self.address)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def _headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Token {self._key()}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }

    def _key(self) -> str:
        """The key as it stands in its file now. Errors: NotSent."""
        try:
            key = self.key_file.read_text(encoding="ascii").strip() if self.key_file else ""
        except (OSError, UnicodeError) as error:
            raise NotSent("no_key") from error
        if not key or not key.isprintable():
            raise NotSent("no_key")
        return key

    def _reached(self) -> HTTPConnection:
        """A connection that is ready for the call. Errors: NotSent."""
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        connection = (
            HTTPSConnection(
                host, parts.port, timeout=PATIENCE, context=ssl.create_default_context()
            )
            if parts.scheme == "https"
            else HTTPConnection(host, parts.port, timeout=PATIENCE)
        )
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise NotSent("gateway_away") from error
        return connection


def _judged(answer: HTTPResponse) -> None:
    """Whether the gateway took it. Errors: NotSent; HTTPException where nobody can tell."""
    said = answer.read(_READ)
    status = answer.status
    if _OK <= status < _REDIRECT and _has_ids(said):
        return
    if status in _KEY_REFUSED:
        raise NotSent("login_refused")
    if status == _AWAY or status in _ANOTHER_TIME or _REDIRECT <= status < _REFUSED:
        raise NotSent("gateway_refused")
    if _REFUSED <= status < _ERROR:
        raise NotSent("number_refused", final=True, bounced=True)
    raise HTTPException(status)


def _has_ids(said: bytes) -> bool:
    """Whether the answer names what it took: a page of somebody else's does not."""
    try:
        told = json.loads(said)
    except ValueError:
        return False
    return isinstance(told, dict) and bool(told.get("ids"))
