"""What the database itself refuses: too short a deadline, and a changed letter or shortage.

A shortage of times is never removed either; a letter goes with its case (decision 0023).
"""

from staasted.apps.audit.guarding import Guard

DAYS_MESSAGE = "an invitation gives at least eight days"
CHANGED_MESSAGE = "what was written stays as it is"

_TOO_SHORT = {
    "sqlite": "julianday(NEW.book_by_on) - julianday(NEW.made_on) < 8",
    "postgresql": "NEW.book_by_on - NEW.made_on < 8",
}


def _refusing(name: str, table: str, event: str, when: dict[str, str], message: str) -> Guard:
    """A guard that refuses a change of a row where its condition holds."""
    return Guard(
        name=name,
        table=table,
        create={
            "sqlite": (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"WHEN {when['sqlite']} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ),
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN IF {when['postgresql']} THEN RAISE EXCEPTION "
                f"'{message}' USING ERRCODE = 'check_violation'; END IF; "
                f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$;;"
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


_ALWAYS = dict.fromkeys(("sqlite", "postgresql"), "true")

GUARDS = (
    _refusing(
        "invitations_gives_eight_days", "invitations_invitation", "INSERT", _TOO_SHORT, DAYS_MESSAGE
    ),
    _refusing(
        "invitations_keeps_eight_days", "invitations_invitation", "UPDATE", _TOO_SHORT, DAYS_MESSAGE
    ),
    _refusing(
        "invitations_timesmissing_no_update",
        "invitations_timesmissing",
        "UPDATE",
        _ALWAYS,
        CHANGED_MESSAGE,
    ),
    _refusing(
        "invitations_timesmissing_no_delete",
        "invitations_timesmissing",
        "DELETE",
        _ALWAYS,
        CHANGED_MESSAGE,
    ),
    _refusing(
        "invitations_exemptionreview_no_update",
        "invitations_exemptionreview",
        "UPDATE",
        _ALWAYS,
        CHANGED_MESSAGE,
    ),
    _refusing(
        "invitations_summons_no_update", "invitations_summons", "UPDATE", _ALWAYS, CHANGED_MESSAGE
    ),
)
