"""Invented offers: begun inside a benefit period, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from staasted.apps.imports.synthetic.chance import Chance
from staasted.apps.imports.synthetic.lives import Life
from staasted.apps.imports.synthetic.periods import weekday
from staasted.catalog.loader import catalog
from staasted.catalog.names import OfferDraws, OfferKindDraws, offer_draws

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InventedOffer:
    """One offer; None is not known. Granted and not begun: no ``starts_on``."""

    kind: str
    provider: str | None
    starts_on: date | None
    ends_on: date | None
    hours_per_week: int | None
    outcome: str | None
    granted_on: date | None
    section: str | None


class OfferBook:
    """Draws the offers of one citizen after the other, as they stand on a day."""

    def __init__(self, *, seed: int, on: date) -> None:
        self._chance = Chance(seed=seed, subject="offers")
        self._draws: OfferDraws = offer_draws()
        self._on = on

    def of(self, life: Life) -> Iterator[InventedOffer]:
        """The offers of a life in the order they were granted."""
        group = life.share.group
        if group not in self._draws.groups or not self._chance.happens(self._draws.share):
            return
        kinds = [each for each in self._draws.kinds if group not in each.not_for]
        after = life.periods[-1].starts_on
        for _ in range(self._chance.between((1, self._draws.most))):
            kind = self._chance.by_share(kinds)
            starts = weekday(after + self._chance.days(self._draws.after_days))
            offer = self._offer(kind, starts, since=after)
            if offer is None:
                return
            yield offer
            after = starts + timedelta(days=kind.days[1])

    def _offer(self, kind: OfferKindDraws, starts: date, *, since: date) -> InventedOffer | None:
        """The offer as far as it has come; None where nobody has granted it yet."""
        before = self._chance.days(self._draws.granted_before_days)
        granted = max(since, weekday(starts - before))
        if granted > self._on:
            return None
        ends = starts + self._chance.days(kind.days)
        begun, over = starts <= self._on, ends < self._on
        missing = self._draws.missing
        outcome = self._chance.word(self._draws.outcomes)
        return InventedOffer(
            kind=kind.kind,
            provider=self._unless(missing.provider, self._chance.one_of(kind.providers)),
            starts_on=starts if begun else None,
            ends_on=ends if begun else None,
            hours_per_week=self._unless(missing.hours_per_week, self._chance.between(kind.hours)),
            outcome=self._unless(missing.outcome, outcome) if over else None,
            granted_on=self._unless(missing.granted_on, granted) if begun else granted,
            section=self._unless(missing.section, catalog().offer_kinds[kind.kind].section),
        )

    def _unless(self, missing: int, fact: T) -> T | None:
        return None if self._chance.happens(missing) else fact
