"""A profile as a page shows it and as a document says it: sections, times, lists."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from staasted.apps.profiles.access import Profile, ProfileEntry, shown_in
from staasted.catalog import speech
from staasted.catalog.language import spoken
from staasted.catalog.texts import text
from staasted.core.resume import CONTACT, EntryKind
from staasted.core.resume.entries import LISTED
from staasted.core.resume.sections import BULLET
from staasted.ports.documents import Bullets, Document, Heading, Paragraph, Part

YEAR, WITH_MONTH = 4, 7  # signs of an ISO year, and of one with its month


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in words: what it is, where and when, and what is said of it."""

    entry: ProfileEntry
    title: str
    beside: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CvShown:
    """A CV: contact lines as they are shown, and each section with something in it."""

    name: str
    headline: str
    summary: str
    contact: tuple[str, ...]
    sections: dict[EntryKind, list[Row]]

    @property
    def written(self) -> bool:
        """Whether there is anything in it but a name."""
        return bool(self.headline or self.summary or self.contact or self.sections)


def cv_shown(profile: Profile, entries: Iterable[ProfileEntry], *, registered: str) -> CvShown:
    """The CV in words; ``registered`` is the name where the profile has none of its own."""
    sections: dict[EntryKind, list[Row]] = {}
    for entry in entries:
        sections.setdefault(EntryKind(entry.kind), []).append(row_shown(entry))
    return CvShown(
        profile.name or registered,
        profile.headline,
        profile.summary,
        tuple(contact_lines(profile, shown_in(profile))),
        sections,
    )


def contact_lines(profile: Profile, names: Iterable[str]) -> Iterator[str]:
    """What one is reached by, of these, in the order of ``CONTACT``; the postal code by town."""
    for name in CONTACT:
        value = getattr(profile, name)
        if name in names and value:
            yield f"{profile.postal_code} {value}".strip() if name == "city" else value


def cv_document(cv: CvShown) -> Document:
    """The CV as a document to be set, in the language that is spoken."""
    parts: list[Part] = []
    if cv.headline:
        parts.append(Paragraph(cv.headline))
    if cv.contact:
        parts.append(Paragraph("\n".join(cv.contact), quiet=True))
    if cv.summary:
        parts.extend(_prose(cv.summary))
    for kind, rows in cv.sections.items():
        parts.append(Heading(text(f"cv.section.{kind.value}")))
        for row in rows:
            parts.append(Heading(row.title, level=3))
            if row.beside:
                parts.append(Paragraph(row.beside, quiet=True))
            parts.extend(row.parts)
    return Document(cv.name, cv.name, spoken().value, tuple(parts), text("cv.page"))


def where_of(cv: CvShown, sign: str) -> str:
    """The heading under which a sign stands in a CV."""
    for rows in cv.sections.values():
        for row in rows:
            held = (row.title, row.beside, *(_said(part) for part in row.parts))
            if any(sign in each for each in held):
                return row.title
    return text("cv.about.heading")


def month_said(iso: str) -> str:
    """A year, a month or a day in words: "2021", "marts 2021", "14. marts 2021"."""
    if len(iso) <= YEAR:
        return iso
    named = text(f"ui.month.{speech.MONTHS[int(iso[5:7]) - 1]}")
    month = text("cv.month", month=named, year=iso[:YEAR])
    return text("cv.day", day=int(iso[8:]), month=month) if len(iso) > WITH_MONTH else month


def row_shown(entry: ProfileEntry) -> Row:
    """One entry in words; where it has no title, it goes by its place."""
    title, where = entry.title, entry.organisation
    if not title:
        title, where = where, ""
    when = _when(entry) if entry.level or where else speech.opened(_when(entry))
    beside = ", ".join(each for each in (entry.level, where, when) if each)
    return Row(entry, title, beside, tuple(_parts(entry)))


def _when(entry: ProfileEntry) -> str:
    first, last = month_said(entry.started), month_said(entry.ended)
    if entry.kind == EntryKind.CERTIFICATE:
        return first
    if first and last:
        return first if first == last else text("cv.spell", first=first, last=last)
    if first:
        return text("cv.since", month=first)
    return text("cv.until", month=last) if last else ""


def _parts(entry: ProfileEntry) -> Iterator[Part]:
    if not entry.words:
        return
    if entry.kind == EntryKind.SKILL:
        yield Paragraph(", ".join(entry.words.split("\n")))
    elif entry.kind in LISTED:
        yield Bullets(tuple(entry.words.split("\n")))
    else:
        yield from _prose(entry.words)


def _prose(words: str) -> Iterator[Part]:
    """Lines as somebody wrote them; those that begin with a dash are a list."""
    held: list[str] = []
    listed = False
    for line in words.split("\n"):
        if line.startswith(BULLET) != listed:
            yield from _held(held, listed=listed)
            held, listed = [], not listed
        held.append(line.removeprefix(BULLET) if listed else line)
    yield from _held(held, listed=listed)


def _held(lines: Sequence[str], *, listed: bool) -> Iterator[Part]:
    told = "\n".join(lines).strip()
    if told:
        yield Bullets(tuple(line for line in lines if line)) if listed else Paragraph(told)


def _said(part: Part) -> str:
    return "\n".join(part.items) if isinstance(part, Bullets) else part.text
