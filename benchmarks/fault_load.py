"""Citizens who book, move and cancel over HTTP, join meetings and leave them, and remember what
they were promised."""

import random
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import requests

PATIENCE = 25  # seconds somebody waits for a page: SQLite's writers wait 20 for their turn
PAUSE = (0.02, 0.12)  # seconds between two acts of one visitor
VISITORS = 4
_SERVER_FAULT, _MOVED, _CLASH = 500, 302, 409
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_BOOKING = re.compile(r"/mit-forloeb/samtaler/([^/\"]+)/")
_BOOK = "/mit-forloeb/book/tjek/"
_MEETINGS = "/mit-forloeb/moeder/"
AT_MEETINGS = 0.35  # of the acts


@dataclass
class Seen:
    """What the visitors met: promised bookings, acts by how they ended, and what was not plain.

    ``ended`` are the bookings somebody was told they no longer have; ``seats`` acts at meetings.
    """

    promised: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    done: int = 0
    seats: int = 0
    errors: int = 0
    unanswered: int = 0
    not_plain: list[str] = field(default_factory=list)
    longest: float = 0.0
    served_at: float = 0.0


class Citizen:
    """One logged-in citizen; ``booking`` is the conversation they think they have."""

    def __init__(self, house: str, sitting: str) -> None:
        self.house, self.booking, self.token = house, "", ""
        self.web = requests.Session()
        self.web.cookies.set("sessionid", sitting)

    def act(self, times: list[str], meetings: list[str]) -> requests.Response | None:
        """Book, move or cancel, join a meeting or leave it; None where there is no token to do it
        with yet."""
        if not self.token:
            self._token(times)
        if random.random() < AT_MEETINGS:  # noqa: S311 # nosec B311 # a load
            one, way = random.choice(meetings), random.choice(("tilmeld", "afbud"))  # noqa: S311 # nosec B311
            return self._post(f"{_MEETINGS}{one}/{way}/", {})
        chosen = {"formaal": "job_search", "kanal": "phone", "tid": random.choice(times)}  # noqa: S311 # nosec B311 # a load
        if not self.booking:
            return self._post(_BOOK, chosen | {"oenske": ""})
        place = f"/mit-forloeb/samtaler/{self.booking}/"
        if random.random() < 0.5:  # noqa: S311, PLR2004 # nosec B311 # as many move as cancel
            return self._post(f"{place}flyt/tjek/", chosen | {"oenske": ""})
        answer, self.booking = self._post(f"{place}afbud/", {}), ""
        return answer

    def _token(self, times: list[str]) -> None:
        asked = {"formaal": "job_search", "kanal": "phone", "tid": times[0]}
        page = self.web.get(self.house + _BOOK, params=asked, timeout=PATIENCE)
        found = _TOKEN.search(page.text)
        self.token = found[1] if found else ""

    def _post(self, path: str, sent: dict[str, str]) -> requests.Response:
        return self.web.post(
            self.house + path,
            data=sent | {"csrfmiddlewaretoken": self.token},
            timeout=PATIENCE,
            allow_redirects=False,
        )


class Load:
    """Visitors in threads, from ``with`` until its end."""

    def __init__(self, port: int, town: dict[str, Any]) -> None:
        self.house, self.times, self.seen = f"http://127.0.0.1:{port}", town["times"], Seen()
        self.meetings = town["meetings"]
        self._over, self._lock = threading.Event(), threading.Lock()
        people = [Citizen(self.house, sitting) for sitting in town["sittings"]]
        self._threads = [
            threading.Thread(target=self._visit, args=(people[n::VISITORS],), daemon=True)
            for n in range(VISITORS)
        ]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(2 * PATIENCE)

    def fresh(self) -> Seen:
        """What was seen so far, counted anew from here; what was promised stays promised."""
        with self._lock:
            kept = Seen(promised=set(self.seen.promised), ended=set(self.seen.ended))
            seen, self.seen = self.seen, kept
        return seen

    def _visit(self, people: list[Citizen]) -> None:
        while not self._over.is_set():
            citizen = random.choice(people)  # noqa: S311 # nosec B311 # a load
            began = time.monotonic()
            try:
                answer = citizen.act(self.times, self.meetings)
            except requests.RequestException as error:
                citizen.booking = ""  # perhaps: booking again tells
                self._unanswered(error, began)
            else:
                self._note(citizen, answer, began)
            self._over.wait(random.uniform(*PAUSE))  # noqa: S311 # nosec B311 # a load

    def _unanswered(self, error: Exception, began: float) -> None:
        with self._lock:
            self.seen.unanswered += 1
            self.seen.longest = max(self.seen.longest, time.monotonic() - began)
            if isinstance(error, requests.ReadTimeout):
                self.seen.not_plain.append(f"no answer in {PATIENCE} s")

    def _note(self, citizen: Citizen, answer: requests.Response, began: float) -> None:
        found = _BOOKING.search(answer.headers.get("Location", "") or answer.text)
        with self._lock:
            seen = self.seen
            seen.longest = max(seen.longest, time.monotonic() - began)
            if answer.status_code >= _SERVER_FAULT:
                seen.errors += 1
                citizen.booking = ""
                if not plain(answer):
                    seen.not_plain.append(answer.text[:200])
            elif answer.status_code == _MOVED and _MEETINGS in answer.url:
                seen.done += 1
                seen.seats += 1
            elif answer.status_code == _MOVED and found:
                self._promised(citizen, answer, found[1])
            elif answer.status_code == _CLASH and _BOOK in answer.url and found:
                citizen.booking = found[1]

    def _promised(self, citizen: Citizen, answer: requests.Response, booking: str) -> None:
        asked = _BOOKING.search(answer.url)
        before = asked[1] if asked else ""
        if "/flyt/" in answer.url and booking == before:  # sent back: it was not theirs to move
            citizen.booking = ""
            return
        if before:
            self.seen.ended.add(before)
        self.seen.done += 1
        self.seen.served_at = time.monotonic()
        self.seen.promised.add(booking)
        if "/afbud/" not in answer.url:
            citizen.booking = booking


def plain(answer: requests.Response) -> bool:
    """Whether an error is told on a page of the house's, without anything of the program."""
    page = answer.text
    framed = "</html>" in page and 'class="font-lead"' in page
    return framed and "Traceback" not in page and "Error" not in page


def guess(port: int, times: int) -> int:
    """Guess at a password nobody has, so often; how the last guess was answered."""
    visitor, page = requests.Session(), f"http://127.0.0.1:{port}/log-ind/lokal/"
    visitor.get(page, timeout=PATIENCE).raise_for_status()
    sent = {"username": "nobody", "password": "wrong"}  # nosec B105 # a wrong guess
    sent["csrfmiddlewaretoken"] = ""
    for _ in range(times):
        sent["csrfmiddlewaretoken"] = visitor.cookies["csrftoken"]
        answer = visitor.post(page, sent, timeout=PATIENCE)
    return answer.status_code
