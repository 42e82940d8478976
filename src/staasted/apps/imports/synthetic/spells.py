"""Invented benefits: which group, since when, asked for when."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from staasted.catalog.names import GroupShare, population

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class InventedBenefit:
    """A group on its benefit from a day; ``first_request_on`` None is not known."""

    share: GroupShare
    starts_on: date
    first_request_on: date | None


def benefit_invent(chance: Random, *, on: date) -> InventedBenefit:
    """A benefit that runs on a day, begun on a weekday at or before it."""
    make_up = population()
    share = chance.choices(make_up.groups, [each.share for each in make_up.groups])[0]
    start = chance.choices(make_up.starts, [each.share for each in make_up.starts])[0]
    starts_on = _weekday(on - timedelta(days=chance.randint(*start.days)))
    asked_on = _weekday(starts_on - timedelta(days=chance.randint(*make_up.days_from_request)))
    known = chance.randrange(100) >= make_up.missing.first_request
    return InventedBenefit(share, starts_on, asked_on if share.asks and known else None)


def _weekday(on: date) -> date:
    """The day itself, or the Friday before a weekend: offices are closed then."""
    return on - timedelta(days=max(0, on.weekday() - _SATURDAY + 1))
