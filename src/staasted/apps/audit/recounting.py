"""The index counted again from the sealed log, a Danish day at a time, and compared line by line.

A day's lines fit in memory, a year's do not: both are read in order of day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice

from django.db.models import Q

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import LogName, ReadLog, SeenDay
from staasted.apps.audit.sealed import sealed_to
from staasted.apps.audit.seen import Sight, index_alone, lines_of
from staasted.apps.audit.stored import UNREADABLE

_AT_ONCE = 500  # rows of the log asked for in one question
_TRIES = 3  # on SQLite a block may be sealed while the index is counted

Lines = dict[tuple[str, Sight], tuple[int, datetime]]


@dataclass(frozen=True, slots=True)
class Recount:
    """Whether the index says what the log says, and the rows of the log nobody can read."""

    whole: bool
    unreadable: tuple[int, ...]


def index_recount() -> Recount:
    """Compare the index with the sealed log, every word, number and moment of each line."""
    for _ in range(_TRIES):
        skipped: list[int] = []
        with index_alone():
            to = sealed_to(LogName.READ)
            whole = _is_whole(to, skipped)
        if whole or sealed_to(LogName.READ) == to:
            break
    return Recount(whole, tuple(sorted(skipped)))


def _is_whole(to: int, skipped: list[int]) -> bool:
    try:
        told = _told()
        for day, held in _held(to, skipped):
            if next(told, (None, None)) != (day, held):
                return False
        return next(told, None) is None
    except UNREADABLE:  # of the index itself
        return False


def _told() -> Iterator[tuple[date, Lines]]:
    """The index's lines, day by day."""
    rows = SeenDay.objects.order_by("day").iterator()
    for day, each in groupby(rows, key=lambda row: row.day):
        yield (
            day,
            {
                (row.citizen, Sight(day, row.purpose, row.role, row.unit)): (row.times, row.last_at)
                for row in each
            },
        )


def _held(to: int, skipped: list[int]) -> Iterator[tuple[date, Lines]]:
    """The same, out of the log up to an id."""
    by_others = ReadLog.objects.filter(id__lte=to).exclude(Q(role=Role.CITIZEN) | Q(citizens=""))
    ids = by_others.order_by("at", "id").values_list("id", flat=True).iterator()
    day: date | None = None
    lines: Lines = {}
    while some := list(islice(ids, _AT_ONCE)):
        found = lines_of(ReadLog.objects.filter(pk__in=some), skipped)
        for (citizen, sight), (times, last_at) in sorted(found.items(), key=_by_day):
            if sight.day != day:
                if day is not None:
                    yield day, lines
                day, lines = sight.day, {}
            before, until = lines.get((citizen, sight), (0, last_at))
            lines[citizen, sight] = (before + times, max(until, last_at))
    if day is not None:
        yield day, lines


def _by_day(line: tuple[tuple[str, Sight], tuple[int, datetime]]) -> date:
    return line[0][1].day
