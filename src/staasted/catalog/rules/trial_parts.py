"""A part of a trial: what it lifts, for whom and when, and what is held instead."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.catalog.rules.conditions import condition_of
from staasted.catalog.rules.file import RuleEntry
from staasted.catalog.rules.kinds import length_of
from staasted.catalog.rules.listing import Listing
from staasted.catalog.rules.looser import looser
from staasted.catalog.rules.named import Day, GroupId
from staasted.catalog.rules.told import Stretch
from staasted.core.axes import Channel, ConversationForm, Holder
from staasted.core.law import Grade, Rule
from staasted.core.law.condition import Condition
from staasted.core.law.standing import AverageOfGroup, Baseline
from staasted.core.law.trial import AlsoCounts, Exclusion, SideCondition, TrialMode


class TrialWords(Entry):
    """What we are freed from and what we promise instead, in plain Danish."""

    freed: str
    promise: str


class NamedTrialWords(TrialWords):
    """The same, with the trial's name."""

    name: str


class Cites(Entry):
    """A legal basis and how well it is supported."""

    cites: str = ""
    grade: Grade | None = None
    inferred: frozenset[str] = frozenset()
    confirmed: bool | None = None


class ExclusionEntry(Stretch):
    """Those a part does not reach; what is left out excludes nobody by it."""

    municipalities: tuple[str, ...] = ()
    groups: tuple[GroupId, ...] = ()

    def as_exclusion(self, places: Collection[str]) -> Exclusion:
        """Return the core exclusion. Errors: ValueError for a municipality nobody knows."""
        out = frozenset(place_of(slug, places) for slug in self.municipalities)
        return Exclusion(out, frozenset(self.groups), self.from_on, self.to_on)


class CountsEntry(Entry):
    """What else counts, at most this share (0-1) of a group's conversations."""

    forms: frozenset[ConversationForm] = frozenset()
    channels: frozenset[Channel] = frozenset()
    held_by: frozenset[Holder] = frozenset()
    most: float = Field(default=1.0, ge=0, le=1)

    def as_counts(self) -> AlsoCounts:
        """Return the core fact."""
        return AlsoCounts(self.forms, self.channels, self.held_by, self.most)


class ConditionEntry(Entry):
    """The average a group is held to, each effort for itself."""

    baseline: Baseline
    period: dict[str, int]
    levels: dict[GroupId, float] = Field(default_factory=dict)
    offers: dict[GroupId, float] = Field(default_factory=dict)
    tolerance: float = Field(default=0.0, ge=0, lt=1)
    efforts: frozenset[Literal["conversations", "offers"]] = Field(
        default=frozenset({"conversations"}), min_length=1
    )

    @model_validator(mode="after")
    def _is_understood(self) -> "ConditionEntry":
        every = length_of(self.period)
        if every.end_of_week or not (every.months or every.weeks or every.days):
            raise ValueError("period: write {months: 6}, or weeks, or days")
        return self

    def as_condition(self) -> SideCondition:
        """Return the core condition."""
        average = AverageOfGroup(self.baseline, tolerance=self.tolerance)
        return SideCondition(
            every=length_of(self.period),
            average=average if "conversations" in self.efforts else None,
            offers=average if "offers" in self.efforts else None,
            levels=self.levels,
            offer_levels=self.offers,
        )


class PartEntry(Cites):
    """One part of a trial; what it does not say, the file does."""

    mode: TrialMode
    groups: tuple[GroupId, ...]
    da: TrialWords
    staff: TrialWords | None = None
    from_on: Day | None = None
    to_on: Day | None = None
    municipalities: tuple[str, ...] = ()
    when: Any = None
    act: Literal["", "LAB", "SDP", "INT", "LAS"] = ""
    lifts: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    excludes: tuple[ExclusionEntry, ...] = ()
    relax: dict[str, dict[str, Any]] = Field(default_factory=dict)
    adds: dict[str, RuleEntry] = Field(default_factory=dict)
    condition: ConditionEntry | None = None
    counts: CountsEntry | None = None
    interpretation: bool = False

    @model_validator(mode="after")
    def _is_understood(self) -> "PartEntry":
        _ = self.listing, self.as_when
        if (self.mode is TrialMode.AVERAGE) is not (self.condition is not None):
            raise ValueError("a condition belongs to the mode average, and that mode has one")
        if (self.mode is TrialMode.RELAX) is not bool(self.relax):
            raise ValueError("relax: names rules and their looser fields, in the mode relax alone")
        if self.mode is TrialMode.REPLACE and not self.adds:
            raise ValueError("the mode replace has adds: the rules that stand instead")
        return self

    @cached_property
    def listing(self) -> Listing:
        """Return the sections it lists. Errors: ValueError."""
        return Listing.of(self.act, self.lifts, only=self.only, keeps=self.keeps)

    @cached_property
    def as_when(self) -> Condition | None:
        """Return the core condition of who takes part."""
        return None if self.when is None else condition_of(self.when)

    @property
    def words(self) -> TrialWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @property
    def told_staff(self) -> TrialWords:
        """Return the words said to staff: the citizen's where there are none."""
        return said(self.staff or self.da)

    def relaxed(self, rules: Iterable[Rule]) -> dict[str, Rule]:
        """Return the rules that stand instead of those they are named by. Errors: ValueError."""
        by_id = {rule.id: rule for rule in rules}
        found = {}
        for rule_id, fields in self.relax.items():
            if rule_id not in by_id:
                raise ValueError(f"{rule_id} is no rule of the law: name a relaxed rule by its id")
            found[rule_id] = looser(by_id[rule_id], fields)
        return found


def place_of(slug: str, places: Collection[str]) -> str:
    """Return the municipality itself. Errors: ValueError where nobody knows it."""
    if slug not in places:
        raise ValueError(f"{slug} is no municipality: use a slug of municipalities.yaml")
    return slug
