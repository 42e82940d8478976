"""Skal din a-kasse være med: the citizen's choice, with the law behind it; changed here too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.fund import Fund, FundAnswer, fund_choose, fund_of, fund_rules
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.citizens.kinds import Covers
from staasted.apps.org.clock import clock
from staasted.apps.talking.transferring import FundTransfer, transfer_of
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.choosing import Way, choice_read
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def fund(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nothing is chosen beforehand; who came from a booking goes on with it."""
    case = own_case(actor, on=clock.today(), covers=Covers.CONVERSATIONS)
    theirs = fund_of(case, on=clock.today())
    if theirs is None:
        return returned(request, text("citizen.fund.none"), "book_purpose")
    answer = request.POST.get("svar", "")
    if request.method == "POST" and answer in FundAnswer:
        return _chosen(request, actor, case, FundAnswer(answer))
    error = text("citizen.fund.choose_one") if request.method == "POST" else ""
    shown = _shown(theirs) | {"error": error, "onward": _onward(request)}
    shown["given"] = _given(actor, case)
    return page(request, "citizen/fund.html", shown, status=400 if error else 200)


def fund_asked(way: Way) -> HttpResponse | None:
    """The way to the question, where the citizen has not answered it; None where they have."""
    if way.fund is None or way.fund.answer is not None:
        return None
    moving = {"flyt": way.moving.public_id} if way.moving else {}
    more = "".join(f"&{name}={value}" for name, value in moving.items())
    return redirect(f"{reverse('fund')}?{way.choice.query()}{more}")


def _chosen(request: HttpRequest, actor: Actor, case: Citizen, answer: FundAnswer) -> HttpResponse:
    try:
        fund_choose(actor=actor, citizen=case, answer=answer)
    except DomainError as refused:
        return refusal(request, said(refused), onward=reverse("fund"))
    return redirect(_onward(request) or reverse("fund"))


def _onward(request: HttpRequest) -> str:
    """The times the citizen came from, "" where they came for the question itself."""
    choice = choice_read(request.GET)
    if choice is None:
        return ""
    moving = request.GET.get("flyt", "")
    if moving.isalnum():
        return f"{reverse('booking_move', kwargs={'public_id': moving})}?{choice.query()}"
    return f"{reverse('book_time')}?{choice.query()}"


def _given(actor: Actor, case: Citizen) -> FundTransfer | None:
    """How the a-kasse gave the course on; its note is the citizen's own to read (decision 0054)."""
    own = actor.role is Role.CITIZEN
    return transfer_of(case, on=clock.today()) if own else None


def _shown(theirs: Fund) -> dict[str, object]:
    rules = fund_rules(clock.today())
    return {
        "fund": theirs,
        "answers": [answer.value for answer in FundAnswer],
        "joins": theirs.joins,
        "law": list({rule.source.citation: rule.source for rule in rules}.values()),
    }
