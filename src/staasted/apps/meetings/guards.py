"""The number of seats is held by the database, whoever writes.

A seat's number lies between 1 and its meeting's number of seats, and no number is live twice (a
constraint), so there are never more live seats than seats. On PostgreSQL the meeting's row is held
while a seat is written: lowering the number meanwhile waits, and then sees the seat.
Nobody both has a seat and waits for one, and what is cancelled is joined by nobody.
"""

from staasted.apps.audit.guarding import Guard

SEAT, MEETING, WAIT = "meetings_seat", "meetings_groupmeeting", "meetings_seatwait"
FULL_MESSAGE = "the meeting has no such seat"
LOWERED_MESSAGE = "a seat beyond the number is taken"
BOTH_MESSAGE = "nobody waits for a seat they have"

# our own names throughout
_NO_SUCH_SEAT = (
    f"NEW.live AND NOT EXISTS (SELECT 1 FROM {MEETING} held"  # nosec B608
    " WHERE held.id = NEW.meeting_id AND held.cancelled_at IS NULL"
    " AND NEW.number BETWEEN 1 AND held.seats)"
)
_SEAT_BEYOND = (
    f"EXISTS (SELECT 1 FROM {SEAT} taken WHERE taken.meeting_id = NEW.id"  # nosec B608
    " AND taken.live AND taken.number > NEW.seats)"
)
_WAITS_TOO = (
    f"NEW.live AND EXISTS (SELECT 1 FROM {WAIT} other WHERE other.meeting_id = NEW.meeting_id"  # nosec B608
    " AND other.citizen_id = NEW.citizen_id AND other.ended_at IS NULL)"
)
_SEATED_TOO = (
    "NEW.ended_at IS NULL AND EXISTS"
    f" (SELECT 1 FROM {SEAT} other WHERE other.meeting_id = NEW.meeting_id"  # nosec B608
    " AND other.citizen_id = NEW.citizen_id AND other.live)"
)
_HOLD = f"PERFORM 1 FROM {MEETING} WHERE id = NEW.meeting_id FOR NO KEY UPDATE; "


def _refusing(name: str, table: str, event: str, refusal: tuple[str, str], hold: str = "") -> Guard:
    """A guard that refuses a row before it is written, where a condition on it holds."""
    condition, message = refusal
    return Guard(
        name=name,
        table=table,
        create={
            "sqlite": (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ),
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN {hold}IF {condition} THEN RAISE EXCEPTION "
                f"'{message}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$;;"
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


GUARDS = tuple(
    _refusing(f"{table}_{name}_{event.lower()}", table, event, refusal, hold)
    for table, name, events, refusal, hold in (
        (SEAT, "within", ("INSERT", "UPDATE"), (_NO_SUCH_SEAT, FULL_MESSAGE), _HOLD),
        (SEAT, "not_waiting", ("INSERT", "UPDATE"), (_WAITS_TOO, BOTH_MESSAGE), _HOLD),
        (WAIT, "not_seated", ("INSERT", "UPDATE"), (_SEATED_TOO, BOTH_MESSAGE), _HOLD),
        (MEETING, "seats_stay", ("UPDATE",), (_SEAT_BEYOND, LOWERED_MESSAGE), ""),
    )
    for event in events
)
