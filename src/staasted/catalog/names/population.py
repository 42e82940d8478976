"""Who lives in the invented municipality: groups, benefits, when they began and returned."""

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from staasted.catalog.names.shares import FOLDER, HUNDREDTHS, Days, Share, Weights
from staasted.catalog.reader import Entry, read_entry


class GroupShare(Entry):
    """A target group on its benefit: share in hundredths, ages in years (ends included).

    ``asks`` says whether the law counts from a first request to the municipality.
    ``benefit_before`` is what the group lived on until that benefit ended.
    """

    group: str
    benefit: str
    benefit_before: str | None = None
    share: int = Field(gt=0)
    ages: Days
    asks: bool
    starts: str
    rhythm: str


class StartShare(Entry):
    """A share, in hundredths, of benefits that began these days before (ends included)."""

    share: int = Field(gt=0)
    days: Days


class Returns(Entry):
    """Earlier periods and the breaks between; ``most`` counts the earlier ones."""

    share: Share
    within_a_month: Share
    again: Share
    most: int = Field(gt=0)
    break_within_days: Days
    break_after_days: Days
    earlier_days: Days
    reasons: Weights
    other_benefit: str


class Missing(Entry):
    """How often a fact is not known, in hundredths."""

    email: Share
    phone: Share
    first_request: Share
    birth_date: Share
    target_group: Share


class Population(Entry):
    """The make-up of the invented municipality."""

    municipality_code: str
    groups: tuple[GroupShare, ...]
    starts: dict[str, tuple[StartShare, ...]]
    days_from_request: Days
    returns: Returns
    couples: Share
    two_phones: Share
    missing: Missing

    @model_validator(mode="after")
    def _shares_are_whole(self) -> Self:
        groups = [each.share for each in self.groups]
        starts = [[each.share for each in shares] for shares in self.starts.values()]
        if any(sum(shares) != HUNDREDTHS for shares in (groups, *starts)):
            raise ValueError("the shares do not make a hundred")
        if not {each.starts for each in self.groups} <= set(self.starts):
            raise ValueError("a group begins in a way that is not described")
        return self


@cache
def population() -> Population:
    """Who lives in the invented municipality. Errors: CatalogError."""
    return read_entry(Population, FOLDER / "population.yaml")
