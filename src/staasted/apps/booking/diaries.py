"""Reading what is open and what is taken, for one or for a whole office, in one question."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat

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
from staasted.core.slots import Span, moment
from staasted.core.slots.mask import MINUTE, down

OPENING = "opening"
# By the kind of what takes the time. A word as SQL hands it back is looked up a thousand times:
# enums cost a call each in Python 3.11.
_WHY = {
    OccupationKind.ABSENCE.value: "away",
    OccupationKind.OUTSIDE.value: "busy_elsewhere",
}
_COLUMNS = ("start", "end", "what", "owner", "key")
_RESOURCE = "resource "


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose conversation is looked for, what for, how, as seen from when, and over by when.

    The booking being ``moving`` takes no time, nor does what is held for the citizen: their own
    place is free for themselves.
    """

    citizen: Citizen
    purpose: Purpose
    channel: Channel
    now: datetime
    moving: Booking | None = None
    until: datetime | None = None

    @property
    def earliest(self) -> datetime:
        """The first moment it may begin: the purpose says how soon."""
        return self.now + timedelta(hours=self.purpose.notice_hours)

    @property
    def latest(self) -> datetime:
        """The last moment it may end: the purpose says how far ahead, or ``until`` where it is
        sooner.
        """
        ahead = self.now + timedelta(days=self.purpose.horizon_days)
        return min(ahead, self.until or ahead)


class OpeningRead(NamedTuple):
    """An opening in seconds since 1970: where one meets, and the channels it is kept for."""

    start: int
    end: int
    place_id: int | None
    channels: str

    def takes(self, channel: Channel) -> bool:
        """Whether it can be booked by this channel; kept for none it can by all."""
        return not self.channels or f" {channel.value} " in self.channels


@dataclass(slots=True)
class Diary:
    """What is open and what takes the time of one resource; ``taken`` by why."""

    kind: str
    owner_id: int
    pause: int = 0
    most: int | None = None
    openings: list[OpeningRead] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)
    away: dict[str, list[Span]] = field(default_factory=dict)

    def put(self, start: int, end: int, what: str, place_id: int | None) -> None:
        """Put a row where it belongs."""
        if what.startswith(OPENING):
            self.openings.append(OpeningRead(start, end, place_id, what[len(OPENING) :]))
        elif what in _WHY:
            self.away.setdefault(_WHY[what], []).append((start, end))
        else:
            self.taken.append((start, end))

    @property
    def busy(self) -> list[Span]:
        """What bookings and holds take, with the pause around it."""
        pause = self.pause * MINUTE
        return [(start - pause, end + pause) for start, end in self.taken] if pause else self.taken

    @property
    def everything(self) -> list[Span]:
        """Everything that takes the time, without a pause."""
        return [*self.taken, *self.gone]

    @property
    def gone(self) -> list[Span]:
        """When nobody is there, for whatever reason."""
        return [stretch for each in self.away.values() for stretch in each]

    @property
    def full(self) -> list[Span]:
        """The Danish days with as many conversations as there may be."""
        if self.most is None:
            return []
        held = Counter(danish_day(moment(start)) for start, _ in self.taken)
        days = (day_bounds(day) for day, count in held.items() if count >= self.most)
        return [(down(first), down(end)) for first, end in days]


def diaries_read(wanted: Wanted, counsellor_ids: Sequence[int], *, rooms: bool) -> dict[int, Diary]:
    """The diaries of these counsellors, of the citizen, and of the rooms one could meet in, by the
    key of the resource."""
    rows = list(_rows(wanted, counsellor_ids, rooms=rooms))
    diaries: dict[int, Diary] = {}
    for pause, most, what, owner, key in rows:
        if what.startswith(_RESOURCE):
            diaries[key] = Diary(what[len(_RESOURCE) :], owner, pause, most)
    for start, end, what, where, key in rows:
        if not what.startswith(_RESOURCE):
            diaries[key].put(start, end, what, where)
    return diaries


def _rows(
    wanted: Wanted, counsellor_ids: Sequence[int], *, rooms: bool
) -> Iterable[tuple[Any, ...]]:
    """Resources, openings, and what is taken, in one question; with rooms where asked for.

    Openings on both sides of the bounds too: they tell "too soon" from "none at all".
    What is taken is read for whole days, since a day can be full.
    """
    beyond = wanted.latest + timedelta(days=wanted.purpose.horizon_days)
    opened = openings_of(counsellor_ids, wanted.purpose)
    opened = opened.filter(starts_at__lt=beyond, ends_at__gt=wanted.now)
    people = resources_of(wanted.citizen, *counsellor_ids)
    here = Resource.objects.filter(
        room__place__in=opened.exclude(place=None).values("place"), room__closed_at=None
    )
    there = [here] if rooms else []  # to make the question is most of its cost
    nowhere = Value(None, output_field=BigIntegerField())
    parts = [
        people.annotate(**_of_a_resource("person_id")),
        *(each.annotate(**_of_a_resource("room__place_id")) for each in there),
        opened.annotate(
            start=SecondsUp("starts_at"),
            end=Seconds("ends_at"),
            what=Concat(Value(OPENING), "channels", output_field=CharField()),
            owner=F("place_id"),
            key=F("resource_id"),
        ),
        *(
            taking(wanted)
            .filter(resource__in=resources)
            .annotate(
                start=Seconds("starts_at"),
                end=SecondsUp("ends_at"),
                what=F("kind"),
                owner=nowhere,
                key=F("resource_id"),
            )
            for resources in (people, *there)
        ),
    ]
    first, *others = (part.values_list(*_COLUMNS) for part in parts)
    return first.union(*others, all=True)


def _of_a_resource(owner: str) -> dict[str, Any]:
    """A resource in the same columns: its pause and most a day, its kind, whose it is, its key."""
    return {
        "start": F("pause_minutes"),
        "end": F("most_a_day"),
        "what": Concat(Value(_RESOURCE), "kind", output_field=CharField()),
        "owner": F(owner),
        "key": F("id"),
    }


def taking(wanted: Wanted) -> QuerySet[Occupation]:
    """What takes anybody's time in the days of a search; a hold that has run out takes none."""
    first, _ = day_bounds(danish_day(wanted.earliest))
    _, end = day_bounds(danish_day(wanted.latest))
    live = Occupation.objects.filter(live=True, starts_at__lt=end, ends_at__gt=first)
    held = Q(kind=OccupationKind.HOLD)
    over = held & (Q(until_at__lte=clock.wall()) | Q(held_for=wanted.citizen))
    live = live.exclude(over)
    return live.exclude(booking=wanted.moving) if wanted.moving is not None else live


def openings_of(counsellor_ids: Iterable[int], purpose: Purpose | None = None) -> QuerySet[Opening]:
    """Their openings that can be booked, for a purpose if it is given, by whatever channel."""
    found = Opening.objects.filter(
        resource__kind=ResourceKind.COUNSELLOR,
        resource__person_id__in=list(counsellor_ids),
        closed_at=None,
    )
    if purpose is None:
        return found
    return found.filter(Q(purposes="") | Q(purposes__contains=f" {purpose.slug} "))


def by_channel(openings: QuerySet[Opening], channel: Channel) -> QuerySet[Opening]:
    """Those of them that can be booked by a channel."""
    return openings.filter(Q(channels="") | Q(channels__contains=f" {channel.value} "))


def resources_of(citizen: Citizen, *counsellor_ids: int) -> QuerySet[Resource]:
    """The resources a conversation between them takes, but for a room."""
    return Resource.objects.filter(
        Q(kind=ResourceKind.COUNSELLOR, person_id__in=counsellor_ids)
        | Q(kind=ResourceKind.CITIZEN, person_id=citizen.person_id)
    )
