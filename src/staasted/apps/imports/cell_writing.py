"""From one value to one cell, as the import reads it: the layout says how."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from staasted.catalog.imports import AXES, NO, YES, Column, Kind, shared_words
from staasted.catalog.loader import catalog

Cell = Callable[[object], str]


def cell_writer(column: Column) -> Cell:
    """The function that writes a column's values; None (*not known*) is always an empty cell."""
    written = _WORDED[column.kind](column) if column.kind in _WORDED else _plain
    return lambda value: "" if value is None else written(value)


def _plain(value: object) -> str:
    """Dates and numbers as Danish registers write them; everything else as it stands."""
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value.day:02}-{value.month:02}-{value.year}"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return str(value)


def _flag(_: Column) -> Cell:
    """Yes or no in our own first word; a text (a reason, a language) as it stands."""
    words = shared_words()
    own = {YES: words.yes[0], NO: words.no[0]}
    return lambda value: own[YES if value else NO] if isinstance(value, bool) else str(value)


def _worded(column: Column) -> Cell:
    first = {stored: words[0] for stored, words in column.words.items()}
    return lambda value: first[str(value)]


def _target_group(_: Column) -> Cell:
    names = {slug: entry.da.name for slug, entry in catalog().target_groups.items()}
    return lambda value: names[f"group:{value}"]


def _benefit(_: Column) -> Cell:
    names = {slug: entry.da.name for slug, entry in catalog().benefits.items()}
    return lambda value: names[f"benefit:{value}"]


def _offer_kind(_: Column) -> Cell:
    names = {slug: entry.da.name for slug, entry in catalog().offer_kinds.items()}
    return lambda value: names[str(value)]


def _purpose(_: Column) -> Cell:
    names = {slug: entry.da.name for slug, entry in catalog().purposes.items()}
    return lambda value: names[str(value)]


def _hours(_: Column) -> Cell:
    """``2026-01: 96,20; 2026-02: 160,33``."""
    return lambda value: "; ".join(
        f"{month:%Y-%m}: {_plain(hours)}" for month, hours in _months(value)
    )


def _months(value: object) -> tuple[tuple[date, Decimal], ...]:
    return value if isinstance(value, tuple) else ()


_WORDED: dict[Kind, Callable[[Column], Cell]] = {
    **dict.fromkeys((Kind.FLAG, Kind.FLAG_OR_TEXT), _flag),
    **dict.fromkeys((Kind.WORD, *AXES), _worded),
    Kind.TARGET_GROUP: _target_group,
    Kind.BENEFIT: _benefit,
    Kind.PURPOSE: _purpose,
    Kind.OFFER_KIND: _offer_kind,
    Kind.HOURS_BY_MONTH: _hours,
}
"""Kinds whose values are written in words."""
