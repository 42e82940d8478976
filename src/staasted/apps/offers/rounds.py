"""When an offer begins next: what the catalogue reckons, on days that are no public holidays."""

from datetime import date, datetime

from staasted.apps.org.clock import COPENHAGEN
from staasted.catalog.loader import catalog
from staasted.catalog.offers import Offer
from staasted.catalog.public_holidays import is_holiday
from staasted.core.calendar import working_day_after
from staasted.core.offering import rounds_ahead

SHOWN = 4
"""How many beginnings one chooses among. Source: decision 0036."""


def beginnings(offer: Offer, *, now: datetime) -> tuple[datetime, ...]:
    """The next beginnings one may take a place in, aware, soonest first; empty where there are
    none."""
    local = now.astimezone(COPENHAGEN).replace(tzinfo=None)
    series = [rounds.as_rounds() for rounds in offer.rounds]
    ahead = rounds_ahead(series, after=local, count=SHOWN, shut=is_holiday)
    return tuple(begins.replace(tzinfo=COPENHAGEN) for begins in ahead)


def promised_by(today: date) -> date:
    """The day by which somebody who asks today has heard from us."""
    days = catalog().policy["offer_request_days"]
    return working_day_after(today, days, closed=is_holiday)
