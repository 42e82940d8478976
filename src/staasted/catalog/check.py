"""What no single file can see: that the entries fit together."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from staasted.catalog.competences import CompetenceKind, competences
from staasted.catalog.contents import Catalog
from staasted.catalog.reader import CatalogError
from staasted.catalog.trial_faults import trial_faults
from staasted.core.law import Grade
from staasted.core.law.trial import conflicts
from staasted.core.slots import GRID_MINUTES

_NEVER_ACTIVE = frozenset({Grade.S, Grade.C})

_OF_A_TRIAL = {
    "twice": ("stands twice", "give each part and each rule its own id"),
    "never_active": ("grade {grade} may change nothing", "read the order first"),
    "no_such_act": ("{act} stands nowhere", "write it in acts.yaml"),
    "no_such_group": ("{group} is no target group", "use one of target_groups.yaml"),
    "no_such_fact": ("{fact} is no fact", "write its question in facts.yaml"),
    "no_such_line": ("no rule has a line {line}", "spell it as the rules do"),
}
"""What is wrong and the remedy, by the code of a fault."""


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
    for slug, entry in catalog.trials.items():
        parts = tuple(part for part in catalog.parts if part.trial == slug)
        for fault in trial_faults(entry, parts, catalog):
            what, remedy = _OF_A_TRIAL[fault.code]
            yield "trials", fault.rule, what.format(**fault.values), remedy
    for one, other in conflicts(catalog.book.parts):
        both = f"{one.trial} ({one.id}) and {other.trial} ({other.id})"
        what = f"{both} lift the same rule for the same people"
        yield "trials", one.id, what, "give one of them a higher rank, or other days"


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
        known = competences().get(purpose.subject or "")
        if purpose.subject and (known is None or known.kind is not CompetenceKind.SUBJECT):
            what = f"{purpose.subject} is no subject"
            yield "purposes.yaml", purpose.slug, what, "use one of competences.yaml"


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
