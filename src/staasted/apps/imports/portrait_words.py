"""Everything about one citizen as text a human reads."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache

from staasted.apps.imports.portrait import TABLES_OF_THE_HOUSE, Portrait
from staasted.apps.org.clock import COPENHAGEN
from staasted.catalog.imports import FileKind, Kind, layout
from staasted.catalog.language import Language, language_of, speaking, spoken
from staasted.catalog.loader import catalog
from staasted.catalog.texts import MissingText, text, texts


def portrait_text(portrait: Portrait) -> str:
    """Headings, then one line a fact, in the citizen's own language; the unknown has no line."""
    person = next(iter(portrait.get("org.person", ())), {})
    with speaking(language_of(str(person.get("language", "")))):
        return "\n".join(_lines(portrait)) + "\n"


def _lines(portrait: Portrait) -> Iterator[str]:
    yield text("imports.portrait.title")
    for table, rows in portrait.items():
        if not rows or table in TABLES_OF_THE_HOUSE:
            continue
        heading = _said("table", table.replace(".", "_"))
        yield from ("", heading, "-" * len(heading))
        for number, row in enumerate(rows):
            yield from [""] * bool(number)
            yield from _facts(row)


def _facts(row: Mapping[str, object]) -> Iterator[str]:
    if "answers" not in row and "instrument" in row:
        yield text("imports.portrait.answers_yours")
    for fact, value in row.items():
        if value not in (None, "", [], {}):
            yield f"{_said('fact', fact)}: {_worded(fact, value)}"


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
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        names = _names(spoken())
        return names.get((fact, value)) or names.get(("", value)) or _moment(value)
    return str(value)


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
    return found
