"""How often a thing may be done: counted in the database, so that all processes count together.

Decision 0022. One row for each purpose and person (or address), one question to the database
where there is room. It slows down; it locks nobody out, and nothing of a citizen's own is counted.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from django.db import transaction
from django.db.models import F

from staasted.apps.org.guessing import place_hash
from staasted.apps.org.rate_models import Rate
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError

MINUTE = 60  # seconds


class Purpose(StrEnum):
    """What is counted, each by itself."""

    SEARCH = "search"
    LOG_IN = "log_in"
    OPENING = "opening"
    UPLOAD = "upload"
    NAME = "name"


PERIODS: Mapping[Purpose, tuple[str, timedelta]] = {
    Purpose.SEARCH: ("searches_a_minute", timedelta(minutes=1)),
    Purpose.LOG_IN: ("logins_a_minute", timedelta(minutes=1)),
    Purpose.OPENING: ("openings_an_hour", timedelta(hours=1)),
    Purpose.UPLOAD: ("uploads_an_hour", timedelta(hours=1)),
    Purpose.NAME: ("names_asked_a_day", timedelta(days=1)),
}
"""Each purpose's number in the policy, and the period it is for. Source: decision 0022."""


class TooOften(DomainError):
    """Wait ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too_often", minutes=ceil(seconds / MINUTE))
        self.seconds = seconds


def rate_take(*, purpose: Purpose, who: str, now: datetime) -> None:
    """Count one; ``who`` is a public id or an address, ``now`` the wall's. Errors: TooOften."""
    name, period = PERIODS[purpose]
    most, place = catalog().policy[name], place_hash("rate", purpose, who)
    room = Rate.objects.filter(place=place, until__gt=now, used__lt=most)
    if not room.update(used=F("used") + 1):
        _begin_or_refuse(place, most, now, period)


def _begin_or_refuse(place: str, most: int, now: datetime, period: timedelta) -> None:
    """A new period, where the last is over. Of many at once one begins it, and the rest count."""
    with transaction.atomic():
        Rate.objects.filter(until__lte=now).exclude(place=place).delete()
        Rate.objects.get_or_create(place=place, defaults={"until": now + period})
        row = Rate.objects.select_for_update().get(place=place)
        if row.until <= now:
            row.used, row.until = 0, now + period
        if row.used < most:
            row.used += 1
            row.save(update_fields=["used", "until"])
            return
    raise TooOften(ceil((row.until - now).total_seconds()))
