"""Beskeder: who waits for an answer or wants help, the nearest promise first; one conversation."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.letters.access import letters_unread
from staasted.apps.org.clock import clock
from staasted.apps.talking.access import talk_answered, talk_of, talk_reached, talks_waiting
from staasted.apps.talking.helping import help_end
from staasted.apps.talking.partner_access import partners_waiting
from staasted.apps.talking.selectors import help_waiting
from staasted.apps.talking.services import messages_read, messages_settle
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.talking import Sending


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def talks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom I am to help and answer, and for whom I cover."""
    today = clock.today()
    shown = {"list": talks_waiting(actor, on=today), "today": today}
    shown["letters"] = letters_unread(actor, on=today)
    shown["partners"] = partners_waiting(actor, on=today)
    return page(request, "counsellor/talks.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def talk_with(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One citizen's conversation; answered by the coach, or by who covers."""
    sending = Sending(request, label=text("talking.staff.field"))
    if request.method == "POST":
        case = talk_answered(actor, public_id, on=clock.today())
        if _ended(request, actor, case) or sending.sent(actor, case):
            return went(request, text("talking.staff.sent"), "talks")
    case, answers = talk_reached(actor, public_id, on=clock.today())
    shown = _shown(actor, case, sending, answers=answers)
    return page(request, "counsellor/talk.html", shown, status=sending.status)


def _ended(request: HttpRequest, actor: Actor, case: Citizen) -> bool:
    """Whether what was pressed says that it needs no answer, or that the two have spoken."""
    act = request.POST.get("gjort", "")
    if act == "intet-svar":
        messages_settle(actor=actor, citizen=case)
    elif act == "talt":
        held = help_waiting(case)
        if held is not None:
            help_end(actor=actor, wish=held)
    return act in ("intet-svar", "talt")


def _shown(actor: Actor, case: Citizen, sending: Sending, *, answers: bool) -> dict[str, object]:
    messages = talk_of(case)
    if answers and any(_is_new(each) for each in messages):
        messages_read(actor=actor, citizen=case)
    return sending.shown() | {
        "case": case,
        "messages": messages,
        "waiting": [each for each in messages if _waits(each)],
        "help": help_waiting(case),
        "answers": answers,
        "today": clock.today(),
        "me": actor.person_id,
    }


def _is_new(message: object) -> bool:
    return message.read_at is None and message.role in CITIZENS_SIDE


def _waits(message: object) -> bool:
    return not message.settled_as and message.role in CITIZENS_SIDE
