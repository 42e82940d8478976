"""What the database itself refuses about a plan, whoever writes.

Words are never changed without a version of their own, and an earlier version never at all: so no
service can lose or quietly replace what a citizen wrote. Goals, versions, remarks, helpers
and files belong to the case of the item they hang on.
"""

from staasted.apps.audit.guarding import Guard

ITEM, VERSION = "plans_planitem", "plans_planversion"
REMARK, HELPER, FILE = "plans_planremark", "plans_planhelper", "plans_planfile"
KEPT = "files_citizenfile"
WORDS_MESSAGE = "words change with a version of their own"
VERSION_MESSAGE = "an earlier version is never changed"
REMARK_MESSAGE = "a remark is never edited"
APART_MESSAGE = "a plan holds together within one case"

_WRITTEN = (
    *("title", "words", "done_by", "helper_name", "due_on", "progress"),
    *("employer", "link", "next_step"),
)
_REMARKED = ("citizen_id", "kind", "title", "words", "done_by", "due_on", "at", "by_id")
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def _changed(columns: tuple[str, ...], differs: str) -> str:
    return "(" + " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in columns) + ")"


def _elsewhere(column: str, goal: str, among: str = ITEM) -> str:
    """That a row points to an item of another case (or, for a goal, to one that is none)."""
    return (
        f"NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {among} held"  # nosec B608
        f" WHERE held.id = NEW.{column} AND held.citizen_id = NEW.citizen_id{goal})"
    )


def _refusing(name: str, table: str, event: str, refusal: tuple[dict[str, str], str]) -> Guard:
    """A guard that refuses a row before it is written, where a condition on it holds."""
    condition, message = refusal
    return Guard(
        name=name,
        table=table,
        create={
            "sqlite": (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"WHEN {condition['sqlite']} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ),
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN IF {condition['postgresql']} THEN RAISE EXCEPTION "
                f"'{message}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$;;"
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


def _both(condition: str) -> dict[str, str]:
    return dict.fromkeys(DIFFERS, condition)


_SILENT = {
    vendor: f"{_changed(_WRITTEN, differs)} AND NEW.version <> OLD.version + 1"
    for vendor, differs in DIFFERS.items()
}
_EDITED = {vendor: _changed(_REMARKED, differs) for vendor, differs in DIFFERS.items()}
_GOAL = " AND held.kind = 'goal'"

GUARDS = (
    _refusing("plans_words_versioned", ITEM, "UPDATE", (_SILENT, WORDS_MESSAGE)),
    _refusing("plans_version_stays", VERSION, "UPDATE", (_both("1 = 1"), VERSION_MESSAGE)),
    _refusing("plans_remark_stays", REMARK, "UPDATE", (_EDITED, REMARK_MESSAGE)),
    *(
        _refusing(
            f"{table}_{column}_{event.lower()}",
            table,
            event,
            (_both(_elsewhere(column, goal, among)), APART_MESSAGE),
        )
        for table, column, goal, among in (
            (ITEM, "goal_id", _GOAL, ITEM),
            (VERSION, "item_id", "", ITEM),
            (REMARK, "item_id", "", ITEM),
            (REMARK, "taken_as_id", "", ITEM),
            (HELPER, "item_id", "", ITEM),
            (FILE, "item_id", "", ITEM),
            (FILE, "file_id", "", KEPT),
        )
        for event in ("INSERT", "UPDATE")
    ),
)
