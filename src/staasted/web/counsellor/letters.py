"""The letter of a summons as it was sent, for staff: to read, print and post."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.invitations.access import summons_reached
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.papers import pdf_answer, summons_document
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def summons_sent(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The letter, its ground, and whether it must be posted by hand."""
    row = summons_reached(actor, public_id, on=clock.today())
    return page(request, "counsellor/summons_sent.html", {"row": row, "case": row.citizen})


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def summons_sent_pdf(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The same letter as a PDF, to be posted."""
    row = summons_reached(actor, public_id, on=clock.today())
    office = settings.STAASTED.office_name
    name = text("letters.paper.name", number=row.public_id)
    back = reverse("summons_sent", kwargs={"public_id": public_id})
    paper = summons_document(row.title, row.body, row.language, office=office)
    return pdf_answer(request, paper, name=name, back=back)
