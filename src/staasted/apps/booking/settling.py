"""Ending wishes about times: their purpose is booked, their days are over, their case closes.

Inside a transaction that holds the case.
"""

from datetime import date, datetime

from django.db.models import QuerySet

from staasted.apps.booking.wish_kinds import TimeWishState
from staasted.apps.booking.wish_models import TimeTold, TimeWish
from staasted.apps.citizens.models import Citizen
from staasted.apps.outbox.notices import notices_drop


def wishes_settle(citizen: Citizen, *, purpose: str, now: datetime) -> None:
    """End what a citizen waits for about a purpose: they have a time, whoever booked it."""
    _end(open_of(citizen).filter(purpose=purpose), TimeWishState.SETTLED, now)


def wishes_end_with_case(citizen: Citizen, *, now: datetime) -> None:
    """End everything a citizen waits for: the case closes."""
    _end(open_of(citizen), TimeWishState.CASE_CLOSED, now)


def wishes_expire(*, today: date, now: datetime) -> int:
    """End the waiting lists whose last day has passed; how many. A call is never forgotten so."""
    over = TimeWish.objects.filter(state=TimeWishState.OPEN, last_on__lt=today)
    return _end(over, TimeWishState.EXPIRED, now)


def open_of(citizen: Citizen) -> QuerySet[TimeWish]:
    """The wishes of a citizen that are open."""
    return TimeWish.objects.filter(citizen=citizen, state=TimeWishState.OPEN)


def _end(wishes: QuerySet[TimeWish], state: TimeWishState, now: datetime) -> int:
    """End those still open when the database comes to them; what was not sent is dropped."""
    keys = list(wishes.values_list("pk", flat=True))
    if not keys:
        return 0
    ended = TimeWish.objects.filter(pk__in=keys, state=TimeWishState.OPEN)
    count = ended.update(state=state, ended_at=now)
    told = TimeTold.objects.filter(wish__in=keys)
    notices_drop(told.values_list("public_id", flat=True))
    return count
