"""The screening: one topic a page, a check before it is sent, and what followed."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.following import Position, answers_follow
from staasted.apps.agreements.limits import answer_by
from staasted.apps.agreements.selectors import agreement_proposed
from staasted.apps.agreements.services import agreement_accept, agreement_decline
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.screening.selectors import ScreeningAnswers, latest_answers
from staasted.catalog.instruments import InstrumentEntry
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.screening import OfferSuggestion, follow
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import reasons_said, said

INSTRUMENT = "start"
SHARE = "del"  # the tick that lets the coach see the answers; it travels with them
DECISIONS = {"ja": agreement_accept, "nej": agreement_decline}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def screening(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask topic by topic; the answers so far travel with the form and are kept when sent."""
    case, entry = own_case(actor, on=clock.today()), catalog().instruments[INSTRUMENT]
    answers = _answers(entry, request.POST) if request.method == "POST" else _earlier(case, entry)
    step = request.POST.get("til", "0")
    if step == "send":
        return _send(request, actor, case, entry, answers)
    shown = {"entry": entry, "answers": answers, "share": SHARE in request.POST}
    steps = [str(number) for number in range(len(entry.items) + 1)]
    number = steps.index(step) if step in steps else 0
    shown["unknown_step"] = step not in steps
    if number == len(entry.items):
        return page(request, "citizen/screening_check.html", shown)
    return page(request, "citizen/screening.html", shown | _step(entry, answers, number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def proposal(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What followed from the answers: offers, and a rhythm to accept or decline."""
    case = own_case(actor, on=clock.today())
    if request.POST.get("svar", "") in DECISIONS:
        return _decide(request, actor, case)
    given = latest_answers(case)
    if given is None:
        return returned(request, text("citizen.proposal.answer_first"), "screening")
    return page(request, "citizen/proposal.html", _followed(case, given))


def _decide(request: HttpRequest, actor: Actor, case: Citizen) -> HttpResponse:
    """Accept or decline; refused, the way on is what stands between the two now."""
    decide = DECISIONS[request.POST["svar"]]
    try:
        decide(actor=actor, citizen=case, public_id=request.POST.get("aftale", ""))
    except DomainError as refused:
        return refusal(request, said(refused), onward=reverse("my_course"))
    return redirect("my_course")


def _followed(case: Citizen, given: ScreeningAnswers) -> dict[str, object]:
    """What the answers led to, for a page: the proposal that waits, and the offers."""
    entry = catalog().instruments[given.instrument]
    result = follow(entry.as_instrument(), given.answers)
    proposed = agreement_proposed(case)
    return {
        "proposal": proposed,
        "today": clock.today(),
        "answer_by": answer_by(proposed) if proposed else None,
        "reasons": reasons_said(proposed.reasons) if proposed else [],
        "suggested": [_suggestion(entry, suggestion) for suggestion in result.offers],
        "others": _others(result.offers),
        "human_contact": result.human_contact,
        "shared": given.shared_at is not None,
    }


def _send(
    request: HttpRequest,
    actor: Actor,
    case: Citizen,
    entry: InstrumentEntry,
    answers: Mapping[str, str],
) -> HttpResponse:
    course = course_of(case, on=clock.today())
    answers_follow(
        actor=actor,
        citizen=case,
        instrument=entry.as_instrument(),
        answers=answers,
        share=SHARE in request.POST,
        position=Position(weeks=course.weeks, law_due=course.due),
    )
    return redirect("proposal")


def _answers(entry: InstrumentEntry, posted: Mapping[str, str]) -> dict[str, str]:
    """The known questions with known options; whatever else was sent is left behind."""
    allowed = {
        question.slug: {option.slug for option in question.options}
        for item in entry.items
        for question in item.questions
    }
    return {slug: posted[slug] for slug, options in allowed.items() if posted.get(slug) in options}


def _earlier(case: Citizen, entry: InstrumentEntry) -> dict[str, str]:
    given = latest_answers(case)
    return _answers(entry, given.answers) if given else {}


def _step(entry: InstrumentEntry, answers: Mapping[str, str], number: int) -> dict[str, object]:
    item = entry.items[number]
    asked = {question.slug for question in item.questions}
    return {
        "item": item,
        "number": number,
        "total": len(entry.items),
        "carried": {slug: answer for slug, answer in answers.items() if slug not in asked},
    }


def _suggestion(entry: InstrumentEntry, suggestion: OfferSuggestion) -> dict[str, object]:
    rules = [entry.rule(reason.code.removeprefix("answered_")) for reason in suggestion.reasons]
    return {"offer": catalog().offers[suggestion.offer], "rules": rules}


def _others(suggested: tuple[OfferSuggestion, ...]) -> list[object]:
    named = {suggestion.offer for suggestion in suggested}
    return [offer for slug, offer in catalog().offers.items() if slug not in named]
