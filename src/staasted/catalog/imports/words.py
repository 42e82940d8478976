"""Words every layout shares: yes and no, and the names of the months."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import model_validator

from staasted.catalog.reader import Entry, read_entry

_FOLDER = Path(__file__).parent
YES = "yes"
NO = "no"
_MONTHS = 12


class SharedWords(Entry):
    """How people write yes, no and the twelve months."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]

    @model_validator(mode="after")
    def _twelve_months(self) -> Self:
        if len(self.months) != _MONTHS:
            raise ValueError("a year has twelve months")
        return self


@cache
def shared_words() -> SharedWords:
    """The words, read once. Errors: CatalogError."""
    return read_entry(SharedWords, _FOLDER / "words.yaml")


def flag_words() -> Mapping[str, str]:
    """Word → ``yes`` or ``no``."""
    words = shared_words()
    return {**dict.fromkeys(words.yes, YES), **dict.fromkeys(words.no, NO)}


@cache
def month_numbers() -> Mapping[str, int]:
    """A month's name in lower case → 1 to 12."""
    months = enumerate(shared_words().months, start=1)
    return {name.casefold(): number for number, names in months for name in names}
