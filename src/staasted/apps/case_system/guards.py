"""What the database itself refuses: a changed event, and a removed one while its case is open."""

from staasted.apps.audit.guarding import Guard

EVENTS = "case_system_caseevent"
MESSAGE = "what was told stays as it is"
_OPEN = (
    "EXISTS (SELECT 1 FROM citizens_citizen"  # nosec B608
    " WHERE id = OLD.citizen_id AND closed_on IS NULL)"
)


def _refusing(name: str, event: str, when: str, answer: str) -> Guard:
    return Guard(
        name=name,
        table=EVENTS,
        create={
            "sqlite": (
                f"CREATE TRIGGER {name} BEFORE {event} ON {EVENTS} "
                f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            ),
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN RAISE EXCEPTION "
                f"'{MESSAGE}' USING ERRCODE = 'check_violation'; END IF; "
                f"RETURN {answer}; END $$;;"
                f"CREATE TRIGGER {name} BEFORE {event} ON {EVENTS} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


GUARDS = (
    _refusing(f"{EVENTS}_no_update", "UPDATE", "true", "NEW"),
    _refusing(f"{EVENTS}_no_delete", "DELETE", _OPEN, "OLD"),
)
