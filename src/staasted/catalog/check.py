"""What no single file can see: that the entries fit together."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from staasted.catalog.contents import Catalog
from staasted.catalog.reader import CatalogError
from staasted.core.law import Grade
from staasted.core.law.trial import TrialPart, conflicts
from staasted.core.slots import GRID_MINUTES

_NEVER_ACTIVE = frozenset({Grade.S, Grade.C})


def check(folder: Path, catalog: Catalog) -> None:
    """Raise CatalogError for the first entry that points nowhere or may not be active."""
    for file, place, what, remedy in _faults(catalog):
        raise CatalogError(folder / file, place, what, remedy)


Fault = tuple[str, str, str, str]


def _faults(catalog: Catalog) -> Iterator[Fault]:
    yield from _law(catalog)
    yield from _trials(catalog)
    yield from _instruments(catalog)
    yield from _purposes(catalog)
    yield from _names("target_groups.yaml", (g.names for g in catalog.target_groups.values()))
    yield from _names("benefits.yaml", (b.names for b in catalog.benefits.values()))
    yield from _names("offer_kinds.yaml", (k.names for k in catalog.offer_kinds.values()))
    yield from _contact_groups(catalog)


def _law(catalog: Catalog) -> Iterator[Fault]:
    """Yield what would make an answer wrong; the rest is for `staasted rules check`."""
    seen: set[str] = set()
    for rule in catalog.rules:
        if rule.id in seen:
            yield "law", rule.id, "two rules share this id", "let the id carry its version"
        seen.add(rule.id)
        if rule.source.grade in _NEVER_ACTIVE:
            yield "law", rule.id, f"grade {rule.source.grade} may not be active", "read the act"
        for group in rule.groups - set(catalog.target_groups):
            yield "law", rule.id, f"{group} is no target group", "use one of target_groups.yaml"


def _trials(catalog: Catalog) -> Iterator[Fault]:
    seen = {rule.id for rule in catalog.rules}
    for part in catalog.parts:
        for name in (part.id, *(rule.id for rule in part.adds)):
            if name in seen:
                yield "trials", name, "stands twice", "give each part and each rule its own id"
            seen.add(name)
        if part.source.grade is Grade.C and catalog.trials[part.trial].status.changes:
            yield "trials", part.id, "grade C may change nothing", "read the order first"
        if part.source.eli and part.source.act not in catalog.acts:
            yield "trials", part.id, f"{part.source.act} stands nowhere", "write it in acts.yaml"
        for group in part.groups - set(catalog.target_groups):
            yield "trials", part.id, f"{group} is no target group", "use one of target_groups.yaml"
        asked = part.when.facts() if part.when is not None else frozenset()
        for fact in sorted(asked - set(catalog.facts)):
            yield "trials", part.id, f"{fact} is no fact", "write its question in facts.yaml"
        yield from _lines(catalog, part)
    for one, other in conflicts(catalog.book.parts):
        both = f"{one.trial} ({one.id}) and {other.trial} ({other.id})"
        what = f"{both} lift the same rule for the same people"
        yield "trials", one.id, what, "give one of them a higher rank, or other days"


def _lines(catalog: Catalog, part: TrialPart) -> Iterator[Fault]:
    """Yield the lines a part keeps, or keeps to, that no rule has: a slip would lift too much."""
    listing, lines = (
        catalog.trials[part.trial].parts[part.id].listing,
        {rule.line for rule in catalog.rules},
    )
    for line in listing.keeps:
        if line not in lines:
            yield "trials", part.id, f"no rule has the line {line}", "spell it as the rules do"
    for begins in listing.only:
        if not any(line.startswith(begins) for line in lines):
            yield "trials", part.id, f"no line begins with {begins}", "spell it as the rules do"


def _instruments(catalog: Catalog) -> Iterator[Fault]:
    for entry in catalog.instruments.values():
        instrument = entry.as_instrument()
        for rule in instrument.rules:
            question = instrument.question(rule.question)
            if question is None or question.option(rule.answer) is None:
                yield "instruments", rule.slug, "asks for an answer nobody can give", "name one"
            for offer in set(rule.offers) - set(catalog.offers):
                yield "instruments", rule.slug, f"{offer} is no offer", "use one of offers/"


def _purposes(catalog: Catalog) -> Iterator[Fault]:
    for purpose in catalog.purposes.values():
        for channel, minutes in purpose.minutes.items():
            if minutes % GRID_MINUTES:
                place = f"{purpose.slug}.minutes.{channel}"
                yield "purposes.yaml", place, f"{minutes} is off the grid", "use whole quarters"


def _contact_groups(catalog: Catalog) -> Iterator[Fault]:
    for entry in catalog.contact_groups.values():
        for group in set(entry.covers) - set(catalog.target_groups):
            yield "contact_groups.yaml", entry.slug, f"{group} is no target group", "use one"
    names = (frozenset(entry.names) for entry in catalog.contact_groups.values())
    yield from _names("contact_groups.yaml", names)


def _names(file: str, entries: Iterable[frozenset[str]]) -> Iterator[Fault]:
    """Yield a fault for every word that two entries share."""
    seen: set[str] = set()
    for names in entries:
        for name in sorted(names & seen):
            yield file, name, "two entries share this word", "keep it on one of them"
        seen |= names
