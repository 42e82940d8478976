"""A file of rules: one version of the law and one matter."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from pydantic import Field, model_validator

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.conditions import condition_of
from staasted.catalog.rules.kinds import kind_of
from staasted.catalog.rules.named import Day, GroupId
from staasted.catalog.rules.sources import names_an_act, source_of
from staasted.core.law import Bearer, Grade, Kind, Rule, Source, VersionDay
from staasted.core.law.condition import Condition

_SECONDARY = frozenset({Grade.B, Grade.S, Grade.C})


class FileStatus(StrEnum):
    """Whether the rules of a file are law, only planned, or not read yet."""

    ACTIVE = "active"
    PLANNED = "planned"
    DRAFT = "draft"


class RuleWords(Entry):
    """The rule in plain Danish: its name, why it is, and what would change it."""

    name: str
    why: str
    change: str = ""


class RuleStaffWords(Entry):
    """The same told to staff, who are not the ones it is about."""

    why: str
    change: str = ""


class RuleEntry(Entry):
    """One rule of a file; days inclusive; what it does not say, the file does."""

    asks: dict[str, Any]
    groups: tuple[GroupId, ...]
    line: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)?$")
    cites: str
    grade: Grade
    bearer: Bearer = Bearer.MUNICIPALITY
    version: str = ""
    from_on: Day | None = None
    to_on: Day | None = None
    inferred: frozenset[str] = frozenset()
    confirmed: bool = True
    interpretation: bool = False
    verified_until: date | None = None
    picks_version_by: VersionDay = VersionDay.WINDOW_FIRST_DAY
    when: dict[str, Any] | None = None
    ends: str = ""
    da: RuleWords
    staff: RuleStaffWords | None = None

    @model_validator(mode="after")
    def _is_understood(self) -> "RuleEntry":
        _ = self.kind, self.condition
        if self.grade not in _SECONDARY and not names_an_act(self.cites):
            raise ValueError(f"cites {self.cites!r}: write it as LBK 280/2024 § 31, stk. 3")
        return self

    @cached_property
    def kind(self) -> Kind:
        """Return the core kind."""
        return kind_of(self.asks)

    @cached_property
    def condition(self) -> Condition | None:
        """Return the core condition, None where it binds everybody in its groups."""
        return None if self.when is None else condition_of(self.when)

    @property
    def told_staff(self) -> RuleStaffWords:
        """Return the words said to staff: the citizen's where there are none."""
        return said(self.staff or RuleStaffWords(why=self.da.why, change=self.da.change))

    @property
    def act(self) -> str:
        """Return the act or order it is cited from."""
        return self.source().act

    def source(self) -> Source:
        """Return the source with its address; a secondary one has none."""
        return source_of(self.cites, self.grade, self.inferred, confirmed=self.confirmed)

    @property
    def words(self) -> RuleWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


class LawFile(Entry):
    """One version of the law in one matter; days inclusive, of every rule that says nothing."""

    version: str = ""
    title: str = ""
    from_on: Day | None = None
    to_on: Day | None = None
    status: FileStatus = FileStatus.ACTIVE
    rules: dict[str, RuleEntry] = Field(default_factory=dict)
    told_cases: tuple[Any, ...] = Field(default=(), alias="cases")

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases beside the rules, read when asked for. Errors: ValidationError."""
        return tuple(Case.model_validate(told) for told in self.told_cases)

    @model_validator(mode="after")
    def _dated(self) -> "LawFile":
        for rule_id, entry in self.rules.items():
            if entry.from_on is None and self.from_on is None:
                raise ValueError(f"{rule_id} has no first day: write from_on on it or on the file")
        return self

    def as_rules(self) -> tuple[Rule, ...]:
        """Return the rules as the core reads them."""
        return tuple(self.rule(rule_id) for rule_id in self.rules)

    def rule(self, rule_id: str, reading: dict[str, Any] | None = None) -> Rule:
        """Return one rule; ``reading`` are fields of `asks` read otherwise. Errors: ValueError."""
        entry = self.rules[rule_id]
        from_on = entry.from_on or self.from_on
        if from_on is None:
            raise ValueError(f"{rule_id} has no first day")
        return Rule(
            id=rule_id,
            version=entry.version or self.version,
            kind=kind_of(entry.asks | reading) if reading else entry.kind,
            groups=frozenset(entry.groups),
            bearer=entry.bearer,
            from_on=from_on,
            to_on=self._last(entry),
            source=entry.source(),
            picks_version_by=entry.picks_version_by,
            line=entry.line,
            when=entry.condition,
            interpretation=entry.interpretation,
            verified_until=entry.verified_until,
        )

    def _last(self, entry: RuleEntry) -> date | None:
        return entry.to_on if "to_on" in entry.model_fields_set else self.to_on
