"""The journal in words: on a page, and as a document to print or hand over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from staasted.apps.records.journal import JournalLine
from staasted.catalog import speech
from staasted.catalog.language import spoken
from staasted.catalog.texts import text
from staasted.ports.documents import Document, Heading, Paragraph, Part
from staasted.web.ui.papers import paragraphs

WORDS = {"conversation": "ui.outcome", "agreement": "rights.word.state"}
"""Where the code of a line's kind has its words."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line in words: when, what, by whom, its title and its words."""

    at: datetime
    what: str
    who: str
    title: str
    words: str


def journal_told(lines: Iterable[JournalLine]) -> list[Told]:
    """Each line in the language that is spoken; what was written stays as it was."""
    return [Told(line.at, _what(line), line.who, line.title, line.words) for line in lines]


def journal_document(lines: Iterable[JournalLine], *, case: str, at: datetime) -> Document:
    """The whole journal; ``case`` is the case's public id, ``at`` when the copy was made."""
    office = settings.STAASTED.office_name
    made = {"day": speech.day_year(at), "clock": speech.clock(at), "number": case}
    parts = [Paragraph(text("journal.made", **made), quiet=True), *_parts(journal_told(lines))]
    return Document(text("journal.title"), office, spoken().value, tuple(parts), text("cv.page"))


def _parts(lines: Iterable[Told]) -> Iterator[Part]:
    for line in lines:
        yield Heading(f"{speech.opened(speech.day_year(line.at))} · {line.what}")
        beside = ", ".join(filter(None, (speech.clock(line.at), line.who, line.title)))
        yield Paragraph(beside, quiet=True)
        yield from paragraphs(line.words)


def _what(line: JournalLine) -> str:
    kind = text(f"journal.kind.{line.kind}")
    at = WORDS.get(line.kind)
    return f"{kind}: {text(f'{at}.{line.word}').lower()}" if at and line.word else kind
