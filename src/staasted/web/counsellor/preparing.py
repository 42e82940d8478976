"""Forbered: everything one needs before a conversation, on one page that can be printed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import agreements_standing
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, Reach, booking_reached
from staasted.apps.booking.preparing import booking_prepared
from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.telling_after import not_so_waiting
from staasted.apps.org.clock import clock
from staasted.apps.plans.access import shared_items
from staasted.apps.screening.mirroring import mirror_entry, mirrors_of
from staasted.apps.screening.selectors import rules_told, shared_answers
from staasted.apps.situations.access import own_situations
from staasted.apps.situations.states import LIVE
from staasted.catalog.coaching import guides_for
from staasted.catalog.loader import catalog
from staasted.web.ui.agreeing import agreement_lines, reasons_of
from staasted.web.ui.answered import answers_told, mirror_told
from staasted.web.ui.duties import duties
from staasted.web.ui.page import page
from staasted.web.ui.plans import plan_shown
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader

LAST = 3  # conversations whose notes stand on the page


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def prepare(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What the citizen wants from it, what is agreed, what waits, and what was said last.

    Of a case that is somebody else's by now only the conversation itself is shown.
    """
    booking = booking_reached(actor, public_id, on=clock.today())
    booking_prepared(actor=actor, booking=booking)
    holds = booking.citizen.reach == Reach.HOLDS
    shown = {
        "booking": booking,
        "holds": holds,
        "purpose": catalog().purposes[booking.purpose],
        "purposes": catalog().purposes,
        "guides": guides_for(booking.purpose),
        "today": clock.today(),
        "begun": booking.starts_at <= clock.now(),
    }
    shown |= {} if holds else _known(actor, booking)
    return page(request, "counsellor/prepare.html", shown)


def _known(actor: Actor, booking: Booking) -> dict[str, object]:
    """What stands of the citizen, each part as the two share it."""
    case = booking.citizen
    (agreement, proposal), shared = agreements_standing(case), shared_answers(case)
    course = course_of(case, on=clock.today(), agreement=agreement)
    told = {"reader": Reader.STAFF, "shared": rules_told(shared)}
    return {
        "agreement": agreement_lines(agreement) if agreement else [],
        "agreement_reasons": reasons_of(agreement, **told) if agreement else [],
        "proposal": agreement_lines(proposal) if proposal else [],
        "not_so": not_so_waiting([case.pk]),
        "duties": duties(course.obligations, reader=Reader.STAFF, course=course),
        "situations": [row for row in own_situations(case) if row.state in LIVE],
        "known": catalog().situations,
        "plan": plan_shown(shared_items(case)),
        "answers": answers_told(shared),
        "mirror": _mirror(actor, case),
        "held": course.history[:LAST],
    }


def _mirror(actor: Actor, case: Citizen) -> list[tuple[str, str]]:
    """The coach's own newest mirror; what an older version asked is told as far as it is known."""
    newest = mirrors_of(case, counsellor=actor).first()
    return mirror_told(mirror_entry(newest.instrument), newest.answers) if newest else []
