"""Journalen: what was said, sent, agreed and decided in a case, in order, as one document."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import citizen_reached
from staasted.apps.org.clock import clock
from staasted.apps.records.journal import journal_of
from staasted.catalog.texts import text
from staasted.web.ui.journal import journal_document, journal_told
from staasted.web.ui.page import page
from staasted.web.ui.papers import pdf_answer
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def journal(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The journal of a case one may open."""
    case = citizen_reached(actor, public_id, on=clock.today())
    shown = {"case": case, "lines": journal_told(journal_of(case))}
    return page(request, "counsellor/journal.html", shown)


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def journal_pdf(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The same as a PDF: an exact copy, with the moment it was made."""
    case = citizen_reached(actor, public_id, on=clock.today())
    paper = journal_document(journal_of(case), case=case.public_id, at=clock.now())
    name = text("journal.file_name", day=clock.today().isoformat())
    back = reverse("journal", kwargs={"public_id": public_id})
    return pdf_answer(request, paper, name=name, back=back)
