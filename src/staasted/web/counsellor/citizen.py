"""A citizen's page: everything that is shared, and the way to the next act."""

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import ContactAgreement, Standing, agreements_standing
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking
from staasted.apps.booking.interpreting import interpreting_of
from staasted.apps.booking.selectors import conversations_of, live_and_wished
from staasted.apps.citizens.access import Citizen, citizen_reached
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
from staasted.catalog.loader import catalog
from staasted.catalog.speech import danish_date
from staasted.core.axes import SEATED, Origin
from staasted.web.ui.agreeing import reasons_of
from staasted.web.ui.duties import counted_said, duties, override_said, standing_said
from staasted.web.ui.interpreting import interpreting_said
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader

LATEST = 3
"""How many conversations stand on the page before one asks for the others."""


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def citizen(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One citizen of the own caseload."""
    case = citizen_reached(actor, public_id, on=clock.today(), asked=WITH_BOOKING)
    shown: dict[str, Any] = {
        "case": case,
        "today": clock.today(),
        "now": clock.now(),
        "purposes": catalog().purposes,
        "bounces": bounces_of(case.person),
        "interpreter_said": interpreting_said(interpreting_of(case)),
    }
    agreed, shared = agreements_standing(case), shared_answers(case)
    shown["answers"] = _answers_shown(shared)
    shown |= _law(case, agreed.in_force) | _agreed(agreed, rules_told(shared))
    shown |= _held(shown["course"], everything=request.GET.get("samtaler") == "alle")
    return page(request, "counsellor/citizen.html", shown)


def _law(case: Citizen, agreement: ContactAgreement | None) -> dict[str, object]:
    course = course_of(case, on=clock.today(), agreement=agreement)
    (bookings, wished), period = live_and_wished(case), course.period
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
        "wished": wished,
        "seated": SEATED,
        "after_due": _after_due(bookings, course),
        "to_summon": course.may_be_summoned and not conversations_of(bookings),
    }


def _held(course: Course, *, everything: bool) -> dict[str, object]:
    """What was held, the newest first: the last few, or all of it where that was asked for."""
    history = course.history
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
