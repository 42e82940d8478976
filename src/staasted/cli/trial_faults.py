"""What is wrong with a draft of a trial, and what is worth a second look, in words."""

from collections.abc import Iterator
from datetime import date

from staasted.catalog.loader import catalog
from staasted.catalog.rules.checking import Surroundings, faults, without_case
from staasted.catalog.rules.file import FileStatus, LawFile
from staasted.catalog.rules.trial_parts import PartEntry
from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.texts import text
from staasted.catalog.trial_faults import trial_faults
from staasted.cli.faults_said import fault_said, rule_fault, trial_fault
from staasted.core.law.trial import TrialPart, TrialStatus

ONLY_TOLD = frozenset({TrialStatus.PLANNED, TrialStatus.REFUSED, TrialStatus.DESCRIPTIVE})
"""Trials that may be told of before, or without, knowing who they are for."""


def faults_of(entry: TrialEntry, parts: tuple[TrialPart, ...]) -> Iterator[str]:
    """Return everything that is wrong with a trial, whatever lies beside it."""
    yield from _slug(entry)
    yield from map(fault_said, trial_faults(entry, parts, catalog()))
    if entry.to_on is not None and entry.to_on < entry.from_on:
        yield rule_fault("reversed", rule=entry.slug, first=entry.from_on, last=entry.to_on)
    for part in parts:
        yield from _days(entry, part)
        yield from _nobody(part, entry.status)
        yield from _relaxed(part)
        yield from _added(entry, part)
    yield from map(fault_said, without_case(entry.added, entry.told_cases))


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
        yield trial_fault("slug_taken", slug=entry.slug)


def _days(entry: TrialEntry, part: TrialPart) -> Iterator[str]:
    if part.to_on is not None and part.to_on < part.from_on:
        yield rule_fault("reversed", rule=part.id, first=part.from_on, last=part.to_on)
    last = entry.to_on or date.max
    if part.from_on < entry.from_on or (part.to_on or date.max) > last:
        last = entry.to_on or text("cli.trialing.no_end")
        yield trial_fault("outside", part=part.id, first=entry.from_on, last=last)


def _nobody(part: TrialPart, status: TrialStatus) -> Iterator[str]:
    if not (part.groups and part.municipalities) and status not in ONLY_TOLD:
        yield trial_fault("nobody", part=part.id)


def _relaxed(part: TrialPart) -> Iterator[str]:
    """Return rules it relaxes that bind nobody the part is for."""
    for rule in part.relaxed.values():
        over = rule.to_on is not None and rule.to_on < part.from_on
        later = part.to_on is not None and part.to_on < rule.from_on
        if over or later or not rule.groups & part.groups:
            yield trial_fault("relaxes_nobody", part=part.id, rule=rule.id)


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
    yield from map(fault_said, faults([file], around))
