"""A citizen's agreement as the coach sees it, what waits for the coach, and what they propose."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.agreements.answering import agreement_agree, agreement_refuse
from staasted.apps.agreements.asking import agreement_offer, agreement_take_back
from staasted.apps.agreements.selectors import (
    ContactAgreement,
    agreement_history,
    standing_in,
    waiting_for_staff,
)
from staasted.apps.agreements.services import agreement_make
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.citizens.covering import looked_after
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.telling_after import PlainWords, not_so_waiting
from staasted.apps.org.clock import clock
from staasted.apps.screening.selectors import rules_told, shared_answers
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.counsellor.effect import agreement_effect
from staasted.web.ui.addresses import address
from staasted.web.ui.agreeing import (
    agreement_lines,
    history_shown,
    net_said,
    position_of,
    reasons_of,
    standing_shown,
    story_of,
    words_shown,
)
from staasted.web.ui.agreement_forms import PauseForm, TermsForm, terms_initial
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, said

RECORD = "noter"
"""The button that records what was said; the other proposes."""
LOOK = "vis_betydning"
"""Asks what it would mean, before anything is proposed, recorded or answered."""


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def agreements_waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for me and those I cover for: asked, said not to be so, lapsed."""
    today, found, otherwise = clock.today(), dict[int, ContactAgreement](), dict[int, PlainWords]()

    def waiting(keys: list[int]) -> Sequence[int]:
        found.update({one.citizen_id: one for one in waiting_for_staff(keys)})
        otherwise.update({one.citizen_id: one for one in not_so_waiting(keys)})
        return list(dict.fromkeys((*found, *otherwise)))

    cases = {case.pk: case for case in looked_after(actor, on=today, choose=waiting)}
    lines = [_line(cases[key], one) for key, one in found.items()]
    shown = {"lines": lines, "today": today, "otherwise": [cases[key] for key in otherwise]}
    return page(request, "counsellor/agreements_waiting.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_agreement(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The same agreement in the same words, and what the coach answers to what is asked."""
    doing = Doing.ACT if request.method == "POST" else Doing.READ
    case = citizen_reached(actor, public_id, on=clock.today(), doing=doing)
    if request.method == "POST":
        return _answered(request, actor, case)
    shown = {"case": case, "look": LOOK} | _shown(case)
    if LOOK in request.GET and shown["asked"]:
        shown["told"] = agreement_effect(actor, case, shown["proposal"])
    return page(request, "counsellor/agreement.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def agreement_offering(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Propose another agreement, or record what the two have just agreed."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    standing = standing_in(agreement_history(case))
    course = course_of(case, on=clock.today(), agreement=standing.in_force)
    initial = terms_initial(standing.in_force, position_of(course))
    form = TermsForm(request.POST or None, initial=initial)
    asked = _is_asked(standing.proposed)
    return _offered(request, actor, case, form, form.terms, asked=asked)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def agreement_pausing(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Propose a pause, or record one the two have agreed."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    standing = standing_in(agreement_history(case))
    form = PauseForm(request.POST or None)
    asked = _is_asked(standing.proposed)
    return _offered(request, actor, case, form, lambda: form.terms(standing.in_force), asked=asked)


def _offered(
    request: HttpRequest,
    actor: Actor,
    whose: Citizen,
    form: TermsForm | PauseForm,
    read: Callable[[], Terms],
    *,
    asked: bool,
) -> HttpResponse:
    """The form, and what it sends: a proposal, or what the two have just agreed."""
    recorded, told = RECORD in request.POST, None
    if form.is_bound and form.is_valid() and LOOK in request.POST:
        told = agreement_effect(actor, whose, read())
    elif form.is_bound and form.is_valid():
        of = {"actor": actor, "citizen": whose, "terms": read()}
        if form.succeeds(lambda: _record(of) if recorded else agreement_offer(**of)):
            done = text(f"our_agreement.office.done.{'recorded' if recorded else 'offered'}")
            return returned(request, done, "citizen_agreement", public_id=whose.public_id)
    shown = {"case": whose, "form": form, "record": RECORD, "look": LOOK, "asked": asked}
    shown |= {"told": told}
    return page(request, "counsellor/agreement_offer.html", shown, status=form.status)


def _record(of: dict[str, object]) -> ContactAgreement:
    return agreement_make(**of, source=AgreementSource.STAFFS_PAGE)


def _is_asked(proposal: ContactAgreement | None) -> bool:
    """Whether what waits is what the citizen asked."""
    return proposal is not None and proposal.proposed_by == "citizen"


def _line(case: Citizen, one: ContactAgreement) -> dict[str, object]:
    why = "disputed" if one.disputed_at else "asked" if one.proposed_by == "citizen" else "lapsed"
    why = "lapsed" if one.state == "lapsed" else why
    lines = agreement_lines(one)
    shown = {"case": case, "why": why, "lines": lines, "covered": case.reach == "away"}
    return shown | {"story": story_of(one, reader=Reader.STAFF)}


def _shown(case: Citizen) -> dict[str, object]:
    history = agreement_history(case)
    agreement, proposal = standing_in(history)
    course, shared = (
        course_of(case, on=clock.today(), agreement=agreement),
        rules_told(shared_answers(case)),
    )
    told = {"reader": Reader.STAFF, "shared": shared}
    shown = standing_shown(agreement, proposal, reader=Reader.STAFF, day=clock.today())
    return shown | {
        "asked": _is_asked(proposal),
        "offered": proposal is not None and proposal.proposed_by == "counsellor",
        "reasons": reasons_of(agreement, **told) if agreement else [],
        "proposal_reasons": reasons_of(proposal, **told) if proposal else [],
        "words": words_shown(position_of(course)),
        "net": net_said(agreement, position_of(course)),
        "history": history_shown(history, reader=Reader.STAFF),
    }


def _answered(request: HttpRequest, actor: Actor, whose: Citizen) -> HttpResponse:
    """Do what was pressed; refused, the way on is the page as it stands now."""
    here = address("citizen_agreement", public_id=whose.public_id)
    act = _acts(request.POST, {"actor": actor, "citizen": whose}).get(request.POST.get("svar", ""))
    if act is None:
        return returned(request, text("our_agreement.choose"), here)
    try:
        done = act()
    except DomainError as refused:
        return refusal(request, said(refused), onward=here)
    return returned(request, text(f"our_agreement.office.done.{done.state}"), here)


def _acts(
    sent: Mapping[str, str], of: dict[str, object]
) -> dict[str, Callable[[], ContactAgreement]]:
    named = {**of, "public_id": sent.get("aftale", "")}
    return {
        "ja": lambda: agreement_agree(**named),
        "nej": lambda: agreement_refuse(**named, words=sent.get("ord", "").strip()),
        "tilbage": lambda: agreement_take_back(**named),
    }
