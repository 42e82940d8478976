"""Et tilbud, skridt for skridt: what was decided about my offer, why, and what has happened."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.granting.selectors import decision_of
from staasted.apps.offers.course_access import own_course
from staasted.apps.offers.questions import answer_of
from staasted.apps.org.clock import clock
from staasted.web.ui.offering import offer_named
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_offer(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One of my courses: every step, the decision with how to complain, and my hours."""
    course = own_course(actor, public_id, on=clock.today())
    shown = {
        "course": course,
        "name": offer_named(course.offer),
        "decision": decision_of(course),
        "answer": answer_of(course),
        "today": clock.today(),
    }
    return page(request, "citizen/my_offer.html", shown)
