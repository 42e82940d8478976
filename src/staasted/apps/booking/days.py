"""Danish days and times of day as moments, and moments as whole seconds."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, BigIntegerField, Func, TextField
from django.db.models.sql.compiler import SQLCompiler

from staasted.apps.org.clock import COPENHAGEN
from staasted.core.slots import Interval, Stretch


class Timed(Protocol):
    """A row that lies from one moment to another."""

    starts_at: datetime
    ends_at: datetime


class Seconds(Func):
    """Whole seconds since 1970 that have passed at a moment, reckoned by the database.

    An office's times are thousands of rows: numbers are read three times as fast as moments.
    """

    output_field = BigIntegerField()
    whole = "FLOOR"
    a_part = "0"

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """SQLite keeps moments as text, with a point where there is a part of a second."""
        template = f"(CAST(strftime('%%%%s', %(expressions)s) AS INTEGER) + {self.a_part})"
        return super().as_sql(compiler, connection, template=template, **more)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """PostgreSQL counts them itself."""
        template = f"{self.whole}(DATE_PART('epoch', %(expressions)s))::bigint"
        return super().as_sql(compiler, connection, template=template, **more)


class SecondsUp(Seconds):
    """The same, a part of a second counted as one."""

    whole = "CEIL"
    a_part = "(instr(%(expressions)s, '.') > 0)"


class Stretched(Func):
    """A row's start and end as two numbers with a space between."""

    template, arg_joiner, output_field = "(%(expressions)s)", " || ' ' || ", TextField()


class Joined(Aggregate):
    """Everything of a group as one line of words: a tenth of the rows to hand over, and to read."""

    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """SQLite's word for it."""
        return super().as_sql(
            compiler, connection, template="GROUP_CONCAT(%(expressions)s, ' ')", **more
        )

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """PostgreSQL's."""
        return super().as_sql(
            compiler, connection, template="STRING_AGG(%(expressions)s, ' ')", **more
        )


def spans_read(line: str) -> list[tuple[int, int]]:
    """The stretches of a joined line, in no order."""
    numbers = map(int, line.split())
    return list(zip(numbers, numbers, strict=True))


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """The first moment of a Danish day and of the next."""
    start = datetime.combine(on, time.min, COPENHAGEN)
    return start, datetime.combine(on + timedelta(days=1), time.min, COPENHAGEN)


def stretch_on(on: date, stretch: Stretch) -> Interval | None:
    """A stretch of a Danish day as moments; None where the clocks have jumped over it.

    A time that is there twice is the first of the two.
    """
    starts, ends = (datetime.combine(on, at, COPENHAGEN).astimezone(UTC) for at in stretch)
    return Interval(starts, ends) if starts < ends else None


def interval_of(row: Timed) -> Interval:
    """The stretch a row takes."""
    return Interval(row.starts_at, row.ends_at)


def danish_day(moment: datetime) -> date:
    """The Danish day a moment lies in."""
    return moment.astimezone(COPENHAGEN).date()
