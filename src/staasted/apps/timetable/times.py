"""When a job runs next, told from when it is asked."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from staasted.apps.org.clock import COPENHAGEN
from staasted.catalog.loader import catalog

Next = Callable[[datetime], datetime]
"""The moment after the one given (both aware) at which a job is to run."""


def at_night(now: datetime) -> datetime:
    """The next nightly hour in Denmark after ``now``; it is never skipped and never twice."""
    hour = time(catalog().policy["nightly_hour"])
    today = now.astimezone(COPENHAGEN).date()
    tonight = datetime.combine(today, hour, COPENHAGEN)
    if tonight > now:
        return tonight
    return datetime.combine(today + timedelta(days=1), hour, COPENHAGEN)


def every_fetch(now: datetime) -> datetime:
    """The next reading of calendars outside after ``now``."""
    return now + timedelta(minutes=catalog().policy["calendar_fetch_minutes"])


def every_ad_reading(now: datetime) -> datetime:
    """The next reading of the feed of job ads after ``now``."""
    return now + timedelta(minutes=catalog().policy["ads_fetch_minutes"])


def every_filling(now: datetime) -> datetime:
    """The next look at waiting lists after ``now``."""
    return now + timedelta(minutes=catalog().policy["meeting_fill_minutes"])


def every_sealing(now: datetime) -> datetime:
    """The next sealing after ``now``."""
    return now + timedelta(minutes=catalog().policy["seal_minutes"])


def every_waiting_round(now: datetime) -> datetime:
    """The next look for times that have come free, after ``now``."""
    return now + timedelta(minutes=catalog().policy["waiting_round_minutes"])


def every_invitation_round(now: datetime) -> datetime:
    """The next round of the invitations after ``now``."""
    return now + timedelta(minutes=catalog().policy["invitation_round_minutes"])


def every_letter_round(now: datetime) -> datetime:
    """When letters are handed over next."""
    return now + timedelta(minutes=catalog().policy["letter_round_minutes"])


def every_case_round(now: datetime) -> datetime:
    """When events are handed to the case system next."""
    return now + timedelta(minutes=catalog().policy["case_system_round_minutes"])
