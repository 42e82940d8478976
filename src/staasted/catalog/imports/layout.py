"""Loads the layouts of importable files. A new file shape is one more YAML file here."""

import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from staasted.catalog.reader import Entry, read_entries, read_entry

_FOLDER = Path(__file__).parent
_BYTES_PER_MEGABYTE = 1_000_000


def name_fold(name: str) -> str:
    """A name without case, spaces, hyphens and signs: ``CPR-nr.`` and ``cprnr`` are one."""
    composed = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in composed if character.isalnum())


class Kind(StrEnum):
    """How the cells of a column are read."""

    CPR = "cpr"
    NAME = "name"
    EMAIL = "email"
    TEXT = "text"
    MUNICIPALITY = "municipality"
    DATE = "date"
    PAST_DATE = "past_date"
    TARGET_GROUP = "target_group"
    BENEFIT = "benefit"
    COUNSELLOR = "counsellor"


class Column(Entry):
    """One column: its Danish header, how it is read, and the other names people give it.

    ``longest`` is in characters. ``required`` columns must stand in the file and be filled.
    """

    field: str
    da: str
    kind: Kind
    longest: int = Field(gt=0)
    required: bool = False
    synonyms: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Every folded name this column answers to."""
        return tuple(name_fold(name) for name in (self.da, *self.synonyms))


class Layout(Entry):
    """The columns of one kind of file, in the order they are documented and written."""

    columns: tuple[Column, ...]

    @model_validator(mode="after")
    def _names_are_unambiguous(self) -> Self:
        names = [name for column in self.columns for name in column.names()]
        if "" in names or len(names) != len(set(names)):
            raise ValueError("a column name is empty or names two columns")
        return self

    def by_name(self) -> dict[str, Column]:
        """Folded name → column, synonyms among them."""
        return {name: column for column in self.columns for name in column.names()}


class Bound(Entry):
    """One house number: value and unit, why, what a municipality may set, who decided."""

    slug: str
    value: int = Field(gt=0)
    unit: str
    range: tuple[int, int]
    source: str
    why: str

    @model_validator(mode="after")
    def _value_in_range(self) -> Self:
        if not self.range[0] <= self.value <= self.range[1]:
            raise ValueError("a bound lies outside its own range")
        return self


class Bounds(Entry):
    """What an import reads at most, so that no file can use up memory or time."""

    file_megabytes: int = Field(gt=0)
    rows: int = Field(gt=0)
    columns: int = Field(gt=0)
    cell_characters: int = Field(gt=0)
    days_ahead: int = Field(gt=0)

    @property
    def file_bytes(self) -> int:
        """The largest file in bytes (1 MB = 1,000,000 bytes)."""
        return self.file_megabytes * _BYTES_PER_MEGABYTE


@cache
def caseload_layout() -> Layout:
    """The caseload file's layout. Errors: CatalogError."""
    return read_entry(Layout, _FOLDER / "caseload.yaml")


@cache
def bounds() -> Bounds:
    """The bounds of every import. Errors: CatalogError."""
    entries = read_entries(Bound, _FOLDER / "bounds.yaml")
    return Bounds(**{slug: bound.value for slug, bound in entries.items()})
