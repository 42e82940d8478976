"""A trial lies on top of the law: what it lifts, for whom and when, and what stands instead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from staasted.core.axes import Channel, ConversationForm, Holder
from staasted.core.law.condition import Condition
from staasted.core.law.length import Length
from staasted.core.law.rule import Rule, Source
from staasted.core.law.standing.average import AverageOfGroup

_DAY = timedelta(days=1)


class TrialStatus(StrEnum):
    """How far a trial is; only approved and ended ones change anything."""

    DRAFT = "draft"
    UNDER_EXAMINATION = "under_examination"
    PLANNED = "planned"
    APPROVED = "approved"
    REFUSED = "refused"
    ENDED = "ended"
    DESCRIPTIVE = "descriptive"

    @property
    def changes(self) -> bool:
        """Return whether a trial of this status changes anything inside its dates."""
        return self in (TrialStatus.APPROVED, TrialStatus.ENDED)


class TrialMode(StrEnum):
    """What a part of a trial does to the rules it lists."""

    WAIVE = "waive"
    RELAX = "relax"
    REPLACE = "replace"
    PAUSE = "pause"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Those a part does not reach; days inclusive, what is empty or None excludes nobody by it."""

    municipalities: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    from_on: date | None = None
    to_on: date | None = None

    def covers(self, municipality: str, group: str, day: date) -> bool:
        """Return whether somebody is left out on a day."""
        return (
            (not self.municipalities or municipality in self.municipalities)
            and (not self.groups or group in self.groups)
            and (self.from_on is None or self.from_on <= day)
            and (self.to_on is None or day <= self.to_on)
        )


@dataclass(frozen=True, slots=True)
class AlsoCounts:
    """What else counts as a conversation in a trial, at most this share (0-1) of a group's."""

    forms: frozenset[ConversationForm] = frozenset()
    channels: frozenset[Channel] = frozenset()
    held_by: frozenset[Holder] = frozenset()
    most: float = 1.0

    def accepted(self, by_law: int, by_trial: int) -> int:
        """Return how many of those the trial alone counts fit within the share of all of them."""
        if self.most >= 1:
            return by_trial
        return min(by_trial, int(round(self.most / (1 - self.most) * by_law, 9)))


@dataclass(frozen=True, slots=True)
class SideCondition:
    """The average a group is held to, measured over ``every`` from the part's first day.

    ``average`` judges conversations, ``offers`` offers, None where it is not asked for. Observed
    levels are a mean per person in one such period, by group; what is not there is no baseline.
    Source: BEK 603/2017 § 4, stk. 3; BEK 1184/2019 § 4, stk. 3.
    """

    every: Length
    average: AverageOfGroup | None
    offers: AverageOfGroup | None = None
    levels: Mapping[str, float] = field(default_factory=dict)
    offer_levels: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrialPart:
    """One part of a trial, inside its days (both inclusive) and for those who live in its places.

    ``lifts`` are ids of rules. ``relaxed`` are the rules that stand instead of those they are
    named by; ``adds`` stand besides. A higher ``rank`` goes before. ``when`` is who takes part,
    looked at on the day something falls due: what is not known is not in it.
    """

    id: str
    trial: str
    mode: TrialMode
    municipalities: frozenset[str]
    groups: frozenset[str]
    from_on: date
    to_on: date | None
    source: Source
    rank: int = 0
    lifts: frozenset[str] = frozenset()
    when: Condition | None = None
    excludes: tuple[Exclusion, ...] = ()
    relaxed: Mapping[str, Rule] = field(default_factory=dict)
    adds: tuple[Rule, ...] = ()
    condition: SideCondition | None = None
    counts: AlsoCounts | None = None

    def runs_on(self, day: date) -> bool:
        """Return whether a day lies inside it."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def reaches(self, municipality: str, group: str, day: date) -> bool:
        """Return whether it is for those who live there, in that group, on a day."""
        return (
            group in self.groups
            and municipality in self.municipalities
            and self.runs_on(day)
            and not any(each.covers(municipality, group, day) for each in self.excludes)
        )

    @property
    def names(self) -> frozenset[str]:
        """Return the rules it lifts or loosens, by id."""
        return self.lifts | self.relaxed.keys()

    def touches(self, rule: str) -> bool:
        """Return whether it lifts or loosens a rule on a day.

        A pause touches what stands still, not the day itself.
        """
        named = rule in self.lifts or rule in self.relaxed
        return named and self.mode is not TrialMode.PAUSE

    def ends_rules(self) -> bool:
        """Return whether what it lifts is not owed at all."""
        return self.mode in (TrialMode.WAIVE, TrialMode.REPLACE, TrialMode.AVERAGE)


def as_run(part: TrialPart, first: date | None, last: date | None) -> TrialPart | None:
    """Return the part as it was begun and stopped here; None where no day is left.

    ``first`` is the day it was begun, ``last`` the last day before it was stopped, None where
    there was no such act.
    """
    from_on = part.from_on if first is None else max(part.from_on, first)
    to_on = part.to_on
    if last is not None:
        to_on = last if to_on is None else min(to_on, last)
    if to_on is not None and to_on < from_on:
        return None
    adds = tuple(_within(rule, from_on, to_on) for rule in part.adds)
    return replace(part, from_on=from_on, to_on=to_on, adds=adds)


def _within(rule: Rule, from_on: date, to_on: date | None) -> Rule:
    """Return a rule a part adds, with no more days than the part has."""
    ends = [day for day in (rule.to_on, to_on) if day is not None]
    return replace(rule, from_on=max(rule.from_on, from_on), to_on=min(ends, default=None))


def conflicts(parts: Iterable[TrialPart]) -> Iterator[tuple[TrialPart, TrialPart]]:
    """Return each two parts of two trials of equal rank that touch a rule for the same people.

    The same people: a municipality, a group and a day in common. Conditions are not weighed:
    nobody can know beforehand of whom two of them hold. Source: decision 0013.
    """
    for one, other in combinations(parts, 2):
        if one.trial != other.trial and one.rank == other.rank and _meet(one, other):
            yield one, other


def _meet(one: TrialPart, other: TrialPart) -> bool:
    if not {*one.lifts, *one.relaxed} & {*other.lifts, *other.relaxed}:
        return False
    places, groups = one.municipalities & other.municipalities, one.groups & other.groups
    return any(
        one.reaches(place, group, day) and other.reaches(place, group, day)
        for day in _first_days(one, other)
        for place in places
        for group in groups
    )


def _first_days(one: TrialPart, other: TrialPart) -> set[date]:
    """Return the days on which both may begin to reach somebody."""
    ends = (out.to_on for part in (one, other) for out in part.excludes)
    return {max(one.from_on, other.from_on), *(end + _DAY for end in ends if end is not None)}
