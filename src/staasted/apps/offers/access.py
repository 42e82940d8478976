"""Fetching places and requests: the citizen's own, and what waits in a counsellor's caseload."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import (
    Doing,
    NotYours,
    own_cases,
    reached,
    role_require,
)
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.nearby import Nearby
from staasted.apps.citizens.reach import on_open_cases, with_reach
from staasted.apps.offers.asking_models import OPEN_STATES, OfferPlace, OfferRequest, RequestState
from staasted.apps.org.clock import clock

__all__ = ["OfferPlace", "OfferRequest", "RequestState"]

LAST = 20
"""How many ended requests and places are shown. Source: decision 0036."""


@dataclass(frozen=True, slots=True)
class OwnOffers:
    """What a citizen has taken and asked for: what is ahead or waits, and what is over."""

    places: Sequence[OfferPlace]
    requests: Sequence[OfferRequest]
    past_places: Sequence[OfferPlace]
    past_requests: Sequence[OfferRequest]


@dataclass(frozen=True, slots=True)
class RequestList:
    """What waits for one, the oldest promise first; of colleagues who are away once a purpose is
    said: until then ``hidden`` is how many there are."""

    asked: Sequence[OfferRequest]
    taken_up: Sequence[OfferRequest]
    hidden: int


def offers_of(case: Citizen) -> OwnOffers:
    """What somebody whose case is open to the reader has taken and asked for: two queries."""
    now = clock.now()
    places = list(
        OfferPlace.objects.filter(citizen=case).select_related("round").order_by("round__begins_at")
    )
    ahead = [each for each in places if each.live and each.round.begins_at > now]
    over = [each for each in reversed(places) if each not in ahead]
    rows = OfferRequest.objects.filter(citizen=case).select_related("taken_up_by")
    requests = list(rows.order_by("-asked_at", "-pk"))
    waits = [each for each in requests if each.state in OPEN_STATES]
    ended = [each for each in requests if each.state not in OPEN_STATES]
    return OwnOffers(ahead, waits, over[:LAST], ended[:LAST])


def own_place(actor: Actor, public_id: str, *, on: date) -> OfferPlace:
    """One of the citizen's own places, or of the one a representative acts for.

    Errors: AccessRefused, NotYours.
    """
    return _own(OfferPlace.objects.select_related("round"), actor, public_id, on)


def own_request(actor: Actor, public_id: str, *, on: date) -> OfferRequest:
    """One of the citizen's own requests, or of the one a representative acts for.

    Errors: AccessRefused, NotYours.
    """
    return _own(OfferRequest.objects.select_related("taken_up_by"), actor, public_id, on)


def requests_to_hear(actor: Actor, *, on: date) -> RequestList:
    """The own citizens' requests, and those of team mates who are away. Errors: AccessRefused."""
    near = _open_requests(actor, on=on)
    asked = [row for row in near.shown if row.state == RequestState.ASKED]
    taken_up = [row for row in near.shown if row.state == RequestState.TAKEN_UP]
    return RequestList(asked, taken_up, len(near.hidden))


@Nearby
def _open_requests() -> QuerySet[OfferRequest]:
    rows = _requests().filter(state__in=OPEN_STATES)
    return rows.order_by("promised_on", "asked_at")


def request_reached(actor: Actor, public_id: str, *, on: date) -> OfferRequest:
    """A request this counsellor may act on. Errors: as ``citizen_reached``."""
    role_require(actor, Role.COUNSELLOR)
    found = on_open_cases(_requests().filter(public_id=public_id), actor, on=on)
    row = with_reach(found, actor, on=on, citizen="citizen_id").first()
    if row is None:
        raise NotYours
    row.citizen.reach = row.reach
    reached(row.citizen, actor, Doing.ACT)
    return row


def _requests() -> QuerySet[OfferRequest]:
    return OfferRequest.objects.select_related("citizen__person", "taken_up_by")


def _own(rows: QuerySet, actor: Actor, public_id: str, on: date) -> OfferPlace | OfferRequest:
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    mine = own_cases(Citizen.objects.filter(closed_on=None), actor, on=on)
    found = rows.select_related("citizen__person").filter(citizen__in=mine, public_id=public_id)
    row = found.first()
    if row is None:
        raise NotYours
    note([row.citizen.public_id])
    return row
