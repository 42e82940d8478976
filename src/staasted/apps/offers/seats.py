"""Seats with a provider: taken for the planned days, given back early, never too many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from staasted.apps.offers.course_models import OfferCourse, OfferSeat
from staasted.apps.offers.providers_models import Provider, ProviderOffer
from staasted.apps.org.dated import row_end, row_withdraw
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class SeatsLeft:
    """A provider's seats in one offer, and how many are free on every one of some days."""

    place: ProviderOffer
    free: int


def seats_left(
    places: Sequence[ProviderOffer], *, first: date, last: date | None
) -> list[SeatsLeft]:
    """How many seats of each place nobody has on any of these days, inclusive: one query."""
    taken: dict[int, set[int]] = {}
    held = OfferSeat.objects.filter(_on(first, last), place__in=places)
    for place, number in held.values_list("place_id", "number"):
        taken.setdefault(place, set()).add(number)
    return [SeatsLeft(each, _free(each, taken.get(each.pk, set()))) for each in places]


def seat_take(course: OfferCourse, *, first: date, last: date | None) -> OfferSeat | None:
    """Take a seat for a held course on these days; None where it has no provider.

    Errors: DomainError ``offer_provider_without_seats``, ``offer_provider_full``.
    """
    if course.provider is None:
        return None
    place = _place_held(course.provider, course.offer)
    held = OfferSeat.objects.filter(_on(first, last), place=place)
    used = set(held.values_list("number", flat=True))
    number = next((n for n in range(1, place.seats + 1) if n not in used), None)
    if number is None:
        raise DomainError("offer_provider_full")
    try:
        with transaction.atomic():
            return OfferSeat.objects.create(
                place=place, course=course, number=number, from_on=first, to_on=last
            )
    except IntegrityError as clash:  # somebody wrote beside us: the database is the last wall
        raise DomainError("offer_provider_full") from clash


def seat_move(course: OfferCourse, *, first: date, last: date | None) -> None:
    """Give the course's seat back and take one on other days. Errors: as ``seat_take``."""
    seats_give_back(course)
    seat_take(course, first=first, last=last)


def seats_give_back(course: OfferCourse, *, last: date | None = None) -> None:
    """Let the course's seat be free after ``last``, or altogether: it was never used."""
    held = OfferSeat.objects.filter(course=course, withdrawn=False)
    for seat in held:
        if last is None:
            row_withdraw(seat)
        elif seat.to_on is None or seat.to_on > last:
            row_end(seat, last=last)


def _place_held(provider: Provider, offer: str) -> ProviderOffer:
    rows = ProviderOffer.objects.select_for_update(no_key=True)
    place = rows.filter(provider=provider, offer=offer).first()
    if place is None:
        raise DomainError("offer_provider_without_seats", name=provider.name)
    return place


def _free(place: ProviderOffer, used: set[int]) -> int:
    return sum(number not in used for number in range(1, place.seats + 1))


def _on(first: date, last: date | None) -> Q:
    """The condition that a seat is held on some day of a stretch."""
    found = Q(withdrawn=False) & (Q(to_on=None) | Q(to_on__gte=first))
    return found if last is None else found & Q(from_on__lte=last)
