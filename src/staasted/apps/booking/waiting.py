"""The round of the waiting lists: who is told of a time that has come free, in turn.

It asks what is free now, and not what has just happened: a cancellation, a move, an opening, an
absence that ends, a hold that runs out are all the same to it, and none can be forgotten.
One citizen a transaction, held as a booking holds: case, then times (decision 0034).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.free_words import by_us_drafts, time_free_drafts
from staasted.apps.booking.matching import Free, asked_by, times_for
from staasted.apps.booking.models import TimeTold, TimeWish
from staasted.apps.booking.reminding import roads_to
from staasted.apps.booking.settling import wish_hand_over, wishes_expire
from staasted.apps.booking.shown_to import picker_closed, shown_to
from staasted.apps.booking.taking import resources_lock
from staasted.apps.booking.wish_kinds import TimeWishState, WishKind
from staasted.apps.booking.wishing import wish_logged
from staasted.apps.citizens.services import case_lock
from staasted.apps.outbox.notices import notice_may_go, notice_write
from staasted.apps.outbox.wishes import wishes_of
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog

WORTH_SENDING = timedelta(days=7)
"""How long it is worth telling that one waits no more. Source: decision 0039."""


def waiting_round(*, now: datetime, most: int | None = None) -> int:
    """Tell those who wait of what is free, the longest waiting first; how many were told.

    At most so many are looked at, the policy's number unless told; the next round goes on where
    this one stopped. A round that is
    stopped half-way has told whom it has told, and the next tells the others.
    """
    wishes_expire(today=danish_day(now), now=now)
    most = most or catalog().policy["waiting_looked_at"]
    waiting = TimeWish.objects.filter(state=TimeWishState.OPEN, kind=WishKind.WAITING_LIST)
    # Whoever has been looked at at one moment keeps the order of having asked.
    rows = waiting.select_related("citizen__person").order_by("looked_at", "made_at", "id")
    return sum(_look(wish, now) for wish in list(rows[:most]))


def _look(wish: TimeWish, now: datetime) -> bool:
    """Look for a time for one citizen; whether they were told of one."""
    before = wish.looked_at
    TimeWish.objects.filter(pk=wish.pk).update(looked_at=now)
    if _told_today(wish, now) or not notice_may_go(wish.citizen.person, now=now):
        return False
    # Asked of the law once a day for each, and again with everything held before one is told.
    if danish_day(before or now) != danish_day(now) and _by_us(wish, now):
        _hand_over(wish, now)
        return False
    found = _next(wish, times_for(asked_by(wish), now=now), now)
    return found is not None and _tell(wish, found, now)


@transaction.atomic
def _tell(wish: TimeWish, found: Free, now: datetime) -> bool:
    """Tell of a time, if it is still free and still nobody else's turn once all is held."""
    case_lock(wish.citizen)
    rows = TimeWish.objects.select_related("citizen__person")
    current = rows.filter(pk=wish.pk, state=TimeWishState.OPEN, citizen__closed_on=None).first()
    if current is None or _told_today(current, now):
        return False
    if _by_us(current, now):
        _handed_over(current, now)
        return False
    resources_lock(current.citizen, found.person)
    again = times_for(asked_by(current), now=now, among=[found.person])
    mine = _next(current, again, now)
    if mine is None:
        return False
    told = TimeTold.objects.create(
        wish=current,
        citizen=current.citizen,
        counsellor=mine.person,
        channel=mine.channel,
        starts_at=mine.slot.start,
        ends_at=mine.slot.end,
        told_at=now,
    )
    _write(told, now)
    return True


def _by_us(wish: TimeWish, now: datetime) -> bool:
    """Whether its citizen may not book it themselves now: the law summons, the right is taken, or
    the purpose is no longer theirs."""
    on, purpose = danish_day(now), catalog().purposes.get(wish.purpose)
    theirs = purpose is not None and shown_to(wish.citizen, purpose, on=on)
    return not theirs or picker_closed(wish.citizen, on=on)


@transaction.atomic
def _hand_over(wish: TimeWish, now: datetime) -> None:
    case_lock(wish.citizen)
    _handed_over(wish, now)


def _handed_over(wish: TimeWish, now: datetime) -> None:
    """Let them wait no more, and tell them to be called instead. The case is held."""
    if not wish_hand_over(wish, now=now):
        return
    wish_logged(OPERATOR, "time_wish_hand_over", wish)
    person = wish.citizen.person
    wishes = wishes_of(person)
    with speaking(language_of(person.language)):
        drafts = list(
            by_us_drafts(
                wish,
                roads_to(person, wishes),
                until=now + WORTH_SENDING,
                shared_phone=wishes.shared_phone,
            )
        )
    notice_write(person=person, drafts=drafts, now=now)


def _write(told: TimeTold, now: datetime) -> None:
    """The messages, by the roads the citizen wants, in their language."""
    person = told.citizen.person
    wishes = wishes_of(person)
    with speaking(language_of(person.language)):
        drafts = time_free_drafts(
            told,
            roads_to(person, wishes),
            until=told.told_at + head_start(),
            shared_phone=wishes.shared_phone,
        )
    notice_write(person=person, drafts=drafts, now=now)


def _next(wish: TimeWish, times: Iterable[Free], now: datetime) -> Free | None:
    """The first of these times that is nobody else's turn and that this wish has not heard of."""
    for each in times:
        if not _spoken_for(wish, each, now):
            return each
    return None


def _spoken_for(wish: TimeWish, free: Free, now: datetime) -> bool:
    there = TimeTold.objects.filter(
        counsellor=free.person, starts_at__lt=free.slot.end, ends_at__gt=free.slot.start
    )
    others = there.filter(told_at__gt=now - head_start(), wish__state=TimeWishState.OPEN)
    same = there.filter(wish=wish, starts_at=free.slot.start)
    return same.exists() or others.exclude(wish=wish).exists()


def _told_today(wish: TimeWish, now: datetime) -> bool:
    """Whether it was told of a time today: once a day is enough."""
    last = TimeTold.objects.filter(wish=wish).order_by("-told_at").first()
    return last is not None and danish_day(last.told_at) == danish_day(now)


def head_start() -> timedelta:
    """How long nobody else on a list is told of the same time."""
    return timedelta(minutes=catalog().policy["waiting_head_start_minutes"])
