"""Guards: what the database itself refuses, declared once, in SQL for each vendor.

Django's SQLite migrations rebuild tables: a table's own triggers go silently, and one that reads
a rebuilt table from elsewhere stops the migration. So SQLite's are taken down before tables change,
every guard is put back afterwards, and a system check refuses to start where one is missing or says
something else than what is declared here (docs/decisions/0003).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# What a database says of a guard it holds: SQLite keeps the SQL, PostgreSQL our mark on it.
# A restore that was stopped may have left the old tables with theirs in a schema beside ours.
_MARK = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s",
    "postgresql": (
        "SELECT coalesce(obj_description(pg_trigger.oid, 'pg_trigger'), '')"
        " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgname = %s AND relnamespace = current_schema()::regnamespace"
        " UNION ALL SELECT coalesce(obj_description(oid, 'pg_constraint'), '')"
        " FROM pg_constraint WHERE conname = %s AND contype = 'x'"
        " AND connamespace = current_schema()::regnamespace"
    ),
}


@dataclass(frozen=True, slots=True)
class Guard:
    """One refusal: its name in the database, its table, and its SQL per vendor.

    ``kind`` is TRIGGER or CONSTRAINT. A vendor left out needs no guard of its own (another
    one covers it there). ``;;`` parts statements.
    """

    name: str
    table: str
    create: Mapping[str, str]
    kind: str = "TRIGGER"

    def drop(self, vendor: str) -> str:
        """The SQL that takes the guard away."""
        if vendor == "sqlite":
            return f"DROP TRIGGER {self.name}"
        if self.kind == "CONSTRAINT":
            return f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}"
        return f"DROP TRIGGER {self.name} ON {self.table}"

    def mark(self, vendor: str) -> str:
        """What the database must say of it, so that a changed guard is told from a standing one."""
        sql = self.create[vendor]
        return sql if vendor == "sqlite" else hashlib.sha256(sql.encode()).hexdigest()

    def statements(self, vendor: str) -> list[str]:
        """The SQL that puts it up, with its mark on PostgreSQL."""
        made = self.create[vendor].split(";;")
        if vendor != "postgresql":
            return made
        comment = f"COMMENT ON {self.kind} {self.name} ON {self.table} IS '{self.mark(vendor)}'"
        return [*made, comment]


_declared: dict[str, Guard] = {}


def declare(*guards: Guard) -> None:
    """Make guards known; they are created after the next migration."""
    _declared.update({guard.name: guard for guard in guards})


def declared() -> tuple[Guard, ...]:
    """Every guard made known so far."""
    return tuple(_declared.values())


def guards_install(using: str = "default") -> None:
    """Create every declared guard whose table exists and that does not stand as declared."""
    connection = connections[using]
    for guard in _missing(connection):
        if _held(connection, guard):
            _run(connection, guard.drop(connection.vendor))
        _run(connection, *guard.statements(connection.vendor))


def guards_lower(using: str = "default") -> None:
    """Take SQLite's triggers down before tables change, those of another release too.

    PostgreSQL's stand through a migration, and are left up.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
    _run(connection, *(f"DROP TRIGGER {name}" for name in names))


def guards_drop(using: str = "default") -> None:
    """Drop every guard (the test suite's flush needs it; nothing else does)."""
    connection = connections[using]
    for guard in declared():
        if connection.vendor in guard.create and _held(connection, guard):
            _run(connection, guard.drop(connection.vendor))


def guards_check(databases: Iterable[str] | None) -> list[CheckMessage]:
    """System check: each declared guard stands as declared in each database asked about.

    A table that is not there yet lacks nothing: `migrate` makes both together.
    """
    return [
        Error(
            f"The guard {guard.name} on {guard.table} in database {using} is missing or altered.",
            hint="Run `staasted migrate`: it puts every guard back.",
            id="staasted.E001",
        )
        for using in databases or []
        for guard in _missing(connections[using])
    ]


def _missing(connection: BaseDatabaseWrapper) -> list[Guard]:
    tables, vendor = set(connection.introspection.table_names()), connection.vendor
    here = [g for g in declared() if g.table in tables and vendor in g.create]
    return [guard for guard in here if _held(connection, guard) != [guard.mark(vendor)]]


def _held(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    """What the database says of a guard of that name; nothing where there is none."""
    sql = _MARK[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql, [guard.name] * sql.count("%s"))
        return [row[0] for row in cursor.fetchall()]


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
