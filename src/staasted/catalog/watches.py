"""The watches of the net: what each looks for, by which limits, whose its alerts are, what closes
them. Source: shared decision on semantics, section 6; decision 0045."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import Field, model_validator

from staasted.catalog.contents import Catalog
from staasted.catalog.english import said
from staasted.catalog.loader import catalog
from staasted.catalog.reader import FOLDER, CatalogError, Entry, read_entries
from staasted.core.net import ActKind, Watching

FILE = FOLDER / "watches.yaml"


class Closes(StrEnum):
    """What closes an alert. A note, a letter and a click are not among them."""

    CONTACT = "contact"
    BOOKING = "booking"
    AGREEMENT = "agreement"
    PAUSE = "pause"

    @property
    def acts(self) -> tuple[ActKind, ...]:
        """Return the acts it stands for."""
        if self is not Closes.CONTACT:
            return (ActKind(self.value),)
        return (ActKind.CONVERSATION, ActKind.MESSAGE, ActKind.HELP, ActKind.CALL)


class CoverKind(StrEnum):
    """What may lie ahead of somebody, as a watch looks at it: a time, an agreed day, a relief."""

    BOOKING = "booking"
    AGREED = "agreed"
    RELIEF = "relief"


class Owner(StrEnum):
    """Whose an alert is: the coach's (a colleague's while the coach is away), or the office's."""

    COACH = "coach"
    OFFICE = "office"


class Way(StrEnum):
    """What one can do about it from the line itself."""

    CALL = "call"
    BOOK = "book"
    INVITE = "invite"
    AGREE = "agree"
    WRITE = "write"
    LETTERS = "letters"
    HELP = "help"
    PLAN = "plan"
    OPENINGS = "openings"


class WatchWords(Entry):
    """The watch by name, why somebody is on the list, and what takes them off it."""

    name: str
    why: str
    closes: str


class Watch(Entry):
    """One watch. ``limits`` and the two *after* are slugs of ``policy.yaml``; ``despite`` is what
    may lie ahead of somebody without keeping it from opening an alert."""

    slug: str = Field(pattern=r"^[a-z_]+$")
    looks_for: Watching
    limits: tuple[str, ...] = ()
    despite: tuple[CoverKind, ...] = ()
    closes: tuple[Closes, ...] = Field(min_length=1)
    owner: Owner
    colleague_after: str
    lead_after: str
    ways: tuple[Way, ...] = Field(min_length=1)
    source: str
    da: WatchWords

    @model_validator(mode="after")
    def _closed_by_contact(self) -> "Watch":
        if Closes.CONTACT not in self.closes:
            raise ValueError("speaking with somebody closes every alert: name contact too")
        return self

    @property
    def words(self) -> WatchWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @property
    def acts(self) -> frozenset[ActKind]:
        """Return the acts that close its alerts."""
        return frozenset(act for each in self.closes for act in each.acts)


@cache
def watches() -> Mapping[str, Watch]:
    """Return the watches by slug, in the order of the file. Errors: CatalogError."""
    return read_watches(FILE, catalog())


def watch_for(what: Watching) -> Watch:
    """Return the watch that looks for something; there is one for each."""
    return next(watch for watch in watches().values() if watch.looks_for is what)


def read_watches(file: Path, known: Catalog) -> Mapping[str, Watch]:
    """Return the watches of a file, checked against the policy. Errors: CatalogError."""
    found = read_entries(Watch, file)
    for place, what, remedy in _faults(found, known):
        raise CatalogError(file, place, what, remedy)
    return MappingProxyType(found)


def _faults(found: Mapping[str, Watch], known: Catalog) -> Iterator[tuple[str, str, str]]:
    looked_for = dict[Watching, str]()
    for slug, watch in found.items():
        for number in (*watch.limits, watch.colleague_after, watch.lead_after):
            if number not in known.policy.numbers:
                yield slug, f"{number} is no number of the policy", "use one of policy.yaml"
        other = looked_for.setdefault(watch.looks_for, slug)
        if other != slug:
            yield slug, f"{other} looks for {watch.looks_for} too", "let one watch look for it"
        if known.policy.numbers and _later(watch, known):
            what = "the lead would hear of it before the colleague"
            yield slug, what, "let lead_after be as long as colleague_after, or longer"
    for missing in [each for each in Watching if each not in looked_for]:
        yield "", f"nothing looks for {missing}", "write a watch that does"


def _later(watch: Watch, known: Catalog) -> bool:
    return known.policy[watch.lead_after] < known.policy[watch.colleague_after]
