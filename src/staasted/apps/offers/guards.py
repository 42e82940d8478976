"""The number of places is held by the database, whoever writes.

A place's number lies between 1 and its round's seats, and no number is live twice (a constraint),
so there are never more live places than seats. On PostgreSQL the round is held while a place is
written. Nothing is taken or asked for on a closed case, and a round never moves.
"""

from staasted.apps.audit.guarding import Guard
from staasted.apps.offers.course_guards import COURSE_GUARDS

ROUND, PLACE, REQUEST = "offers_offerround", "offers_offerplace", "offers_offerrequest"
FULL_MESSAGE = "the offer has no such place"
CLOSED_MESSAGE = "the case is closed"
MOVED_MESSAGE = "a round stays as it was made"

# our own names throughout
_NO_SUCH_PLACE = (
    f"NEW.live AND NOT EXISTS (SELECT 1 FROM {ROUND} held WHERE held.id = NEW.round_id"  # nosec B608
    " AND NEW.number >= 1 AND (held.seats IS NULL OR NEW.number <= held.seats))"
)
_CLOSED = (
    "EXISTS (SELECT 1 FROM citizens_citizen WHERE id = NEW.citizen_id AND closed_on IS NOT NULL)"
)
_MOVED = {
    "sqlite": (
        "OLD.offer IS NOT NEW.offer OR OLD.begins_at IS NOT NEW.begins_at"
        " OR OLD.seats IS NOT NEW.seats"
    ),
    "postgresql": (
        "(OLD.offer, OLD.begins_at, OLD.seats)"
        " IS DISTINCT FROM (NEW.offer, NEW.begins_at, NEW.seats)"
    ),
}
_HOLD = f"PERFORM 1 FROM {ROUND} WHERE id = NEW.round_id FOR NO KEY UPDATE; "


def _refusing(
    name: str, table: str, event: str, when: dict[str, str], message: str, hold: str = ""
) -> Guard:
    """A guard that refuses a row before it is written, where a condition on it holds."""
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
                f"LANGUAGE plpgsql AS $$ BEGIN {hold}IF {when['postgresql']} THEN RAISE EXCEPTION "
                f"'{message}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$;;"
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


def _both(condition: str) -> dict[str, str]:
    return {"sqlite": condition, "postgresql": condition}


_OPEN = "NEW.state IN ('asked', 'taken_up')"
GUARDS = (
    *(
        _refusing(
            f"{PLACE}_within_{event.lower()}",
            PLACE,
            event,
            _both(_NO_SUCH_PLACE),
            FULL_MESSAGE,
            _HOLD,
        )
        for event in ("INSERT", "UPDATE")
    ),
    *(
        _refusing(
            f"{table}_open_case_{event.lower()}",
            table,
            event,
            _both(f"{live} AND {_CLOSED}"),
            CLOSED_MESSAGE,
        )
        for table, live in ((PLACE, "NEW.live"), (REQUEST, _OPEN))
        for event in ("INSERT", "UPDATE")
    ),
    _refusing(f"{ROUND}_stays", ROUND, "UPDATE", _MOVED, MOVED_MESSAGE),
    *COURSE_GUARDS,
)
