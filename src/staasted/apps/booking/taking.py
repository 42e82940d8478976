"""Taking time: what is locked, in which order, and what stands afterwards. Inside a transaction.

The case is locked before (decision 0020), here the resource rows in id order; then the one
function that lists free times confirms this one; the guards stand behind it (0003).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.diaries import Wanted, by_channel, openings_of, resources_of
from staasted.apps.booking.heard import tell_taken
from staasted.apps.booking.holders import Holding
from staasted.apps.booking.interpreting import Interpreting, interpreting_of
from staasted.apps.booking.joining import Joining, form_of
from staasted.apps.booking.models import (
    Booking,
    Occupation,
    OccupationKind,
    Opening,
    Resource,
    ResourceKind,
)
from staasted.apps.booking.refusing import SlotRefused, slot_refused
from staasted.apps.booking.searching import search_of
from staasted.apps.booking.settling import wishes_settle
from staasted.apps.booking.video import video_keep
from staasted.apps.citizens.acted import tell_acted
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel, Holder, Origin
from staasted.core.slots import Interval, Search, Slot, next_times, rooms_for


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for: a start and what the conversation is to be.

    ``joins`` is who holds it too; ``holds`` as what somebody who is no counsellor holds it.
    Without ``interpreting`` the citizen's facts say. ``movable_until_on`` is a summons' alone.
    """

    starts_at: datetime
    purpose: Purpose
    channel: Channel
    origin: Origin
    wish: str = ""
    joins: Joining | None = None
    holds: Holding | None = None
    interpreting: Interpreting | None = None
    movable_until_on: date | None = None

    @property
    def held_by(self) -> Holder:
        """What the one who holds it is here."""
        return self.holds.held_by if self.holds is not None else Holder.COUNSELLOR

    @property
    def partner(self) -> Person | None:
        """Who holds it too, where somebody does: one query."""
        key = self.joins.key if self.joins is not None else 0
        return Person.objects.get(pk=key) if key else None

    @property
    def slot(self) -> Slot:
        """The stretch asked for: the purpose says how long it takes in that channel and form."""
        minutes = self.purpose.lasts(self.channel, form_of(self.joins))
        return Slot(self.starts_at, self.starts_at + timedelta(minutes=minutes))

    @property
    def until(self) -> datetime | None:
        """When it must be over, where a summons is moved: the last day its letter gives."""
        return day_bounds(self.movable_until_on)[1] if self.movable_until_on else None

    def refused_by(self, search: Search) -> SlotRefused | None:
        """Why the search does not list it, with the next times that it does; None if it does."""
        return slot_refused(search, self.slot, most=_others_shown(), now=clock.now())


@dataclass(frozen=True, slots=True)
class Resources:
    """Locked rows: those of the people who meet, and every room that could be used."""

    people: tuple[Resource, ...]
    rooms: tuple[Resource, ...]

    def only(self, *holders: Person | None) -> "Resources":
        """The same with the rows of the citizen and these alone, of those who hold it."""
        keys = {person.pk for person in holders if person is not None}
        stays = (
            row for row in self.people if row.kind == ResourceKind.CITIZEN or row.person_id in keys
        )
        return Resources(tuple(stays), self.rooms)

    def of(self, room: int) -> Iterator[Resource]:
        """The rows a conversation in a room takes: the key of the room's row, 0 for none."""
        yield from self.people
        yield from (row for row in self.rooms if row.pk == room)

    def room_id(self, room: int) -> int | None:
        """The room behind the key of its row."""
        return next((row.room_id for row in self.rooms if row.pk == room), None)


def resource_open(*, person: Person, kind: ResourceKind) -> Resource:
    """The person's row as a resource; made where it is missing."""
    return Resource.objects.get_or_create(person=person, kind=kind)[0]


def resources_lock(
    citizen: Citizen, *holders: Person | None, request: Request | None = None
) -> Resources:
    """Lock their rows, and the rooms a request could use with the last of them, in id order so
    that nobody waits for each other in a ring. What is held longer than its time goes."""
    counsellors = [person for person in holders if person is not None]
    ids = {person.pk for person in counsellors}
    wanted = Q(pk__in=resources_of(citizen, *ids).values("pk"))
    if request is not None and request.channel == Channel.IN_PERSON:
        wanted |= Q(room__place__in=_openings_around(counsellors[-1], request).values("place"))
    everybody = Resource.objects.filter(wanted).select_for_update(of=("self",)).order_by("pk")
    locked = list(everybody)
    if sum(row.kind != ResourceKind.ROOM for row in locked) < 1 + len(ids):
        resource_open(person=citizen.person, kind=ResourceKind.CITIZEN)
        for person in counsellors:
            resource_open(person=person, kind=ResourceKind.COUNSELLOR)
        locked = list(everybody.all())
    people = tuple(row for row in locked if row.kind != ResourceKind.ROOM)
    return Resources(people, tuple(row for row in locked if row.kind == ResourceKind.ROOM))


def slot_take(
    citizen: Citizen, counsellor: Person, request: Request, resources: Resources
) -> Booking:
    """Write the booking and what it takes; what was held for the citizen is held no longer, and
    what they waited for about its purpose is settled.

    Errors: SlotRefused with the next free times.
    """
    search = _search(citizen, counsellor, request)
    holds_release(citizen)
    _runs_out(resources)
    with _losing(search):
        booking = _write(citizen, counsellor, request, search, resources)
    wishes_settle(citizen, purpose=booking.purpose, now=clock.now())
    tell_taken(booking)
    tell_acted(booking.citizen)
    return booking


def slot_keep(
    citizen: Citizen,
    counsellor: Person,
    request: Request,
    resources: Resources,
    *,
    moving: Booking | None = None,
) -> datetime:
    """Hold a time for the citizen, instead of what was held before; returns until when.

    What the booking being moved takes already needs no hold. Errors: SlotRefused.
    """
    search = _search(citizen, counsellor, request, moving)
    holds_release(citizen)
    _runs_out(resources)
    until = clock.wall() + timedelta(minutes=catalog().policy["hold_minutes"])
    own = _taken_by(moving)
    with _losing(search):
        Occupation.objects.bulk_create(
            Occupation(
                resource=resource,
                kind=OccupationKind.HOLD,
                held_for=citizen,
                until_at=until,
                starts_at=piece.start,
                ends_at=piece.end,
            )
            for resource in resources.of(_room(search, request.slot))
            for piece in request.slot.outside(own.get(resource.pk))
        )
    return until


def holds_release(citizen: Citizen) -> int:
    """Let go of everything that is held for the citizen; how many rows."""
    return Occupation.objects.filter(held_for=citizen).delete()[0]


@contextmanager
def _losing(search: Search) -> Iterator[None]:
    """What the database refuses is a time somebody else took: the next ones are shown."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        others = tuple(next_times(search, _others_shown()))
        raise SlotRefused("slot_taken", others) from clash


def _write(
    citizen: Citizen, counsellor: Person, request: Request, search: Search, resources: Resources
) -> Booking:
    slot = request.slot
    room = _room(search, slot)
    interpreting = request.interpreting or interpreting_of(citizen)
    booking = Booking.objects.create(
        citizen=citizen,
        counsellor=counsellor,
        purpose=request.purpose.slug,
        form=form_of(request.joins),
        held_by=request.held_by,
        partner_id=request.joins.key if request.joins else None,
        partner_channel=request.joins.by(request.channel) if request.joins else "",
        channel=request.channel,
        origin=request.origin,
        wish=request.wish,
        starts_at=slot.start,
        ends_at=slot.end,
        booked_at=clock.now(),
        place_id=place_for(counsellor, request),
        room_id=resources.room_id(room),
        interpreter=interpreting.wanted,
        interpreter_language=interpreting.language,
        movable_until_on=request.movable_until_on,
    )
    Occupation.objects.bulk_create(
        Occupation(resource=resource, booking=booking, starts_at=slot.start, ends_at=slot.end)
        for resource in resources.of(room)
    )
    video_keep(booking)
    return booking


def _taken_by(booking: Booking | None) -> dict[int, Interval]:
    """What a booking takes of each resource, by its id."""
    if booking is None:
        return {}
    rows = booking.occupations.filter(live=True)
    return {row.resource_id: Interval(row.starts_at, row.ends_at) for row in rows}


def _search(
    citizen: Citizen, counsellor: Person, request: Request, moving: Booking | None = None
) -> Search:
    """The search as it stands now. Errors: SlotRefused where it does not list what is asked for."""
    wanted = Wanted(
        citizen,
        request.purpose,
        request.channel,
        clock.now(),
        moving,
        request.joins,
        {counsellor.pk: request.holds} if request.holds is not None else {},
        request.until,
    )
    search = search_of(wanted, counsellor)
    refused = request.refused_by(search)
    if refused is not None:
        raise refused
    return search


def _openings_around(counsellor: Person, request: Request) -> QuerySet[Opening]:
    """The openings with a place that hold the whole of what is asked for."""
    here = by_channel(openings_of([counsellor.pk], request.purpose), request.channel)
    within = here.filter(starts_at__lte=request.slot.start, ends_at__gte=request.slot.end)
    return within.filter(place__isnull=False)


def place_for(counsellor: Person, request: Request) -> int | None:
    """Where one meets in person; None where the opening says nothing of it."""
    if request.channel != Channel.IN_PERSON:
        return None
    places = _openings_around(counsellor, request).order_by("starts_at", "id")
    return places.values_list("place_id", flat=True).first()


def _runs_out(resources: Resources) -> None:
    """Delete what is held on these rows beyond its time: the guards cannot know the time."""
    over = Occupation.objects.filter(kind=OccupationKind.HOLD, until_at__lte=clock.wall())
    over.filter(resource__in=[row.pk for row in resources.people + resources.rooms]).delete()


def _room(search: Search, slot: Slot) -> int:
    """The first room that is free; 0 where none is needed."""
    return next(iter(rooms_for(search, slot)), 0)


def _others_shown() -> int:
    return catalog().policy["times_after_losing"]
