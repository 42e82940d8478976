"""What no single file can see: that the entries fit together."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from staasted.catalog.contents import Catalog
from staasted.catalog.purpose_faults import purpose_faults
from staasted.catalog.reader import CatalogError
from staasted.catalog.trial_faults import trial_faults
from staasted.core.axes import SEATED
from staasted.core.law import Grade
from staasted.core.law.trial import conflicts

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
    yield from _mirrors(catalog)
    yield from _offers(catalog)
    yield from _purposes(catalog)
    yield from _situations(catalog)
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


def _situations(catalog: Catalog) -> Iterator[Fault]:
    grounds = {ground for rule in catalog.rules for ground in getattr(rule.kind, "grounds", ())}
    for slug, entry in catalog.situations.items():
        for tells in entry.tells:
            named = tells.day or tells.fact
            if named and named not in catalog.facts:
                yield "situations.yaml", slug, f"{named} is no fact", "use one of facts.yaml"
            if tells.relief and tells.relief not in grounds:
                what = f"no rule relieves anybody on the ground {tells.relief}"
                yield "situations.yaml", slug, what, "name a ground as the law's files do"


def _instruments(catalog: Catalog) -> Iterator[Fault]:
    for entry in catalog.versions.values():
        instrument = entry.as_instrument()
        for rule in instrument.rules:
            question = instrument.question(rule.question)
            if question is None or question.option(rule.answer) is None:
                yield "instruments", rule.slug, "asks for an answer nobody can give", "name one"
            for offer in set(rule.offers) - set(catalog.offers):
                yield "instruments", rule.slug, f"{offer} is no offer", "use one of offers/"


def _mirrors(catalog: Catalog) -> Iterator[Fault]:
    for slug, mirror in catalog.mirrors.items():
        mirrored = catalog.versions.get((slug, mirror.of_version))
        if mirrored is None:
            yield "mirrors", mirror.slug, f"{slug} has no such version", "mirror one there is"
        elif [each.topic for each in mirror.topics] != [item.slug for item in mirrored.items]:
            what = "does not hold the topics of what it mirrors"
            yield "mirrors", mirror.slug, what, "name the same ones, in the same order"


def _offers(catalog: Catalog) -> Iterator[Fault]:
    for topic in catalog.offer_needs.values():
        if topic.purpose not in catalog.purposes:
            what = f"{topic.purpose or 'nothing'} is no purpose"
            yield "offer_needs.yaml", topic.slug, what, "use one of purposes.yaml"
    orders = dict[int, str]()
    for offer in catalog.offers.values():
        file = f"offers/{offer.slug}.yaml"
        for need in set(offer.needs) - set(catalog.offer_needs):
            yield file, "needs", f"{need} is no need", "use one of offer_needs.yaml"
        for target in set(offer.targets) - set(catalog.offer_targets):
            yield file, "targets", f"{target} is nobody known", "use one of offer_targets.yaml"
        if offer.form is not None and offer.form not in SEATED:
            yield file, "form", f"{offer.form} has no seats", "name a form of meeting, or none"
        other = orders.setdefault(offer.order, offer.slug)
        if other != offer.slug:
            yield file, "order", f"{other} has the number {offer.order} too", "give it another"


def _purposes(catalog: Catalog) -> Iterator[Fault]:
    for purpose in catalog.purposes.values():
        for place, what, remedy in purpose_faults(purpose):
            yield "purposes.yaml", place, what, remedy


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
