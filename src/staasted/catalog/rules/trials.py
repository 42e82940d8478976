"""A file of a trial: who it is for, what it lifts, what stands instead (docs/trials-as-data.md)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import Field, model_validator

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.clocks import ActEntry
from staasted.catalog.rules.file import LawFile, RuleEntry
from staasted.catalog.rules.named import Day
from staasted.catalog.rules.sources import source_of
from staasted.catalog.rules.trial_parts import (
    Cites,
    NamedTrialWords,
    PartEntry,
    TrialWords,
    place_of,
)
from staasted.core.law import Grade, Rule, Source
from staasted.core.law.trial import TrialPart, TrialStatus


class Bylaw(Entry):
    """The by-law: entered, published, sent. Source: BEK 841/2017 §§ 3-6."""

    entered_on: Day | None = None
    address: str = ""
    sent_on: Day | None = None
    changes: str = ""


class Evaluation(Entry):
    """The evaluation's design, made before the start. Source: BEK 841/2017 §§ 7-10."""

    expected: str = ""
    target_group: str = ""
    method: str = ""
    baseline: str = ""
    report_by: Day | None = None


class Granted(Entry):
    """The application and its answer. Source: LOV 658/2017 § 7."""

    applied_on: Day | None = None
    answered_on: Day | None = None
    by: str = ""
    letter: str = ""


class TrialEntry(Cites):
    """One trial; days inclusive, municipalities by slug."""

    slug: str = Field(pattern=r"^[a-z0-9_]+$", max_length=40)
    title: str
    status: TrialStatus
    municipalities: tuple[str, ...]
    from_on: Day
    to_on: Day | None = None
    cites: str
    grade: Grade
    confirmed: bool = True
    rank: int = 0
    demo: bool = False
    da: NamedTrialWords
    staff: TrialWords | None = None
    parts: dict[str, PartEntry] = Field(default_factory=dict)
    bylaw: Bylaw = Bylaw()
    evaluation: Evaluation = Evaluation()
    granted: Granted = Granted()
    told_cases: tuple[Any, ...] = Field(default=(), alias="cases")

    @model_validator(mode="before")
    @classmethod
    def _added_rules(cls, told: Any) -> Any:
        """Let a rule a part adds have the part's groups, days and source where it has none."""
        if not isinstance(told, dict) or not isinstance(told.get("parts"), dict):
            return told
        parts = {
            name: _with_rules(part, told) if isinstance(part, dict) else part
            for name, part in told["parts"].items()
        }
        return {**told, "parts": parts}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases beside it, read when asked for. Errors: ValidationError."""
        return tuple(Case.model_validate(told) for told in self.told_cases)

    @property
    def words(self) -> NamedTrialWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @property
    def added(self) -> dict[str, RuleEntry]:
        """Return the rules its parts add, by id."""
        return {slug: rule for part in self.parts.values() for slug, rule in part.adds.items()}

    @property
    def told_staff(self) -> TrialWords:
        """Return the words said to staff: everybody's where there are none."""
        return said(self.staff or self.da)

    def source(self, part: PartEntry | None = None) -> Source:
        """Return the legal basis of the trial, or of one part of it."""
        own = part or self
        confirmed = self.confirmed if own.confirmed is None else own.confirmed
        return source_of(
            own.cites or self.cites,
            own.grade or self.grade,
            own.inferred or self.inferred,
            confirmed=confirmed,
        )

    def days_of(self, part: PartEntry) -> tuple[date, date | None]:
        """Return a part's first and last day."""
        return part.from_on or self.from_on, part.to_on or self.to_on

    def as_parts(
        self, rules: Iterable[Rule], acts: Mapping[str, ActEntry], places: Collection[str]
    ) -> tuple[TrialPart, ...]:
        """Return the parts as the core reads them, over these rules of the law.

        Errors: ValueError for a municipality or a rule nobody knows, or a relaxed rule that
        asks for more.
        """
        law = tuple(rules)
        return tuple(self._part(name, each, law, acts, places) for name, each in self.parts.items())

    def _part(
        self,
        name: str,
        part: PartEntry,
        rules: tuple[Rule, ...],
        acts: Mapping[str, ActEntry],
        places: Collection[str],
    ) -> TrialPart:
        first, last = self.days_of(part)
        own = part.municipalities or self.municipalities
        file = LawFile(version=self.slug, from_on=first, to_on=last, rules=part.adds)
        return TrialPart(
            id=name,
            trial=self.slug,
            mode=part.mode,
            municipalities=frozenset(place_of(slug, places) for slug in own),
            groups=frozenset(part.groups),
            from_on=first,
            to_on=last,
            source=self.source(part),
            rank=self.rank,
            lifts=part.listing.rules(rules, acts, frozenset(part.groups), first, last),
            when=part.as_when,
            excludes=tuple(each.as_exclusion(places) for each in part.excludes),
            relaxed=part.relaxed(rules),
            adds=file.as_rules(),
            condition=part.condition.as_condition() if part.condition else None,
            counts=part.counts.as_counts() if part.counts else None,
        )


def _with_rules(part: dict[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    rules = part.get("adds")
    if not isinstance(rules, dict):
        return part
    words = ("groups", "from_on", "to_on", "cites", "grade", "confirmed")
    own = {word: part.get(word, told.get(word)) for word in words}
    known = {word: value for word, value in own.items() if value is not None}
    full = {n: {**known, **rule} if isinstance(rule, dict) else rule for n, rule in rules.items()}
    return {**part, "adds": full}
