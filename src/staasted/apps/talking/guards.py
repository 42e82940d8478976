"""What the database itself refuses: changed words, and anything new on a closed case.

A message goes with its case alone: while the case is open none is removed (decision 0037). One
between a partner and a counsellor is about the invitation's own citizen, is written by that partner
or by a counsellor, and never once somebody has ended the invitation (decision 0054). What an
a-kasse gave on stays, with its own citizen's note (decision 0058).
"""

from staasted.apps.audit.guarding import Guard

WRITTEN_MESSAGE = "what was sent stays as it is"
CLOSED_MESSAGE = "the case is closed"
INVITED_MESSAGE = "a partner writes under an invitation that runs"
MESSAGES, WISHES = "talking_talkmessage", "talking_helpwish"
PARTNERS, TRANSFERS = "talking_partnermessage", "talking_fundtransfer"
NOTE_MESSAGE = "the note is about the same citizen, and by the a-kasse"
_KEPT = ("words", "sent_at", "written_by_id", "citizen_id", "role", "in_reply", "answer_by")


def changed(columns: tuple[str, ...]) -> dict[str, str]:
    """The condition that one of these columns would become another."""
    told = {"sqlite": "NEW.{0} IS NOT OLD.{0}", "postgresql": "NEW.{0} IS DISTINCT FROM OLD.{0}"}
    return {
        vendor: "(" + " OR ".join(each.format(name) for name in columns) + ")"
        for vendor, each in told.items()
    }


def of_case(row: str, is_closed: str) -> dict[str, str]:
    """The condition that a row's case is open (``IS NULL``) or closed (``IS NOT NULL``)."""
    sql = (
        f"EXISTS (SELECT 1 FROM citizens_citizen WHERE id = {row}.citizen_id"  # nosec B608
        f" AND closed_on {is_closed})"
    )
    return dict.fromkeys(("sqlite", "postgresql"), sql)


def refusing(name: str, table: str, event: str, when: dict[str, str], message: str) -> Guard:
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


_OF_PARTNER = ("words", "sent_at", "written_by_id", "citizen_id", "invitation_id", "role")
_RUNS = (
    "EXISTS (SELECT 1 FROM citizens_partnerinvitation AS held WHERE held.id = NEW.invitation_id "
    "AND held.citizen_id = NEW.citizen_id AND held.ended_at IS NULL "
    "AND (NEW.role <> 'partner' OR held.partner_id = NEW.written_by_id))"
)
_UNINVITED = dict.fromkeys(("sqlite", "postgresql"), f"NOT {_RUNS}")
_NOTED = (
    "EXISTS (SELECT 1 FROM talking_partnermessage AS note "
    "JOIN citizens_partnerinvitation AS held ON held.id = note.invitation_id "
    "WHERE note.id = NEW.note_id AND note.citizen_id = NEW.citizen_id "
    "AND note.role = 'partner' AND held.held_by = 'unemployment_fund')"
)
_UNNOTED = dict.fromkeys(("sqlite", "postgresql"), f"NOT {_NOTED}")
_OF_TRANSFER = ("citizen_id", "note_id", "period_on", "transferred_on")
_CLOSED, _OPEN = of_case("NEW", "IS NOT NULL"), of_case("OLD", "IS NULL")

GUARDS = (
    refusing(f"{MESSAGES}_no_update", MESSAGES, "UPDATE", changed(_KEPT), WRITTEN_MESSAGE),
    refusing(f"{MESSAGES}_no_delete", MESSAGES, "DELETE", _OPEN, WRITTEN_MESSAGE),
    refusing(f"{MESSAGES}_open_case", MESSAGES, "INSERT", _CLOSED, CLOSED_MESSAGE),
    refusing(f"{PARTNERS}_no_update", PARTNERS, "UPDATE", changed(_OF_PARTNER), WRITTEN_MESSAGE),
    refusing(f"{PARTNERS}_no_delete", PARTNERS, "DELETE", _OPEN, WRITTEN_MESSAGE),
    refusing(f"{PARTNERS}_open_case", PARTNERS, "INSERT", _CLOSED, CLOSED_MESSAGE),
    refusing(f"{PARTNERS}_invited", PARTNERS, "INSERT", _UNINVITED, INVITED_MESSAGE),
    refusing(f"{TRANSFERS}_no_update", TRANSFERS, "UPDATE", changed(_OF_TRANSFER), WRITTEN_MESSAGE),
    refusing(f"{TRANSFERS}_no_delete", TRANSFERS, "DELETE", _OPEN, WRITTEN_MESSAGE),
    refusing(f"{TRANSFERS}_noted", TRANSFERS, "INSERT", _UNNOTED, NOTE_MESSAGE),
    refusing(f"{WISHES}_open_case", WISHES, "INSERT", _CLOSED, CLOSED_MESSAGE),
)
