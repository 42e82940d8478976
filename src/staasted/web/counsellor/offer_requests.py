"""Ønsker om tilbud: what one's citizens have asked for, and saying that one takes it up."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.offers.access import OfferRequest, request_reached, requests_to_hear
from staasted.apps.offers.course_access import course_of_request
from staasted.apps.offers.courses import course_assess
from staasted.apps.offers.requests import request_done, request_take_up
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.offering import offer_known, offer_named
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned, went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

ASSESS = "vurder"
ACTS = {"tager-op": request_take_up, "talt": request_done}


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def offer_requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for me, and for those I cover for."""
    today = clock.today()
    found = requests_to_hear(actor, on=today)
    shown = {"list": found, "today": today, "named_offer": offer_named}
    return page(request, "counsellor/offer_requests.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def offer_request(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One request: what the citizen wrote, and what has become of it."""
    asked, refused = request_reached(actor, public_id, on=clock.today()), ""
    if request.method == "POST":
        try:
            return _marked(request, actor, asked)
        except DomainError as error:
            refused = str(said(error))
            asked = request_reached(actor, public_id, on=clock.today())
    shown = {"asked": asked, "name": offer_named(asked.offer), "refused": refused}
    shown |= {"course": course_of_request(asked)}
    return page(request, "counsellor/offer_request.html", shown, status=409 if refused else 200)


def _marked(request: HttpRequest, actor: Actor, asked: OfferRequest) -> HttpResponse:
    """Mark what happened, and back to the list. Errors: DomainError."""
    if request.POST.get("sket") == ASSESS:
        return _assessed(request, actor, asked)
    act = ACTS.get(request.POST.get("sket", ""))
    if act is None:
        return returned(request, text("offering.heard.choose"), "offer_requests")
    act(actor=actor, request=asked)
    return returned(request, text("offering.heard.marked"), "offer_requests")


def _assessed(request: HttpRequest, actor: Actor, asked: OfferRequest) -> HttpResponse:
    """Begin to assess it, and on to its course. Errors: DomainError."""
    offer = offer_known(asked.offer)
    course = course_assess(actor=actor, citizen=asked.citizen, offer=offer, request=asked)
    return went(request, text("granting.assessing"), "offer_course", public_id=course.public_id)
