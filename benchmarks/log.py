"""The log of a large municipality: sealing, verifying, and *who has seen my case*."""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.process import installation_make, peak_megabytes

CITIZENS, COUNSELLORS = 40_000, 400
ROWS = 300_000
DAYS = 20
TAIL = 3_000
"""Rows that are not sealed yet: more than a busy quarter of an hour writes."""

ASKED = 200  # citizens who look at their page
PAGE = 30  # citizens on a list
BEGINS = datetime(2026, 4, 20, 6, tzinfo=UTC)
AT_ONCE = 5_000  # rows written in one statement


def main(words: list[str]) -> int:
    """Write, seal, verify, and ask for citizens' pages; 1 where the chain is not whole."""
    options = argparse.ArgumentParser(prog="python -m benchmarks log")
    options.add_argument("--rows", type=int, default=ROWS)
    rows = options.parse_args(words).rows
    installation_make()
    from staasted.apps.audit.blocks import logs_seal
    from staasted.apps.audit.models import SeenDay
    from staasted.apps.audit.verifying import logs_verify

    _write(rows, first=0)
    say(f"{rows} readings of {CITIZENS} citizens in {DAYS} days are written")
    _timed(f"sealing {rows} rows", lambda: logs_seal(now=BEGINS), rows)
    say(f"index: {SeenDay.objects.count()} rows")
    _write(TAIL, first=rows)
    found = _timed("verifying", logs_verify, rows)
    _pages()
    say(f"peak {peak_megabytes():.0f} MB")
    return int(not found.whole or found.logs[0].tail != TAIL)


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _timed(what: str, act: Callable[[], object], rows: int) -> object:
    began = time.perf_counter()
    answer = act()
    seconds = time.perf_counter() - began
    say(f"{what}: {seconds:.1f} s, {rows / seconds:.0f} rows/s")
    return answer


def _write(rows: int, *, first: int) -> None:
    from staasted.apps.audit.models import ReadLog

    made = list(_rows(rows, first))
    for start in range(0, rows, AT_ONCE):
        ReadLog.objects.bulk_create(made[start : start + AT_ONCE])


def _rows(rows: int, first: int) -> Iterator[object]:
    """Half are one citizen, half a list of thirty, each counsellor of the own hundred."""
    from staasted.apps.audit.models import ReadLog
    from staasted.apps.audit.reading import packed

    chance = random.Random(first)  # noqa: S311 # nosec B311 # the same log each time
    each = CITIZENS // COUNSELLORS
    for number in range(rows):
        who = chance.randrange(COUNSELLORS)
        own = [f"c{who * each + place:09}" for place in range(each)]
        seen = own[:PAGE] if number % 2 else [chance.choice(own)]
        minutes = (first + number) * DAYS * 600 // (ROWS + TAIL)
        at = BEGINS + timedelta(days=minutes // 600, minutes=minutes % 600)
        yield ReadLog(
            at=at, actor=f"k{who:09}", role="counsellor", purpose="follow_up", page="caseload",
            unit=f"Team {who % 20}", citizens=packed(seen),
        )  # fmt: skip


def _pages() -> None:
    """What a citizen waits for the lines of the page, and what a search of the log would take."""
    from staasted.apps.audit.models import ReadLog
    from staasted.apps.audit.seen import seen_of

    chance = random.Random(1)  # noqa: S311 # nosec B311 # a draw
    refs = [f"c{chance.randrange(CITIZENS):09}" for _ in range(ASKED)]
    told = [_milliseconds(lambda ref=ref: seen_of(ref)) for ref in refs]
    scan = [
        _milliseconds(lambda ref=ref: list(ReadLog.objects.filter(citizens__contains=f"|{ref}|")))
        for ref in refs[:5]
    ]
    middle, slowest = statistics.median(told), sorted(told)[int(ASKED * 0.95)]
    say(f"a citizen's lines, {TAIL} rows unsealed: {middle:.1f} ms, 95 of 100 in {slowest:.1f} ms")
    say(f"a search through the log instead: {statistics.median(scan):.0f} ms")
    say(f"ratio {statistics.median(scan) / middle:.0f}")


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
