"""Who has seen whom: the index of the sealed read log, and what a citizen is told of both.

The index answers for what is sealed, the log itself for the unsealed tail, so a reading is
told from the moment it is written (docs/decisions/0014).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import LogBlock, LogName, ReadLog, SeenDay
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.sealed import sealed_to
from staasted.apps.audit.stored import UNREADABLE

_TRIES = 3  # a block is sealed between two questions once in a long while, never thrice
_UPSERT = """
    INSERT INTO audit_seenday (citizen, day, purpose, role, unit, times, last_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (citizen, day, purpose, role, unit) DO UPDATE SET
        times = audit_seenday.times + excluded.times,
        last_at = CASE WHEN excluded.last_at > audit_seenday.last_at
                  THEN excluded.last_at ELSE audit_seenday.last_at END
"""


class Sight(NamedTuple):
    """What makes two readings of one citizen the same line: a Danish day, why, and whose."""

    day: date
    purpose: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of *who has seen my case*: how often, and when last."""

    sight: Sight
    times: int
    last_at: datetime


def seen_of(citizen_ref: str) -> list[Seen]:
    """Everybody else's readings of one citizen, newest first."""
    for _ in range(_TRIES):
        sealed = sealed_to(LogName.READ)
        lines = _indexed(citizen_ref)
        for row in _tail(citizen_ref, after=sealed):
            _count(lines, _sight(row), row.at)
        if sealed_to(LogName.READ) == sealed:
            break
    seen = [Seen(sight, times, last_at) for sight, (times, last_at) in lines.items()]
    return sorted(seen, key=lambda each: each.last_at, reverse=True)


def actors_behind(citizen_ref: str, sight: Sight) -> list[str]:
    """The public ids of those behind one line, in order; the log itself is asked."""
    rows = _by_others(ReadLog.objects.filter(citizens__contains=f"|{citizen_ref}|"))
    same = rows.filter(at__date=sight.day, purpose=sight.purpose, role=sight.role, unit=sight.unit)
    return sorted(set(same.values_list("actor", flat=True)))


def seen_add(rows: QuerySet[ReadLog]) -> None:
    """Add rows that are sealed now to the index. Inside the block's transaction.

    A row that cannot be read is left out: verification names it.
    """
    lines = lines_of(rows)
    adapt = connection.ops
    values = [
        (
            citizen,
            adapt.adapt_datefield_value(sight.day),
            *sight[1:],
            times,
            adapt.adapt_datetimefield_value(last_at),
        )
        for (citizen, sight), (times, last_at) in lines.items()
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, values)


@transaction.atomic
def seen_rebuild() -> int:
    """Make the index anew from the sealed part of the log; how many rows it holds."""
    with index_alone():
        SeenDay.objects.all().delete()
        ranges = LogBlock.objects.filter(log=LogName.READ).order_by("number")
        for first, last in ranges.values_list("first_id", "last_id"):
            seen_add(ReadLog.objects.filter(id__gte=first, id__lte=last))
        return SeenDay.objects.count()


@contextmanager
def index_alone() -> Iterator[None]:
    """Nobody else writes in the index until the block is left: on PostgreSQL the sealer waits.

    SQLite has one writer at a time; a transaction of its own is the caller's.
    """
    if connection.vendor == "sqlite":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE audit_seenday IN SHARE ROW EXCLUSIVE MODE")
        yield


def lines_of(
    rows: QuerySet[ReadLog], skipped: list[int] | None = None
) -> dict[tuple[str, Sight], tuple[int, datetime]]:
    """How often others read each citizen in these rows, line by line, and when last.

    ``skipped`` gets the ids of rows that cannot be read.
    """
    lines: dict[tuple[str, Sight], tuple[int, datetime]] = {}
    for row in _readable(_by_others(rows), skipped, marked=connection.in_atomic_block):
        for citizen in _citizens(row):
            _count(lines, (citizen, _sight(row)), row.at)
    return lines


def _readable(
    rows: QuerySet[ReadLog], skipped: list[int] | None = None, *, marked: bool = False
) -> Iterator[ReadLog]:
    """Every row that can be read. ``marked`` inside a transaction: PostgreSQL goes on after an
    error from a savepoint alone.
    """
    mark = transaction.atomic if marked else nullcontext
    try:
        with mark():
            found = list(rows)
    except UNREADABLE:
        for key in list(rows.values_list("pk", flat=True)):
            try:
                with mark():
                    each = list(ReadLog.objects.filter(pk=key))
            except UNREADABLE:
                each = []
                if skipped is not None:
                    skipped.append(key)
            yield from each
    else:
        yield from found


def _indexed(citizen_ref: str) -> dict[Sight, tuple[int, datetime]]:
    rows = _days()(citizen=citizen_ref)
    return {Sight(*sight): (times, last_at) for *sight, times, last_at in rows}


@Prepared
def _days(given: Given) -> QuerySet[SeenDay]:
    rows = SeenDay.objects.filter(citizen=given.word("citizen"))
    return rows.values_list("day", "purpose", "role", "unit", "times", "last_at")


def _tail(citizen_ref: str, *, after: int) -> Iterable[ReadLog]:
    rows = ReadLog.objects.filter(id__gt=after, citizens__contains=f"|{citizen_ref}|")
    return _readable(_by_others(rows))


def _by_others(rows: QuerySet[ReadLog]) -> QuerySet[ReadLog]:
    return rows.exclude(role=Role.CITIZEN)


def _sight(row: ReadLog) -> Sight:
    day = row.at.astimezone(get_default_timezone()).date()
    return Sight(day, row.purpose, row.role, row.unit)


def _citizens(row: ReadLog) -> list[str]:
    return row.citizens.strip("|").split("|") if row.citizens else []


def _count(lines: dict, key: object, at: datetime) -> None:
    times, last = lines.get(key, (0, at))
    lines[key] = (times + 1, max(last, at))
