"""Names and shares the invented municipality is made of."""

from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from staasted.catalog.reader import Entry, read_entry

_FOLDER = Path(__file__).parent
_HUNDREDTHS = 100


class PeopleNames(Entry):
    """First and last names, and how an invented person's address and phone are made."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]
    in_addresses: dict[str, str]
    mail_domain: str
    phone_prefix: str


class GroupShare(Entry):
    """A target group on its benefit: share in hundredths, ages in years (ends included).

    ``asks`` says whether the law counts from a first request to the municipality.
    """

    group: str
    benefit: str
    share: int = Field(gt=0)
    ages: tuple[int, int]
    asks: bool


class StartShare(Entry):
    """A share, in hundredths, of benefits that began these days before (ends included)."""

    share: int = Field(gt=0)
    days: tuple[int, int]


class Missing(Entry):
    """How often a fact is not known, in hundredths."""

    email: int
    phone: int
    first_request: int


class Population(Entry):
    """The make-up of the invented municipality."""

    municipality_code: str
    groups: tuple[GroupShare, ...]
    starts: tuple[StartShare, ...]
    missing: Missing
    couples: int
    two_phones: int
    days_from_request: tuple[int, int]

    @model_validator(mode="after")
    def _shares_are_whole(self) -> Self:
        for shares in (self.groups, self.starts):
            if sum(each.share for each in shares) != _HUNDREDTHS:
                raise ValueError("the shares do not make a hundred")
        return self


@cache
def people_names() -> PeopleNames:
    """The names people are put together from. Errors: CatalogError."""
    return read_entry(PeopleNames, _FOLDER / "people.yaml")


@cache
def population() -> Population:
    """Who lives in the invented municipality. Errors: CatalogError."""
    return read_entry(Population, _FOLDER / "population.yaml")
