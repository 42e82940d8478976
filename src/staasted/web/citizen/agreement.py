"""Vores aftale: what the two have agreed, changing it, pausing, and saying it was not so."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.answering import agreement_dispute
from staasted.apps.agreements.asking import agreement_ask, agreement_take_back, change_of
from staasted.apps.agreements.following import Position, least_terms
from staasted.apps.agreements.selectors import (
    ContactAgreement,
    Standing,
    agreement_history,
    standing_in,
)
from staasted.apps.agreements.services import agreement_accept, agreement_decline
from staasted.apps.agreements.states import State
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.selectors import share_exempted
from staasted.catalog.texts import text
from staasted.core.cadence import ContactChange
from staasted.core.errors import DomainError
from staasted.web.ui.addresses import address
from staasted.web.ui.agreeing import (
    history_shown,
    net_said,
    position_of,
    reasons_of,
    standing_shown,
    terms_lines,
    words_shown,
)
from staasted.web.ui.agreement_forms import PauseForm, TermsForm, terms_initial
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, said

SEND, CORRECT = "send", "ret"
"""The buttons of the check: send it, or go back to the form with what was chosen."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_agreement(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is agreed, what waits, and what was; one press answers what waits."""
    case = own_case(actor, on=clock.today())
    if request.method == "POST":
        return _answered(request, actor, case)
    history = agreement_history(case)
    standing = standing_in(history)
    course = course_of(case, on=clock.today(), agreement=standing.in_force)
    shown = _shown(standing, position_of(course))
    shown |= {"history": history_shown(history, reader=Reader.CITIZEN)}
    shown |= {"assessed": bool(share_exempted([case.pk], on=clock.today()))}
    return page(request, "citizen/agreement.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def agreement_change(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say what one would like; a check says whether it holds at once or waits; then it is sent."""
    case = own_case(actor, on=clock.today())
    held, position = _held(case)
    form = TermsForm(request.POST or None, initial=terms_initial(held, position))
    return _asked(request, actor, case, form, form.terms, held, position)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def agreement_pause(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for a pause with a reason and a day to look at it again; it waits for the coach."""
    case = own_case(actor, on=clock.today())
    held, position = _held(case)
    form = PauseForm(request.POST or None)
    return _asked(request, actor, case, form, lambda: form.terms(held), held, position)


def _held(case: Citizen) -> tuple[ContactAgreement | None, Position]:
    standing = standing_in(agreement_history(case))
    course = course_of(case, on=clock.today(), agreement=standing.in_force)
    return standing.in_force, position_of(course)


def _asked(
    request: HttpRequest,
    actor: Actor,
    whose: Citizen,
    form: TermsForm | PauseForm,
    read: Callable[[], Terms],
    held: ContactAgreement | None,
    position: Position,
) -> HttpResponse:
    """The form, the check, and the sending of what one asks for."""
    checked = None
    if form.is_bound and form.is_valid() and CORRECT not in request.POST:
        terms = read()
        less = change_of(held, terms, position=position) is ContactChange.LESS
        checked = {"lines": terms_lines(terms), "less": less}
        ask = {"actor": actor, "citizen": whose, "terms": terms, "position": position}
        if SEND in request.POST and form.succeeds(lambda: agreement_ask(**ask)):
            done = text("our_agreement.change.waits" if less else "our_agreement.change.done")
            return returned(request, done, "my_agreement")
    shown = {"form": form, "checked": None if form.errors else checked, "send": SEND}
    shown["correct"] = CORRECT
    shown["pause"] = isinstance(form, PauseForm)
    return page(request, "citizen/agreement_change.html", shown, status=form.status)


def _shown(standing: Standing, position: Position) -> dict[str, object]:
    agreement, proposal = standing
    least = least_terms(position)
    shown = standing_shown(agreement, proposal, reader=Reader.CITIZEN, day=clock.today())
    return shown | {
        "reasons": reasons_of(agreement, reader=Reader.CITIZEN) if agreement else [],
        "proposal_reasons": reasons_of(proposal, reader=Reader.CITIZEN) if proposal else [],
        "mine": proposal is not None and proposal.proposed_by == "citizen",
        "least": terms_lines(least),
        "words": words_shown(position),
        "net": net_said(agreement, position),
    }


def _answered(request: HttpRequest, actor: Actor, whose: Citizen) -> HttpResponse:
    """Do what was pressed; refused, the way on is the page as it stands now."""
    acts = _acts(request.POST, {"actor": actor, "citizen": whose}, whose)
    act, here = acts.get(request.POST.get("svar", "")), address("my_agreement")
    if act is None:
        return returned(request, text("our_agreement.choose"), "my_agreement")
    try:
        done = act()
    except DomainError as refused:
        return refusal(request, said(refused), onward=here)
    return returned(request, text(f"our_agreement.done.{_became(done)}"), "my_agreement")


def _became(done: ContactAgreement) -> str:
    return "disputed" if done.state == State.PROPOSED and done.disputed_at else done.state


def _acts(
    sent: Mapping[str, str], of: dict[str, object], whose: Citizen
) -> dict[str, Callable[[], ContactAgreement]]:
    named = {**of, "public_id": sent.get("aftale", "")}
    words = sent.get("ord", "").strip()
    return {
        "ja": lambda: agreement_accept(**named),
        "nej": lambda: agreement_decline(**named, words=words),
        "tilbage": lambda: agreement_take_back(**named),
        "ikke-aftalt": lambda: agreement_dispute(**named, words=words),
        "mindst": lambda: _take_least(of, whose),
    }


def _take_least(of: dict[str, object], whose: Citizen) -> ContactAgreement:
    """The published proposal of least, as it stands today."""
    _, position = _held(whose)
    return agreement_ask(**of, terms=least_terms(position), position=position)
