"""What no single rule can see: gaps, overlaps, rows nobody reaches, rules without a case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from staasted.catalog.people import TargetGroup
from staasted.catalog.rules.clocks import ActEntry, FactEntry
from staasted.catalog.rules.conditions import ages_of
from staasted.catalog.rules.file import FileStatus, LawFile, RuleEntry
from staasted.core.law import Clock, Grade, Rule
from staasted.core.law.kinds import OnRequest
from staasted.core.law.standing import Channels

_NEVER_ACTIVE = frozenset({Grade.S, Grade.C})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One fault: a code the texts say, the rule it stands at, and the values in the sentence."""

    code: str
    rule: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rules may lean on."""

    groups: Mapping[str, TargetGroup]
    clocks: Mapping[str, Clock]
    facts: Mapping[str, FactEntry]
    acts: Mapping[str, ActEntry]


def faults(files: Iterable[LawFile], around: Surroundings) -> Iterator[RuleFault]:
    """Return every fault of the rules together, in the order of the files.

    Planned and draft files are looked at alone: they overlap nothing and end nothing.
    """
    known = list(files)
    active = [file for file in known if file.status is FileStatus.ACTIVE]
    yield from _twice(known)
    for file in known:
        for rule, entry in zip(file.as_rules(), file.rules.values(), strict=True):
            yield from _alone(rule, entry, around, active=file in active)
    yield from _through_time(active, around.groups)
    yield from without_case(
        (rule_id for file in active for rule_id in file.rules),
        (case for file in active for case in file.told_cases),
    )


def unconfirmed(files: Iterable[LawFile]) -> Iterator[Rule]:
    """Return the active rules whose own section has not been read, or was only told by others."""
    for file in files:
        if file.status is FileStatus.ACTIVE:
            for rule in file.as_rules():
                if not rule.source.confirmed or rule.source.grade is Grade.B:
                    yield rule


def _fault(code: str, rule: str, **values: object) -> RuleFault:
    return RuleFault(code, rule, values)


def _twice(files: Iterable[LawFile]) -> Iterator[RuleFault]:
    seen: set[str] = set()
    for file in files:
        for rule_id in file.rules:
            if rule_id in seen:
                yield _fault("twice", rule_id)
            seen.add(rule_id)


def _alone(
    rule: Rule, entry: RuleEntry, around: Surroundings, *, active: bool
) -> Iterator[RuleFault]:
    if active and rule.source.grade in _NEVER_ACTIVE:
        yield _fault("never_active", rule.id, grade=rule.source.grade.value)
    if rule.to_on is not None and rule.to_on < rule.from_on:
        yield _fault("reversed", rule.id, first=rule.from_on, last=rule.to_on)
    if rule.source.eli and entry.act not in around.acts:
        yield _fault("no_such_act", rule.id, act=entry.act)
    if rule.source.eli and not rule.source.section and rule.source.confirmed:
        yield _fault("without_section", rule.id, act=entry.act)
    yield from _names(rule, entry, around)
    yield from _reached(rule, entry, around.groups)


def _names(rule: Rule, entry: RuleEntry, around: Surroundings) -> Iterator[RuleFault]:
    for group in sorted(rule.groups - set(around.groups)):
        yield _fault("no_such_group", rule.id, group=group)
    clock = entry.asks.get("clock") or (entry.asks.get("of") or {}).get("clock")
    if clock and clock not in around.clocks:
        yield _fault("no_such_clock", rule.id, clock=clock)
    asked = set(entry.condition.facts()) if entry.condition else set()
    if isinstance(entry.kind, Channels):
        asked |= {*entry.kind.also, *entry.kind.also_first}
    if isinstance(entry.kind, OnRequest):
        asked.add(entry.kind.day)
    for fact in sorted(asked - set(around.facts)):
        yield _fault("no_such_fact", rule.id, fact=fact)


def _reached(
    rule: Rule, entry: RuleEntry, groups: Mapping[str, TargetGroup]
) -> Iterator[RuleFault]:
    """Return the rows nobody can reach: ages that exclude each other, groups of another time."""
    low, high = ages_of(entry.condition)
    if low >= high:
        yield _fault("nobody_so_old", rule.id, low=low, high=high)
    for group in sorted(rule.groups & set(groups)):
        existed = groups[group]
        over = existed.to_on is not None and existed.to_on < rule.from_on
        if over or (rule.to_on is not None and rule.to_on < existed.from_on):
            yield _fault("group_of_another_time", rule.id, group=group)


def _through_time(
    files: Iterable[LawFile], groups: Mapping[str, TargetGroup]
) -> Iterator[RuleFault]:
    """Return the gaps and overlaps on each line of duty, group by group."""
    lines: dict[tuple[str, str, str], list[tuple[Rule, RuleEntry]]] = {}
    for file in files:
        for rule, entry in zip(file.as_rules(), file.rules.values(), strict=True):
            for group in rule.groups:
                place = (rule.line, group, rule.bearer.value)
                lines.setdefault(place, []).append((rule, entry))
    told: set[tuple[str, str]] = set()
    for (line, group, _), rules in sorted(lines.items()):
        for fault in (*_overlaps(rules), *_gaps(rules, lines, line, group, groups)):
            mark = (fault.code, f"{fault.rule} {fault.values.get('other', '')}")
            if mark not in told:
                told.add(mark)
                yield fault


def _overlaps(rules: list[tuple[Rule, RuleEntry]]) -> Iterator[RuleFault]:
    for (one, entry), (other, another) in combinations(rules, 2):
        same = entry.when == another.when and one.picks_version_by is other.picks_version_by
        if same and _meet(one, other):
            yield _fault("overlap", one.id, other=other.id, line=one.line)


def _meet(one: Rule, other: Rule) -> bool:
    return one.in_force(other.from_on) or other.in_force(one.from_on)


def _gaps(
    rules: list[tuple[Rule, RuleEntry]],
    lines: Mapping[tuple[str, str, str], list[tuple[Rule, RuleEntry]]],
    line: str,
    group: str,
    groups: Mapping[str, TargetGroup],
) -> Iterator[RuleFault]:
    """Return each rule that ends with nothing after it on its line, whoever bears it."""
    everybody = [r for (ln, g, _), held in lines.items() if (ln, g) == (line, group) for r in held]
    for rule, entry in rules:
        if rule.to_on is None or entry.ends:
            continue
        after = rule.to_on + _DAY
        existed = groups.get(group)
        gone = existed is not None and existed.to_on is not None and existed.to_on < after
        if not gone and not any(other.in_force(after) for other, _ in everybody):
            yield _fault("gap", rule.id, day=after, group=group, line=line)


def without_case(rules: Iterable[str], cases: Iterable[object]) -> Iterator[RuleFault]:
    """Return the rules no case expects anything of; one that says nothing is no case of it."""
    told = {rule for case in cases for rule in _expected(case)}
    for rule_id in rules:
        if rule_id not in told:
            yield _fault("without_case", rule_id)


def _expected(case: object) -> list[str]:
    expect = case.get("expect") if isinstance(case, dict) else None
    return [rule for rule, says in expect.items() if says] if isinstance(expect, dict) else []
