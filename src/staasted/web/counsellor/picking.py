"""Mine borgere: what an address asks to see of them, and who of the caseload that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.core.paginator import Page
from django.http import QueryDict

from staasted.apps.agreements.selectors import Agreed, agreed_of
from staasted.apps.audit.actor import Actor
from staasted.apps.booking.selectors import live_starts
from staasted.apps.caseload.happened import Seen
from staasted.apps.caseload.needing import found_of, in_need_of
from staasted.apps.citizens.access import Citizen, caseload
from staasted.apps.conversations.course import Course, courses
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Freedom
from staasted.core.needing import Why
from staasted.core.picking import (
    NONE,
    CaseloadList,
    CaseloadNeed,
    CaseloadOrder,
    CaseStanding,
    Picking,
    picked,
)
from staasted.web.ui.listing import page_of

PARTS = {"vis": "show", "behov": "need", "frihed": "freedom", "gruppe": "group", "orden": "order"}
"""Word in an address → part of what is picked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: part of a name, and whom of those found. ``strange`` are words in
    it that mean nothing here, or no longer: they are as none."""

    name: str
    picking: Picking
    strange: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether less than everybody is asked for."""
        return bool(self.name or self.picking.narrows)

    @property
    def view(self) -> str:
        """What is picked, as an address says it, without a name: it can be kept, it is nobody's."""
        told = zip(PARTS, self.picking, strict=True)
        said = {word: str(value) for word, value in told if value and value != CaseloadOrder.NAME}
        return _query(said)

    @property
    def query(self) -> str:
        """The same again, with the name; empty where it is the list as it opens."""
        return "&".join(filter(None, (_query({"navn": self.name}), self.view)))

    @property
    def words(self) -> Mapping[str, str]:
        """The value each field of the form has."""
        return {word: str(value) for word, value in zip(PARTS, self.picking, strict=True)}


def asked_in(sent: QueryDict) -> Asked:
    """What an address asks for."""
    known, strange = {}, []
    for word, part in PARTS.items():
        said = sent.get(word, "")
        known[part] = said if said in choices(word) else ""
        if said and not known[part]:
            strange.append(said)
    picking = Picking(
        CaseloadList(known["show"]),
        CaseloadNeed(known["need"]),
        known["freedom"],
        known["group"],
        CaseloadOrder(known["order"] or CaseloadOrder.NAME),
    )
    return Asked(sent.get("navn", "").strip(), picking, tuple(strange))


def choices(word: str) -> dict[str, str]:
    """What may be asked for by a word of the address: value → what it is called."""
    if word == "gruppe":
        groups = {slug: group.words.short for slug, group in catalog().target_groups.items()}
        unknown = {NONE: text("counsellor.citizen.group_unknown")}
        return {"": text("counsellor.caseload.any_group")} | groups | unknown
    if word == "frihed":
        freedoms = {each.value: text(f"ui.freedom.{each.value}") for each in Freedom}
        nothing = {NONE: text("counsellor.caseload.no_agreement")}
        return {"": text("counsellor.caseload.any_freedom")} | freedoms | nothing
    return {each.value: text(_SAID[word] + each.name.lower()) for each in _WORDS[word]}


_WORDS: dict[str, type[StrEnum]] = {
    "vis": CaseloadList,
    "behov": CaseloadNeed,
    "orden": CaseloadOrder,
}
_SAID = {
    "vis": "counsellor.caseload.list.",
    "behov": "counsellor.caseload.need.",
    "orden": "counsellor.caseload.by.",
}


def _query(told: Mapping[str, str]) -> str:
    found = QueryDict(mutable=True)
    found.update({word: value for word, value in told.items() if value})
    return found.urlencode()


def next_of(live: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next conversation that lies ahead begins; ``live`` are all, soonest first."""
    return next((starts_at for starts_at in live if starts_at >= now), None)


def left_open(live: Sequence[datetime], now: datetime) -> bool:
    """Whether a conversation has been and nobody has closed it."""
    return bool(live) and live[0] < now


@dataclass
class Listing:
    """Which of the citizens found by name are shown, on which page, and in which order.

    ``whole`` asks for everybody the list holds, on no page. What is read to choose them is read
    once: the list's lines are of the same.
    """

    actor: Actor
    on: date
    asked: Asked
    number: str | None = None
    whole: bool = False
    law: dict[int, Course] = field(default_factory=dict)
    agreed: dict[int, Agreed] = field(default_factory=dict)
    live: dict[int, list[datetime]] = field(default_factory=dict)
    page: Page | None = None
    now: datetime = field(default_factory=clock.now)

    def cases(self) -> Sequence[Citizen]:
        """The citizens asked for; each of them is noted as read."""
        return caseload(self.actor, on=self.on, search=self.asked.name, choose=self.choose)

    def choose(self, keys: list[int]) -> list[int]:
        """The keys to be shown, of all that were found by name."""
        asked = self.asked.picking
        if not keys:  # nobody is found, and nothing of nobody is asked
            self.page = page_of(keys, self.number)
            return keys
        if asked == Picking() and not self.whole:
            self.page = page_of(keys, self.number)
            self._read(list(self.page))
            return list(self.page)
        needs = self._read_with_needs(keys) if asked.need else {}
        if not asked.need:
            self._read(keys)
        keys = picked((self._standing(key, needs) for key in keys), asked, on=self.on)
        self.page = page_of(keys, self.number)
        return keys if self.whole else list(self.page)

    def _read(self, keys: Sequence[int]) -> None:
        self._read_after(courses(keys, on=self.on), keys)

    def _read_with_needs(self, keys: Sequence[int]) -> Mapping[int, frozenset[Why]]:
        """The same, with why each needs a human: the law's stamps come along with what happened."""
        seen = Seen(self.on, self.now, self.actor.person_id)
        found = found_of(keys, seen)
        self._read_after(found.courses(keys, on=self.on), keys)
        lines = in_need_of(found, seen)
        return {line.who: frozenset(need.why for need in line.needs) for line in lines}

    def _read_after(self, law: dict[int, Course], keys: Sequence[int]) -> None:
        self.law = law
        self.agreed, self.live = agreed_of(keys), live_starts(keys)

    def _standing(self, key: int, needs: Mapping[int, frozenset[Why]]) -> CaseStanding:
        course, held, live = self.law.get(key), self.agreed.get(key), self.live.get(key, [])
        return CaseStanding(
            key,
            due=course.due if course else None,
            booked=next_of(live, self.now),
            agreed=held.next_to if held else None,
            paused=held.pause_until if held else None,
            unclosed=left_open(live, self.now),
            freedom=held.freedom if held else "",
            group=course.period.target_group if course and course.period else "",
            needs=needs.get(key, frozenset()),
        )
