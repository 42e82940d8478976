"""Writing a ledger: each table in bulk, and a record of every row of every table it touched."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

from staasted.apps.citizens.services import case_lock
from staasted.apps.imports.ledger import Entry, Ledger, columns_of
from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.options import Progress, Stage
from staasted.apps.imports.tables import label_of
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person

ROWS_AT_ONCE = 500
RECORDS_A_STEP = 5_000
_INSERT = (
    "INSERT INTO imports_importrecord"
    ' (batch_id, citizen_id, "row", "table", record, "before", "after")'
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


def ledger_store(ledger: Ledger, batch: ImportBatch, *, progress: Progress) -> None:
    """Write everything, then what it was and became. Errors: IntegrityError.

    What goes and what ends comes first: one period of a citizen is open at a time. New
    records come parents first: a period needs the key of its citizen.
    """
    _hold(ledger)
    made, changed, removed = ledger.made(), ledger.changed(), ledger.removed()
    entries = (*removed, *changed, *made)
    for model, gone in _by_table(removed):
        keys = [entry.record.pk for entry in gone]
        model.objects.filter(pk__in=keys).delete()
    for model, rewritten in _by_table(changed):
        _update(model, rewritten)
    for model, new in _by_table(made):
        model.objects.bulk_create((e.record for e in new), batch_size=ROWS_AT_ONCE)
        progress(Stage.STORING, 0, len(entries))
    for done in range(0, len(entries), RECORDS_A_STEP):
        step = entries[done : done + RECORDS_A_STEP]
        _records_insert(batch, step)
        progress(Stage.STORING, done + len(step), len(entries))


def _hold(ledger: Ledger) -> None:
    """Hold the people it changes and then the cases, in the order everybody does (0020)."""
    people = [e.record for e in ledger.changed() if isinstance(e.record, Person)]
    entries = (*ledger.removed(), *ledger.changed(), *ledger.made())
    cases = {e.citizen.pk: e.citizen for e in entries if e.citizen and e.citizen.pk}
    by_key = sorted(people, key=lambda person: person.pk)
    for first in range(0, len(by_key), ROWS_AT_ONCE):
        person_lock(*by_key[first : first + ROWS_AT_ONCE])
    keys = sorted(cases)
    for first in range(0, len(keys), ROWS_AT_ONCE):
        case_lock(*(cases[key] for key in keys[first : first + ROWS_AT_ONCE]))


def _by_table(entries: list[Entry]) -> Iterable[tuple[type[Model], list[Entry]]]:
    """The entries table by table, tables in the order they came up first."""
    tables: dict[type[Model], list[Entry]] = {}
    for entry in entries:
        tables.setdefault(type(entry.record), []).append(entry)
    return tables.items()


def _update(model: type[Model], entries: list[Entry]) -> None:
    """Write the changed columns alone, those that change together at once."""

    def facts(entry: Entry) -> tuple[str, ...]:
        return tuple(sorted(entry.changed()))

    for columns, alike in groupby(sorted(entries, key=facts), key=facts):
        records = [entry.record for entry in alike]
        model.objects.bulk_update(records, list(columns), batch_size=ROWS_AT_ONCE)


def _records_insert(batch: ImportBatch, entries: Iterable[Entry]) -> None:
    """One statement for many records: as model objects they took half of an import's time."""
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, [_record(batch, entry) for entry in entries])


def _record(batch: ImportBatch, entry: Entry) -> tuple[object, ...]:
    citizen = entry.citizen.pk if entry.citizen else None
    key, label = entry.record.pk, label_of(entry.record)
    return batch.pk, citizen, entry.row, label, key, _json(_before(entry)), _json(_after(entry))


def _before(entry: Entry) -> dict[str, Any] | None:
    if entry.made:
        return None
    return entry.before if entry.removed else entry.changed()


def _after(entry: Entry) -> dict[str, Any] | None:
    if entry.removed:
        return None
    if entry.made:
        return columns_of(entry.record)
    return {fact: getattr(entry.record, fact) for fact in entry.changed()}


def as_stored(values: Any) -> Any:
    """The values as a JSON column gives them back."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _json(values: dict[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, cls=DjangoJSONEncoder)
