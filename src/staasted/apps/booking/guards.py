"""The last wall: a resource is never in two places at once, whoever writes.

Nor is anything booked or waited for on a closed case, or booked while somebody is away.

PostgreSQL holds it with an exclusion constraint (``int8range(id, id, '[]')`` needs no
extension), SQLite with a trigger for each way a row can come to be live.
Source: shared facts on booking, "Mechanism, measured".
"""

from staasted.apps.audit.guarding import Guard

TABLE = "booking_occupation"
OVERLAP_MESSAGE = "this time is taken"

TAKES = "('booking', 'hold', 'meeting')"
"""The kinds that never overlap each other."""

_CLASH = f"""
    SELECT RAISE(ABORT, '{OVERLAP_MESSAGE}') WHERE EXISTS (
        SELECT 1 FROM {TABLE} held
        WHERE held.live AND held.kind IN {TAKES}
          AND held.resource_id = NEW.resource_id AND held.id IS NOT NEW.id
          AND held.starts_at < NEW.ends_at AND held.ends_at > NEW.starts_at)
"""  # nosec B608 # our own names

_WHILE_AWAY = "booking_occupation_not_while_away"
AWAY_MESSAGE = "nobody is there at this time"
_AWAY = (
    f"NEW.live AND NEW.kind IN {TAKES} AND EXISTS (SELECT 1 FROM {TABLE} away"  # nosec B608
    f" WHERE away.live AND away.kind NOT IN {TAKES} AND away.resource_id = NEW.resource_id"
    " AND away.starts_at < NEW.ends_at AND away.ends_at > NEW.starts_at)"
)

_OPEN_CASE = "booking_booking_open_case"
CLOSED_MESSAGE = "the case is closed"
_CLOSED = (
    "NEW.outcome IS NULL AND EXISTS (SELECT 1 FROM citizens_citizen"
    " WHERE id = NEW.citizen_id AND closed_on IS NOT NULL)"
)

_OPEN_CASE_OF_A_WISH = "booking_timewish_open_case"
_CLOSED_OF_A_WISH = _CLOSED.replace("NEW.outcome IS NULL", "NEW.state = 'open'")

_INSERT = "booking_occupation_no_overlap"
_UPDATE = "booking_occupation_no_overlap_update"


def _refusing(name: str, table: str, condition: str, message: str) -> Guard:
    """A guard that refuses a new row where a condition on it holds."""
    return Guard(
        name=name,
        table=table,
        create={
            "sqlite": (
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "
                f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ),
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN RAISE EXCEPTION "
                f"'{message}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$;;"
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


GUARDS = (
    Guard(
        name=_INSERT,
        table=TABLE,
        kind="CONSTRAINT",
        create={
            "sqlite": (
                f"CREATE TRIGGER {_INSERT} BEFORE INSERT ON {TABLE} "
                f"WHEN NEW.live AND NEW.kind IN {TAKES} BEGIN {_CLASH}; END"
            ),
            "postgresql": (
                f"ALTER TABLE {TABLE} ADD CONSTRAINT {_INSERT} EXCLUDE USING gist ("
                "int8range(resource_id, resource_id, '[]') WITH &&, "
                f"tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (live AND kind IN {TAKES})"
            ),
        },
    ),
    Guard(
        name=_UPDATE,
        table=TABLE,
        create={
            "sqlite": (
                f"CREATE TRIGGER {_UPDATE} BEFORE UPDATE ON {TABLE} "
                f"WHEN NEW.live AND NEW.kind IN {TAKES} BEGIN {_CLASH}; END"
            ),
        },
    ),
    _refusing(_OPEN_CASE, "booking_booking", _CLOSED, CLOSED_MESSAGE),
    _refusing(_OPEN_CASE_OF_A_WISH, "booking_timewish", _CLOSED_OF_A_WISH, CLOSED_MESSAGE),
    _refusing(_WHILE_AWAY, TABLE, _AWAY, AWAY_MESSAGE),
)
