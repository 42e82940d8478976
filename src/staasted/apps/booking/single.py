"""One opening: opened, cancelled, moved or changed, opened again. Its series is not touched."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import stretch_on
from staasted.apps.booking.models import ClosedFor, Opening, Place
from staasted.apps.booking.owning import times_hold, times_require
from staasted.apps.booking.patterns import words
from staasted.apps.citizens.access import NotYours
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from staasted.core.slots import Interval, Stretch, stretch_require


@dataclass(frozen=True, slots=True)
class Where:
    """Where one meets, and by which channels; empty is all of them."""

    place: Place | None = None
    channels: tuple[Channel, ...] = ()


@transaction.atomic
def opening_add(
    *, actor: Actor, person: Person, on: date, stretch: Stretch, where: Where
) -> Opening:
    """Open one stretch of a day; the same again answers with the same opening.

    Errors: AccessRefused; DomainError ``opening_has_passed``, ``opening_off_grid``,
    ``opening_ends_before_it_starts``.
    """
    times_require(actor, person)
    moments = _ahead(on, stretch)
    held = {"resource": times_hold(person), "starts_at": moments.start, "ends_at": moments.end}
    known = Opening.objects.filter(**held, series=None, closed_at=None).first()
    if known is not None:
        return known
    made = Opening.objects.create(**held, place=where.place, channels=words(where.channels))
    _logged(actor, "opening_add", made, person)
    return made


@transaction.atomic
def opening_cancel(*, actor: Actor, opening: Opening) -> None:
    """Let nobody book one opening any more; what is booked in it stays.

    Errors: AccessRefused; DomainError ``opening_has_passed``.
    """
    held = _held(actor, opening)
    if held.closed_at is None:
        held.closed_at, held.closed_for = clock.now(), ClosedFor.CANCELLED
        held.save(update_fields=["closed_at", "closed_for"])
        _logged(actor, "opening_cancel", held, held.resource.person)


@transaction.atomic
def opening_restore(*, actor: Actor, opening: Opening) -> None:
    """Open again what was cancelled by hand.

    Errors: as ``opening_cancel``; ``opening_not_cancelled`` where something else closed it.
    """
    held = _held(actor, opening)
    if held.closed_at is None:
        return
    if held.closed_for != ClosedFor.CANCELLED:
        raise DomainError("opening_not_cancelled")
    # Opened by hand on purpose: what the series does later leaves it alone.
    held.closed_at, held.closed_for, held.changed = None, "", held.series_id is not None
    held.save(update_fields=["closed_at", "closed_for", "changed"])
    _logged(actor, "opening_restore", held, held.resource.person)


@transaction.atomic
def opening_change(
    *, actor: Actor, opening: Opening, on: date, stretch: Stretch, where: Where
) -> Opening:
    """Let one opening lie at another time, another day, or elsewhere; what is booked stays.

    Errors: as ``opening_add``; ``opening_is_closed``.
    """
    moments, held = _ahead(on, stretch), _held(actor, opening)
    if held.closed_at is not None:
        raise DomainError("opening_is_closed")
    wanted = {"starts_at": moments.start, "ends_at": moments.end, "place": where.place}
    wanted["channels"] = words(where.channels)
    if all(getattr(held, name) == value for name, value in wanted.items()):
        return held
    if held.series_id is not None and not held.changed:
        held.changed = True
        held.was_starts_at, held.was_ends_at = held.starts_at, held.ends_at
    for name, value in wanted.items():
        setattr(held, name, value)
    held.save()
    _logged(actor, "opening_change", held, held.resource.person)
    return held


def opening_known(person: Person, public_id: str) -> Opening:
    """One of somebody's openings. Errors: NotYours."""
    rows = Opening.objects.select_related("resource__person", "place", "series")
    found = rows.filter(resource__person=person, public_id=public_id).first()
    if found is None:
        raise NotYours
    return found


def _held(actor: Actor, opening: Opening) -> Opening:
    """The opening as it stands, with its owner's time held."""
    times_require(actor, opening.resource.person)
    times_hold(opening.resource.person)
    held = Opening.objects.select_related("resource__person").get(pk=opening.pk)
    if held.ends_at <= clock.now():
        raise DomainError("opening_has_passed", day=held.ends_at)
    return held


def _ahead(on: date, stretch: Stretch) -> Interval:
    stretch_require(*stretch)
    moments = stretch_on(on, stretch)
    if moments is None or moments.end <= clock.now():
        raise DomainError("opening_has_passed", day=on)
    return moments


def _logged(actor: Actor, act: str, opening: Opening, person: Person) -> None:
    facts = {"of": person.public_id, "starts_at": _written(opening.starts_at)}
    facts["minutes"] = (opening.ends_at - opening.starts_at) // timedelta(minutes=1)
    if opening.was_starts_at is not None:
        facts["was_starts_at"] = _written(opening.was_starts_at)
    act_log(actor=actor, act=act, at=clock.now(), subject=opening.public_id, facts=facts)


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
