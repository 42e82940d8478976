"""A citizen's stamp changes with every fact of theirs, whoever writes it.

What the law said of somebody is kept as long as the stamp stands (``kept``). A trigger for each
table that ``persons`` and ``events`` read, and each way a row of it can change.
Source: decision 0025.
"""

from collections.abc import Iterator

from staasted.apps.audit.guarding import Guard
from staasted.apps.conversations.stamps import RANGE

OF_A_CITIZEN = (
    "booking_fundchoice",
    "citizens_benefitperiod",
    "citizens_circumstances",
    "citizens_documentedrelief",
    "citizens_registeredhours",
    "conversations_conversation",
    "conversations_ruleoverride",
    "offers_measure",
    "share_exemptions_shareexemption",
    "situations_situationchange",
    "trials_trialparticipation",
)
"""Each has the citizen's key in ``citizen_id``."""

_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_CHANCE = {
    "sqlite": f"abs(random() % {RANGE})",
    "postgresql": f"floor(random() * {RANGE})::bigint",
}
_OWN = " OF public_id, person_id, municipality_code, opened_on, closed_on"


def _guard(name: str, table: str, when: str, act: dict[str, str]) -> Guard:
    """A trigger that does something after a row of ``table`` has changed."""
    made = f"CREATE TRIGGER {name} AFTER {when} ON {table} "
    return Guard(
        name=name,
        table=table,
        create={
            "sqlite": f"{made}BEGIN {act['sqlite']}; END",
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {name}_do() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {act['postgresql']}; RETURN NULL; END $$;;"
                f"{made}FOR EACH ROW EXECUTE FUNCTION {name}_do()"
            ),
        },
    )


def _stamp(table: str, event: str, *, column: str, whose: str, of: str = "") -> Guard:
    """Another stamp for the citizens whose ``column`` is ``whose`` of the changed row."""
    keys = ", ".join(f"{row}.{whose}" for row in _ROWS[event])
    act = {
        vendor: (
            f"INSERT INTO conversations_stamp (citizen_id, stamp) SELECT id, {chance}"  # nosec B608 # our own names
            f" FROM citizens_citizen WHERE {column} IN ({keys})"
            " ON CONFLICT (citizen_id) DO UPDATE SET stamp = excluded.stamp"
        )
        for vendor, chance in _CHANCE.items()
    }
    return _guard(f"{table}_stamps_{event.lower()}", table, f"{event}{of}", act)


def _all() -> Iterator[Guard]:
    for table in OF_A_CITIZEN:
        for event in _ROWS:
            yield _stamp(table, event, column="id", whose="citizen_id")
    yield _stamp("citizens_citizen", "INSERT", column="id", whose="id")
    yield _stamp("citizens_citizen", "UPDATE", column="id", whose="id", of=_OWN)
    yield _stamp("org_person", "UPDATE", column="person_id", whose="id")
    forget = "DELETE FROM conversations_stamp WHERE citizen_id = OLD.id"  # nosec B608
    both = dict.fromkeys(_CHANCE, forget)
    yield _guard("citizens_citizen_stamps_delete", "citizens_citizen", "DELETE", both)


GUARDS = tuple(_all())
