"""Reading what is open and what is taken, for one or for a whole office, in one question."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.days import (
    Joined,
    Seconds,
    SecondsUp,
    Stretched,
    danish_day,
    day_bounds,
    spans_read,
)
from staasted.apps.booking.holders import Holdings
from staasted.apps.booking.joining import Joining
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
_GROUP = ("what", "owner", "key")
_COLUMNS = ("line", *_GROUP)
_RESOURCE = "resource "


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose conversation is looked for, what for, how, as seen from when, and over by when.

    The booking being ``moving`` takes no time, nor does what is held for the citizen: their own
    place is free for themselves. ``joins`` is who must be open and free as well;
    ``holdings`` says of partners among those asked on which days they may hold it.
    """

    citizen: Citizen
    purpose: Purpose
    channel: Channel
    now: datetime
    moving: Booking | None = None
    joins: Joining | None = None
    holdings: Holdings = field(default_factory=dict)
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


class OpeningsRead(NamedTuple):
    """Openings of one place, kept for the same channels, in seconds since 1970."""

    spans: list[Span]
    place_id: int | None
    channels: str

    def takes(self, channel: Channel) -> bool:
        """Whether they can be booked by this channel; kept for none they can by all."""
        return not self.channels or f" {channel.value} " in self.channels


class _Shape(NamedTuple):
    """What changes the words of the question: whether rooms are read, and a booking left out."""

    rooms: bool
    moving: bool


@dataclass(slots=True)
class Diary:
    """What is open and what takes the time of one resource; ``taken`` by why."""

    kind: str
    owner_id: int
    pause: int = 0
    most: int | None = None
    openings: list[OpeningsRead] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)
    away: dict[str, list[Span]] = field(default_factory=dict)

    def put(self, spans: list[Span], what: str, place_id: int | None) -> None:
        """Put stretches where they belong."""
        if what.startswith(OPENING):
            self.openings.append(OpeningsRead(spans, place_id, what[len(OPENING) :]))
        elif what in _WHY:
            self.away.setdefault(_WHY[what], []).extend(spans)
        else:
            self.taken += spans

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
    key of the resource. Openings beyond the last moment are the first counsellor's alone."""
    values = _values(wanted) | {"first_asked": counsellor_ids[0] if counsellor_ids else 0}
    rows = _rows(_Shape(rooms, wanted.moving is not None))(keys=counsellor_ids, **values)
    diaries: dict[int, Diary] = {}
    for line, what, owner, key in rows:
        if what.startswith(_RESOURCE):
            pause, *most = map(int, line.split())
            diaries[key] = Diary(what[len(_RESOURCE) :], owner, pause, *most)
    for line, what, where, key in rows:
        if not what.startswith(_RESOURCE):
            diaries[key].put(spans_read(line), what, where)
    return diaries


def _values(wanted: Wanted) -> dict[str, Any]:
    """What fills the blanks of the question.

    Openings on both sides of the bounds too: they tell "too soon" from "none at all", for the
    first who is asked; the others are a colleague's times, and nobody says why there are none.
    What is taken is read for whole days, since a day can be full.
    """
    first, _ = day_bounds(danish_day(wanted.earliest))
    _, end = day_bounds(danish_day(wanted.latest))
    return {
        "purpose": f" {wanted.purpose.slug} ",
        "now": wanted.now,
        "latest": wanted.latest,
        "beyond": wanted.latest + timedelta(days=wanted.purpose.horizon_days),
        "first": first,
        "end": end,
        "wall": clock.wall(),
        "citizen": wanted.citizen.pk,
        "person": wanted.citizen.person_id,
        "moving": wanted.moving.pk if wanted.moving is not None else 0,
    }


@Prepared
def _rows(given: Given, shape: _Shape) -> QuerySet[Any]:
    """Resources, openings, and what is taken, in one question; with rooms where asked for."""
    counsellors = given.keys("keys")
    opened = _open_to(counsellors).filter(
        Q(purposes="") | Q(purposes__contains=given.word("purpose"))
    )
    asked_of = Q(
        resource__person__id=given.key("first_asked"), starts_at__lt=given.moment("beyond")
    )
    opened = opened.filter(
        Q(starts_at__lt=given.moment("latest")) | asked_of, ends_at__gt=given.moment("now")
    )
    people = _resources(given.key("person"), counsellors)
    here = Resource.objects.filter(
        room__place__in=opened.exclude(place=None).values("place"), room__closed_at=None
    )
    there = [here] if shape.rooms else []
    parts = [
        people.annotate(**_of_a_resource("person_id")),
        *(each.annotate(**_of_a_resource("room__place_id")) for each in there),
        opened.annotate(
            what=Concat(Value(OPENING), "channels", output_field=CharField()),
            owner=F("place_id"),
            key=F("resource_id"),
        )
        .values(*_GROUP)
        .annotate(line=Joined(Stretched(SecondsUp("starts_at"), Seconds("ends_at")))),
        *(
            _taking(given, moving=shape.moving)
            .filter(resource__in=resources)
            .annotate(
                what=F("kind"),
                owner=Value(None, output_field=BigIntegerField()),
                key=F("resource_id"),
            )
            .values(*_GROUP)
            .annotate(line=Joined(Stretched(Seconds("starts_at"), SecondsUp("ends_at"))))
            for resources in (people, *there)
        ),
    ]
    first, *others = (part.values_list(*_COLUMNS) for part in parts)
    return first.union(*others, all=True)


def _of_a_resource(owner: str) -> dict[str, Any]:
    """A resource in the same columns: its pause and most a day, its kind, whose it is, its key."""
    return {
        "line": Concat("pause_minutes", Value(" "), "most_a_day", output_field=TextField()),
        "what": Concat(Value(_RESOURCE), "kind", output_field=CharField()),
        "owner": F(owner),
        "key": F("id"),
    }


def _taking(given: Given, *, moving: bool) -> QuerySet[Occupation]:
    """What takes anybody's time in the days of a search; a hold that has run out takes none."""
    live = Occupation.objects.filter(
        live=True, starts_at__lt=given.moment("end"), ends_at__gt=given.moment("first")
    )
    over = Q(until_at__lte=given.moment("wall")) | Q(held_for=given.key("citizen"))
    live = live.exclude(Q(kind=OccupationKind.HOLD) & over)
    return live.exclude(booking=given.key("moving")) if moving else live


def openings_of(counsellor_ids: Iterable[int], purpose: Purpose | None = None) -> QuerySet[Opening]:
    """Their openings that can be booked, for a purpose if it is given, by whatever channel."""
    found = _open_to(list(counsellor_ids))
    if purpose is None:
        return found
    return found.filter(Q(purposes="") | Q(purposes__contains=f" {purpose.slug} "))


def _open_to(counsellors: Sequence[Any]) -> QuerySet[Opening]:
    return Opening.objects.filter(
        resource__kind=ResourceKind.COUNSELLOR,
        resource__person__id__among=counsellors,
        closed_at=None,
    )


def by_channel(openings: QuerySet[Opening], channel: Channel) -> QuerySet[Opening]:
    """Those of them that can be booked by a channel."""
    return openings.filter(Q(channels="") | Q(channels__contains=f" {channel.value} "))


def resources_of(citizen: Citizen, *counsellor_ids: int) -> QuerySet[Resource]:
    """The resources a conversation between them takes, but for a room."""
    return _resources(citizen.person_id, counsellor_ids)


def _resources(person: Any, counsellors: Sequence[Any]) -> QuerySet[Resource]:
    """Of the person as a citizen, and of the counsellors; keys, or blanks for them."""
    return Resource.objects.filter(
        Q(kind=ResourceKind.COUNSELLOR, person__id__among=counsellors)
        | Q(kind=ResourceKind.CITIZEN, person__id=person)
    )
