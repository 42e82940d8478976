"""The logs only grow: no row is ever changed or removed by the application."""

from staasted.apps.audit.guarding import Guard

_MESSAGE = "a log row is never changed or removed"
_TABLES = ("audit_readlog", "audit_actlog", "audit_logblock")


def _refusal(name: str) -> str:
    """PostgreSQL's function behind a trigger."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'check_violation'; END $$;;"
    )


def _append_only(table: str, event: str) -> Guard:
    name = f"{table}_no_{event.lower()}"
    return Guard(
        name=name,
        table=table,
        create={
            "sqlite": (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
            ),
            "postgresql": (
                f"{_refusal(name)}CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


def _no_truncate(table: str) -> Guard:
    """PostgreSQL empties a table without a row trigger's notice."""
    name = f"{table}_no_truncate"
    sql = (
        f"{_refusal(name)}CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuse()"
    )
    return Guard(name=name, table=table, create={"postgresql": sql})


def _no_replace(table: str) -> Guard:
    """SQLite's INSERT OR REPLACE removes a row without a delete trigger's notice."""
    name = f"{table}_no_replace"
    sql = (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "  # nosec B608 # our own names
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )
    return Guard(name=name, table=table, create={"sqlite": sql})


GUARDS = tuple(
    guard
    for table in _TABLES
    for guard in (
        _append_only(table, "UPDATE"),
        _append_only(table, "DELETE"),
        _no_truncate(table),
        _no_replace(table),
    )
)
