"""Everybody at once, a hundred times over: who gets a time, who is told of others, and no overlap.

Real connections on PostgreSQL and SQLite, then the product's own server on PostgreSQL.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

from benchmarks.booking import _overlaps as overlaps
from benchmarks.booking_town import NOW, citizens_make, office_make
from benchmarks.process import installation_make

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, OVER_HTTP = 100, 10
EVERYBODY, TIMES = 200, 10
SHIFTED, HOURS = 64, 20
TABS = 20
OTHERS = 3  # times a loser is shown
PURPOSE = "job_search"
DATABASES = POSTGRESQL, SQLITE = "postgresql", "sqlite"
HEAD = f"{'race':<34}{'database':<12}{'rounds':>7}{'at once':>9}{'booked':>9}{'told others':>13}"
HEAD += f"{'overlaps':>10}{'seconds':>9}  wrong"


def main(words: list[str]) -> int:
    """Run every race and print a line of each; 1 where one came out otherwise than it must."""
    options = argparse.ArgumentParser(prog="python -m benchmarks races")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--http-rounds", type=int, default=OVER_HTTP)
    options.add_argument("--only", default="", help="part of the names of the races to run")
    options.add_argument("--database", choices=DATABASES, help="that one alone")
    options.add_argument("--inside", choices=DATABASES, help=argparse.SUPPRESS)
    told = options.parse_args(words)
    if told.inside:
        return _inside(told.inside, told.only, told.rounds, told.http_rounds)
    sys.path.insert(0, str(ROOT / "setup"))
    import postgres

    say(HEAD)
    failed = []
    if told.database != SQLITE:
        with postgres.private_postgres() as address:
            failed.append(_apart(POSTGRESQL, address, words))
    if told.database != POSTGRESQL:
        failed.append(_apart(SQLITE, "", words))
    return int(any(failed))


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _apart(database: str, address: str, words: Sequence[str]) -> int:
    """The races on one database, in a process of its own: settings are read once."""
    with tempfile.TemporaryDirectory(prefix="staasted-races-") as folder:
        told = {"DATABASE_URL": address, "STAASTED_DATA_DIR": folder}
        command = [sys.executable, "-m", "benchmarks.races", "--inside", database, *words]
        return subprocess.run(command, env=os.environ | told, check=False).returncode


@dataclass
class Tally:
    """What the rounds of one race came to."""

    booked: Counter[int] = field(default_factory=Counter)
    told: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, *, booked: int, must: int, told: int, losers: int) -> None:
        """One round: how many booked of how many must, and how many of the losers saw times."""
        self.booked[booked] += 1
        self.told += told
        if booked != must:
            self.wrong.append(f"{booked} booked, not {must}")
        if told != losers:
            self.wrong.append(f"{losers - told} were shown no other times")


def _inside(database: str, only: str, rounds: int, over_http: int) -> int:
    from benchmarks.races_meetings import WANTING, seats_raced

    installation_make()
    from staasted.apps.org.clock import clock

    with clock.pinned(NOW):
        staff, _ = office_make(1, 8)
        people = citizens_make(EVERYBODY)
    for number, who in enumerate(people):
        who.person.email = f"borger{number}@borger.example"  # so that each can be told
        who.person.save(update_fields=["email"])
    races: list[tuple[str, int, int, Callable[[Any, Any], Tally]]] = [
        ("ten times, everybody wants one", rounds, EVERYBODY, _ten_times),
        ("twenty hours, some a quarter late", rounds, SHIFTED, _shifted),
        ("one citizen, the same time", rounds, TABS, _same_citizen),
        ("one citizen, two times", rounds, TABS, _two_tabs),
        ("two move to one time", rounds, 2, _two_moves),
        ("twenty seats, then ten go", rounds, WANTING, seats_raced),
    ]
    failed = False
    for name, times, at_once, race in (race for race in races if only in race[0]):
        began, tally = time.perf_counter(), Tally()
        for _ in range(times):
            with clock.pinned(NOW):
                race(tally, (staff[0], people))
                clear()
        failed |= _line(name, database, times, at_once, tally, time.perf_counter() - began)
    if database == POSTGRESQL and over_http:
        from benchmarks.races_served import races_served

        for name, at_once, tally, took in races_served(staff[0], people, over_http):
            failed |= _line(name, database, over_http, at_once, tally, took)
    return int(failed)


def _line(
    name: str, database: str, rounds: int, at_once: int, tally: Tally, seconds: float
) -> bool:
    """Print a race; whether anything came out otherwise than it must."""
    shared = overlaps()
    booked = "-".join(map(str, sorted({min(tally.booked), max(tally.booked)})))
    wrong = "; ".join(dict.fromkeys(tally.wrong)) or "nothing"
    row = f"{name:<34}{database:<12}{rounds:>7}{at_once:>9}{booked:>9}{tally.told:>13}"
    say(f"{row}{shared:>10}{seconds:>9.0f}  {wrong}")
    return bool(tally.wrong or shared)


def run_at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run the acts in threads that start together; each one's answer or refusal, in order."""
    from django.db import connection

    from staasted.core.errors import DomainError

    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        connection.ensure_connection()  # before the start, so that all stand at the line
        gate.wait()
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        running = [pool.submit(copy_context().run, run, act) for act in acts]
        return [each.result() for each in running]


def free(citizen: Any, coach: Any, channel: str) -> list[Any]:
    from staasted.apps.booking.searching import search_for
    from staasted.catalog.loader import catalog
    from staasted.core.axes import Channel
    from staasted.core.slots import free_times

    told = {"purpose": catalog().purposes[PURPOSE], "channel": Channel(channel), "now": NOW}
    return list(free_times(search_for(citizen=citizen, counsellor=coach, **told)))


def _booker(citizen: Any, coach: Any, start: Any, channel: str = "phone") -> Callable[[], Any]:
    from staasted.apps.audit.actor import Role
    from staasted.apps.booking.services import slot_book
    from staasted.apps.booking.taking import Request
    from staasted.apps.org.selectors import actor_for
    from staasted.catalog.loader import catalog
    from staasted.core.axes import Channel, Origin

    actor = actor_for(person=citizen.person, role=Role.CITIZEN)
    asked = Request(start, catalog().purposes[PURPOSE], Channel(channel), Origin.OWN_CHOICE)
    return lambda: slot_book(actor=actor, citizen=citizen, counsellor=coach, request=asked)


def clear() -> None:
    """Cancel what a round booked, as its citizens do, so that the next begins as it did."""
    from staasted.apps.audit.actor import Role
    from staasted.apps.booking.models import Booking
    from staasted.apps.booking.services import booking_cancel
    from staasted.apps.org.selectors import actor_for

    for booking in Booking.objects.filter(outcome=None).select_related("citizen__person"):
        actor = actor_for(person=booking.citizen.person, role=Role.CITIZEN)
        booking_cancel(actor=actor, booking=booking)


def _reckoned(tally: Tally, answers: Sequence[Any], must: int) -> None:
    """A round of many who want few times: whoever lost must be shown the next three."""
    from staasted.apps.booking.models import Booking
    from staasted.apps.booking.refusing import SlotRefused

    won = {answer.pk for answer in answers if isinstance(answer, Booking)}
    lost = [answer for answer in answers if isinstance(answer, SlotRefused)]
    told = sum(len(answer.others) == OTHERS for answer in lost)
    tally.add(booked=len(won), must=must, told=told, losers=len(answers) - len(won))


def _ten_times(tally: Tally, town: tuple[Any, list[Any]]) -> None:
    coach, people = town
    slots = free(people[0], coach, "phone")[:TIMES]
    acts = [_booker(who, coach, slots[n % TIMES].start) for n, who in enumerate(people)]
    _reckoned(tally, run_at_once(acts), TIMES)


def _shifted(tally: Tally, town: tuple[Any, list[Any]]) -> None:
    """Hours wanted as they are and, by the others, a quarter or more late: no time of ours."""
    coach, people = town
    slots, quarter = free(people[0], coach, "in_person")[:HOURS], timedelta(minutes=15)
    acts = [
        _booker(who, coach, slots[n % HOURS].start + (n // HOURS) * quarter, "in_person")
        for n, who in enumerate(people[:SHIFTED])
    ]
    _reckoned(tally, run_at_once(acts), HOURS)


def _same_citizen(tally: Tally, town: tuple[Any, list[Any]]) -> None:
    coach, people = town
    start = free(people[0], coach, "phone")[0].start
    _stood(tally, run_at_once([_booker(people[0], coach, start) for _ in range(TABS)]), 1)


def _two_tabs(tally: Tally, town: tuple[Any, list[Any]]) -> None:
    coach, people = town
    slots = free(people[0], coach, "phone")[:2]
    acts = [_booker(people[0], coach, slots[n % 2].start) for n in range(TABS)]
    _stood(tally, run_at_once(acts), 1)


def _two_moves(tally: Tally, town: tuple[Any, list[Any]]) -> None:
    from staasted.apps.audit.actor import Role
    from staasted.apps.booking.models import Booking
    from staasted.apps.booking.services import booking_move
    from staasted.apps.booking.taking import Request
    from staasted.apps.org.selectors import actor_for
    from staasted.catalog.loader import catalog
    from staasted.core.axes import Channel, Origin

    coach, people = town
    first, second, wanted = free(people[0], coach, "phone")[:3]
    pairs = [(people[0], first), (people[1], second)]
    held = [_booker(who, coach, slot.start)() for who, slot in pairs]
    asked = Request(wanted.start, catalog().purposes[PURPOSE], Channel.PHONE, Origin.OWN_CHOICE)
    answers = run_at_once(
        [
            lambda who=who, booking=booking: booking_move(
                actor=actor_for(person=who.person, role=Role.CITIZEN),
                booking=booking,
                counsellor=coach,
                request=asked,
            )
            for (who, _), booking in zip(pairs, held, strict=True)
        ]
    )
    moved = [answer for answer in answers if isinstance(answer, Booking)]
    if len(moved) != 1:
        tally.wrong.append(f"{len(moved)} moved, not 1")
    _stood(tally, answers, 2)


def _stood(tally: Tally, answers: Sequence[Any], must: int) -> None:
    """How many live bookings a round left, whatever each was answered."""
    from staasted.apps.booking.models import Booking
    from staasted.core.errors import DomainError

    odd = {type(one).__name__ for one in answers if not isinstance(one, Booking | DomainError)}
    tally.wrong += sorted(odd)
    standing = Booking.objects.filter(outcome=None).count()
    tally.add(booked=standing, must=must, told=0, losers=0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
