"""The last wall: a resource is never in two places at once, whoever writes.

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
)
