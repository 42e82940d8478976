"""The last wall: answers are words. A number, a list or a nested thing is refused, whoever writes.

Source: screening without a score, point 2; decision 0035.
"""

from staasted.apps.audit.guarding import Guard

TABLES = ("screening_screeninganswers", "screening_screeningdraft", "screening_mirroranswers")
MESSAGE = "an answer is a word and no number"

_SQLITE = (
    "json_type(NEW.answers) <> 'object' OR EXISTS (SELECT 1 FROM json_each(NEW.answers)"
    " WHERE type <> 'text' OR value GLOB '[0-9+-]*')"
)
_POSTGRESQL = (
    "jsonb_typeof(NEW.answers) <> 'object' OR EXISTS (SELECT 1 FROM"
    " jsonb_each(CASE WHEN jsonb_typeof(NEW.answers) = 'object' THEN NEW.answers ELSE '{}' END)"
    " AS each(question, answer) WHERE jsonb_typeof(answer) <> 'string'"
    " OR answer #>> '{}' ~ '^[0-9+-]')"
)


def _words_only(table: str) -> tuple[Guard, Guard]:
    """The refusal of a new row, and of one that is changed."""
    made, changed = f"{table}_words", f"{table}_words_update"
    function = (
        f"CREATE OR REPLACE FUNCTION {made}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {_POSTGRESQL} THEN RAISE EXCEPTION '{MESSAGE}'"
        " USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$;;"
        f"CREATE TRIGGER {made} BEFORE INSERT OR UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {made}_refuse()"
    )
    return (
        Guard(made, table, {"sqlite": _trigger(made, "INSERT", table), "postgresql": function}),
        Guard(changed, table, {"sqlite": _trigger(changed, "UPDATE", table)}),
    )


def _trigger(name: str, event: str, table: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {_SQLITE} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


GUARDS = tuple(guard for table in TABLES for guard in _words_only(table))
