"""What the database holds of log rows, as bytes: nothing is read into values and back.

A date written another way or a byte nobody can decode must show, so SQLite is asked for the
literal of what it stores, in hex, and PostgreSQL for its text.
"""

from collections.abc import Iterator, Mapping

from django.db import DatabaseError, connection

from staasted.apps.audit.models import LogName

TABLES: Mapping[LogName, str] = {LogName.READ: "audit_readlog", LogName.ACT: "audit_actlog"}

# In this order since the first block; a new column begins a new format (chain.FORMAT).
COLUMNS: Mapping[LogName, tuple[str, ...]] = {
    LogName.READ: ("at", "actor", "role", "unit", "citizens", "purpose", "page"),
    LogName.ACT: ("at", "actor", "role", "unit", "citizens", "act", "subject", "facts"),
}
_AS_TEXT = {
    "sqlite": "hex(quote({column}))",
    "postgresql": "{column}::text",
}
_MOMENT = {
    "sqlite": _AS_TEXT["sqlite"],
    # Whatever zone the connection speaks, the moment reads the same.
    "postgresql": "to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}

# What reading a row with a flipped byte in it may raise.
UNREADABLE = (DatabaseError, ValueError, TypeError, AttributeError, OverflowError)

Row = tuple[int, tuple[bytes, ...] | None]
"""A row's id and its values; None where the database cannot read it."""


def rows_stored(log: LogName, *, after: int, to: int) -> Iterator[Row]:
    """The rows with ids above ``after`` and up to ``to``, in order of id.

    Where the database fails on some of them each is asked for by itself. Errors: DatabaseError
    where not even the ids can be read.
    """
    asked = f"SELECT id, {_values(log)} FROM {TABLES[log]} WHERE id > %s AND id <= %s ORDER BY id"  # noqa: S608 # nosec B608 # our own names
    try:
        found = _asked(asked, after, to)
    except DatabaseError:
        yield from _one_by_one(log, after, to)
        return
    yield from ((row[0], _as_bytes(row[1:])) for row in found)


def is_readable(values: tuple[bytes, ...] | None) -> bool:
    """Whether what is stored of a row is text; SQLite keeps bytes that are none."""
    if values is None or connection.vendor != "sqlite":
        return values is not None
    try:
        return all(bytes.fromhex(value.decode()).decode() for value in values)
    except ValueError:
        return False


def _one_by_one(log: LogName, after: int, to: int) -> Iterator[Row]:
    table = TABLES[log]
    ids = _asked(f"SELECT id FROM {table} WHERE id > %s AND id <= %s ORDER BY id", after, to)  # noqa: S608 # nosec B608 # our own names
    for (row_id,) in ids:
        try:
            found = _asked(f"SELECT {_values(log)} FROM {table} WHERE id = %s", row_id)  # noqa: S608 # nosec B608 # our own names
        except DatabaseError:
            yield row_id, None
        else:
            yield row_id, _as_bytes(found[0]) if found else None


def _asked(sql: str, *values: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _values(log: LogName) -> str:
    vendor = connection.vendor
    return ", ".join(
        (_MOMENT if column == "at" else _AS_TEXT)[vendor].format(column=f'"{column}"')
        for column in COLUMNS[log]
    )


def _as_bytes(values: tuple[object, ...]) -> tuple[bytes, ...]:
    """Each value as UTF-8; NULL, which no column allows, as a byte no text begins with."""
    return tuple(b"\xff" if value is None else str(value).encode() for value in values)
