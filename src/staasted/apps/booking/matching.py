"""Which free times somebody on a waiting list could take: the one search, within their days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from staasted.apps.booking.colleagues import colleagues_of
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.diaries import Wanted
from staasted.apps.booking.fund import joining_for
from staasted.apps.booking.models import Booking
from staasted.apps.booking.searching import times_read
from staasted.apps.booking.wish_models import TimeWish
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Origin
from staasted.core.slots import Slot, Window


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody on a waiting list waits for; ``channel`` None is any the purpose has."""

    citizen: Citizen
    purpose: str
    channel: Channel | None
    anybody: bool
    window: Window


@dataclass(frozen=True, slots=True)
class Free:
    """A time that could be taken: with whom, by which channel, when."""

    person: Person
    channel: Channel
    slot: Slot


def asked_by(wish: TimeWish) -> Asked:
    """What a wish on a waiting list asks for."""
    channel = Channel(wish.channel) if wish.channel else None
    return Asked(wish.citizen, wish.purpose, channel, wish.anybody, wish.window)


def times_for(
    asked: Asked, *, now: datetime, among: Sequence[Person] | None = None
) -> Iterator[Free]:
    """The free times that suit, the soonest first, the own coach before colleagues.

    Whoever has a time already is told of sooner ones alone, as long as they may move it.
    ``among`` narrows whom it is looked for with. One reading for all of them.
    """
    purpose = catalog().purposes.get(asked.purpose)
    moving = _to_move(asked, now)
    if purpose is None or _stays(moving, now):
        return iter(())
    channels = [each for each in purpose.channels if asked.channel in (None, each)]
    people = _people(asked, now) if among is None else list(among)
    if not channels or not people:
        return iter(())
    joins = joining_for(asked.citizen, purpose, on=danish_day(now))
    invited = {one.pk: one.holding for one in people if getattr(one, "holding", None)}
    wanted = Wanted(asked.citizen, purpose, channels[0], now, moving, joins, invited)
    rooms = Channel.IN_PERSON in channels
    times = times_read(wanted, [person.pk for person in people], rooms=rooms)
    found = [
        (slot.start, rank, order, Free(person, channel, slot))
        for rank, person in enumerate(people)
        for order, channel in enumerate(channels)
        for slot in asked.window.among(times.masks(person.pk, channel).slots())
        if moving is None or slot.end <= moving.starts_at
    ]
    return (each[-1] for each in sorted(found, key=lambda one: one[:3]))


def is_pointless(asked: Asked, *, now: datetime) -> bool:
    """Whether nothing could ever be told: there is a time for it already that its citizen may not
    move, so no sooner one is theirs. One query."""
    return _stays(_to_move(asked, now), now)


def _people(asked: Asked, now: datetime) -> list[Person]:
    """The own coach of today first, then whoever else may hold it where anybody will do."""
    on = danish_day(now)
    coach, purpose = counsellor_of(asked.citizen, on=on), catalog().purposes[asked.purpose]
    if coach is None:
        return []
    others = colleagues_of(asked.citizen, coach, purpose, on=on) if asked.anybody else []
    return [coach, *others]


def _to_move(asked: Asked, now: datetime) -> Booking | None:
    """The time ahead the citizen has for this already, if any."""
    held = Booking.objects.filter(citizen=asked.citizen, purpose=asked.purpose, open=True)
    return held.filter(ends_at__gt=now).first()


def _stays(booking: Booking | None, now: datetime) -> bool:
    """Whether there is a time that its citizen may not move, or not any more; a summoned one may be
    moved where its letter says so."""
    if booking is None:
        return False
    hours = timedelta(hours=catalog().purposes[booking.purpose].move_until_hours)
    fixed = booking.origin == Origin.SUMMONED and booking.movable_until_on is None
    return fixed or booking.starts_at - now < hours
