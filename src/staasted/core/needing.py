"""Who needs a human, and why: one line a person, however many needs there are.

Needs are events alone: what somebody asked, a day that passed, a silence. Nothing here knows an
answer of the screening (shared decision on screening, points 9 and 11).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Why(StrEnum):
    """Why somebody needs a human now, in the order that comes first. Source: decision 0048."""

    HELP = "help"
    CALL = "call"
    MESSAGE = "message"
    LOST = "lost"
    ALERT = "alert"
    AGREED = "agreed"
    UNPREPARED = "unprepared"
    DISPUTED = "disputed"
    SITUATION = "situation"
    CORRECTION = "correction"
    ASKED = "asked"
    LETTER = "letter"
    PARTNER = "partner"
    OFFER = "offer"
    SUMMONS = "summons"
    HELLO = "hello"
    SILENCE = "silence"


_TOGETHER = (
    (Why.HELP,),
    (Why.CALL, Why.MESSAGE),
    (Why.LOST,),
    (Why.ALERT,),
    (Why.AGREED,),
    (Why.UNPREPARED,),
    (
        *(Why.DISPUTED, Why.SITUATION, Why.CORRECTION, Why.ASKED),
        *(Why.LETTER, Why.PARTNER, Why.OFFER, Why.SUMMONS),
    ),
    (Why.HELLO,),
    (Why.SILENCE,),
)
"""Needs of one row wait equally: among them the nearest day comes first."""
_RANK = {why: rank for rank, equals in enumerate(_TOGETHER) for why in equals}
_ORDER = {why: place for place, why in enumerate(Why)}


class Need(NamedTuple):
    """One reason why somebody (``who``, a key) needs a human: an event, with its day.

    ``by`` is the day that was promised, agreed or is the limit; ``since`` the moment it began;
    either may be unknown. ``ref`` names what it is about, for the way to the act.
    """

    who: int
    why: Why
    by: date | None = None
    since: datetime | None = None
    ref: str = ""


class Line(NamedTuple):
    """One person, and everything they are waiting for, the most urgent need first.

    ``spoken`` is the day of the last contact both ways; None where there was none.
    """

    who: int
    needs: tuple[Need, ...]
    spoken: date | None

    @property
    def first(self) -> Need:
        """Why this person stands here."""
        return self.needs[0]


def needing(needs: Iterable[Need], spoken: Mapping[int, date]) -> list[Line]:
    """Everybody with a need, one line each, whoever needs somebody most first.

    By the first need's kind, then its nearest day, then how long it has waited; then the longest
    since a contact both ways (never is longest). Another need never moves anybody back.
    """
    of: dict[int, set[Need]] = {}
    for need in needs:
        of.setdefault(need.who, set()).add(need)
    lines = [
        Line(who, tuple(sorted(theirs, key=_urgency)), spoken.get(who))
        for who, theirs in of.items()
    ]
    return sorted(lines, key=_place)


def _place(line: Line) -> tuple[object, ...]:
    return _weight(line.first), _day(line.spoken, date.min), line.who


def _weight(need: Need) -> tuple[int, date, bool, float]:
    """How urgent a need is, the smallest first; an unknown day or moment comes last."""
    began = need.since.timestamp() if need.since else 0.0
    return _RANK[need.why], _day(need.by, date.max), need.since is None, began


def _urgency(need: Need) -> tuple[tuple[int, date, bool, float], int, str]:
    return _weight(need), _ORDER[need.why], need.ref


def _day(day: date | None, unknown: date) -> date:
    return unknown if day is None else day
