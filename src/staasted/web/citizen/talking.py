"""Beskeder: writing with one's coach; and wanting help now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.apps.talking.access import talk_of
from staasted.apps.talking.answering import answering
from staasted.apps.talking.helping import help_ask, help_withdraw, promised_help
from staasted.apps.talking.selectors import help_waiting, last_help
from staasted.apps.talking.services import messages_read, promised_answer
from staasted.catalog import speech
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.talking import Sending, urgent_numbers


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def talk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The one conversation with the coach; once the case is closed it can be read."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    sending = Sending(request, label=text("talking.own.field"))
    if request.method == "POST" and sending.sent(actor, case):
        return went(request, _receipt(), "talk")
    shown = _shown(actor, case, sending)
    return page(request, "citizen/talk.html", shown, status=sending.status)


def _receipt() -> str:
    """That it went, and the promise."""
    return text("talking.own.sent", day=speech.day(promised_answer(clock.today())))


def _shown(actor: Actor, case: Citizen, sending: Sending) -> dict[str, object]:
    messages = talk_of(case)
    if any(each.read_at is None and each.role == Role.COUNSELLOR for each in messages):
        messages_read(actor=actor, citizen=case)
    today = clock.today()
    return sending.shown() | {
        "messages": messages,
        "closed": case.closed_on is not None,
        "answers": answering(case, case.coach, on=today),
        "promised": promised_answer(today),
        "today": today,
        "me": actor.person_id,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def want_help(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One button: who answers and by when; and the numbers for when it cannot wait."""
    case, refused = own_case(actor, on=clock.today()), ""
    if request.method == "POST":
        try:
            return _asked(request, actor, case)
        except DomainError as error:
            refused = str(said(error))
    shown = _wanted(case) | {"refused": refused, "words": request.POST.get("words", "")}
    return page(request, "citizen/want_help.html", shown, status=400 if refused else 200)


def _wanted(case: Citizen) -> dict[str, object]:
    today = clock.today()
    return {
        "wish": last_help(case),
        "answers": answering(case, case.coach, on=today),
        "promised": promised_help(today),
        "urgent": urgent_numbers(),
        "today": today,
    }


def _asked(request: HttpRequest, actor: Actor, case: Citizen) -> HttpResponse:
    """Ask, or take it back; the page then says how it stands. Errors: DomainError."""
    held = help_waiting(case)
    if "tilbage" not in request.POST:
        help_ask(actor=actor, citizen=case, words=request.POST.get("words", ""))
    elif held is not None:
        help_withdraw(actor=actor, wish=held)
    return redirect("want_help")
