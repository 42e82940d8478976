"""Calendars over HTTPS, from the open net alone: somebody else chose the address.

Each connection goes to an address on the net that was looked at after the name was looked up, so
that no name leads into the house's own net, also not one that changes its mind (decision 0030).
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from staasted.integrations.open_net import on_the_open_net
from staasted.ports.calendars import Fetched, Known, NotFetched

PATIENCE = 10
"""Seconds for each step of an answer. Source: decision 0030."""
LONGEST = 30
"""Seconds for all of it, however slowly it drips. Source: decision 0030."""
MOST_LED_ON = 3
LONGEST_ADDRESS = 2_000
HTTPS_PORT = 443
_PIECE = 65_536
_LED_ON = frozenset({301, 302, 303, 307, 308})
_CODES = {401: "needs_login", 403: "needs_login", 404: "gone", 410: "gone"}
_OK, _UNCHANGED = 200, 304


class _Checked(http.client.HTTPSConnection):
    """A connection to an address that has been looked at; the certificate is the name's."""

    def __init__(self, parts: SplitResult, *, inside: bool) -> None:
        self.encrypted = parts.scheme == "https"
        port = parts.port or HTTPS_PORT
        context = ssl.create_default_context()
        super().__init__(parts.hostname or "", port, timeout=PATIENCE, context=context)
        self.inside, self.tls = inside, context
        self.line: socket.socket | None = None

    def cut(self) -> None:
        """End it from another thread, in whatever it is busy with."""
        if self.line is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)

    def connect(self) -> None:
        """Connect to the first address that may be asked. Errors: NotFetched, OSError."""
        self.line = self.sock = self._reached()
        if self.encrypted:
            wrapped = {"server_hostname": self.host, "do_handshake_on_connect": False}
            secret = self.tls.wrap_socket(self.line, **wrapped)
            self.line = self.sock = secret
            secret.do_handshake()

    def _reached(self) -> socket.socket:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        if not self.inside and not all(on_the_open_net(each[4][0]) for each in found):
            raise NotFetched("not_open")
        failed: OSError | None = None
        for family, kind, protocol, _, where in found:
            tried = socket.socket(family, kind, protocol)
            tried.settimeout(PATIENCE)
            try:
                tried.connect(where)
            except OSError as error:
                tried.close()
                failed = error
            else:
                return tried
        raise failed or OSError


@dataclass(frozen=True)
class HttpCalendars:
    """Asks over HTTPS; ``inside`` are names in the house's own net that may be asked as well."""

    inside: frozenset[str] = frozenset()
    longest: float = LONGEST

    def accepts(self, address: str) -> bool:
        """Whether it is an address over HTTPS, without a password in it."""
        try:
            return self._allowed(urlsplit(address))
        except ValueError:
            return False

    def fetch(self, address: str, *, known: Known, most: int) -> Fetched:
        """The calendar. Errors: NotFetched."""
        for _ in range(MOST_LED_ON + 1):
            answered = self._ask(address, known, most)
            if not isinstance(answered, str):
                return answered
            address = self._onward(address, answered)
        raise NotFetched("led_around")

    def _allowed(self, parts: SplitResult) -> bool:
        host, port = parts.hostname or "", parts.port
        if not host or parts.username or parts.password or len(parts.geturl()) > LONGEST_ADDRESS:
            return False
        if not parts.geturl().isascii() or any(sign.isspace() for sign in parts.geturl()):
            return False
        if host in self.inside:
            return parts.scheme == "https" or host == "127.0.0.1"
        return parts.scheme == "https" and port in (None, HTTPS_PORT)

    def _onward(self, address: str, led_to: str) -> str:
        """Where an answer leads, if it is the same host. Errors: NotFetched."""
        onward = urljoin(address, led_to)
        same = urlsplit(onward).hostname == urlsplit(address).hostname
        if not same or not self.accepts(onward):
            raise NotFetched("led_around")
        return onward

    def _ask(self, address: str, known: Known, most: int) -> Fetched | str:
        """One answer, or where it leads."""
        if not self.accepts(address):
            raise NotFetched("bad_address")
        parts = urlsplit(address)
        connection = _Checked(parts, inside=(parts.hostname or "") in self.inside)
        try:
            with _ended_after(self.longest, connection):
                path = parts.path or "/"
                asked = f"{path}?{parts.query}" if parts.query else path
                connection.request("GET", asked, headers=_headers(known))
                with connection.getresponse() as response:
                    return _answer(response, known, most)
        except ssl.SSLError as error:
            raise NotFetched("not_secure") from error
        except TimeoutError as error:
            raise NotFetched("too_slow") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched("away") from error
        finally:
            connection.close()


def _headers(known: Known) -> dict[str, str]:
    asked = {"User-Agent": "Staasted", "Accept": "text/calendar", "Accept-Encoding": "identity"}
    if known.etag:
        asked["If-None-Match"] = known.etag
    if known.modified:
        asked["If-Modified-Since"] = known.modified
    return asked


def _answer(response: http.client.HTTPResponse, known: Known, most: int) -> Fetched | str:
    if response.status == _UNCHANGED and known != Known():
        return Fetched(None, known)
    if response.status in _LED_ON:
        return response.getheader("Location") or ""
    if response.status != _OK:
        raise NotFetched(_CODES.get(response.status, "answers_wrong"))
    content = bytearray()
    while piece := response.read1(_PIECE):
        content += piece
        if len(content) > most:
            raise NotFetched("too_large")
    if response.length:  # the connection broke before all of it had come
        raise NotFetched("cut_off")
    return Fetched(bytes(content), Known(_told(response, "ETag"), _told(response, "Last-Modified")))


def _told(response: http.client.HTTPResponse, name: str) -> str:
    """A header that is sent back as it came; a long or odd one is forgotten."""
    told = response.getheader(name) or ""
    return told if len(told) <= 200 and told.isascii() and told.isprintable() else ""  # noqa: PLR2004


@contextmanager
def _ended_after(seconds: float, connection: _Checked) -> Iterator[None]:
    """Whoever answers a sign at a time is cut off. Errors: NotFetched."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        connection.cut()

    clock = threading.Timer(seconds, cut)
    clock.daemon = True
    clock.start()
    try:
        yield
    except (OSError, http.client.HTTPException, NotFetched) as error:
        if late.is_set():
            raise NotFetched("too_slow") from error
        raise
    finally:
        clock.cancel()
    if late.is_set():
        raise NotFetched("too_slow")
