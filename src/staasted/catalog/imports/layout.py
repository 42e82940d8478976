"""Loads the layouts of importable files. A new file shape is one more YAML file here."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from staasted.catalog.imports.words import flag_words, shared_words
from staasted.catalog.reader import Entry, read_entry
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome

_FOLDER = Path(__file__).parent


class FileKind(StrEnum):
    """What the rows of a file are about."""

    CASELOAD = "caseload"
    CONVERSATIONS = "conversations"
    OFFERS = "offers"


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
    FAR_DATE = "far_date"
    PAST_MOMENT = "past_moment"
    FLAG = "flag"
    FLAG_OR_TEXT = "flag_or_text"
    NUMBER = "number"
    WHOLE_NUMBER = "whole_number"
    HOURS_BY_MONTH = "hours_by_month"
    WORD = "word"
    FORM = "form"
    CHANNEL = "channel"
    HOLDER = "holder"
    OUTCOME = "outcome"
    TARGET_GROUP = "target_group"
    BENEFIT = "benefit"
    PURPOSE = "purpose"
    OFFER_KIND = "offer_kind"
    COUNSELLOR = "counsellor"


AXES: Mapping[Kind, type[StrEnum]] = {
    Kind.FORM: ConversationForm,
    Kind.CHANNEL: Channel,
    Kind.HOLDER: Holder,
    Kind.OUTCOME: Outcome,
}
"""Kinds whose words name the members of a shared word list."""

_FLAGS = frozenset({Kind.FLAG, Kind.FLAG_OR_TEXT})


class Column(Entry):
    """One column: its Danish header, how it is read, and the other names people give it.

    ``longest`` is in characters. ``required`` columns must stand in the file and be filled.
    ``most`` is the largest number (inclusive). ``words``: what is stored → how people write
    it, the first being the word we write ourselves; for flags they add to the house's own.
    ``month_headers`` begin the headers of a column a month, as in ``Timer 2026-01``.
    """

    field: str
    da: str
    kind: Kind
    longest: int = Field(gt=0)
    required: bool = False
    synonyms: tuple[str, ...] = ()
    most: int | None = Field(default=None, gt=0)
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    month_headers: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Every folded name this column answers to, its field id among them."""
        written = (self.field, self.da, *self.synonyms)
        return tuple(dict.fromkeys(name_fold(name) for name in written))

    @cached_property
    def by_word(self) -> Mapping[str, str]:
        """Folded word → what is stored, a flag's ``yes`` and ``no`` among them."""
        own = {word: stored for stored, words in self.words.items() for word in words}
        stored_words = {stored: stored for stored in self.words}
        flags = flag_words() if self.kind in _FLAGS else {}
        every = {**stored_words, **flags, **own}
        return {name_fold(word): stored for word, stored in every.items()}

    @property
    def shown_words(self) -> tuple[str, ...]:
        """The words we write ourselves, for telling people what may stand in a cell."""
        if self.kind in _FLAGS:
            words = shared_words()
            return words.yes[0], words.no[0]
        return tuple(words[0] for words in self.words.values())

    @model_validator(mode="after")
    def _words_fit_the_kind(self) -> Self:
        known = {str(member) for member in AXES.get(self.kind, ())}
        if known and set(self.words) != known:
            raise ValueError(f"the words must be {', '.join(sorted(known))}")
        if self.kind in {Kind.NUMBER, Kind.WHOLE_NUMBER} and self.most is None:
            raise ValueError("a column of numbers says how large they may be")
        folded = [name_fold(word) for words in self.words.values() for word in words]
        if twice := {word for word in folded if not word or folded.count(word) > 1}:
            raise ValueError(f"words that are empty or stand twice: {', '.join(sorted(twice))}")
        return self


class Layout(Entry):
    """The columns of one kind of file, in the order they are documented and written."""

    columns: tuple[Column, ...]

    @model_validator(mode="after")
    def _names_are_unambiguous(self) -> Self:
        names = [name for column in self.columns for name in column.names()]
        if twice := {name for name in names if not name or names.count(name) > 1}:
            raise ValueError(f"names that are empty or of two columns: {', '.join(sorted(twice))}")
        return self

    @cached_property
    def by_field(self) -> Mapping[str, Column]:
        """Field id → column."""
        return {column.field: column for column in self.columns}

    def by_name(self) -> dict[str, Column]:
        """Folded name → column, synonyms among them."""
        return {name: column for column in self.columns for name in column.names()}


@cache
def layout(kind: FileKind) -> Layout:
    """The layout of a kind of file. Errors: CatalogError."""
    return read_entry(Layout, _FOLDER / f"{kind}.yaml")


def caseload_layout() -> Layout:
    """The caseload file's layout. Errors: CatalogError."""
    return layout(FileKind.CASELOAD)
