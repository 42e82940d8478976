"""Ending wishes about times: their purpose is booked, their days are over, their case closes.

Inside a transaction that holds the case; what expires, each in one of its own.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from staasted.apps.booking.wish_kinds import TimeWishState
from staasted.apps.booking.wish_models import TimeTold, TimeWish
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock
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
    return sum(_expire(wish, now) for wish in list(over.select_related("citizen").order_by("pk")))


@transaction.atomic
def _expire(wish: TimeWish, now: datetime) -> int:
    """End one that is still open once its case is held, and drop its notices, or neither."""
    case_lock(wish.citizen)
    return _end(TimeWish.objects.filter(pk=wish.pk), TimeWishState.EXPIRED, now)


def wish_hand_over(wish: TimeWish, *, now: datetime) -> bool:
    """End a wish about a time its citizen may not book; whether it was open. The case is held."""
    return bool(_end(open_of(wish.citizen).filter(pk=wish.pk), TimeWishState.BY_US, now))


def open_of(citizen: Citizen) -> QuerySet[TimeWish]:
    """The wishes of a citizen that are open."""
    return TimeWish.objects.filter(citizen=citizen, state=TimeWishState.OPEN)


def _end(wishes: QuerySet[TimeWish], state: TimeWishState, now: datetime) -> int:
    """End those still open when the database comes to them; what was not sent is dropped."""
    keys = list(wishes.filter(state=TimeWishState.OPEN).values_list("pk", flat=True))
    if not keys:
        return 0
    ended = TimeWish.objects.filter(pk__in=keys, state=TimeWishState.OPEN)
    count = ended.update(state=state, ended_at=now)
    told = TimeTold.objects.filter(wish__in=keys)
    notices_drop(told.values_list("public_id", flat=True))
    return count
