"""The words a case uses that nothing is called: a misspelt group would silently bind nobody."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.clocks import FactEntry
from staasted.catalog.rules.told import CasePerson
from staasted.core.law import Rule
from staasted.core.law.standing import Relief


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word nothing is called: where in the case, the word, the nearest known, and their file."""

    place: str
    word: str
    nearest: str
    file: str


class CaseNames:
    """The words a case may use: groups, benefits, facts, days, grounds of relief, offers."""

    def __init__(
        self,
        *,
        groups: Collection[str],
        benefits: Collection[str],
        facts: Mapping[str, FactEntry],
        offers: Collection[str],
        municipalities: Collection[str],
        rules: Iterable[Rule],
    ) -> None:
        self._places = frozenset({"", *municipalities})
        self._groups = frozenset(groups)
        self._benefits = frozenset({*benefits, "benefit:none"})
        self._facts = {slug for slug, entry in facts.items() if entry.kind == "fact"}
        self._days = {slug for slug, entry in facts.items() if entry.kind == "day"}
        self._offers = frozenset(offers)
        reliefs = (rule.kind for rule in rules if isinstance(rule.kind, Relief))
        self._grounds = {"", *(ground for kind in reliefs for ground in kind.grounds)}

    def unknown(self, case: Case) -> Iterator[UnknownWord]:
        """Return each word of a case that nothing is called."""
        for offer in case.offers:
            yield from _known("offers.kind", offer.kind, self._offers, "offer_kinds.yaml")
        if case.person is not None:
            yield from self._of_person(case.person)

    def _of_person(self, person: CasePerson) -> Iterator[UnknownWord]:
        yield from _known("lives_in", person.lives_in, self._places, "municipalities.yaml")
        for each in person.periods:
            yield from _known("group", each.group, self._groups, "target_groups.yaml")
            yield from _known("benefit", each.benefit, self._benefits, "benefits.yaml")
            yield from self._of_days("periods.days", each.days)
        yield from self._of_days("days", person.days)
        for fact in person.facts:
            yield from _known("facts", fact, self._facts, "facts.yaml")
        for relief in person.reliefs:
            yield from _known("reliefs.ground", relief.ground, self._grounds, "law/relief.yaml")

    def _of_days(self, place: str, days: Collection[str]) -> Iterator[UnknownWord]:
        for day in days:
            yield from _known(place, day, self._days, "facts.yaml")


def _known(place: str, word: str, known: Collection[str], file: str) -> Iterator[UnknownWord]:
    if word not in known:
        near = get_close_matches(word, known, n=1)
        yield UnknownWord(place, _bare(word), _bare(near[0]) if near else "", file)


def _bare(word: str) -> str:
    return word.removeprefix("group:").removeprefix("benefit:")
