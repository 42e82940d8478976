"""Taking a place in an offer and giving it back: the case is held first, then the round."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.offers.asking_models import OfferPlace, OfferRound, PlaceEnd
from staasted.apps.offers.recording import offer_logged
from staasted.apps.offers.rounds import beginnings
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.catalog.offers import Offer
from staasted.core.errors import DomainError
from staasted.core.offering import OfferWay

OWN = (Role.CITIZEN, Role.REPRESENTATIVE)


@transaction.atomic
def place_take(*, actor: Actor, citizen: Citizen, offer: Offer, begins_at: datetime) -> OfferPlace:
    """Take a place in one beginning of an offer; who has one already keeps it.

    Errors: AccessRefused; DomainError ``case_closed``, ``offer_not_taken``, ``offer_begun``,
    ``offer_full``.
    """
    role_require(actor, *OWN)
    open_case_lock(citizen)
    if OfferWay.TAKE not in offer.ways:
        raise DomainError("offer_not_taken")
    if begins_at not in beginnings(offer, now=clock.now()):
        raise DomainError("offer_begun")
    held = _round_held(offer, begins_at)
    mine = OfferPlace.objects.filter(round=held, citizen=citizen, live=True).first()
    if mine is not None:
        return mine
    place = _placed(citizen, held)
    _logged(actor, "offer_take", place)
    return place


@transaction.atomic
def place_leave(*, actor: Actor, place: OfferPlace) -> None:
    """Give a place back; one that is given back already stays so.

    Errors: AccessRefused; DomainError ``offer_begun``.
    """
    role_require(actor, *OWN)
    case_lock(place.citizen)
    current = OfferPlace.objects.select_related("round", "citizen").get(pk=place.pk)
    if not current.live:
        return
    if current.round.begins_at <= clock.now():
        raise DomainError("offer_begun")
    _end(current, PlaceEnd.GIVEN_BACK)
    _logged(actor, "offer_leave", current)


def places_end(citizen: Citizen, *, now: datetime) -> None:
    """Give back every place that has not begun: the case closes, and is held already."""
    mine = OfferPlace.objects.filter(citizen=citizen, live=True, round__begins_at__gt=now)
    for place in mine.select_related("round"):
        _end(place, PlaceEnd.CASE_CLOSED)


def taken_by_beginning(offer: Offer, when: Iterable[datetime]) -> dict[datetime, int]:
    """How many places are taken in each of these beginnings: one query."""
    rounds = OfferRound.objects.filter(offer=offer.slug, begins_at__in=list(when))
    counted = rounds.annotate(taken=Count("places", filter=Q(places__live=True)))
    return dict(counted.values_list("begins_at", "taken"))


def _round_held(offer: Offer, begins_at: datetime) -> OfferRound:
    OfferRound.objects.get_or_create(
        offer=offer.slug, begins_at=begins_at, defaults={"seats": offer.seats}
    )
    rows = OfferRound.objects.select_for_update(no_key=True)
    return rows.get(offer=offer.slug, begins_at=begins_at)


def _placed(citizen: Citizen, held: OfferRound) -> OfferPlace:
    used = set(OfferPlace.objects.filter(round=held, live=True).values_list("number", flat=True))
    most = held.seats or len(used) + 1
    number = next((n for n in range(1, most + 1) if n not in used), None)
    if number is None:
        raise DomainError("offer_full")
    try:
        with transaction.atomic():
            return OfferPlace.objects.create(
                round=held, citizen=citizen, number=number, taken_at=clock.now()
            )
    except IntegrityError as clash:  # somebody wrote beside us: the database is the last wall
        raise DomainError("offer_full") from clash


def _end(place: OfferPlace, why: PlaceEnd) -> None:
    place.live, place.ended_at, place.ended_for = False, clock.now(), why
    place.save(update_fields=["live", "ended_at", "ended_for"])


def _logged(actor: Actor, act: str, place: OfferPlace) -> None:
    begins = place.round.begins_at.isoformat()
    offer = place.round.offer
    offer_logged(actor, act, place.citizen, subject=place.public_id, offer=offer, begins_at=begins)
