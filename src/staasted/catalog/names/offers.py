"""Offers some of the invented people have had."""

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from staasted.catalog.names.shares import FOLDER, HUNDREDTHS, Days, Share, Weights
from staasted.catalog.reader import Entry, read_entry


class OfferKindDraws(Entry):
    """One kind: its share in hundredths, how long, how many hours a week, where."""

    kind: str
    share: Share
    days: Days
    hours: Days
    providers: tuple[str, ...]
    not_for: tuple[str, ...] = ()


class OfferMissing(Entry):
    """How often a fact of an offer is not known, in hundredths."""

    provider: Share
    hours_per_week: Share
    granted_on: Share
    section: Share
    outcome: Share


class OfferDraws(Entry):
    """What offers are drawn from; ``after_days`` from the first day of the benefit."""

    share: Share
    most: int = Field(gt=0)
    groups: tuple[str, ...]
    after_days: Days
    granted_before_days: Days
    missing: OfferMissing
    kinds: tuple[OfferKindDraws, ...]
    outcomes: Weights

    @model_validator(mode="after")
    def _kinds_are_whole(self) -> Self:
        if sum(each.share for each in self.kinds) != HUNDREDTHS:
            raise ValueError("the shares do not make a hundred")
        return self


@cache
def offer_draws() -> OfferDraws:
    """What offers are drawn from. Errors: CatalogError."""
    return read_entry(OfferDraws, FOLDER / "offers.yaml")
