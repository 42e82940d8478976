"""Breve: every letter out and in, in one list; one of them; and writing one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.letters.access import letters_of, own_letter
from staasted.apps.letters.services import letter_opened
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.web.ui.lettering import LetterForm, Writing
from staasted.web.ui.page import page
from staasted.web.ui.papers import letter_document, pdf_answer
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def letters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list; also once the case is closed."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    found = letters_of(case, office=settings.STAASTED.office_name)
    shown = {"letters": found, "closed": case.closed_on is not None}
    return page(request, "citizen/letters.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def letter(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One letter, as it was sent; one's own is its receipt."""
    row = own_letter(actor, public_id, on=clock.today())
    if row.role == Role.COUNSELLOR and not hasattr(row, "read"):
        letter_opened(actor=actor, letter=row)
    return page(request, "citizen/letter.html", {"row": row})


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def letter_pdf(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The letter as a PDF: an exact copy of what was sent."""
    row = own_letter(actor, public_id, on=clock.today())
    if row.role == Role.COUNSELLOR and not hasattr(row, "read"):
        letter_opened(actor=actor, letter=row)
    name = text("letters.paper.name", number=public_id)
    back = reverse("letter", kwargs={"public_id": public_id})
    return pdf_answer(request, letter_document(row), name=name, back=back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def letter_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write a letter to the municipality."""
    case, writing = own_case(actor, on=clock.today()), Writing(request, LetterForm)
    sent = writing.sent(actor, case)
    if sent is not None:
        return redirect("letter", public_id=sent.public_id)
    return page(request, "citizen/letter_new.html", writing.shown(), status=writing.status)
