"""The rules a part of a trial lifts, keeps, relaxes and adds, by name."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from staasted.catalog.contents import Catalog
from staasted.catalog.loader import catalog
from staasted.catalog.rules.file import RuleEntry
from staasted.catalog.rules.trial_parts import PartEntry
from staasted.catalog.texts import text
from staasted.cli.conditions_said import field_name, value_said
from staasted.core.law import Kind, Rule
from staasted.core.law.trial import TrialPart


def rule_said(rule: Rule) -> str:
    """Return a rule of the law by id and name, with its citation."""
    entry = catalog().law.get(rule.id)
    name = entry.words.name if entry else rule.id
    return text("cli.trialing.rule", rule=rule.id, name=name, citation=rule.source.citation)


def kept_by(entry: PartEntry, part: TrialPart, loaded: Catalog) -> list[Rule]:
    """Return the rules that stay because their line is kept, though their section is listed."""
    if not entry.keeps:
        return []
    wider = replace(entry.listing, keeps=())
    listed = wider.rules(loaded.rules, loaded.acts, part.groups, part.from_on, part.to_on)
    return [rule for rule in loaded.rules if rule.id in listed - part.lifts]


def relaxed_said(entry: PartEntry, part: TrialPart, rules: Iterable[Rule]) -> Iterator[str]:
    """Return each field made looser: what the law says, and what the trial does."""
    law = {rule.id: rule for rule in rules}
    for rule_id, looser in part.relaxed.items():
        for field in entry.relax[rule_id]:
            yield text(
                "cli.trialing.relaxed",
                rule=rule_said(law[rule_id]),
                field=field_name(field),
                before=value_said(field_of(law[rule_id].kind, field)),
                after=value_said(field_of(looser.kind, field)),
            )


def added_said(entry: PartEntry, part: TrialPart) -> Iterator[str]:
    """Return each rule that stands besides, with its own words."""
    for rule in part.adds:
        told: RuleEntry = entry.adds[rule.id]
        citation = rule.source.citation
        yield text("cli.trialing.rule", rule=rule.id, name=told.words.name, citation=citation)
        yield "  " + text("cli.trialing.added_why", why=told.told_staff.why)


def field_of(kind: Kind, field: str) -> object:
    """Return a field of a kind, or of what a share asks each for."""
    return (
        getattr(kind, field)
        if hasattr(kind, field)
        else getattr(getattr(kind, "of", None), field, None)
    )
