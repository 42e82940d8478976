"""Tilbudsforløb: the courses one follows, one of them with its acts, and those of one citizen."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Doing, citizen_reached
from staasted.apps.granting.selectors import decision_of
from staasted.apps.offers.course_access import (
    CourseLine,
    OfferCourse,
    course_reached,
    courses_of,
    courses_to_follow,
    line_of,
)
from staasted.apps.offers.courses import (
    course_assess,
    course_begin,
    course_drop,
    course_end,
    course_pause,
    course_resume,
)
from staasted.apps.offers.questions import answer_of
from staasted.apps.org.clock import clock
from staasted.apps.talking.access import NEAR
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.offering import MOVES, CourseMove, CourseOutcome, CourseState, NextStep
from staasted.web.counsellor.offer_forms import MoveForm
from staasted.web.ui.offering import offer_named
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned, went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

GROUPS: Mapping[str, tuple[NextStep, ...]] = {
    "over": (NextStep.SAY_HOW_IT_ENDED,),
    "assessed": (NextStep.DECIDE,),
    "granted": (NextStep.SAY_IF_BEGUN, NextStep.WAIT_TO_BEGIN),
    "ending": (NextStep.PLAN_AFTER,),
    "running": (NextStep.RECORD, NextStep.FOLLOW),
    "paused": (NextStep.END_PAUSE, NextStep.WAIT_TO_RESUME),
}
"""Under which heading a course stands, by the next thing to do; in the order they are shown."""
ACTS: Mapping[str, CourseMove] = {
    "begyndt": CourseMove.BEGIN,
    "pause": CourseMove.PAUSE,
    "tilbage": CourseMove.RESUME,
    "slut": CourseMove.END,
    "opgivet": CourseMove.DROP,
}
"""The end of an address → what it records."""


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def offer_courses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is asked for, decided, running and over, each with the next thing to do."""
    found = courses_to_follow(actor, on=clock.today())
    shown = {"list": found, "groups": _grouped(found.lines), "named_offer": offer_named}
    return page(request, "counsellor/offer_courses.html", shown | {"today": clock.today()})


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def offer_course(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One course: where it stands, everything that happened, and what one can do."""
    course = course_reached(actor, public_id, on=clock.today())
    moves = MOVES[CourseState(course.state)]
    acts = [(way, move) for way, move in ACTS.items() if move in moves]
    shown = _shown(course) | {"acts": acts if course.citizen.reach in NEAR else []}
    return page(request, "counsellor/offer_course.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def offer_course_act(request: HttpRequest, actor: Actor, public_id: str, act: str) -> HttpResponse:
    """Say that it has begun, stands still, goes on, has ended, or came to nothing."""
    move = _move(act)
    course = course_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    if move not in MOVES[CourseState(course.state)]:
        return returned(request, text("granting.moved_on"), "offer_course", public_id=public_id)
    form = MoveForm(move, request.POST or None)
    done = request.method == "POST" and form.is_valid()
    if done and form.succeeds(_act(actor, course, move, form)):
        return went(
            request, text(f"granting.move.{move}.done"), "offer_course", public_id=public_id
        )
    shown = _shown(course) | {"form": form, "move": move, "act": act}
    return page(request, "counsellor/offer_course_act.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_offers(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The courses of one citizen, and a new assessment of an offer nobody asked for."""
    doing = Doing.ACT if request.method == "POST" else Doing.READ
    case = citizen_reached(actor, public_id, on=clock.today(), doing=doing)
    fault = ""
    if request.method == "POST":
        offer = catalog().offers.get(request.POST.get("tilbud", ""))
        try:
            return _assess(request, actor, case, offer)
        except DomainError as refused:
            fault = str(said(refused))
    lines = [line_of(course, clock.today()) for course in courses_of(case)]
    shown = {"case": case, "lines": lines, "named_offer": offer_named, "fault": fault}
    shown |= {"offers": catalog().offers.values(), "may_act": case.reach in NEAR}
    return page(request, "counsellor/citizen_offers.html", shown, status=400 if fault else 200)


def _move(act: str) -> CourseMove:
    """What an address records. Errors: Http404."""
    if act not in ACTS:
        raise Http404
    return ACTS[act]


def _assess(request: HttpRequest, actor: Actor, case: Any, offer: Any) -> HttpResponse:
    """Begin an assessment. Errors: DomainError."""
    if offer is None:
        raise DomainError("offer_not_chosen")
    course = course_assess(actor=actor, citizen=case, offer=offer)
    return went(request, text("granting.assessing"), "offer_course", public_id=course.public_id)


def _act(
    actor: Actor, course: OfferCourse, move: CourseMove, form: MoveForm
) -> Callable[[], object]:
    """The service a move is recorded by, with what was sent."""
    sent = form.cleaned_data
    told: dict[str, Any] = {"actor": actor, "course": course, "words": sent["words_to"]}
    told |= {"on": sent["on"]} if "on" in sent else {}
    services: dict[CourseMove, Callable[..., object]] = {
        CourseMove.BEGIN: course_begin,
        CourseMove.PAUSE: course_pause,
        CourseMove.RESUME: course_resume,
        CourseMove.END: course_end,
        CourseMove.DROP: course_drop,
    }
    if move is CourseMove.PAUSE:
        told["until_on"] = sent["until_on"]
    if move is CourseMove.END:
        told["outcome"] = CourseOutcome(sent["outcome"])
    return lambda: services[move](**told)


def _grouped(lines: object) -> list[tuple[str, list[CourseLine]]]:
    found = [
        (group, [line for line in lines if line.next in steps])  # type: ignore[attr-defined]
        for group, steps in GROUPS.items()
    ]
    return [(group, those) for group, those in found if those]


def _shown(course: OfferCourse) -> dict[str, object]:
    return {
        "course": course,
        "line": line_of(course, clock.today()),
        "name": offer_named(course.offer),
        "decision": decision_of(course),
        "answer": answer_of(course),
        "today": clock.today(),
    }
