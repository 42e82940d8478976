"""Everybody at once through the product's own server: each in a sitting of their own."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import requests

from benchmarks.booking_town import NOW
from benchmarks.pages import BAD, PORT, _client, _serving
from benchmarks.races import OTHERS, PURPOSE, TIMES, Tally, clear, free, run_at_once
from benchmarks.races_meetings import WANTING, seats_raced_served

PATIENCE = 120  # seconds for a page while two hundred ask
HOUSE = f"http://127.0.0.1:{PORT}"
PAGE = f"{HOUSE}/mit-forloeb/book/tjek/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SERVER_FAULT, CLASH = 500, 409


class Visitor:
    """One logged-in citizen with a page open from which they can post."""

    def __init__(self, cookie: str, sitting: str) -> None:
        self.web = requests.Session()
        self.web.cookies.set(cookie, sitting)
        told = self.web.get(f"{HOUSE}/mit-forloeb/kalender/", timeout=PATIENCE)
        found = TOKEN.search(told.text)
        if told.status_code >= BAD or found is None:
            raise SystemExit(f"a citizen's page answered {told.status_code}")
        self.token = found[1]

    def post(self, start: Any) -> tuple[int, str]:
        """Ask for a time; the status of the answer and its page."""
        asked = {"formaal": PURPOSE, "kanal": "phone", "oenske": ""}
        asked |= {"tid": start.strftime("%Y-%m-%dT%H:%MZ"), "csrfmiddlewaretoken": self.token}
        answer = self.web.post(PAGE, asked, timeout=PATIENCE, allow_redirects=False)
        return answer.status_code, answer.text

    def press(self, address: str) -> int:
        """Press the one button of a page; the status of the answer."""
        sent = {"csrfmiddlewaretoken": self.token}
        there = HOUSE + address
        return self.web.post(there, sent, timeout=PATIENCE, allow_redirects=False).status_code


Raced = tuple[str, int, Tally, float]
"""What a race is called, how many run, what it came to, and its seconds."""


def races_served(coach: Any, people: Sequence[Any], rounds: int) -> Iterator[Raced]:
    """Everybody posts for one of ten times, then for one of twenty seats, so many rounds each."""
    town = coach, list(people)
    with _visiting(coach, people) as visitors:
        for name, at_once, race in (
            ("ten times, over HTTP", len(visitors), _times_raced),
            ("twenty seats, over HTTP", WANTING, _seats_raced),
        ):
            tally, began = Tally(), time.perf_counter()
            for _ in range(rounds):
                race(tally, town, visitors)
            yield name, at_once, tally, time.perf_counter() - began


@contextmanager
def _visiting(coach: Any, people: Sequence[Any]) -> Iterator[list[Visitor]]:
    """Everybody logged in at the running server, with the coach as theirs."""
    from django.conf import settings

    from staasted.apps.citizens.services import counsellor_assign
    from staasted.apps.org.clock import clock
    from staasted.apps.org.services import installation_mark_demo
    from staasted.cli.static import static_collect

    installation_mark_demo(now=NOW)
    static_collect()
    with clock.pinned(NOW):
        for citizen in people:
            counsellor_assign(citizen=citizen, counsellor=coach, from_on=NOW.date())
    cookie = settings.SESSION_COOKIE_NAME
    clients = [_client(who.person.public_id, "citizen") for who in people]
    sittings = [client.cookies[cookie].value for client in clients]
    with _serving():
        yield [Visitor(cookie, sitting) for sitting in sittings]


def _times_raced(tally: Tally, town: tuple[Any, list[Any]], visitors: Sequence[Visitor]) -> None:
    from staasted.apps.booking.models import Booking
    from staasted.apps.org.clock import clock

    coach, people = town
    with clock.pinned(NOW):
        slots = free(people[0], coach, "phone")[:TIMES]
    answers = run_at_once([_act(who, slots[n % TIMES].start) for n, who in enumerate(visitors)])
    with clock.pinned(NOW):
        booked = Booking.objects.filter(outcome=None).count()
        clear()
    lost = [page for status, page in answers if status == CLASH]
    told = sum(page.count('name="tid" type="submit"') >= OTHERS for page in lost)
    tally.add(booked=booked, must=TIMES, told=told, losers=len(visitors) - booked)
    tally.wrong += [f"answered {code}" for code, _ in answers if code >= SERVER_FAULT]


def _seats_raced(tally: Tally, town: tuple[Any, list[Any]], visitors: Sequence[Visitor]) -> None:
    seats_raced_served(tally, town, visitors, Visitor.press)


def _act(who: Visitor, start: Any) -> Callable[[], tuple[int, str]]:
    return lambda: who.post(start)
