"""The case system by HTTP: one signed POST for each event, to one address that is set up.

Nothing is followed: a redirect is a refusal. The number of a citizen goes in the body alone, so
only https, or this machine, is spoken to (config refuses anything else).
"""

import ssl
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from staasted.core.signing import SigningKeys, headers_of, keys_read
from staasted.ports.case_system import CaseTold, NotTaken

PATIENCE = 20
"""Seconds the case system gets for each step. Source: decision 0051."""
MOST = 256 * 1024
"""Bytes of one event; a note is 5,000 characters at most. Source: decision 0051."""
_READ = 4096  # bytes of an answer nobody reads further
_ANOTHER_TIME = frozenset({401, 403, 404, 405, 408, 425, 429})
"""Refusals whoever runs either house can mend: key, address, too many."""


@dataclass(frozen=True)
class CaseWebhook:
    """One address, and the file with the keys, read each time: a new key needs no restart."""

    address: str
    key_file: Path

    def take(self, told: CaseTold) -> None:
        """Hand an event over. Errors: NotTaken."""
        if len(told.body) > MOST:
            raise NotTaken("too_large", final=True)
        headers = headers_of(self._keys(), at=told.at, body=told.body) | {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": told.key,
        }
        connection = self._connection()
        try:
            connection.request("POST", self._path, body=told.body, headers=headers)
            with connection.getresponse() as answer:
                answer.read(_READ)
                _judged(answer.status)
        except (OSError, HTTPException) as error:
            raise NotTaken("away") from error
        finally:
            connection.close()

    @property
    def _path(self) -> str:
        parts = urlsplit(self.address)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def _keys(self) -> SigningKeys:
        try:
            return keys_read(self.key_file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise NotTaken("no_key") from error

    def _connection(self) -> HTTPConnection:
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        if parts.scheme == "https":
            safe = ssl.create_default_context()
            return HTTPSConnection(host, parts.port, timeout=PATIENCE, context=safe)
        return HTTPConnection(host, parts.port, timeout=PATIENCE)


def _judged(status: int) -> None:
    """Whether it was taken. Errors: NotTaken."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status == HTTPStatus.CONFLICT:
        return  # 409: it has this one already
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise NotTaken("redirected")
    if status in _ANOTHER_TIME or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotTaken(f"status_{status}")
    raise NotTaken(f"status_{status}", final=True)
