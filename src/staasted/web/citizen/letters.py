"""The letter of one's own summons, as it was sent; it prints well."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.invitations.access import own_summons
from staasted.apps.letters.services import letter_opened
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.papers import pdf_answer, summons_document
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def summons_letter(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The whole letter of a summoned booking."""
    row = own_summons(actor, public_id, on=clock.today())
    if not hasattr(row, "read"):
        letter_opened(actor=actor, summons=row)
    return page(request, "citizen/summons_letter.html", {"row": row, "booking": public_id})


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def summons_letter_pdf(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The same letter as a PDF."""
    row = own_summons(actor, public_id, on=clock.today())
    if not hasattr(row, "read"):
        letter_opened(actor=actor, summons=row)
    office = settings.STAASTED.office_name
    name = text("letters.paper.name", number=row.public_id)
    back = reverse("summons_letter", kwargs={"public_id": public_id})
    paper = summons_document(row.title, row.body, row.language, office=office)
    return pdf_answer(request, paper, name=name, back=back)
