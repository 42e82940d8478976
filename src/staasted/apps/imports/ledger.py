"""What a file changes, gathered in memory: nothing is written before all of it is known.

A record that was changed and changed back is not changed: what counts is the difference
between what was stored and what will be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model

from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.report import FactChange
from staasted.apps.imports.tables import column_of, columns_in, label_of


@dataclass(slots=True)
class Entry:
    """One record the file is about to make, change or remove, and the rows that say so.

    ``before`` holds the stored values of the columns that were set, None for a new record;
    ``rows`` the row that set each of them last.
    """

    record: Model
    citizen: Citizen | None
    row: int
    before: dict[str, Any] | None
    rows: dict[str, int] = field(default_factory=dict)
    removed: bool = False

    @property
    def made(self) -> bool:
        """Whether the record is new."""
        return self.before is None

    def changed(self) -> dict[str, Any]:
        """Column → stored value, of the columns that end up different."""
        before = self.before or {}
        return {
            fact: value for fact, value in before.items() if getattr(self.record, fact) != value
        }


class Ledger:
    """The records a file touches, in the order it touched them first."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}

    def make(self, record: Model, *, citizen: Citizen | None, row: int) -> None:
        """Take up a new record."""
        self._entries[id(record)] = Entry(record, citizen, row, before=None)

    def write(
        self, record: Model, values: Mapping[str, Any], *, citizen: Citizen | None, row: int
    ) -> None:
        """Set columns of a record, keeping what was stored."""
        for fact, told in values.items():
            value, stored = _rounded(record, fact, told), getattr(record, fact)
            if value == stored:
                continue
            entry = self._entry(record, citizen, row)
            if entry.before is not None:
                entry.before.setdefault(fact, stored)
                entry.rows[fact] = row
            setattr(record, fact, value)

    def remove(self, record: Model, *, citizen: Citizen | None, row: int) -> None:
        """Take a stored record away; every column is kept."""
        entry = self._entry(record, citizen, row)
        entry.before = columns_of(record) | (entry.before or {})
        entry.removed = True

    def _entry(self, record: Model, citizen: Citizen | None, row: int) -> Entry:
        known = self._entries.get(id(record))
        if known is None:
            known = self._entries[id(record)] = Entry(record, citizen, row, before={})
        return known

    def made(self) -> list[Entry]:
        """The new records, parents before what points to them."""
        return [entry for entry in self._entries.values() if entry.made]

    def changed(self) -> list[Entry]:
        """The stored records that end up different."""
        held = [entry for entry in self._entries.values() if not entry.made and not entry.removed]
        return [entry for entry in held if entry.changed()]

    def removed(self) -> list[Entry]:
        """The stored records that go."""
        return [entry for entry in self._entries.values() if entry.removed]

    def touched_rows(self) -> set[int]:
        """The rows that make, change or remove something."""
        whole = {entry.row for entry in (*self.made(), *self.removed())}
        facts = {entry.rows[fact] for entry in self.changed() for fact in entry.changed()}
        return whole | facts

    def rewritten(self) -> Iterator[FactChange]:
        """Every fact that is written over, old value and new."""
        for entry in self.changed():
            for fact, before in entry.changed().items():
                if fact in WORKED_OUT:
                    continue
                after = getattr(entry.record, fact)
                row = entry.rows[fact]
                yield FactChange(row, label_of(entry.record), fact, before, after)

    def citizens(self) -> set[str]:
        """The public ids of those it is about."""
        entries = (*self.made(), *self.changed(), *self.removed())
        return {entry.citizen.public_id for entry in entries if entry.citizen}

    def is_empty(self) -> bool:
        """Whether the file changes nothing."""
        return not self.touched_rows()


WORKED_OUT = frozenset({"name_key", "phone_key", "other_phone_key"})
"""Columns that follow from another one and say nothing of their own."""
SEALED = frozenset({"cpr_cipher", "cpr_key_id", "cpr_lookup", "own_lookup"})
"""Columns no record of an import ever repeats."""


def _rounded(record: Model, fact: str, value: Any) -> Any:
    """A number as its column holds it, so that what is told twice is the same twice."""
    if not isinstance(value, Decimal):
        return value
    places = column_of(record, fact).decimal_places
    return value.quantize(Decimal(1).scaleb(-places))


def columns_of(record: Model) -> dict[str, Any]:
    """Every column of a record by name, the key and the sealed ones left out."""
    columns = (column for column in columns_in(record) if not column.primary_key)
    names = (column.attname for column in columns)
    return {name: getattr(record, name) for name in names if name not in SEALED}
