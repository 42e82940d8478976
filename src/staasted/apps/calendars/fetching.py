"""The worker's side: calendars outside are read again and again, one failing by itself.

What cannot be read keeps the times last known, and says why and since when (decision 0030).
"""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction

from staasted.apps.calendars.lines import FILE_BYTES, CalendarRefused
from staasted.apps.calendars.models import OutsideCalendar
from staasted.apps.calendars.taking_in import busy_of, reach, times_take, window_of
from staasted.apps.org.sealing import text_open
from staasted.catalog.loader import catalog
from staasted.ports import adapters
from staasted.ports.calendars import Fetched, Known, NotFetched

LONGEST_WAIT = timedelta(hours=6)
"""Between two tries of one that fails: as long as it has failed, at most this. Decision 0030."""
LONGEST_ROUND = 300
"""Seconds one round takes at most: letters wait meanwhile. Source: decision 0030."""

_log = logging.getLogger(__name__)


def calendars_fetch(*, now: datetime) -> int:
    """Read every calendar that is due, the one that has waited longest first; how many.

    A round that takes too long ends; the next goes on where it stopped.
    """
    ends, done = monotonic() + LONGEST_ROUND, 0
    due = OutsideCalendar.objects.exclude(address_sealed="").filter(next_try_at__lte=now)
    for key in list(due.order_by("next_try_at", "id").values_list("pk", flat=True)):
        if monotonic() > ends:
            break
        calendar = OutsideCalendar.objects.select_related("person").filter(pk=key).first()
        if calendar is not None:
            _fetch(calendar, now)
            done += 1
    return done


def _fetch(calendar: OutsideCalendar, now: datetime) -> None:
    """Read one; whatever happens, it is said of this one alone."""
    try:
        fetched = _fetched(calendar, now)
        _taken(calendar, fetched, now)
    except (NotFetched, CalendarRefused) as refused:
        _failed(calendar, refused.code, now)
    except Exception as error:  # noqa: BLE001 one calendar keeps no other from being read
        _log.error("calendar %s: %s", calendar.public_id, type(error).__name__)
        _failed(calendar, "broken", now)


def _fetched(calendar: OutsideCalendar, now: datetime) -> Fetched:
    """Ask; only where the times reach far enough is an unchanged file enough."""
    source = adapters.calendar_source()
    if source is None:
        raise NotFetched("away")
    far_enough = calendar.reached_at is not None and calendar.reached_at >= reach(now)
    known = Known(calendar.etag, calendar.modified) if far_enough else Known()
    return source.fetch(text_open(calendar.address_sealed), known=known, most=FILE_BYTES)


def _taken(calendar: OutsideCalendar, fetched: Fetched, now: datetime) -> None:
    if fetched.content is None:
        fine = {"ok_at": now, "failing_since": None, "problem": ""}
        _settle(calendar, now, wait=_usual(), **fine)
        return
    window = window_of(file=False, now=now)
    busy = busy_of(fetched.content, owner=calendar.person, window=window)
    with transaction.atomic():
        still = OutsideCalendar.objects.select_related("person").filter(pk=calendar.pk)
        current = still.select_for_update(of=("self",)).first()
        if current is None:  # taken away while it was read
            return
        current.etag, current.modified = fetched.known.etag, fetched.known.modified
        current.next_try_at = now + _usual()
        times_take(current, busy, window=window, now=now)


def _failed(calendar: OutsideCalendar, code: str, now: datetime) -> None:
    """The times last known stay; the longer it has failed, the more seldom it is tried."""
    since = calendar.failing_since or now
    wait = max(_usual(), min(LONGEST_WAIT, now - since))
    _settle(calendar, now, wait=wait, failing_since=since, problem=code)


def _settle(
    calendar: OutsideCalendar, now: datetime, *, wait: timedelta, **outcome: object
) -> None:
    row = OutsideCalendar.objects.filter(pk=calendar.pk)
    row.update(tried_at=now, next_try_at=now + wait, **outcome)


def _usual() -> timedelta:
    return timedelta(minutes=catalog().policy["calendar_fetch_minutes"])
