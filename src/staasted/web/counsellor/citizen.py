"""A citizen's page: everything that is shared, and the way to the next act."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.selectors import Standing
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking
from staasted.apps.booking.at_hand import AtHand, at_hand
from staasted.apps.booking.interpreting import interpreting_of
from staasted.apps.booking.selectors import conversations_of
from staasted.apps.caseload.glance import glance_of
from staasted.apps.caseload.happened import Seen
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.invitations.access import WITH_BOOKING
from staasted.apps.org.clock import clock
from staasted.apps.outbox.bounces import bounces_of
from staasted.apps.screening.selectors import (
    ScreeningAnswers,
    entry_of,
    rules_told,
    shared_answers,
)
from staasted.apps.talking.access import NEAR
from staasted.catalog.loader import catalog
from staasted.catalog.speech import danish_date
from staasted.core.axes import SEATED, Origin
from staasted.web.counsellor.at_a_glance import (
    agreed_said,
    next_said,
    parts_shown,
    waiting_shown,
)
from staasted.web.counsellor.in_place import PLACES, InPlace
from staasted.web.ui.addresses import address
from staasted.web.ui.agreeing import reasons_of
from staasted.web.ui.duties import counted_said, duties, override_said, standing_said
from staasted.web.ui.interpreting import interpreting_said
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader
from staasted.web.ui.situations import kinds_for

LATEST = 3
"""How many conversations stand on the page before one asks for the others."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One citizen the counsellor may open; what is changed on the page leads back to its part."""
    doing = Doing.ACT if request.method == "POST" else Doing.READ
    case = citizen_reached(actor, public_id, on=clock.today(), doing=doing, asked=WITH_BOOKING)
    hand = at_hand(case)
    course = course_of(case, on=clock.today(), agreement=hand.standing.in_force)
    places = InPlace(request, case, hand.standing, course)
    done = places.taken(actor) if request.method == "POST" else ""
    if done:
        here = address("citizen", public_id=public_id)
        return went(request, done, f"{here}#{PLACES[places.sent]}")
    shown = _known(actor, case, hand, course) | _held(course, request) | places.shown()
    return page(request, "counsellor/citizen.html", shown, status=places.status)


def _known(actor: Actor, case: Citizen, hand: AtHand, course: Course) -> dict[str, object]:
    """Everything that stands of the citizen, but for the forms and what was held."""
    on, shared = clock.today(), shared_answers(case)
    glance = glance_of(case, course, Seen(on, clock.now(), actor.person_id))
    agreement = hand.standing.in_force
    return {
        "case": case,
        "today": on,
        "now": clock.now(),
        "purposes": catalog().purposes,
        "bounces": bounces_of(case.person),
        "interpreter_said": interpreting_said(interpreting_of(case)),
        "answers": _answers_shown(shared),
        "waiting": waiting_shown(case, glance.needs, on),
        "last_spoken": glance.spoken,
        "next_said": next_said(_to_come(hand), agreement, on),
        "agreed_said": agreed_said(agreement),
        "near": case.reach in NEAR,
        "kinds": kinds_for(course) if case.reach in NEAR else (),
        **parts_shown(case, glance, course, on),
        **_law(course, hand),
        **_agreed(hand.standing, rules_told(shared)),
    }


def _to_come(hand: AtHand) -> list[Booking]:
    """The conversations that are not over; one nobody has closed yet is no next contact."""
    return [each for each in conversations_of(hand.bookings) if each.ends_at > clock.now()]


def _law(course: Course, hand: AtHand) -> dict[str, object]:
    bookings, period = hand.bookings, course.period
    return {
        "course": course,
        "counted": counted_said(course.answer, reader=Reader.STAFF),
        "group": catalog().target_groups.get(period.target_group) if period else None,
        "duties": duties(course.obligations, reader=Reader.STAFF, course=course),
        "of_the_fund": duties(course.of_the_fund, reader=Reader.STAFF),
        "rights": duties(course.rights, reader=Reader.STAFF),
        "standing": standing_said(course.answer, reader=Reader.STAFF),
        "overrides": [override_said(each) for each in course.overrides],
        "bookings": bookings,
        "wished": hand.wished,
        "seated": SEATED,
        "after_due": _after_due(bookings, course),
        "to_summon": course.may_be_summoned and not conversations_of(bookings),
    }


def _held(course: Course, request: HttpRequest) -> dict[str, object]:
    """What was held, the newest first: the last few, or all of it where that was asked for."""
    history, everything = course.history, request.GET.get("samtaler") == "alle"
    return {"held": history if everything else history[:LATEST], "held_in_all": len(history)}


def _after_due(bookings: Sequence[Booking], course: Course) -> set[str]:
    """The summoned times that lie after the law's due date, on the Danish day, by public id."""
    summoned = [booking for booking in bookings if booking.origin == Origin.SUMMONED]
    return {b.public_id for b in summoned if course.is_too_late(danish_date(b.starts_at))}


def _agreed(standing: Standing, shared: Collection[str]) -> dict[str, object]:
    agreement, proposal = standing
    return {
        "agreement": agreement,
        "agreement_reasons": (
            reasons_of(agreement, reader=Reader.STAFF, shared=shared) if agreement else []
        ),
        "proposal": proposal,
    }


def _answers_shown(given: ScreeningAnswers | None) -> list[tuple[str, str]]:
    """The shared answers as question and answer in words; empty where nothing is shared."""
    if given is None:
        return []
    entry = entry_of(given)
    return [
        (question.words, option.words)
        for item in entry.items
        for question in item.questions
        for option in question.options
        if given.answers.get(question.slug) == option.slug
    ]
