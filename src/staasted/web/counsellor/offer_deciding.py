"""Afgørelse om et tilbud: yes or no is written, read as the citizen will read it, and sent."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Doing
from staasted.apps.granting.deciding import offer_decide, offer_decision_read
from staasted.apps.offers.course_access import OfferCourse, course_reached
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.offering import CourseState
from staasted.web.counsellor.offer_forms import DecideForm
from staasted.web.ui.offering import offer_named
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned, went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

KEY, SEND = "noegle", "send"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def offer_deciding(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Write the decision, look at the letter, then send it: once."""
    course = course_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    if course.state != CourseState.ASSESSED and request.method != "POST":
        return returned(request, text("granting.moved_on"), "offer_course", public_id=public_id)
    form = DecideForm(course, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _asked(request, course, form)
    try:
        return _decided(request, actor, course, form)
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return _asked(request, course, form)


def _decided(
    request: HttpRequest, actor: Actor, course: OfferCourse, form: DecideForm
) -> HttpResponse:
    """Show the letter, or send it. Errors: DomainError."""
    decision = form.decision(request.POST.get(KEY, ""))
    if SEND in request.POST:
        offer_decide(actor=actor, course=course, decision=decision)
        done = text("granting.decided")
        return went(request, done, "offer_course", public_id=course.public_id)
    letter = offer_decision_read(course=course, decision=decision)
    sent = [(name, request.POST.get(name, "")) for name in (*form.fields, KEY)]
    shown = _shown(course) | {"letter": letter, "sent": sent}
    return page(request, "counsellor/offer_decision.html", shown)


def _asked(request: HttpRequest, course: OfferCourse, form: DecideForm) -> HttpResponse:
    key = request.POST.get(KEY) or new_public_id()
    shown = _shown(course) | {"form": form, "key": key}
    return page(request, "counsellor/offer_deciding.html", shown, status=form.status)


def _shown(course: OfferCourse) -> dict[str, object]:
    sender = settings.STAASTED.office_name
    return {"course": course, "name": offer_named(course.offer), "sender": sender}
