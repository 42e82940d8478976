"""Min journal, and hearings: what we mean to decide, and what one answers."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.apps.records.access import hearings_of, own_hearing
from staasted.apps.records.journal import JournalLine, journal_of
from staasted.apps.records.services import hearing_answer
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.journal import journal_document, journal_told
from staasted.web.ui.page import page
from staasted.web.ui.papers import pdf_answer
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_journal(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The journal of one's own case, also once it is closed."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    lines = journal_told(_own_journal(actor, case))
    return page(request, "citizen/my_journal.html", {"lines": lines})


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_journal_pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same as a PDF: an exact copy, with the moment it was made."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    paper = journal_document(_own_journal(actor, case), case=case.public_id, at=clock.now())
    name = text("journal.file_name", day=clock.today().isoformat())
    return pdf_answer(request, paper, name=name, back=reverse("my_journal"))


def _own_journal(actor: Actor, case: Citizen) -> Sequence[JournalLine]:
    return journal_of(case, partners=actor.role is Role.CITIZEN)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_hearings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What we mean to decide, and the answer one may give; also what was decided then."""
    case, refused = own_case(actor, on=clock.today(), also_closed=True), ""
    if request.method == "POST":
        refused = _answered(request, actor)
        if not refused:
            return redirect("my_hearings")
    sent = {"of": request.POST.get("hoering", ""), "words": request.POST.get("svar", "")}
    shown = {"rows": hearings_of(case), "closed": case.closed_on is not None, "refused": refused}
    status = 400 if refused else 200
    return page(request, "citizen/my_hearings.html", shown | {"sent": sent}, status=status)


def _answered(request: HttpRequest, actor: Actor) -> str:
    """Answer; what went wrong in words, or nothing."""
    row = own_hearing(actor, request.POST.get("hoering", ""), on=clock.today())
    try:
        hearing_answer(actor=actor, hearing=row, answer=request.POST.get("svar", ""))
    except DomainError as error:
        return str(said(error))
    return ""
