"""Guards: what the database itself refuses, declared once, in SQL for each vendor.

Django's SQLite migrations rebuild tables and silently drop triggers, so every guard is
put back after each migration, and a system check refuses to start where one is missing
(docs/decisions/0003).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.checks import CheckMessage, Error
from django.db import connections

_EXISTS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = %s",
    "postgresql": (
        "SELECT (SELECT count(*) FROM pg_trigger WHERE tgname = %s)"
        " + (SELECT count(*) FROM pg_constraint WHERE conname = %s)"
    ),
}


@dataclass(frozen=True, slots=True)
class Guard:
    """One refusal: its name in the database, its table, and its SQL per vendor.

    A vendor left out needs no guard of its own (another one covers it there).
    ``;;`` parts statements.
    """

    name: str
    table: str
    create: Mapping[str, str]
    drop: Mapping[str, str]


_declared: dict[str, Guard] = {}


def declare(*guards: Guard) -> None:
    """Make guards known; they are created after the next migration."""
    _declared.update({guard.name: guard for guard in guards})


def declared() -> tuple[Guard, ...]:
    """Every guard made known so far."""
    return tuple(_declared.values())


def stands(guard: Guard, using: str = "default") -> bool:
    """Whether the guard is in the database now."""
    connection = connections[using]
    if connection.vendor not in guard.create:
        return True
    sql = _EXISTS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql, [guard.name] * sql.count("%s"))
        return bool(cursor.fetchone()[0])


def guards_install(using: str = "default") -> None:
    """Create every declared guard whose table exists and that does not stand."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for guard in declared():
        if guard.table in tables and not stands(guard, using):
            _run(connection, guard.create[connection.vendor])


def guards_drop(using: str = "default") -> None:
    """Drop every guard (the test suite's flush needs it; nothing else does)."""
    connection = connections[using]
    for guard in declared():
        if connection.vendor in guard.drop and stands(guard, using):
            _run(connection, guard.drop[connection.vendor])


def guards_check(databases: Iterable[str] | None) -> list[CheckMessage]:
    """System check: each declared guard stands in each database asked about.

    A table that is not there yet lacks nothing: `migrate` makes both together.
    """
    return [
        Error(
            f"The guard {guard.name} is missing from {guard.table} in database {using}.",
            hint="Run `staasted migrate`: it puts every guard back.",
            id="staasted.E001",
        )
        for using in databases or []
        for guard in _missing(using)
    ]


def _missing(using: str) -> list[Guard]:
    tables = set(connections[using].introspection.table_names())
    return [g for g in declared() if g.table in tables and not stands(g, using)]


def _run(connection: object, sql: str) -> None:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        for statement in sql.split(";;"):
            cursor.execute(statement)
