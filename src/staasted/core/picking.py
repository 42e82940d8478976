"""A caseload as a list one works from: who stands on it, and in which order.

What is looked at are days and times that were agreed, booked or are owed; never an answer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from staasted.core.needing import Why


class CaseloadList(StrEnum):
    """Which of a caseload somebody wants to see; the words stand in addresses."""

    EVERYBODY = ""
    NOTHING_AHEAD = "intet-forude"
    PASSED = "overskredet"
    UNCLOSED = "ikke-lukket"
    BOOKED = "booket"
    PAUSED = "pause"
    NO_AGREEMENT = "ingen-aftale"


class CaseloadNeed(StrEnum):
    """What the people somebody wants to see need; the words stand in addresses."""

    ANY = ""
    ASKED = "har-bedt-om-noget"
    SOMEBODY = "har-brug-for-nogen"
    WATCHED = "nettet-holder-oeje"


class CaseloadOrder(StrEnum):
    """What a caseload is sorted by; the words stand in addresses."""

    NAME = "navn"
    DUE = "frist"
    BOOKED = "tid"
    AGREED = "aftalt"


NONE = "ingen"
"""The word in an address for those who have no agreement, or no known group."""


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """Where one citizen (``who``, a key) stands.

    ``due`` is the next day a conversation is owed by, ``booked`` the next live time ahead,
    ``agreed`` the last day of the agreed next contact and ``paused`` that of a pause, both
    inclusive; each None where there is none. ``freedom`` is empty where nothing is agreed,
    ``group`` (a target group) where none is known. ``needs`` are why they need a human, where
    that has been asked.
    """

    who: int
    due: date | None = None
    booked: datetime | None = None
    agreed: date | None = None
    paused: date | None = None
    unclosed: bool = False
    freedom: str = ""
    group: str = ""
    needs: frozenset[Why] = frozenset()

    def nothing_ahead(self, on: date) -> bool:
        """Whether there is neither a time, nor an agreed day or a pause that has not passed."""
        ahead = (day is not None and day >= on for day in (self.agreed, self.paused))
        return self.booked is None and not any(ahead)

    def passed(self, on: date) -> bool:
        """Whether a day has passed that the law or the agreement set, and no time is booked."""
        days = (day is not None and day < on for day in (self.due, self.agreed))
        return self.booked is None and any(days)


_SHOWN: dict[CaseloadList, Callable[[CaseStanding, date], bool]] = {
    CaseloadList.EVERYBODY: lambda _one, _on: True,
    CaseloadList.NOTHING_AHEAD: CaseStanding.nothing_ahead,
    CaseloadList.PASSED: CaseStanding.passed,
    CaseloadList.UNCLOSED: lambda one, _on: one.unclosed,
    CaseloadList.BOOKED: lambda one, _on: one.booked is not None,
    CaseloadList.PAUSED: lambda one, on: one.paused is not None and one.paused >= on,
    CaseloadList.NO_AGREEMENT: lambda one, _on: not one.freedom,
}
_NEEDS: dict[CaseloadNeed, frozenset[Why]] = {
    CaseloadNeed.ASKED: frozenset({Why.HELP, Why.CALL, Why.MESSAGE}),
    CaseloadNeed.SOMEBODY: frozenset(Why),
    CaseloadNeed.WATCHED: frozenset({Why.LOST, Why.ALERT}),
}
_WHEN: dict[CaseloadOrder, Callable[[CaseStanding], float | None]] = {
    CaseloadOrder.DUE: lambda one: _number(one.due),
    CaseloadOrder.BOOKED: lambda one: one.booked.timestamp() if one.booked else None,
    CaseloadOrder.AGREED: lambda one: _number(one.agreed),
}


class Picking(NamedTuple):
    """What somebody wants to see of a caseload: those who are all of it, in one order.

    ``freedom`` and ``group`` are slugs; empty asks for any, ``NONE`` for those without one.
    """

    show: CaseloadList = CaseloadList.EVERYBODY
    need: CaseloadNeed = CaseloadNeed.ANY
    freedom: str = ""
    group: str = ""
    order: CaseloadOrder = CaseloadOrder.NAME

    @property
    def narrows(self) -> bool:
        """Whether anybody may be left out."""
        return any(self[:-1])


def picked(standings: Iterable[CaseStanding], asked: Picking, *, on: date) -> list[int]:
    """The keys of those to be shown, in order; ``standings`` come by name.

    The soonest day first, those without one last, and by name where days are the same.
    """
    found = [one for one in standings if _wanted(one, asked, on)]
    if asked.order not in _WHEN:
        return [one.who for one in found]
    when = {one.who: _WHEN[asked.order](one) for one in found}
    return sorted(when, key=lambda who: (when[who] is None, when[who] or 0))


def _wanted(one: CaseStanding, asked: Picking, on: date) -> bool:
    return (
        _SHOWN[asked.show](one, on)
        and (not asked.need or not _NEEDS[asked.need].isdisjoint(one.needs))
        and _is(one.freedom, asked.freedom)
        and _is(one.group, asked.group)
    )


def _is(slug: str, asked: str) -> bool:
    return asked in {"", slug or NONE}


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
