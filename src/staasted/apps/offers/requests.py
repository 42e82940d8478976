"""Asking for an offer, and what becomes of it until somebody has talked about it.

The answer itself is no decision here: whoever works here takes it up with the citizen.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.offers.asking_models import OPEN_STATES, OfferRequest, RequestState
from staasted.apps.offers.course_writing import assessment_drop
from staasted.apps.offers.recording import offer_logged
from staasted.apps.offers.rounds import promised_by
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.selectors import person_of
from staasted.catalog.loader import catalog
from staasted.catalog.offers import Offer
from staasted.core.errors import DomainError
from staasted.core.offering import OfferWay

OWN = (Role.CITIZEN, Role.REPRESENTATIVE)


@transaction.atomic
def request_ask(*, actor: Actor, citizen: Citizen, offer: Offer, words: str = "") -> OfferRequest:
    """Ask for an offer; who has asked already, and still waits, gets the same request.

    Errors: AccessRefused; DomainError ``case_closed``, ``offer_not_requested``,
    ``words_too_long``.
    """
    role_require(actor, *OWN)
    open_case_lock(citizen)
    if OfferWay.REQUEST not in offer.ways:
        raise DomainError("offer_not_requested")
    said, most = words.strip(), catalog().policy["offer_request_characters"]
    if len(said) > most:
        raise DomainError("words_too_long", most=most)
    waits = OfferRequest.objects.filter(citizen=citizen, offer=offer.slug, state__in=OPEN_STATES)
    return waits.first() or _asked(actor, citizen, offer, said)


@transaction.atomic
def request_withdraw(*, actor: Actor, request: OfferRequest) -> None:
    """Take a request back; one that has ended by now stays as it ended.

    What is assessed for it, and not decided, is dropped with it. Errors: AccessRefused.
    """
    role_require(actor, *OWN)
    current = _held(request)
    if current.state not in OPEN_STATES:
        return
    current.state, current.ended_at = RequestState.WITHDRAWN, clock.now()
    current.save(update_fields=["state", "ended_at"])
    assessment_drop(actor, current)
    _logged(actor, "offer_request_withdraw", current)


@transaction.atomic
def request_take_up(*, actor: Actor, request: OfferRequest) -> OfferRequest:
    """Say that one takes a request up with the citizen; the first who said so stays.

    Errors: AccessRefused; DomainError ``offer_request_ended``.
    """
    role_require(actor, Role.COUNSELLOR)
    current = _held(request)
    if current.state == RequestState.TAKEN_UP:
        return current
    if current.state != RequestState.ASKED:
        raise DomainError("offer_request_ended")
    current.state = RequestState.TAKEN_UP
    current.taken_up_at, current.taken_up_by = clock.now(), person_of(actor)
    current.save(update_fields=["state", "taken_up_at", "taken_up_by"])
    _logged(actor, "offer_request_take_up", current)
    return current


@transaction.atomic
def request_done(*, actor: Actor, request: OfferRequest) -> OfferRequest:
    """Say that it has been talked about, and leaves the list; done is done.

    Errors: AccessRefused; DomainError ``offer_request_ended``.
    """
    role_require(actor, Role.COUNSELLOR)
    current = _held(request)
    if current.state == RequestState.DONE:
        return current
    if current.state not in OPEN_STATES:
        raise DomainError("offer_request_ended")
    current.state = RequestState.DONE
    current.ended_at, current.ended_by = clock.now(), person_of(actor)
    current.save(update_fields=["state", "ended_at", "ended_by"])
    _logged(actor, "offer_request_done", current)
    return current


def requests_end(citizen: Citizen, *, now: datetime) -> None:
    """End every request that waits: the case closes, and is held already."""
    waits = OfferRequest.objects.filter(citizen=citizen, state__in=OPEN_STATES)
    waits.update(state=RequestState.CASE_CLOSED, ended_at=now)


def _asked(actor: Actor, citizen: Citizen, offer: Offer, words: str) -> OfferRequest:
    request = OfferRequest(
        citizen=citizen,
        offer=offer.slug,
        words=words,
        asked_at=clock.now(),
        promised_on=promised_by(clock.today()),
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as clash:  # the case was not held: the database is the last wall
        raise DomainError("offer_request_waits") from clash
    _logged(actor, "offer_request", request)
    return request


def _held(request: OfferRequest) -> OfferRequest:
    """The request as it stands once its case is held."""
    case_lock(request.citizen)
    return OfferRequest.objects.select_related("citizen").get(pk=request.pk)


def _logged(actor: Actor, act: str, request: OfferRequest) -> None:
    offer_logged(actor, act, request.citizen, subject=request.public_id, offer=request.offer)
