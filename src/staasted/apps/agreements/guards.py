"""The last wall: a pause is looked at again within a quarter, and nothing stands on a closed case.

The service counts Danish days; the wall gives the one day more a night between two clocks can make.
Source: semantics, section 8; decision 0035.
"""

from staasted.apps.audit.guarding import Guard

TABLE = "agreements_contactagreement"
LONGEST_PAUSE = 92  # days; the policy's 91 and one for the clock
PAUSE_MESSAGE = "a pause is looked at again within 91 days"
CLOSED_MESSAGE = "the case is closed"

_TOO_LONG = {
    "sqlite": (
        "NEW.pause_until IS NOT NULL AND"
        f" julianday(NEW.pause_until) - julianday(date(NEW.made_at)) > {LONGEST_PAUSE}"
    ),
    "postgresql": (
        "NEW.pause_until IS NOT NULL AND"
        f" NEW.pause_until - (NEW.made_at AT TIME ZONE 'UTC')::date > {LONGEST_PAUSE}"
    ),
}
_CLOSED = (
    "NEW.state IN ('proposed', 'in_force') AND EXISTS (SELECT 1 FROM citizens_citizen"
    " WHERE id = NEW.citizen_id AND closed_on IS NOT NULL)"
)


def _refusing(name: str, when: dict[str, str], message: str) -> Guard:
    return Guard(
        name=name,
        table=TABLE,
        create={
            "sqlite": (
                f"CREATE TRIGGER {name} BEFORE INSERT ON {TABLE} WHEN {when['sqlite']} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ),
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql"
                f" AS $$ BEGIN IF {when['postgresql']} THEN RAISE EXCEPTION '{message}'"
                " USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$;;"
                f"CREATE TRIGGER {name} BEFORE INSERT ON {TABLE} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


GUARDS = (
    _refusing("agreements_contactagreement_short_pause", _TOO_LONG, PAUSE_MESSAGE),
    _refusing(
        "agreements_contactagreement_open_case",
        {"sqlite": _CLOSED, "postgresql": _CLOSED},
        CLOSED_MESSAGE,
    ),
)
