"""Everything the one function needs to list and to confirm times, in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Q, QuerySet, Value

from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.models import (
    Booking,
    Occupation,
    OccupationKind,
    Opening,
    Resource,
    ResourceKind,
)
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.models import Person
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel
from staasted.core.slots import Block, Interval, Room, Search

OPENING = "opening"
NO_ROOM_NEEDED = 0
"""The key of meeting where there are no rooms to choose among."""

_WHY = {OccupationKind.ABSENCE: "away", OccupationKind.OUTSIDE: "busy_elsewhere"}


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
    """An opening, or what takes a resource's time."""

    starts_at: datetime
    ends_at: datetime
    what: str
    resource_kind: str
    person_id: int
    place_id: int | None
    pause: int
    most: int | None

    @property
    def interval(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)


_COLUMNS = (
    "starts_at",
    "ends_at",
    "what",
    "resource__kind",
    "resource__person_id",
    "where",
    "resource__pause_minutes",
    "resource__most_a_day",
)


@dataclass(slots=True)
class _Diary:
    """One counsellor's openings, and what takes their time, by kind."""

    openings: list[_Row] = field(default_factory=list)
    taken: list[_Row] = field(default_factory=list)
    away: dict[str, list[Interval]] = field(default_factory=dict)

    def put(self, row: _Row) -> None:
        """Put a row where it belongs."""
        why = _WHY.get(OccupationKind(row.what)) if row.what != OPENING else None
        if row.what == OPENING:
            self.openings.append(row)
        elif why is not None:
            self.away.setdefault(why, []).append(row.interval)
        else:
            self.taken.append(row)


def search_for(
    *,
    citizen: Citizen,
    counsellor: Person,
    purpose: Purpose,
    channel: Channel,
    now: datetime,
    moving: Booking | None = None,
) -> Search:
    """One citizen's times with one counsellor: one query, two where there are rooms."""
    wanted = Wanted(citizen, purpose, channel, now, moving)
    return searches_for(wanted, [counsellor.pk])[counsellor.pk]


def searches_for(wanted: Wanted, counsellor_ids: Sequence[int]) -> dict[int, Search]:
    """The search of each counsellor, however many: one query, two where there are rooms."""
    diaries = {person_id: _Diary() for person_id in counsellor_ids}
    own: list[Interval] = []
    for row in _rows(wanted, counsellor_ids):
        if row.resource_kind == ResourceKind.CITIZEN:
            own.append(row.interval)
        else:
            diaries[row.person_id].put(row)
    everywhere = chain.from_iterable(diary.openings for diary in diaries.values())
    places = {row.place_id for row in everywhere if row.place_id is not None}
    meets = wanted.channel == Channel.IN_PERSON
    rooms = _rooms(wanted, places) if meets and places else {}
    return {key: _search(wanted, diary, own, rooms) for key, diary in diaries.items()}


def _search(
    wanted: Wanted, diary: _Diary, own: list[Interval], rooms: dict[int, list[Room]]
) -> Search:
    blocks = [("own_time", own), *sorted(diary.away.items()), ("day_full", _full(diary))]
    return Search(
        openings=[row.interval for row in diary.openings],
        busy=[_with_pause(row) for row in diary.taken],
        minutes=wanted.purpose.minutes[wanted.channel],
        earliest=wanted.earliest,
        latest=wanted.latest,
        pause_minutes=max((row.pause for row in diary.openings), default=0),
        blocks=[Block(why, intervals) for why, intervals in blocks if intervals],
        rooms=_where(diary.openings, rooms) if rooms else None,
    )


def _rows(wanted: Wanted, counsellor_ids: Sequence[int]) -> Iterator[_Row]:
    """Openings on both sides of the bounds too: they tell "too soon" from "none at all".

    What is taken is read for whole days, since a day can be full.
    """
    beyond = wanted.latest + timedelta(days=wanted.purpose.horizon_days)
    opened = openings_of(counsellor_ids, wanted.purpose, wanted.channel).filter(
        starts_at__lt=beyond, ends_at__gt=wanted.now
    )
    taken = taking(wanted).filter(resource__in=resources_of(wanted.citizen, *counsellor_ids))
    no_place = Value(None, output_field=BigIntegerField())
    found = (
        opened.annotate(what=Value(OPENING, CharField()), where=F("place_id"))
        .values_list(*_COLUMNS)
        .union(taken.annotate(what=F("kind"), where=no_place).values_list(*_COLUMNS), all=True)
    )
    return (_Row(*row) for row in found)


def taking(wanted: Wanted) -> QuerySet[Occupation]:
    """What takes anybody's time in the days of a search; a hold that has run out takes none."""
    first, _ = day_bounds(_day(wanted.earliest))
    _, end = day_bounds(_day(wanted.latest))
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
    if purpose is not None:
        found = found.filter(Q(purposes="") | Q(purposes__contains=f" {purpose.slug} "))
    if channel is not None:
        found = found.filter(Q(channels="") | Q(channels__contains=f" {channel.value} "))
    return found


def resources_of(citizen: Citizen, *counsellor_ids: int) -> QuerySet[Resource]:
    """The resources a conversation between them takes, but for a room."""
    return Resource.objects.filter(
        Q(kind=ResourceKind.COUNSELLOR, person_id__in=counsellor_ids)
        | Q(kind=ResourceKind.CITIZEN, person_id=citizen.person_id)
    )


def _rooms(wanted: Wanted, places: set[int]) -> dict[int, list[Room]]:
    """The rooms of each place that has any, with what takes them: one query."""
    there = {"place": F("room__place_id"), "room_key": F("room_id"), "name": F("room__name")}
    taken_there = {key: F(f"resource__{path.name}") for key, path in there.items()}
    columns = (*there, "starts_at", "ends_at")
    never = Value(None, output_field=DateTimeField())
    rooms = Resource.objects.filter(room__place_id__in=places, room__closed_at=None)
    busy = taking(wanted).filter(resource__in=rooms)
    rows = (
        rooms.annotate(starts_at=never, ends_at=never, **there)
        .values_list(*columns)
        .union(busy.annotate(**taken_there).values_list(*columns), all=True)
        .order_by("place", "name", "room_key")
    )
    taken: dict[tuple[int, int], list[Interval]] = {}
    for place, room, _, start, end in rows:
        intervals = taken.setdefault((place, room), [])
        if start is not None:
            intervals.append(Interval(start, end))
    found: dict[int, list[Room]] = {}
    for (place, room), intervals in taken.items():
        found.setdefault(place, []).append(Room(room, (), intervals))
    return found


def _where(openings: Sequence[_Row], rooms: dict[int, list[Room]]) -> list[Room]:
    """Each room within the openings of its place; where there are none, one needs none."""
    within: dict[int | None, list[Interval]] = {}
    for row in openings:
        within.setdefault(row.place_id if row.place_id in rooms else None, []).append(row.interval)
    free = [Room(NO_ROOM_NEEDED, within[None])] if None in within else []
    there = [
        Room(room.key, intervals, room.busy)
        for place, intervals in within.items()
        if place is not None
        for room in rooms[place]
    ]
    return there + free


def _with_pause(row: _Row) -> Interval:
    pause = timedelta(minutes=row.pause)
    return Interval(row.starts_at - pause, row.ends_at + pause)


def _full(diary: _Diary) -> list[Interval]:
    """The Danish days on which the counsellor holds as many conversations as they may."""
    most = next((row.most for row in diary.openings), None)
    if most is None:
        return []
    held = Counter(_day(row.starts_at) for row in diary.taken)
    return [Interval(*day_bounds(day)) for day, count in held.items() if count >= most]


def _day(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()
