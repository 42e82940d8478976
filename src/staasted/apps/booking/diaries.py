"""Reading what is open and what is taken, for one or for a whole office, in a few questions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value

from staasted.apps.booking.days import Seconds, SecondsUp, danish_day, day_bounds
from staasted.apps.booking.models import (
    Booking,
    Occupation,
    OccupationKind,
    Opening,
    Resource,
    ResourceKind,
)
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel
from staasted.core.slots import (
    Stretch,
    moment,
)
from staasted.core.slots.mask import MINUTE, down

OPENING = "opening"
_WHY = {"absence": "away", "outside": "busy_elsewhere"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose conversation is looked for, what for, how, and as seen from when.

    The booking being ``moving`` takes no time, nor does what is held for the citizen: their own
    place is free for themselves.
    """

    citizen: Citizen
    purpose: Purpose
    channel: Channel
    now: datetime
    moving: Booking | None = None

    @property
    def earliest(self) -> datetime:
        """The first moment it may begin: the purpose says how soon."""
        return self.now + timedelta(hours=self.purpose.notice_hours)

    @property
    def latest(self) -> datetime:
        """The last moment it may end: the purpose says how far ahead."""
        return self.now + timedelta(days=self.purpose.horizon_days)


class _Row(NamedTuple):
    """An opening, or what takes a resource's time: whole seconds since 1970, and at which place."""

    start: int
    end: int
    what: str
    resource_id: int
    place_id: int | None


_COLUMNS = ("start", "end", "what", "resource_id", "where")


@dataclass(slots=True)
class Diary:
    """One counsellor's openings with their places, and what takes their time, by why."""

    pause: int = 0
    most: int | None = None
    openings: list[Stretch] = field(default_factory=list)
    places: list[int | None] = field(default_factory=list)
    taken: list[Stretch] = field(default_factory=list)
    away: dict[str, list[Stretch]] = field(default_factory=dict)

    def put(self, row: _Row) -> None:
        """Put a row where it belongs."""
        if row.what == OPENING:
            self.openings.append((row.start, row.end))
            self.places.append(row.place_id)
        elif row.what in _WHY:
            self.away.setdefault(_WHY[row.what], []).append((row.start, row.end))
        else:
            self.taken.append((row.start, row.end))

    @property
    def busy(self) -> list[Stretch]:
        """What is taken, with the pause around it."""
        pause = self.pause * MINUTE
        return [(start - pause, end + pause) for start, end in self.taken] if pause else self.taken

    @property
    def full(self) -> list[Stretch]:
        """The Danish days on which they hold as many conversations as they may."""
        if self.most is None:
            return []
        held = Counter(danish_day(moment(start)) for start, _ in self.taken)
        days = (day_bounds(day) for day, count in held.items() if count >= self.most)
        return [(down(first), down(end)) for first, end in days]


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading found: a diary for each counsellor, the citizen's own time, the rooms."""

    diaries: dict[int, Diary]
    own: list[Stretch]
    rooms: dict[int, list[tuple[int, list[Stretch]]]]


def diaries_read(wanted: Wanted, counsellor_ids: Sequence[int]) -> Read:
    """Whose time is asked for, then all of it: two queries, and one for the rooms."""
    diaries = {person_id: Diary() for person_id in counsellor_ids}
    by_row: dict[int, Diary] = {}
    own = Diary()
    columns = ("pk", "kind", "person_id", "pause_minutes", "most_a_day")
    resources = resources_of(wanted.citizen, *counsellor_ids).values_list(*columns)
    for key, kind, person_id, pause, most in resources:
        diary = own if kind == ResourceKind.CITIZEN else diaries[person_id]
        diary.pause, diary.most = pause, most
        by_row[key] = diary
    for row in _rows(wanted, list(by_row)):
        by_row[row[3]].put(_Row(*row))
    places = {place for diary in diaries.values() for place in diary.places if place is not None}
    meets = wanted.channel == Channel.IN_PERSON and bool(places)
    taken = [*own.taken, *chain.from_iterable(own.away.values())]
    return Read(diaries, taken, _rooms(wanted, places) if meets else {})


def _rows(wanted: Wanted, resource_ids: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    """Openings on both sides of the bounds too: they tell "too soon" from "none at all".

    What is taken is read for whole days, since a day can be full.
    """
    beyond = wanted.latest + timedelta(days=wanted.purpose.horizon_days)
    opened = kept_for(Opening.objects.filter(closed_at=None), wanted.purpose, wanted.channel)
    opened = opened.filter(
        resource__in=resource_ids, starts_at__lt=beyond, ends_at__gt=wanted.now
    ).annotate(
        start=SecondsUp("starts_at"),
        end=Seconds("ends_at"),
        what=Value(OPENING, CharField()),
        where=F("place_id"),
    )
    taken = (
        taking(wanted)
        .filter(resource__in=resource_ids)
        .annotate(
            start=Seconds("starts_at"),
            end=SecondsUp("ends_at"),
            what=F("kind"),
            where=Value(None, output_field=BigIntegerField()),
        )
    )
    return opened.values_list(*_COLUMNS).union(taken.values_list(*_COLUMNS), all=True)


def taking(wanted: Wanted) -> QuerySet[Occupation]:
    """What takes anybody's time in the days of a search; a hold that has run out takes none."""
    first, _ = day_bounds(danish_day(wanted.earliest))
    _, end = day_bounds(danish_day(wanted.latest))
    live = Occupation.objects.filter(live=True, starts_at__lt=end, ends_at__gt=first)
    held = Q(kind=OccupationKind.HOLD)
    over = held & (Q(until_at__lte=clock.wall()) | Q(held_for=wanted.citizen))
    live = live.exclude(over)
    return live.exclude(booking=wanted.moving) if wanted.moving is not None else live


def openings_of(
    counsellor_ids: Iterable[int], purpose: Purpose | None = None, channel: Channel | None = None
) -> QuerySet[Opening]:
    """Their openings that can be booked, for a purpose and a channel if given."""
    found = Opening.objects.filter(
        resource__kind=ResourceKind.COUNSELLOR,
        resource__person_id__in=list(counsellor_ids),
        closed_at=None,
    )
    return kept_for(found, purpose, channel)


def kept_for(
    openings: QuerySet[Opening], purpose: Purpose | None, channel: Channel | None
) -> QuerySet[Opening]:
    """Those of them that are kept for this purpose and this channel, or for nothing special."""
    if purpose is not None:
        openings = openings.filter(Q(purposes="") | Q(purposes__contains=f" {purpose.slug} "))
    if channel is not None:
        openings = openings.filter(Q(channels="") | Q(channels__contains=f" {channel.value} "))
    return openings


def resources_of(citizen: Citizen, *counsellor_ids: int) -> QuerySet[Resource]:
    """The resources a conversation between them takes, but for a room."""
    return Resource.objects.filter(
        Q(kind=ResourceKind.COUNSELLOR, person_id__in=counsellor_ids)
        | Q(kind=ResourceKind.CITIZEN, person_id=citizen.person_id)
    )


def _rooms(wanted: Wanted, places: set[int]) -> dict[int, list[tuple[int, list[Stretch]]]]:
    """The rooms of each place that has any, with what takes them: one query."""
    there = {"where": F("room__place_id"), "key": F("room_id"), "name": F("room__name")}
    taken_there = {key: F(f"resource__{path.name}") for key, path in there.items()}
    columns = (*there, "start", "end")
    never = Value(None, output_field=BigIntegerField())
    rooms = Resource.objects.filter(room__place_id__in=places, room__closed_at=None)
    busy = taking(wanted).filter(resource__in=rooms)
    times = {"start": Seconds("starts_at"), "end": SecondsUp("ends_at")}
    rows = (
        rooms.annotate(start=never, end=never, **there)
        .values_list(*columns)
        .union(busy.annotate(**times, **taken_there).values_list(*columns), all=True)
        .order_by("where", "name", "key")
    )
    taken: dict[tuple[int, int], list[Stretch]] = {}
    for place, room, _, start, end in rows:
        stretches = taken.setdefault((place, room), [])
        if start is not None:
            stretches.append((start, end))
    found: dict[int, list[tuple[int, list[Stretch]]]] = {}
    for (place, room), stretches in taken.items():
        found.setdefault(place, []).append((room, stretches))
    return found
