"""What is wrong with a trial beside the rest of the catalogue, one code for each fault."""

from collections import Counter
from collections.abc import Collection, Iterator

from staasted.catalog.contents import Catalog
from staasted.catalog.rules.checking import RuleFault
from staasted.catalog.rules.listing import Listing
from staasted.catalog.rules.trials import TrialEntry
from staasted.core.law import Grade
from staasted.core.law.trial import TrialPart


def trial_faults(
    entry: TrialEntry, parts: Collection[TrialPart], loaded: Catalog
) -> Iterator[RuleFault]:
    """Return what makes a trial's answers wrong: names, sources and words nothing is called.

    ``parts`` are the trial's own, in the catalogue or in a draft that is not.
    """
    yield from _twice(entry, parts, loaded)
    lines = {rule.line for rule in loaded.rules}
    for part in parts:
        yield from _source(entry, part, loaded)
        yield from _people(part, loaded)
        yield from _lines(part, entry.parts[part.id].listing, lines)


def _twice(entry: TrialEntry, parts: Collection[TrialPart], loaded: Catalog) -> Iterator[RuleFault]:
    """Return each name of a part or an added rule that stands already, here or elsewhere."""
    taken = {rule.id for rule in loaded.rules}
    for part in loaded.parts:
        if part.trial != entry.slug:
            taken.update(_named(part))
    for name, times in Counter(name for part in parts for name in _named(part)).items():
        if times > 1 or name in taken:
            yield RuleFault("twice", name, {})


def _named(part: TrialPart) -> tuple[str, ...]:
    return (part.id, *(rule.id for rule in part.adds))


def _source(entry: TrialEntry, part: TrialPart, loaded: Catalog) -> Iterator[RuleFault]:
    source = part.source
    if source.grade is Grade.C and entry.status.changes:
        yield RuleFault("never_active", part.id, {"grade": source.grade.value})
    if source.eli and source.act not in loaded.acts:
        yield RuleFault("no_such_act", part.id, {"act": source.act})


def _people(part: TrialPart, loaded: Catalog) -> Iterator[RuleFault]:
    """Return words for people that nothing is called."""
    out = {group for each in part.excludes for group in each.groups}
    for group in sorted((part.groups | out) - set(loaded.target_groups)):
        yield RuleFault("no_such_group", part.id, {"group": group.removeprefix("group:")})
    asked = part.when.facts() if part.when is not None else frozenset()
    for fact in sorted(asked - set(loaded.facts)):
        yield RuleFault("no_such_fact", part.id, {"fact": fact})


def _lines(part: TrialPart, listing: Listing, lines: Collection[str]) -> Iterator[RuleFault]:
    """Return the lines it keeps, or keeps to, that no rule has: a slip would lift too much."""
    unknown = [line for line in listing.keeps if line not in lines]
    unknown += [
        begins for begins in listing.only if not any(line.startswith(begins) for line in lines)
    ]
    for line in unknown:
        yield RuleFault("no_such_line", part.id, {"line": line})
