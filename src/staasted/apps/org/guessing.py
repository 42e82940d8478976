"""Slowing down who guesses, without a lock anybody could use against somebody else.

Tries are counted in places (docs/decisions/0017): one for each device that has logged in before,
one for each address of devices that have not, and one for all of those together. A try is counted
before it is looked at and forgiven when it was right, so that many at once gain nothing.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from staasted.apps.org.clock import clock
from staasted.apps.org.models import Guesses
from staasted.core.errors import DomainError

FREE = 5  # wrong tries before the first wait; source: decision 0017
FREE_TOGETHER = 50  # the same over all devices we do not know
FIRST_WAIT = 60  # seconds; doubled by each wrong try after
LONGEST_WAIT = 3600  # seconds
SETUP = "setup"
FORGOTTEN = timedelta(days=1)
ASTRAY = timedelta(minutes=1)  # how far apart clocks may be; source: decision 0017


class TooManyTries(DomainError):
    """Wait ``minutes``, or come by a device that is known or with a passkey."""

    def __init__(self, minutes: int) -> None:
        super().__init__("login_too_many_tries", minutes=minutes)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a try comes from: ``device`` where the browser has logged this name in before."""

    address: str
    device: str = ""


def try_begin(*, kind: str, username: str, where: Where) -> None:
    """Count a try. Errors: TooManyTries where one must wait; then nothing is looked at."""
    now = clock.now()
    with transaction.atomic():
        Guesses.objects.filter(last_at__lt=now - FORGOTTEN).delete()
        places = _places(kind, username, where)
        # A wait longer than any was set by a clock that ran ahead.
        ahead = now + timedelta(seconds=LONGEST_WAIT) + ASTRAY
        Guesses.objects.filter(place__in=[each for each, _ in places], free_at__gt=ahead).delete()
        rows = [(_locked(place, now), free) for place, free in places]
        wait = max(row.free_at for row, _ in rows) - now
        if wait <= timedelta(0):
            for row, free in rows:
                _count(row, free, now)
            return
    raise TooManyTries(int(wait.total_seconds() // 60) + 1)


def try_was_right(*, kind: str, username: str, where: Where) -> None:
    """Forgive the place the right try came from, and take it off the count of all together."""
    with transaction.atomic():
        for place, free in _places(kind, username, where):
            row = _locked(place, clock.now())
            if free == FREE_TOGETHER:
                row.wrong = max(row.wrong - 1, 0)
                row.free_at = min(row.free_at, clock.now())
                row.save(update_fields=["wrong", "free_at"])
            else:
                row.delete()


def _places(kind: str, username: str, where: Where) -> list[tuple[str, int]]:
    """The places a try counts in, in an order that is always the same, with their free tries."""
    if where.device:
        return [(place_hash(kind, username, "device", where.device), FREE)]
    alone = (place_hash(kind, username, "address", where.address), FREE)
    if kind == SETUP:
        return [alone]  # nobody finds the code from many addresses: nobody else is to wait for it
    return sorted([alone, (place_hash(kind, username, "together"), FREE_TOGETHER)])


def place_hash(*parts: str) -> str:
    """A place's name: it tells nobody who or where, and cannot be worked out without the key."""
    written = "\x00".join(parts).encode()
    return hmac.new(settings.SECRET_KEY.encode(), written, hashlib.sha256).hexdigest()


def _locked(place: str, now: datetime) -> Guesses:
    Guesses.objects.get_or_create(place=place, defaults={"last_at": now, "free_at": now})
    return Guesses.objects.select_for_update().get(place=place)


def _count(row: Guesses, free: int, now: datetime) -> None:
    row.wrong += 1
    row.last_at = now
    over = row.wrong - free
    if over >= 0:
        row.free_at = now + timedelta(seconds=min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT))
    row.save(update_fields=["wrong", "last_at", "free_at"])
