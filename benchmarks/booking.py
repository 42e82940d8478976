"""Free times of a whole office, and bookings a second, beside two plain ways to the same answer.

The masks of the product, a plain expansion of the weekly rules, and an anti-join in SQL must
answer the same; it fails where they do not, or where a time is given twice.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks.booking_town import NOW, citizens_make, office_make, openings
from benchmarks.process import installation_make, peak_megabytes

ROOT = Path(__file__).resolve().parents[1]
OFFICES = ((50, 4), (150, 26))
MASKS_BAR, READ_BAR, QUERIES_BAR = 2.0, 15.0, 5  # ms, ms, questions: 50 people, four weeks
TIMES = 7
CLIENTS, WANTED = 32, 640
CHOICE = 40  # of the next times, so that clients meet
MINUTES = 30
MILLI = 1000
DAYS_OF_WEEK = 7


def main(words: list[str]) -> int:
    """Measure and print; 1 where two ways disagree or a time is given twice."""
    options = argparse.ArgumentParser(prog="python -m benchmarks booking")
    options.add_argument("--only", choices=("sqlite",), default="")
    only = options.parse_args(words).only
    sys.path.insert(0, str(ROOT / "setup"))
    import postgres

    if only:
        return _measure("")
    with postgres.private_postgres() as address:
        return _measure(address)


def _measure(address: str) -> int:
    os.environ["DATABASE_URL"] = address
    installation_make()
    from staasted.apps.org.clock import clock

    with clock.pinned(NOW):
        right = [_office(people, weeks) for people, weeks in OFFICES]
    if address:
        right.append(_clients())
    say(f"peak {peak_megabytes():.0f} MB")
    return 0 if all(right) else 1


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _office(people: int, weeks: int) -> bool:
    """Every figure of one office; whether all ways gave the same times."""
    from staasted.apps.booking.searching import times_read
    from staasted.core.slots import free_times

    staff, citizen = office_make(people, weeks)
    keys = [person.pk for person in staff]
    wanted = _wanted(citizen, weeks)

    def masks_read() -> dict[int, Any]:
        times = times_read(wanted, keys)
        return {key: times.masks(key) for key in keys}

    queries, cold, read = _first(masks_read)
    whole = _quickest(lambda: _counted(masks_read()))
    masks = _quickest(lambda: _counted(read))
    times = times_read(wanted, keys)
    searches = {key: times.search(key) for key in keys}
    listing = _quickest(lambda: [mask.slots() for mask in masks_read().values()])
    ours = {key: [slot.start for slot in free_times(search)] for key, search in searches.items()}
    made = _quickest(lambda: _counted({key: times.masks(key) for key in keys}))
    soonest = _quickest(lambda: _soonest(masks_read()))
    plain = _quickest(lambda: _expanded(searches, weeks))
    count = sum(len(times) for times in ours.values())
    from django.db import connection

    say(f"\n{people} people, {weeks} weeks, {count} free times, {connection.vendor}")
    say(f"{'what':<44}{'queries':>8}{'ms':>10}{'of ours':>9}{'of the bar':>12}")
    small = (people, weeks) == OFFICES[0]
    _line("free times from what was read (masks)", 0, masks, whole, MASKS_BAR if small else 0)
    _line("masks made of what was read", 0, made, whole)
    _line("with reading, the first time", queries, cold, whole)
    _line("with reading, warm", queries, whole, whole, READ_BAR if small else 0)
    _line("with reading, every time as a moment", queries, listing, whole)
    _line("the next free time of the office", queries, soonest, whole)
    _line("plain expansion of the weekly rules", 0, plain, whole)
    same = ours == _expanded(searches, weeks) and _counted(read) == count
    if connection.vendor == "postgresql":
        _line("anti-join in SQL", 1, _quickest(lambda: _anti_joined(searches)), whole)
        same = same and ours == _anti_joined(searches)
    say("every way lists the same" if same else "THE WAYS DISAGREE")
    return same and count > 0 and queries <= QUERIES_BAR


def _soonest(masks: dict[int, Any]) -> Any:
    return min(slot for mask in masks.values() for slot in mask.slots(1))


def _counted(masks: dict[int, Any]) -> int:
    return sum(mask.starts.bit_count() for mask in masks.values())


def _line(what: str, queries: int, ms: float, whole: float, bar: float = 0) -> None:
    of_bar = f"{ms / bar:.2f}" if bar else ""
    say(f"{what:<44}{queries:>8}{ms:>10.1f}{ms / whole:>9.2f}{of_bar:>12}")


def _wanted(citizen: Any, weeks: int) -> Any:
    from staasted.apps.booking.diaries import Wanted
    from staasted.catalog.loader import catalog
    from staasted.core.axes import Channel

    purpose = catalog().purposes["job_search"]
    far = purpose.model_copy(update={"horizon_days": weeks * DAYS_OF_WEEK})
    return Wanted(citizen, far, Channel.PHONE, NOW)


def _first(ask: Callable[[], Any]) -> tuple[int, float, Any]:
    """Questions and milliseconds of the first time, on a new connection, and the answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    connection.close()
    began = time.perf_counter()
    ask()
    taken = (time.perf_counter() - began) * MILLI
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    return len(captured), taken, answer


def _quickest(ask: Callable[[], Any]) -> float:
    """The median of some tries, in milliseconds of wall time."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * MILLI)
    return median(taken)


def _expanded(searches: dict[int, Any], weeks: int) -> dict[int, list[datetime]]:
    """As a plain programme does it: every occurrence of the rule against everything taken."""
    length, found = timedelta(minutes=MINUTES), {}
    for key, search in searches.items():
        busy = [i for block in search.blocks for i in block.intervals]
        times = []
        for start, end in openings(weeks):
            near = [i for i in busy if i.start < end and i.end > start]
            at = start
            while at + length <= end:
                fits = search.earliest <= at and at + length <= search.latest
                if fits and not any(i.start < at + length and i.end > at for i in near):
                    times.append(at)
                at += length
        found[key] = times
    return found


ANTI_JOIN = """
SELECT r.person_id, s FROM booking_resource r
  JOIN booking_opening o ON o.resource_id = r.id AND o.closed_at IS NULL,
  generate_series(o.starts_at, o.ends_at - %(long)s, %(long)s) s
WHERE r.kind = 'counsellor' AND s >= %(earliest)s AND s + %(long)s <= %(latest)s
  AND r.person_id = ANY(%(people)s)
  AND NOT EXISTS (SELECT 1 FROM booking_occupation b WHERE b.live AND b.resource_id = r.id
                  AND b.starts_at < s + %(long)s AND b.ends_at > s)
ORDER BY 1, 2
"""


def _anti_joined(searches: dict[int, Any]) -> dict[int, list[datetime]]:
    """As a database does it: every time there could be, without those something overlaps."""
    from django.db import connection

    search = next(iter(searches.values()))
    given = {
        "long": timedelta(minutes=MINUTES),
        "earliest": search.earliest,
        "latest": search.latest,
        "people": list(searches),
    }
    found: dict[int, list[datetime]] = {key: [] for key in searches}
    with connection.cursor() as cursor:
        cursor.execute(ANTI_JOIN, given)
        for key, start in cursor.fetchall():
            found[key].append(start)
    return found


def _clients() -> bool:
    """Print bookings a second under many clients; whether nobody is in two places."""
    from staasted.apps.booking.models import Occupation
    from staasted.apps.org.clock import clock

    with clock.pinned(NOW):
        staff, _ = office_make(OFFICES[0][0], OFFICES[0][1], seed=2)
        people = citizens_make(WANTED)
    before = Occupation.objects.filter(kind="booking").count()
    began = time.perf_counter()
    shares = [people[n::CLIENTS] for n in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        outcomes = list(clients.map(lambda n: _one_client(shares[n], staff, n), range(CLIENTS)))
    took = time.perf_counter() - began
    booked, lost = sum(o[0] for o in outcomes), sum(o[1] for o in outcomes)
    made = Occupation.objects.filter(kind="booking").count() - before
    overlaps = _overlaps()
    say(f"\n{CLIENTS} clients, {WANTED} citizens, each looks and books:")
    say(f"{booked} booked in {took:.1f} s ({booked / took:.0f} a second), {lost} lost a race")
    say(f"{overlaps} overlaps")
    return made == 2 * booked and booked > WANTED // 2 and not overlaps


def _one_client(people: Sequence[Any], staff: Sequence[Any], number: int) -> tuple[int, int]:
    """Book for each of these people: one of the next times with somebody; booked, and lost."""
    from django.db import connection

    from staasted.apps.audit.actor import Role
    from staasted.apps.booking.refusing import SlotRefused
    from staasted.apps.booking.searching import times_read
    from staasted.apps.booking.services import slot_book
    from staasted.apps.booking.taking import Request
    from staasted.apps.org.clock import clock
    from staasted.apps.org.selectors import actor_for
    from staasted.core.axes import Origin
    from staasted.core.slots import next_times

    chance = Random(number)  # noqa: S311 # nosec B311 # the same choices each time
    booked = lost = 0
    with clock.pinned(NOW):
        for citizen in people:
            coach, wanted = chance.choice(staff[: CLIENTS // 2]), _wanted(citizen, OFFICES[0][1])
            search = times_read(wanted, [coach.pk], rooms=False).search(coach.pk)
            slot = chance.choice(next_times(search, CHOICE))
            request = Request(slot.start, wanted.purpose, wanted.channel, Origin.OWN_CHOICE)
            actor = actor_for(person=citizen.person, role=Role.CITIZEN)
            try:
                slot_book(actor=actor, citizen=citizen, counsellor=coach, request=request)
                booked += 1
            except SlotRefused:
                lost += 1
    connection.close()
    return booked, lost


def _overlaps() -> int:
    """How many live bookings of one resource share a moment, read past the house's own code."""
    from staasted.apps.booking.models import Occupation

    live = Occupation.objects.filter(live=True, kind="booking").order_by("resource_id", "starts_at")
    rows = list(live.values_list("resource_id", "starts_at", "ends_at"))
    return sum(one[0] == two[0] and two[1] < one[2] for one, two in pairwise(rows))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
