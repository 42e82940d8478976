"""A PostgreSQL database's content as digests, the same on every server it is restored to.

Sequences are left out: they move outside every snapshot. pg_dump brings them along, at least
as far as its rows have come.
"""

import hashlib

import psycopg
from psycopg import sql

from staasted.apps.backups.manifest import DatabaseState, TableState

_ALIKE = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'iso_8601'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL search_path = public",
)
# Names and kinds and not their text: the server writes a condition anew when it reads it back.
# Guards carry a digest of theirs as a comment, which is compared too.
_AROUND = """
SELECT 'column', table_name, column_name, data_type, is_nullable,
       coalesce(character_maximum_length::text, ''), coalesce(column_default, ''),
       coalesce(identity_generation, '')
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, contype::text,
       convalidated::text, '', coalesce(obj_description(oid, 'pg_constraint'), ''), ''
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', tablename, indexname, '', '', '', '', ''
  FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, tgenabled::text,
       pg_get_triggerdef(pg_trigger.oid), '',
       coalesce(obj_description(pg_trigger.oid, 'pg_trigger'), ''), ''
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
 WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'function', proname, md5(prosrc), '', '', '', '', ''
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def state_of(held: psycopg.Connection) -> DatabaseState:
    """Every table of the schema ``public``; call inside the transaction that is to be judged."""
    for statement in _ALIKE:
        held.execute(statement)
    tables = {name: _table(held, name) for name in tables_of(held)}
    around = f'SELECT * FROM ({_AROUND}) each ORDER BY each::text COLLATE "C"'  # nosec B608 # ours
    _, schema = _digest(held, sql.SQL(around))
    return DatabaseState(
        vendor="postgresql",
        tables=tables,
        schema_digest=schema,
        migrations=_migrations(held, tables),
    )


def tables_of(held: psycopg.Connection) -> list[str]:
    """Every table by name, in an order that no server's language changes."""
    rows = held.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ' ORDER BY tablename COLLATE "C"'
    )
    return [row[0] for row in rows]


def _table(held: psycopg.Connection, name: str) -> TableState:
    keys = held.execute(
        "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid"
        " AND attnum = ANY(indkey) WHERE indrelid = %s::regclass AND indisprimary"
        ' ORDER BY attname COLLATE "C"',
        [f'public."{name}"'],
    ).fetchall()
    each = [sql.SQL("each.{}::text").format(sql.Identifier(key)) for (key,) in keys]
    order = [sql.SQL('{} COLLATE "C"').format(key) for key in each or [sql.SQL("each::text")]]
    rows, digest = _digest(
        held,
        sql.SQL("SELECT each.* FROM public.{} each ORDER BY {}").format(
            sql.Identifier(name), sql.SQL(", ").join(order)
        ),
    )
    return TableState(rows=rows, digest=digest)


def _digest(held: psycopg.Connection, query: sql.Composable) -> tuple[int, str]:
    """How many rows, and the SHA-256 of them as COPY writes them: one line a row."""
    digest, rows = hashlib.sha256(), 0
    with (
        held.cursor() as cursor,
        cursor.copy(sql.SQL("COPY ({}) TO STDOUT").format(query)) as lines,
    ):
        for block in lines:
            digest.update(block)
            rows += bytes(block).count(b"\n")
    return rows, digest.hexdigest()


def _migrations(held: psycopg.Connection, tables: dict[str, TableState]) -> tuple[str, ...]:
    if "django_migrations" not in tables:
        return ()
    rows = held.execute("SELECT app, name FROM django_migrations")
    return tuple(sorted(f"{app}.{name}" for app, name in rows))
