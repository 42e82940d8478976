"""The last wall: a resource is never in two places at once, whoever writes.

Nor is anything booked on a closed case.

PostgreSQL holds it with an exclusion constraint (``int8range(id, id, '[]')`` needs no
extension), SQLite with a trigger for each way a row can come to be live.
Source: shared facts on booking, "Mechanism, measured".
"""

from staasted.apps.audit.guarding import Guard

TABLE = "booking_occupation"
OVERLAP_MESSAGE = "this time is taken"

_CLASH = f"""
    SELECT RAISE(ABORT, '{OVERLAP_MESSAGE}') WHERE EXISTS (
        SELECT 1 FROM {TABLE} held
        WHERE held.live AND held.resource_id = NEW.resource_id AND held.id IS NOT NEW.id
          AND held.starts_at < NEW.ends_at AND held.ends_at > NEW.starts_at)
"""  # nosec B608 # our own names

_OPEN_CASE = "booking_booking_open_case"
CLOSED_MESSAGE = "the case is closed"
_CLOSED = (
    "NEW.outcome IS NULL AND EXISTS (SELECT 1 FROM citizens_citizen"
    " WHERE id = NEW.citizen_id AND closed_on IS NOT NULL)"
)

_INSERT = "booking_occupation_no_overlap"
_UPDATE = "booking_occupation_no_overlap_update"

GUARDS = (
    Guard(
        name=_INSERT,
        table=TABLE,
        kind="CONSTRAINT",
        create={
            "sqlite": (
                f"CREATE TRIGGER {_INSERT} BEFORE INSERT ON {TABLE} "
                f"WHEN NEW.live BEGIN {_CLASH}; END"
            ),
            "postgresql": (
                f"ALTER TABLE {TABLE} ADD CONSTRAINT {_INSERT} EXCLUDE USING gist ("
                "int8range(resource_id, resource_id, '[]') WITH &&, "
                "tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (live)"
            ),
        },
    ),
    Guard(
        name=_UPDATE,
        table=TABLE,
        create={
            "sqlite": (
                f"CREATE TRIGGER {_UPDATE} BEFORE UPDATE ON {TABLE} "
                f"WHEN NEW.live BEGIN {_CLASH}; END"
            ),
        },
    ),
    Guard(
        name=_OPEN_CASE,
        table="booking_booking",
        create={
            "sqlite": (
                f"CREATE TRIGGER {_OPEN_CASE} BEFORE INSERT ON booking_booking "
                f"WHEN {_CLOSED} BEGIN SELECT RAISE(ABORT, '{CLOSED_MESSAGE}'); END"
            ),
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {_OPEN_CASE}_refuse() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN IF {_CLOSED} THEN RAISE EXCEPTION "
                f"'{CLOSED_MESSAGE}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$;;"
                f"CREATE TRIGGER {_OPEN_CASE} BEFORE INSERT ON booking_booking "
                f"FOR EACH ROW EXECUTE FUNCTION {_OPEN_CASE}_refuse()"
            ),
        },
    ),
)
