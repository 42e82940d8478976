"""Mit forløb på papir: where I am, what we agreed, what comes, the plan in short, and the story."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import agreements_standing
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import live_and_wished
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.plans.access import own_items
from staasted.apps.story.selectors import story_of
from staasted.catalog.loader import catalog
from staasted.web.citizen.course import law_shown
from staasted.web.ui.page import page
from staasted.web.ui.plans import plan_shown
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader
from staasted.web.ui.story import story_shown, year_asked


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def course_print(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole course as one page that prints, the story of one year or of all."""
    case = own_case(actor, on=clock.today())
    story = story_of(case, year=year_asked(request))
    shown = _standing(case) | {
        "plan": plan_shown(own_items(actor, case)),
        "story": story,
        "lines": story_shown(story, Reader.CITIZEN),
    }
    return page(request, "citizen/course_print.html", shown)


def _standing(case: Citizen) -> dict[str, object]:
    """Where somebody is: the law's side, the agreement, and what is booked."""
    agreement, (live, _) = agreements_standing(case).in_force, live_and_wished(case)
    now = clock.now()
    return law_shown(course_of(case, on=clock.today(), agreement=agreement)) | {
        "case": case,
        "agreement": agreement,
        "bookings": [each for each in live if each.ends_at > now],
        "purposes": catalog().purposes,
        "now": now,
    }
