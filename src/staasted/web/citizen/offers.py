"""Tilbud: everything on offer, what one's answers suggest, and what one has taken or asked for."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.offers.access import OwnOffers, offers_of, own_place, own_request
from staasted.apps.offers.course_access import courses_of
from staasted.apps.offers.places import place_leave, place_take, taken_by_beginning
from staasted.apps.offers.requests import request_ask, request_withdraw
from staasted.apps.offers.rounds import beginnings, promised_by
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.screening.selectors import latest_answers
from staasted.catalog.loader import catalog
from staasted.catalog.offers import Offer
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.offering import OfferWay
from staasted.core.screening import follow
from staasted.web.ui.failures import refusal
from staasted.web.ui.offering import list_shown, offer_known, offer_named, sought_read
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

WRITTEN = "%Y-%m-%dT%H:%M"  # a beginning in a form, Danish time


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def offers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything on offer, and what the answers suggest."""
    case, sought = own_case(actor, on=clock.today()), sought_read(request.GET)
    shown = list_shown(sought)
    if not sought.anything:
        shown |= suggested_shown(case)
    return page(request, "citizen/offers.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def offer(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """One offer, and the ways to get it."""
    case, one = own_case(actor, on=clock.today()), offer_known(slug)
    mine = offers_of(case)
    shown = {
        "offer": one,
        "case": case,
        "next": beginnings(one, now=clock.now()),
        "places": [each for each in mine.places if each.round.offer == slug],
        "waits": next((each for each in mine.requests if each.offer == slug), None),
        "days": catalog().policy["offer_request_days"],
        "call_url": call_url(one) if OfferWay.CALL in one.ways else "",
    }
    return page(request, "citizen/offer_page.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def take(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Choose a beginning, and take a place in it."""
    case, one = own_case(actor, on=clock.today()), offer_known(slug)
    if not one.rounds:
        return redirect("offer", slug=slug)
    if request.method == "POST":
        return _take(request, actor, case, one)
    return page(request, "citizen/offer_take.html", _taking(case, one))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def ask(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Write a word or none, and ask."""
    case, one = own_case(actor, on=clock.today()), offer_known(slug)
    if OfferWay.REQUEST not in one.ways or case.coach is None:
        return redirect("offer", slug=slug)  # which says why
    if request.method == "POST":
        return _ask(request, actor, case, one)
    return page(request, "citizen/offer_ask.html", _asking(one))


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I have taken and asked for."""
    case = own_case(actor, on=clock.today())
    own: OwnOffers = offers_of(case)
    shown = {"own": own, "courses": courses_of(case), "today": clock.today()}
    shown |= {"named_offer": offer_named}
    return page(request, "citizen/my_offers.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def leave(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask once, then give the place back."""
    place = own_place(actor, public_id, on=clock.today())
    if request.method == "POST":
        try:
            place_leave(actor=actor, place=place)
        except DomainError as refused:
            return refusal(request, said(refused), onward=reverse("my_offers"))
        return returned(request, text("offering.leave.done"), "my_offers")
    if not place.live or place.round.begins_at <= clock.now():
        return redirect("my_offers")
    shown = {"place": place, "name": offer_named(place.round.offer)}
    return page(request, "citizen/offer_leave.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def withdraw(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask once, then take the request back."""
    asked = own_request(actor, public_id, on=clock.today())
    if request.method == "POST":
        request_withdraw(actor=actor, request=asked)
        return returned(request, text("offering.withdraw.done"), "my_offers")
    if asked.ended_at is not None:
        return redirect("my_offers")
    shown = {"asked": asked, "name": offer_named(asked.offer)}
    return page(request, "citizen/offer_withdraw.html", shown)


def suggested_shown(case: Citizen) -> dict[str, object]:
    """What the answers suggest, each with the rules behind it; empty where there are none.

    The rules are the instrument's as it stands now; answers it no longer knows suggest nothing.
    """
    given = latest_answers(case)
    entry = catalog().instruments.get(given.instrument) if given else None
    if given is None or entry is None:
        return {"answered": False, "suggested": []}
    try:
        result = follow(entry.as_instrument(), given.answers)
    except DomainError:
        return {"answered": False, "suggested": []}
    found = [
        (
            catalog().offers[each.offer],
            [entry.rule(reason.code.removeprefix("answered_")) for reason in each.reasons],
        )
        for each in result.offers
    ]
    return {"answered": True, "suggested": found}


def call_url(one: Offer) -> str:
    """Where one asks to be called about an offer: for the purpose of its first need."""
    purpose = catalog().offer_needs[one.needs[0]].purpose
    return f"{reverse('ask_for_call')}?{urlencode({'formaal': purpose, 'tilbud': one.slug})}"


def _take(request: HttpRequest, actor: Actor, case: Citizen, one: Offer) -> HttpResponse:
    begins_at = _moment_read(request.POST.get("tid", ""))
    if begins_at is None:
        shown = _taking(case, one) | {"error": text("offering.take.missing")}
        return page(request, "citizen/offer_take.html", shown, status=400)
    try:
        place_take(actor=actor, citizen=case, offer=one, begins_at=begins_at)
    except DomainError as refused:
        return refusal(request, said(refused), onward=reverse("offer_take", args=[one.slug]))
    return returned(request, text("offering.take.done"), "my_offers")


def _taking(case: Citizen, one: Offer) -> dict[str, object]:
    """The beginnings to choose among, with how many places each has left, None for no limit."""
    ahead = beginnings(one, now=clock.now())
    taken = taken_by_beginning(one, ahead)
    own = {each.round.begins_at for each in offers_of(case).places if each.round.offer == one.slug}
    times = [
        {
            "at": at,
            "value": at.strftime(WRITTEN),
            "free": None if one.seats is None else max(one.seats - taken.get(at, 0), 0),
            "own": at in own,
        }
        for at in ahead
    ]
    return {"offer": one, "times": times, "error": ""}


def _moment_read(written: str) -> datetime | None:
    """A beginning as the form writes it; None where it is none."""
    try:
        return datetime.strptime(written, WRITTEN).replace(tzinfo=COPENHAGEN)
    except ValueError:
        return None


def _ask(request: HttpRequest, actor: Actor, case: Citizen, one: Offer) -> HttpResponse:
    words = request.POST.get("ord", "")
    try:
        request_ask(actor=actor, citizen=case, offer=one, words=words)
    except DomainError as refused:
        if refused.code != "words_too_long":
            return refusal(request, said(refused), onward=reverse("offer", args=[one.slug]))
        shown = _asking(one) | {"words": words, "error": str(said(refused))}
        return page(request, "citizen/offer_ask.html", shown, status=400)
    return returned(request, text("offering.ask.done"), "my_offers")


def _asking(one: Offer) -> dict[str, object]:
    most = catalog().policy["offer_request_characters"]
    by = promised_by(clock.today())
    return {"offer": one, "by": by, "most": most, "words": "", "error": ""}
