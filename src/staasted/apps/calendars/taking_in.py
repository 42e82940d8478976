"""What an outside calendar says becomes taken time: all of it in one act, or nothing."""

from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.entries import our_domain
from staasted.apps.booking.models import Occupation, OccupationKind, Resource, ResourceKind
from staasted.apps.booking.taking import resource_open
from staasted.apps.calendars.appointments import Whose
from staasted.apps.calendars.models import OutsideCalendar, OutsideTime
from staasted.apps.calendars.reading import Busy, busy_read
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.core.slots import Interval

SPARE = timedelta(days=2)
"""Read ahead of what can be booked, so that an unchanged file need not be sent for a day."""
FILE_DAYS = timedelta(days=366)
"""How far ahead a file that was sent is read: nobody fetches it again. Source: decision 0030."""


def reach(now: datetime) -> datetime:
    """The last moment anything can be booked as seen from now."""
    return now + timedelta(days=max(p.horizon_days for p in catalog().purposes.values()))


def window_of(*, file: bool, now: datetime) -> Interval:
    """What is read: from today's first moment, as far as can be booked and a little more."""
    start, _ = day_bounds(now.astimezone(COPENHAGEN).date())
    return Interval(start, now + FILE_DAYS if file else reach(now) + SPARE)


def busy_of(content: bytes, *, owner: Person, window: Interval) -> Busy:
    """When the owner is busy by their file. Errors: CalendarRefused."""
    whose = Whose(email=owner.email, our_domain=our_domain())
    return busy_read(content, window=window, whose=whose)


@transaction.atomic
def times_take(calendar: OutsideCalendar, busy: Busy, *, window: Interval, now: datetime) -> None:
    """Let the calendar's times be these and no others; its owner's row is locked first.

    Who books meanwhile waits, and sees them.
    """
    resource = _locked(calendar)
    known = {
        (row.occupation.starts_at, row.occupation.ends_at): row
        for row in OutsideTime.objects.select_related("occupation").filter(calendar=calendar)
    }
    told = {(each.start, each.end) for each in busy.times}
    _let_go([row for stretch, row in known.items() if stretch not in told])
    fresh = [
        Occupation(resource=resource, kind=OccupationKind.OUTSIDE, starts_at=start, ends_at=end)
        for start, end in sorted(told - set(known))
    ]
    taken = Occupation.objects.bulk_create(fresh)
    OutsideTime.objects.bulk_create(OutsideTime(calendar=calendar, occupation=o) for o in taken)
    calendar.times, calendar.left_out, calendar.guessed = len(told), busy.left_out, busy.guessed
    calendar.reached_at, calendar.ok_at, calendar.tried_at = window.end, now, now
    calendar.failing_since, calendar.problem = None, ""
    calendar.save()


@transaction.atomic
def times_let_go(calendar: OutsideCalendar) -> None:
    """Delete a calendar with its times: they are free at once."""
    # Its own row before its owner's time, as when it is read.
    OutsideCalendar.objects.select_for_update(of=("self",)).filter(pk=calendar.pk).first()
    _locked(calendar)
    _let_go(list(OutsideTime.objects.filter(calendar=calendar)))
    calendar.delete()


def _locked(calendar: OutsideCalendar) -> Resource:
    resource = resource_open(person=calendar.person, kind=ResourceKind.COUNSELLOR)
    return Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)


def _let_go(rows: list[OutsideTime]) -> None:
    gone = [row.occupation_id for row in rows]
    OutsideTime.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Occupation.objects.filter(pk__in=gone).delete()
