"""What the database itself refuses of courses, whoever writes.

A seat's number lies within the provider's seats, and no day lies in two seats of one number: so a
provider is never overbooked. A seat is never moved and its days only shrink. What happened stays as
it was recorded while the case is open, and nothing goes on on a closed case (decision 0046).
"""

from staasted.apps.audit.apart import Apart
from staasted.apps.audit.guarding import Guard
from staasted.core.offering import OPEN_COURSES

COURSE, SEAT, STEP = "offers_offercourse", "offers_offerseat", "offers_offerstep"
PAUSE, ATTENDANCE, PLACE = "offers_offerpause", "offers_offerattendance", "offers_provideroffer"
FULL_MESSAGE = "the provider has no such seat"
MOVED_MESSAGE = "a seat stays as it was taken"
WRITTEN_MESSAGE = "what happened stays as it was recorded"
CLOSED_MESSAGE = "the case is closed"

# our own names throughout
_NO_SUCH_SEAT = (
    f"NOT EXISTS (SELECT 1 FROM {PLACE} held WHERE held.id = NEW.place_id"  # nosec B608
    " AND NEW.number >= 1 AND NEW.number <= held.seats)"
)
_HOLD = f"PERFORM 1 FROM {PLACE} WHERE id = NEW.place_id FOR NO KEY UPDATE; "
_GROWN = (
    "OLD.to_on IS NOT NULL AND (NEW.to_on IS NULL OR NEW.to_on > OLD.to_on)"
    " OR OLD.withdrawn AND NOT NEW.withdrawn"
)
_OPEN = ", ".join(f"'{state}'" for state in OPEN_COURSES)
_KEPT = ("course_id", "citizen_id", "from_on", "to_on", "there", "excused", "unexcused", "at")


def _refusing(
    name: str, table: str, event: str, when: dict[str, str], message: str, hold: str = ""
) -> Guard:
    """A guard that refuses a row before it is written, where a condition on it holds."""
    row = "OLD" if event == "DELETE" else "NEW"
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
                f"RETURN {row}; END $$;;"
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


def _both(condition: str) -> dict[str, str]:
    return {"sqlite": condition, "postgresql": condition}


def _changed(*columns: str, also: str = "") -> dict[str, str]:
    """The condition that one of these columns would become another, or ``also``."""
    told = {"sqlite": "NEW.{0} IS NOT OLD.{0}", "postgresql": "NEW.{0} IS DISTINCT FROM OLD.{0}"}
    return {
        vendor: " OR ".join([*(each.format(name) for name in columns), *([also] if also else [])])
        for vendor, each in told.items()
    }


def _case(row: str, is_closed: str, and_: str = "true") -> dict[str, str]:
    found = f"SELECT 1 FROM citizens_citizen WHERE id = {row}.citizen_id AND closed_on {is_closed}"  # nosec B608
    return _both(f"{and_} AND EXISTS ({found})")


SEATS = Apart(
    table=SEAT,
    keys=("place_id", "number"),
    counts="NOT {row}withdrawn",
    says="somebody has this seat on some of them",
)
PAUSES = Apart(
    table=PAUSE,
    keys=("course_id",),
    counts="NOT {row}withdrawn",
    says="the course stands still on some of them",
)
HOURS = Apart(
    table=ATTENDANCE,
    keys=("course_id",),
    counts="NOT {row}withdrawn",
    says="hours are recorded for some of them",
)
COURSE_GUARDS = (
    *SEATS.guards,
    *PAUSES.guards,
    *HOURS.guards,
    _refusing(f"{SEAT}_within", SEAT, "INSERT", _both(_NO_SUCH_SEAT), FULL_MESSAGE, _HOLD),
    _refusing(
        f"{SEAT}_stays",
        SEAT,
        "UPDATE",
        _changed("place_id", "number", "course_id", "from_on", also=_GROWN),
        MOVED_MESSAGE,
    ),
    *(
        _refusing(
            f"{COURSE}_open_case_{event.lower()}",
            COURSE,
            event,
            _case("NEW", "IS NOT NULL", f"NEW.state IN ({_OPEN})"),
            CLOSED_MESSAGE,
        )
        for event in ("INSERT", "UPDATE")
    ),
    _refusing(f"{STEP}_no_update", STEP, "UPDATE", _both("true"), WRITTEN_MESSAGE),
    _refusing(f"{STEP}_no_delete", STEP, "DELETE", _case("OLD", "IS NULL"), WRITTEN_MESSAGE),
    _refusing(
        f"{ATTENDANCE}_stays",
        ATTENDANCE,
        "UPDATE",
        _changed(*_KEPT, also="OLD.withdrawn AND NOT NEW.withdrawn"),
        WRITTEN_MESSAGE,
    ),
    _refusing(
        f"{ATTENDANCE}_open_case",
        ATTENDANCE,
        "INSERT",
        _case("NEW", "IS NOT NULL"),
        CLOSED_MESSAGE,
    ),
)
