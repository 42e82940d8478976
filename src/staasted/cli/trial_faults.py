"""What is wrong with a draft of a trial, and what is worth a second look, in words."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from staasted.catalog.loader import catalog
from staasted.catalog.rules.checking import Surroundings, faults
from staasted.catalog.rules.file import FileStatus, LawFile
from staasted.catalog.rules.trial_parts import PartEntry
from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.texts import text
from staasted.core.law.trial import TrialPart, TrialStatus

ONLY_TOLD = frozenset({TrialStatus.PLANNED, TrialStatus.REFUSED, TrialStatus.DESCRIPTIVE})
"""Trials that may be told of before, or without, knowing who they are for."""


def faults_of(entry: TrialEntry, parts: tuple[TrialPart, ...]) -> Iterator[str]:
    """Return everything that is wrong with a trial, whatever lies beside it."""
    yield from _slug(entry)
    yield from _names(entry, parts)
    if entry.to_on is not None and entry.to_on < entry.from_on:
        yield _law("reversed", rule=entry.slug, first=entry.from_on, last=entry.to_on)
    for part in parts:
        yield from _days(entry, part)
        yield from _people(part, entry.status)
        yield from _lines(entry.parts[part.id], part)
        yield from _relaxed(part)
        condition = entry.parts[part.id].condition
        if condition is not None and not condition.efforts:
            yield _own("no_effort", part=part.id)
        yield from _added(entry, part)
    yield from _without_case(entry)


def notes_of(entry: TrialEntry, parts: tuple[TrialPart, ...]) -> Iterator[str]:
    """Return what may be as it should: sections no rule rests on, parts that lift nothing."""
    loaded = catalog()
    for part in parts:
        own = entry.parts[part.id]
        for section in own.listing.unused(loaded.rules, loaded.acts, part.from_on):
            yield text("cli.trialing.unused", part=part.id, section=section)
        if not (part.lifts or part.relaxed) and (own.lifts or not part.adds):
            yield text("cli.trialing.nothing", part=part.id)
        yield from _left_standing(part, own)


def _left_standing(part: TrialPart, own: PartEntry) -> Iterator[str]:
    """Return the rules of the part's days on a line it lifts that it does not lift: a newer
    version may cite another act, or none of its sections.
    """
    rules = {rule.id: rule for rule in catalog().rules}
    lifted = {rules[rule_id].line for rule_id in part.lifts if rule_id in rules}
    last = part.to_on or date.max
    for rule in rules.values():
        stands = rule.id not in part.lifts and rule.line in lifted - set(own.keeps)
        there = rule.from_on <= last and (rule.to_on is None or part.from_on <= rule.to_on)
        if stands and there and rule.groups & part.groups:
            yield text(
                "cli.trialing.stands", part=part.id, rule=rule.id, cites=rule.source.citation
            )


def _slug(entry: TrialEntry) -> Iterator[str]:
    """Return a fault where another trial has the name: the same file is no other one."""
    known = catalog().trials.get(entry.slug)
    if known is not None and known != entry:
        yield _own("slug_taken", slug=entry.slug)


def _names(entry: TrialEntry, parts: tuple[TrialPart, ...]) -> Iterator[str]:
    """Return each name of a part or an added rule that stands already, here or elsewhere."""
    own = [part.id for part in parts] + [rule.id for part in parts for rule in part.adds]
    taken = {rule.id for rule in catalog().rules}
    for part in catalog().parts:
        if part.trial != entry.slug:
            taken |= {part.id, *(rule.id for rule in part.adds)}
    for name, times in Counter(own).items():
        if times > 1 or name in taken:
            yield _law("twice", rule=name)


def _days(entry: TrialEntry, part: TrialPart) -> Iterator[str]:
    if part.to_on is not None and part.to_on < part.from_on:
        yield _law("reversed", rule=part.id, first=part.from_on, last=part.to_on)
    last = entry.to_on or date.max
    if part.from_on < entry.from_on or (part.to_on or date.max) > last:
        last = entry.to_on or text("cli.trialing.no_end")
        yield _own("outside", part=part.id, first=entry.from_on, last=last)


def _people(part: TrialPart, status: TrialStatus) -> Iterator[str]:
    """Return words for people that nothing is called, and a part that is for nobody."""
    loaded = catalog()
    out = {group for each in part.excludes for group in each.groups}
    for group in sorted((part.groups | out) - set(loaded.target_groups)):
        yield _law("no_such_group", rule=part.id, group=group.removeprefix("group:"))
    if not (part.groups and part.municipalities) and status not in ONLY_TOLD:
        yield _own("nobody", part=part.id)
    asked = part.when.facts() if part.when is not None else frozenset()
    for fact in sorted(asked - set(loaded.facts)):
        yield _law("no_such_fact", rule=part.id, fact=fact)


def _lines(entry: PartEntry, part: TrialPart) -> Iterator[str]:
    """Return lines it keeps or narrows to that no rule has: misspelt, they would do nothing."""
    lines = {rule.line for rule in catalog().rules}
    for line in entry.keeps:
        if line not in lines:
            yield _own("no_such_line", part=part.id, line=line)
    for begins in entry.only:
        if not any(line.startswith(begins) for line in lines):
            yield _own("no_such_line", part=part.id, line=begins)


def _relaxed(part: TrialPart) -> Iterator[str]:
    """Return rules it relaxes that bind nobody the part is for."""
    for rule in part.relaxed.values():
        over = rule.to_on is not None and rule.to_on < part.from_on
        later = part.to_on is not None and part.to_on < rule.from_on
        if over or later or not rule.groups & part.groups:
            yield _own("relaxes_nobody", part=part.id, rule=rule.id)


def _added(entry: TrialEntry, part: TrialPart) -> Iterator[str]:
    """Return the faults of the rules it adds, looked at alone: they end with the trial."""
    loaded = catalog()
    around = Surroundings(loaded.target_groups, loaded.clocks, loaded.facts, loaded.acts)
    rules = entry.parts[part.id].adds
    file = LawFile(
        version=entry.slug,
        from_on=part.from_on,
        to_on=part.to_on,
        status=FileStatus.DRAFT,
        rules=rules,
    )
    for fault in faults([file], around):
        yield _law(fault.code, rule=fault.rule, **fault.values)


def _without_case(entry: TrialEntry) -> Iterator[str]:
    told = {rule for case in entry.told_cases for rule in _expected(case)}
    for rule in entry.added:
        if rule not in told:
            yield _law("without_case", rule=rule)


def _expected(case: Any) -> list[str]:
    """Return the rules a case expects something of; a rule that says nothing is no case of it."""
    expect = case.get("expect") if isinstance(case, dict) else None
    return [rule for rule, says in expect.items() if says] if isinstance(expect, dict) else []


def _law(code: str, **values: object) -> str:
    return text(f"cli.lawbook.fault.{code}", **values)


def _own(code: str, **values: object) -> str:
    return text(f"cli.trialing.fault.{code}", **values)
