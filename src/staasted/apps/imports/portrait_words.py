"""Everything about one citizen as text a human reads."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from staasted.apps.imports.portrait import TABLES_OF_THE_HOUSE, Portrait
from staasted.apps.imports.portrait_values import several_worded
from staasted.apps.org.clock import COPENHAGEN
from staasted.catalog.imports import FileKind, Kind, layout
from staasted.catalog.language import Language, language_of, speaking, spoken
from staasted.catalog.loader import catalog
from staasted.catalog.texts import MissingText, text, texts
from staasted.catalog.watches import watches

_CODE = re.compile(r"[a-z0-9_]+")
_OF_THE_HOUSE = frozenset({("audit.readlog", "page")})
"""Columns with words of the house's own: they stand in the JSON and not where people read."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table as people read it: its name, and each row's facts as label and value.

    ``remarks`` holds a sentence on a row that is not told in full, by the row's place.
    """

    table: str
    heading: str
    rows: list[list[tuple[str, str]]]
    remarks: dict[int, str]


def portrait_sections(portrait: Portrait) -> list[Section]:
    """Everything in words, table by table; what is not known has no line."""
    return [
        _section(table, rows)
        for table, rows in portrait.items()
        if rows and table not in TABLES_OF_THE_HOUSE
    ]


def portrait_text(portrait: Portrait) -> str:
    """Headings, then one line a fact, in the citizen's own language; the unknown has no line."""
    person = next(iter(portrait.get("org.person", ())), {})
    with speaking(language_of(str(person.get("language", "")))):
        return "\n".join(_lines(portrait)) + "\n"


def _lines(portrait: Portrait) -> Iterator[str]:
    yield text("imports.portrait.title")
    for section in portrait_sections(portrait):
        yield from ("", section.heading, "-" * len(section.heading))
        for number, row in enumerate(section.rows):
            yield from [""] * bool(number)
            if number in section.remarks:
                yield section.remarks[number]
            yield from (f"{label}: {value}" for label, value in row)


def _section(table: str, rows: list[dict[str, Any]]) -> Section:
    unshared = text("imports.portrait.answers_yours")
    remarks = {
        number: unshared
        for number, row in enumerate(rows)
        if "answers" not in row and "instrument" in row
    }
    heading = _said("table", table.replace(".", "_"))
    return Section(table, heading, [list(_facts(table, row)) for row in rows], remarks)


def _facts(table: str, row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for fact, value in row.items():
        if value not in (None, "", [], {}) and (table, fact) not in _OF_THE_HOUSE:
            yield _label(table, fact), _worded(fact, value)


def _label(table: str, fact: str) -> str:
    """A column's name, by its table where the same word means something else there."""
    own = f"rights.fact.{table.replace('.', '_')}_{fact}"
    return text(own) if own in texts() else _said("fact", fact)


def _said(part: str, name: str) -> str:
    """What people call a table or a column; a new one goes by its own name until it has words."""
    try:
        return text(f"imports.portrait.{part}.{name}")
    except MissingText:
        return name


def _worded(fact: str, value: object) -> str:
    if isinstance(value, bool):
        return text("imports.portrait.yes" if value else "imports.portrait.no")
    if isinstance(value, list | dict):
        return several_worded(fact, value)
    if isinstance(value, str):
        names = _names(spoken())
        return names.get((fact, value)) or names.get(("", value)) or _code(fact, value)
    return str(value)


def _code(fact: str, value: str) -> str:
    """A code in words, those of one column before those of all; anything else as it stands."""
    if _CODE.fullmatch(value):
        places = (f"citizen.seen.purpose.{value}",) if fact == "purpose" else ()
        for key in (f"rights.word.{fact}.{value}", f"rights.word.any.{value}", *places):
            if key in texts():
                return text(key)
    return _moment(value)


def _moment(value: str) -> str:
    """A day or a moment in Danish time as Danes write it; any other text as it stands."""
    try:
        if "T" in value:
            at = datetime.fromisoformat(value).astimezone(COPENHAGEN)
            return f"{at:%d-%m-%Y %H:%M}"
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    except ValueError:
        return value


@cache
def _names(language: Language) -> Mapping[tuple[str, str], str]:
    """Stored words as people write them, by column; slugs with a namespace need no column."""
    found = {("", slug): entry.words.name for slug, entry in catalog().target_groups.items()}
    found |= {("", slug): entry.words.name for slug, entry in catalog().benefits.items()}
    found |= {("purpose", slug): entry.words.name for slug, entry in catalog().purposes.items()}
    found |= {("kind", slug): entry.words.name for slug, entry in catalog().offer_kinds.items()}
    for kind in FileKind:
        for column in layout(kind).columns:
            if column.kind not in {Kind.PURPOSE, Kind.OFFER_KIND, Kind.FLAG, Kind.FLAG_OR_TEXT}:
                found |= {(column.field, slug): words[0] for slug, words in column.words.items()}
    if language is not Language.DANISH:  # a file's own words are Danish
        pages = {(field, slug): f"ui.{field}.{slug}" for field, slug in found}
        found |= {each: text(key) for each, key in pages.items() if key in texts()}
    told = catalog().situations
    found |= {("kind", slug): entry.words.name for slug, entry in told.items()}
    causes, trials = catalog().closing_causes, catalog().trials
    found |= {("cause", slug): cause.words.name for slug, cause in causes.items()}
    found |= {("trial", slug): entry.words.name for slug, entry in trials.items()}
    found |= {("watch", slug): watch.words.name for slug, watch in watches().items()}
    return found
