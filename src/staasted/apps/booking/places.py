"""Where the office meets people: places and rooms made, changed and closed. Each act is logged."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import (
    Occupation,
    OccupationKind,
    Opening,
    OpeningSeries,
    Place,
    Resource,
    ResourceKind,
    Room,
)
from staasted.apps.booking.taking import Request, place_for
from staasted.apps.citizens.access import NotYours
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import administrator_require
from staasted.apps.org.models import Person
from staasted.core.errors import DomainError


@transaction.atomic
def place_make(*, actor: Actor, name: str, address: str, way: str = "") -> Place:
    """Add a place. Errors: AccessRefused; ``place_without_address``, ``place_known``."""
    administrator_require(actor)
    made = Place()
    _tell(made, name, address, way)
    _logged(actor, "place_make", made.public_id)
    return made


@transaction.atomic
def place_change(*, actor: Actor, place: Place, name: str, address: str, way: str) -> None:
    """Say otherwise where a place is; citizens read it from then on. Errors: as ``place_make``."""
    administrator_require(actor)
    held = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    if (held.name, held.address, held.way) != (name.strip(), address.strip(), way.strip()):
        _tell(held, name, address, way)
        _logged(actor, "place_change", held.public_id)


@transaction.atomic
def place_close(*, actor: Actor, place: Place) -> None:
    """Lay nothing at a place any more. Errors: AccessRefused; DomainError ``place_in_use``."""
    administrator_require(actor)
    held = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    if held.closed_at is not None:
        return
    used = place_used(held)
    if used:
        raise DomainError("place_in_use", name=held.name, count=used)
    held.closed_at = clock.now()
    held.save(update_fields=["closed_at"])
    _logged(actor, "place_close", held.public_id)


@transaction.atomic
def room_make(*, actor: Actor, place: Place, name: str, seats: int) -> Room:
    """Add a room to a place.

    Errors: AccessRefused; DomainError ``room_without_name``, ``room_known``,
    ``place_is_closed``.
    """
    administrator_require(actor)
    if not Place.objects.select_for_update(no_key=True).filter(pk=place.pk, closed_at=None):
        raise DomainError("place_is_closed", name=place.name)
    if not name.strip():
        raise DomainError("room_without_name")
    made = _room_made(place, name.strip(), seats)
    Resource.objects.create(kind=ResourceKind.ROOM, room=made)
    _logged(actor, "room_make", made.public_id, place=place.public_id, seats=seats)
    return made


@transaction.atomic
def room_close(*, actor: Actor, room: Room) -> None:
    """Meet in a room no more. Errors: AccessRefused; DomainError ``room_is_booked``."""
    administrator_require(actor)
    list(Resource.objects.select_for_update(no_key=True).filter(room=room))
    held = Room.objects.get(pk=room.pk)
    if held.closed_at is not None:
        return
    taken = Occupation.objects.filter(resource__room=held, live=True, ends_at__gt=clock.now())
    ahead = taken.exclude(kind=OccupationKind.HOLD).count()
    if ahead:
        raise DomainError("room_is_booked", name=held.name, count=ahead)
    held.closed_at = clock.now()
    held.save(update_fields=["closed_at"])
    _logged(actor, "room_close", held.public_id)


def places_open() -> Sequence[Place]:
    """The places one can be met at, by name: one query."""
    return list(Place.objects.filter(closed_at=None).order_by("name", "id"))


def places_all() -> Sequence[Place]:
    """Every place, the open ones first, with its open rooms as ``open_rooms``: two queries."""
    rooms = Room.objects.filter(closed_at=None).order_by("name", "id")
    places = Place.objects.prefetch_related(Prefetch("rooms", rooms, to_attr="open_rooms"))
    return sorted(places, key=lambda place: (place.closed_at is not None, place.name, place.pk))


def place_known(public_id: str) -> Place:
    """A place with its open rooms as ``open_rooms``. Errors: NotYours."""
    found = next((place for place in places_all() if place.public_id == public_id), None)
    if found is None:
        raise NotYours
    return found


def place_used(place: Place) -> int:
    """How many openings ahead and series that go on meet at a place."""
    ahead = Opening.objects.filter(place=place, closed_at=None, ends_at__gt=clock.now())
    goes_on = OpeningSeries.objects.filter(place=place, withdrawn=False)
    ending = goes_on.filter(to_on__lt=clock.today())
    return ahead.count() + goes_on.exclude(pk__in=ending.values("pk")).count()


def place_asked(counsellor: Person, request: Request) -> Place | None:
    """Where the two would meet; None where the request is by phone or video, or nothing says."""
    key = place_for(counsellor, request)
    return Place.objects.filter(pk=key).first() if key is not None else None


def _tell(place: Place, name: str, address: str, way: str) -> None:
    place.name, place.address, place.way = name.strip(), address.strip(), way.strip()
    if not place.name or not place.address:
        raise DomainError("place_without_address")
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError as known:
        raise DomainError("place_known", name=place.name) from known


def _room_made(place: Place, name: str, seats: int) -> Room:
    try:
        with transaction.atomic():
            return Room.objects.create(place=place, name=name, seats=seats)
    except IntegrityError as known:
        raise DomainError("room_known", name=name) from known


def _logged(actor: Actor, act: str, subject: str, **facts: object) -> None:
    act_log(actor=actor, act=act, at=clock.now(), subject=subject, facts=facts)
