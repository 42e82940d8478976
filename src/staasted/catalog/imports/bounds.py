"""What an import reads at most, so that no file can use up memory or time."""

from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from staasted.catalog.reader import Entry, read_entries

_FILE = Path(__file__).parent / "bounds.yaml"
_BYTES_PER_MEGABYTE = 1_000_000


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
    """The bounds by name; ``bounds.yaml`` says what each is counted in, and why."""

    file_megabytes: int = Field(gt=0)
    unpacked_megabytes: int = Field(gt=0)
    rows: int = Field(gt=0)
    columns: int = Field(gt=0)
    cell_characters: int = Field(gt=0)
    errors: int = Field(gt=0)
    days_ahead: int = Field(gt=0)
    end_days_ahead: int = Field(gt=0)

    @property
    def file_bytes(self) -> int:
        """The largest file in bytes (1 MB = 1,000,000 bytes)."""
        return self.file_megabytes * _BYTES_PER_MEGABYTE

    @property
    def unpacked_bytes(self) -> int:
        """The most a spreadsheet may unpack to, in bytes."""
        return self.unpacked_megabytes * _BYTES_PER_MEGABYTE


@cache
def bounds() -> Bounds:
    """The bounds of every import. Errors: CatalogError."""
    entries = read_entries(Bound, _FILE)
    return Bounds(**{slug: bound.value for slug, bound in entries.items()})
