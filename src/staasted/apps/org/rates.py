"""How often a thing may be done: counted in the database, so that all processes count together.

Decision 0022. One row for each purpose and person (or address), one question to the database
where there is room. It slows down; it locks nobody out, and nothing of a citizen's own is counted.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from django.db.models import F, Q, QuerySet

from staasted.apps.org.guessing import place_hash
from staasted.apps.org.rate_models import Rate
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError

MINUTE = 60  # seconds
ASTRAY = timedelta(minutes=1)
"""How far apart clocks may be: what ends later than it can was set by one that ran ahead, and is
over. Source: decision 0022."""


class Purpose(StrEnum):
    """What is counted, each by itself."""

    SEARCH = "search"
    LOG_IN = "log_in"
    OPENING = "opening"
    UPLOAD = "upload"
    NAME = "name"
    CONTACT = "contact"
    FEED = "feed"
    IDEA = "idea"
    ANSWER = "answer"


PERIODS: Mapping[Purpose, tuple[str, timedelta]] = {
    Purpose.SEARCH: ("searches_a_minute", timedelta(minutes=1)),
    Purpose.LOG_IN: ("logins_a_minute", timedelta(minutes=1)),
    Purpose.OPENING: ("openings_an_hour", timedelta(hours=1)),
    Purpose.UPLOAD: ("uploads_an_hour", timedelta(hours=1)),
    Purpose.NAME: ("names_asked_a_day", timedelta(days=1)),
    Purpose.CONTACT: ("contact_changes_an_hour", timedelta(hours=1)),
    Purpose.FEED: ("feed_readings_an_hour", timedelta(hours=1)),
    Purpose.IDEA: ("ideas_a_day", timedelta(days=1)),
    Purpose.ANSWER: ("answers_an_hour", timedelta(hours=1)),
}
"""Each purpose's number in the policy, and the period it is for. Source: decision 0022."""
_LONGEST = max(period for _, period in PERIODS.values())


class TooOften(DomainError):
    """Wait ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too_often", minutes=ceil(seconds / MINUTE))
        self.seconds = seconds


def rate_take(*, purpose: Purpose, who: str, now: datetime) -> None:
    """Count one; ``who`` is a public id or an address, ``now`` the wall's. Errors: TooOften.

    Each step is one conditional question, so that of many at once none is counted twice.
    """
    name, period = PERIODS[purpose]
    row = Rate.objects.filter(place=place_hash("rate", purpose, who))
    running = row.filter(until__gt=now, until__lte=now + period + ASTRAY)
    room = running.filter(used__lt=catalog().policy[name])
    if _counted(room) or _begun_again(row, now, period):
        return
    fresh = Rate(place=place_hash("rate", purpose, who), until=now + period)
    Rate.objects.bulk_create([fresh], ignore_conflicts=True)
    if not _counted(room):
        until = row.values_list("until", flat=True).first() or now + period
        raise TooOften(ceil((until - now).total_seconds()))


def _counted(room: QuerySet[Rate]) -> bool:
    return bool(room.update(used=F("used") + 1))


def _begun_again(row: QuerySet[Rate], now: datetime, period: timedelta) -> bool:
    """A new period where the last is over; then what is over for others is deleted too."""
    over = Q(until__lte=now) | Q(until__gt=now + period + ASTRAY)
    if not row.filter(over).update(used=1, until=now + period):
        return False
    Rate.objects.filter(Q(until__lte=now) | Q(until__gt=now + _LONGEST + ASTRAY)).delete()
    return True
