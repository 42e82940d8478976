"""The logs only grow: no row is ever changed or removed by the application."""

from staasted.apps.audit.guarding import Guard

_MESSAGE = "a log row is never changed or removed"


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
                f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'check_violation'; END $$;;"
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
        drop={
            "sqlite": f"DROP TRIGGER {name}",
            "postgresql": f"DROP TRIGGER {name} ON {table}",
        },
    )


GUARDS = tuple(
    _append_only(table, event)
    for table in ("audit_readlog", "audit_actlog")
    for event in ("UPDATE", "DELETE")
)
