"""The screening: short pages that are kept, a check before it is sent, and what followed."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.following import Position, answers_follow
from staasted.apps.agreements.limits import answer_by
from staasted.apps.agreements.selectors import followed_proposal
from staasted.apps.agreements.services import agreement_accept, agreement_decline
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.screening.selectors import (
    ScreeningAnswers,
    ScreeningDraft,
    draft_of,
    entry_of,
    latest_answers,
)
from staasted.apps.screening.services import answers_save, draft_discard
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
CHECK = "tjek"
"""Where a draft has come to when every page has been seen."""
SHARE = "del"  # the tick that lets the coach see the answers; it travels with them
DECISIONS = {"ja": agreement_accept, "nej": agreement_decline}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def screening(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask page by page; each page is kept when one leaves it, and nothing follows until sent."""
    case, entry = own_case(actor, on=clock.today()), catalog().instruments[INSTRUMENT]
    if request.method == "POST":
        return _gone_on(request, actor, case, entry)
    draft = _draft(case, entry)
    answers = draft.answers if draft else _earlier(case, entry)
    at = _page_of(entry, draft.topic) if draft else 0
    return _asked(request, entry, answers, at, begun=draft is not None)


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


def _gone_on(
    request: HttpRequest, actor: Actor, whose: Citizen, entry: InstrumentEntry
) -> HttpResponse:
    """Keep what was answered and go to the page asked for; or send it, stop, or begin anew."""
    step, draft = request.POST.get("til", "0"), _draft(whose, entry)
    if step == "forfra":
        draft_discard(actor=actor, citizen=whose)
        return redirect("screening")
    before = draft.answers if draft else _earlier(whose, entry)
    answers = before | _answers(entry, request.POST)
    if step == "send":
        return _send(request, actor, whose, entry, answers)
    pages = [str(number) for number in range(len(entry.steps) + 1)]
    at = pages.index(step) if step in pages else 0
    topic = _topic_at(entry, at) if step != "stop" else _topic_at(entry, _left(request, pages))
    keep = {"instrument": entry.as_instrument(), "answers": answers, "topic": topic}
    answers_save(actor=actor, citizen=whose, **keep)
    if step == "stop":
        return returned(request, text("answering.kept"), "my_course")
    return _asked(request, entry, answers, at, unknown=step not in pages)


def _left(request: HttpRequest, pages: list[str]) -> int:
    """The page one stopped at."""
    here = request.POST.get("her", "0")
    return pages.index(here) if here in pages else 0


def _asked(
    request: HttpRequest,
    entry: InstrumentEntry,
    answers: Mapping[str, str],
    at: int,
    *,
    begun: bool = False,
    unknown: bool = False,
) -> HttpResponse:
    """One page of questions, or the check when all have been seen."""
    shown: dict[str, object] = {
        "entry": entry,
        "answers": answers,
        "share": SHARE in request.POST,
        "begun": begun,
        "unknown_step": unknown,
        "number": at,
        "total": len(entry.steps),
    }
    if at == len(entry.steps):
        return page(request, "citizen/screening_check.html", shown)
    return page(request, "citizen/screening.html", shown | {"asked": entry.steps[at]})


def _draft(whose: Citizen, entry: InstrumentEntry) -> ScreeningDraft | None:
    """What is half answered, in the version that is asked now."""
    draft = draft_of(whose)
    asked = (entry.slug, entry.version)
    return draft if draft and (draft.instrument, draft.version) == asked else None


def _topic_at(entry: InstrumentEntry, number: int) -> str:
    steps = entry.steps
    return CHECK if number == len(steps) else steps[number].items[0].slug


def _page_of(entry: InstrumentEntry, topic: str) -> int:
    """The page a topic stands on; the check where none does."""
    on = [n for n, step in enumerate(entry.steps) if topic in {item.slug for item in step.items}]
    return on[0] if on else len(entry.steps)


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
    entry = entry_of(given)
    result = follow(entry.as_instrument(), given.answers)
    proposed = followed_proposal(case)
    return {
        "proposal": proposed,
        "today": clock.today(),
        "answer_by": answer_by(proposed) if proposed else None,
        "reasons": reasons_said(proposed.reasons) if proposed else [],
        "suggested": [_suggestion(entry, suggestion) for suggestion in result.offers],
        "others": _others(result.offers),
        "human_contact": result.human_contact,
        "coach": case.coach,
        "shared": given.shared_at is not None,
        "older": given.version != catalog().instruments[given.instrument].version,
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


def _suggestion(entry: InstrumentEntry, suggestion: OfferSuggestion) -> dict[str, object]:
    rules = [entry.rule(reason.code.removeprefix("answered_")) for reason in suggestion.reasons]
    return {"offer": catalog().offers[suggestion.offer], "rules": rules}


def _others(suggested: tuple[OfferSuggestion, ...]) -> list[object]:
    named = {suggestion.offer for suggestion in suggested}
    return [offer for slug, offer in catalog().offers.items() if slug not in named]
