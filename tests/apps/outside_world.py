"""A web server on this machine that hands out calendars, and answers as it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from staasted.apps.calendars.models import OutsideCalendar
from staasted.apps.calendars.outside import calendar_send, calendar_tell
from staasted.apps.calendars.selectors import Health, calendars_of
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.integrations.calendars_http import HttpCalendars
from staasted.ports import adapters
from tests.apps.ics import file_of
from tests.happenings import free
from tests.town import NOON, Town

HERE = "127.0.0.1"
WEDNESDAY = date(2026, 5, 20)
MORNING = ("DTSTART:20260520T060000Z", "DTEND:20260520T100000Z", "SUMMARY:Hemmeligt møde")
AFTERNOON = ("DTSTART:20260520T100000Z", "DTEND:20260520T140000Z")


@dataclass
class World:
    """What the server answers, and what it was asked."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    drips: threading.Event | None = None
    port: int = 0

    @property
    def address(self) -> str:
        """Where the calendar lies."""
        return f"http://{HERE}:{self.port}/hemmelig.ics"


@contextmanager
def outside_world() -> Iterator[World]:
    """The server, and the product's own way to it, for as long as it is needed."""
    world = World()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            world.asked.append(dict(self.headers))
            same = world.headers.get("ETag")
            if same and self.headers.get("If-None-Match") == same:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(world.status)
            told = {"Content-Length": str(len(world.content))} | world.headers
            for name, value in told.items():
                self.send_header(name, value)
            self.end_headers()
            if world.drips is not None:
                self.wfile.write(b"BEGIN")
                world.drips.wait(20)
                return
            with suppress(OSError):  # whoever had enough has hung up
                self.wfile.write(world.content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 its own name
            return

    server = ThreadingHTTPServer((HERE, 0), Answers)
    world.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    before = adapters.calendar_source()
    adapters.calendar_source_use(HttpCalendars(frozenset({HERE})))
    try:
        yield world
    finally:
        adapters.calendar_source_use(before)
        server.shutdown()
        server.server_close()


def told(place: Town, world: World, name: str = "Outlook") -> OutsideCalendar:
    return calendar_tell(actor=place.counsellor(), name=name, address=world.address)


def sent(place: Town, *events: tuple[str, ...], name: str = "Fil") -> OutsideCalendar:
    return calendar_send(actor=place.counsellor(), name=name, chunks=[file_of(*events)])


def of_wednesday(case: Citizen, place: Town) -> list[int]:
    """The hours, in UTC, the two could meet on Wednesday 20 May."""
    found = free(case, place.karen)
    return sorted({slot.start.hour for slot in found if slot.start.date() == WEDNESDAY})


def health(place: Town, now: datetime = NOON) -> list[Health]:
    return [each.health for each in calendars_of(place.counsellor(), now=now)]


def stale(place: Town) -> None:
    """A calendar outside that nobody has read for two days."""
    with clock.pinned(NOON - timedelta(days=2)):
        calendar_tell(actor=place.counsellor(), name="A", address="https://calendar.example/x")
