"""The story of a course whose case access has opened: happenings and lines in one order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from staasted.apps.citizens.access import Citizen, NotYours
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.story.happenings import Day, Happening, days_of, happenings_of
from staasted.apps.story.models import StoryWording

MANY = ("message", "file")
"""Kinds of which one line a day and side is told, with how many they were."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line one side wrote: its newest wording first in ``wordings``; none where withdrawn."""

    public_id: str
    role: str
    withdrawn_at: datetime | None
    wordings: Sequence[StoryWording]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the story on a Danish day. ``at`` is None where only the day is known.

    ``kind``, ``word``, ``about`` and ``of`` are a ``Happening``'s; ``count`` is how many were put
    together. ``line`` is what somebody wrote themselves: then ``kind`` is ``line``.
    """

    on: date
    kind: str
    word: str = ""
    about: str = ""
    at: datetime | None = None
    of: datetime | None = None
    count: int = 1
    line: OwnLine | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The lines of one year, the newest first, and the years there is anything to tell of."""

    lines: Sequence[Told]
    years: Sequence[int]
    year: int | None


def story_of(case: Citizen, *, year: int | None = None) -> Story:
    """The story of an opened case, of one year or (None) all of it: three queries, whatever its
    length. A year there is nothing of tells everything.
    """
    told = sorted(_everything(case), key=_newest_last, reverse=True)
    years = sorted({each.on.year for each in told}, reverse=True)
    chosen = year if year in years else None
    return Story([each for each in told if chosen in (None, each.on.year)], years, chosen)


def lines_of(case: Citizen) -> list[OwnLine]:
    """What both sides have written into it themselves: one query."""
    rows = StoryWording.objects.filter(line__citizen=case).select_related("line", "by")
    ordered = rows.order_by("line_id", "-number")
    return [_own(list(wordings)) for _, wordings in groupby(ordered, key=lambda row: row.line_id)]


def line_of(case: Citizen, public_id: str) -> OwnLine:
    """One standing line of an opened case. Errors: NotYours."""
    rows = StoryWording.objects.filter(line__citizen=case, line__public_id=public_id)
    standing = rows.filter(line__withdrawn_at=None).select_related("line", "by")
    wordings = list(standing.order_by("-number"))
    if not wordings:
        raise NotYours
    return _own(wordings)


def _own(wordings: list[StoryWording]) -> OwnLine:
    line = wordings[0].line
    return OwnLine(line.public_id, line.role, line.withdrawn_at, wordings)


def _everything(case: Citizen) -> Iterator[Told]:
    for line in lines_of(case):
        yield Told(line.wordings[0].on, "line", at=None, line=_words_shown(line))
    yield from (_day(each) for each in days_of(case.pk))
    yield from _together([_told(each) for each in happenings_of(case.pk)])


def _words_shown(line: OwnLine) -> OwnLine:
    """A line as anybody is shown it: of one that was taken back no word."""
    if line.withdrawn_at is None:
        return line
    return replace(line, wordings=())


def _day(row: Day) -> Told:
    return Told(row.on, row.kind, row.word, row.about)


def _told(row: Happening) -> Told:
    on = row.at.astimezone(COPENHAGEN).date()
    return Told(on, row.kind, row.word, row.about, row.at, row.of)


def _together(told: list[Told]) -> Iterator[Told]:
    """What comes many times a day as one line, told when it last came."""
    seen: dict[tuple[date, str, str], list[Told]] = {}
    for each in told:
        if each.kind in MANY:
            seen.setdefault((each.on, each.kind, each.word), []).append(each)
        else:
            yield each
    for alike in seen.values():
        yield replace(alike[0], count=len(alike))


def _newest_last(told: Told) -> tuple[date, bool, float]:
    """By day; what has no moment stands first among what happened that day."""
    return told.on, told.at is not None, told.at.timestamp() if told.at else 0.0
