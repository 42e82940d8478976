"""Who has seen whom: the index of the sealed read log, and what a citizen is told of both.

The index answers for what is sealed, the log itself for the unsealed tail, so a reading is
told from the moment it is written (docs/decisions/0014).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import LogBlock, LogName, ReadLog, SeenDay
from staasted.apps.audit.sealed import sealed_to

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
    """Add rows that are sealed now to the index. Inside the block's transaction."""
    lines: dict[tuple[str, Sight], tuple[int, datetime]] = {}
    for row in _by_others(rows).iterator():
        for citizen in _citizens(row):
            _count(lines, (citizen, _sight(row)), row.at)
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
    SeenDay.objects.all().delete()
    ranges = LogBlock.objects.filter(log=LogName.READ).order_by("number")
    for first, last in ranges.values_list("first_id", "last_id"):
        seen_add(ReadLog.objects.filter(id__gte=first, id__lte=last))
    return SeenDay.objects.count()


def _indexed(citizen_ref: str) -> dict[Sight, tuple[int, datetime]]:
    rows = SeenDay.objects.filter(citizen=citizen_ref)
    return {Sight(r.day, r.purpose, r.role, r.unit): (r.times, r.last_at) for r in rows}


def _tail(citizen_ref: str, *, after: int) -> Iterable[ReadLog]:
    rows = ReadLog.objects.filter(id__gt=after, citizens__contains=f"|{citizen_ref}|")
    return _by_others(rows)


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
