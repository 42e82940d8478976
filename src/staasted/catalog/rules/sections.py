"""Sections as acts number them: what a trial lists, and whether that covers what a rule cites."""

import re
from dataclasses import dataclass
from itertools import pairwise

_ACT = re.compile(r"^(?P<act>(?:LBK|LOV|BEK|VEJ) \d+/\d{4})\s*")
_NUMBER = re.compile(r"(\d+)(?: ([a-z])(?![^\W\d_]|\.))?")
_LIST = r"(?:\d+(?:-\d+)?(?![\d.])(?:, | og )?)+"
_PART = re.compile(rf"stk\. (?P<stk>{_LIST})|nr\. (?P<nr>{_LIST})|(?P<pkt>\d+)\. pkt\.")

_WITHIN = re.compile(r"(?:^|,? )(?:(?:stk|nr)\. |\d+\. pkt\.)")

HIGHEST = 999
"""The highest number a section or a subsection may have. Source: decision 0013."""

Place = tuple[int, str]
"""A section's number and letter, empty where it has none: § 16 a is (16, "a")."""


@dataclass(frozen=True, slots=True)
class Sections:
    """A run of sections, both ends inclusive; ``parts`` are subsections, None for all of them.

    Items and sentences are parts of their own: ``3``, ``3 nr. 1``, ``3 pkt. 2``, ``nr. 1``.
    """

    first: Place
    last: Place
    parts: frozenset[str] | None = None

    def covers(self, other: "Sections") -> bool:
        """Return whether all that another run names lies in this one."""
        if not (self.first <= other.first and other.last <= self.last):
            return False
        if self.parts is None:
            return True
        return other.parts is not None and all(self._lists(part) for part in other.parts)

    def _lists(self, part: str) -> bool:
        """Return whether a part is listed, itself or as one of a listed subsection."""
        listed = self.parts or frozenset()
        return part in listed or re.split(r" (?:nr|pkt)\. ", part)[0] in listed

    def each(self) -> "tuple[Sections, ...]":
        """Return the sections of a run one by one, those with a letter left out."""
        numbers = range(self.first[0], self.last[0] + 1)
        return tuple(Sections((number, ""), (number, ""), self.parts) for number in numbers)


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names: the act, empty where it is not named, and its sections."""

    act: str
    sections: tuple[Sections, ...]


def cited(text: str) -> Cited:
    """Return what ``LBK 280/2024 § 31, stk. 1 og 3, og § 33`` names. Errors: ValueError."""
    text = text.replace(" – ", "-").replace("–", "-").replace(" til ", "-")
    found = _ACT.match(text)
    act = found["act"] if found else ""
    rest = text[found.end() :] if found else text
    if not rest:
        return Cited(act, ())
    before, *chunks = re.split(r"§+\s*", rest)
    if not chunks or before.strip():
        raise ValueError(f"{text!r} names no section: write it as § 31, stk. 1 og 3")
    return Cited(act, tuple(run for chunk in chunks for run in _runs(chunk, text)))


def _runs(chunk: str, text: str) -> list[Sections]:
    head = _WITHIN.split(chunk, maxsplit=1)[0]
    places = [(_place(found), found.span()) for found in _NUMBER.finditer(head)]
    if not places:
        raise ValueError(f"{text!r} names no section: write it as § 31, stk. 1 og 3")
    parts = _parts(chunk)
    joined = [head[a[1] : b[0]].strip() == "-" for (_, a), (_, b) in pairwise(places)]
    runs, place = list[Sections](), 0
    while place < len(places):
        first = last = places[place][0]
        if place < len(joined) and joined[place]:
            last = places[place + 1][0]
            place += 1
        if last < first or last[0] > HIGHEST:
            raise ValueError(f"{text!r}: sections run upwards, at most to § {HIGHEST}")
        runs.append(Sections(first, last, parts))
        place += 1
    return runs


def _place(found: re.Match[str]) -> Place:
    return int(found[1]), found[2] or ""


def _parts(chunk: str) -> frozenset[str] | None:
    """Return the parts a citation names; an item or a sentence is of the subsection before it."""
    found, within = list[str](), list[str]()
    for told in _PART.finditer(chunk):
        if told["stk"]:
            found += within
            within = [str(number) for number in _numbers(told["stk"])]
            continue
        word, numbers = ("nr", _numbers(told["nr"])) if told["nr"] else ("pkt", [told["pkt"]])
        of = f"{within[-1]} " if within else ""
        found += [*within[:-1], *(f"{of}{word}. {number}" for number in numbers)]
        within = []
    return frozenset([*found, *within]) or None


def _numbers(text: str) -> list[int]:
    found = list[int]()
    for run in re.findall(r"\d+(?:-\d+)?", text):
        first, _, last = run.partition("-")
        if int(last or first) > HIGHEST:
            raise ValueError(f"stk. {run}: no section has so many subsections")
        found.extend(range(int(first), int(last or first) + 1))
    return found
