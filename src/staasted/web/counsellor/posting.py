"""Breve: a citizen's letters out and in; one of them; and writing one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Doing, citizen_reached
from staasted.apps.letters.access import letter_reached, letters_of
from staasted.apps.letters.carrying import carriage_of, letter_carriage_settle
from staasted.apps.letters.services import letter_opened
from staasted.apps.org.clock import clock
from staasted.apps.talking.access import NEAR
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.counsellor.letter_writing import StaffWriting
from staasted.web.ui.page import page
from staasted.web.ui.papers import letter_document, pdf_answer
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def citizen_letters(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Every letter of one citizen."""
    case = citizen_reached(actor, public_id, on=clock.today())
    found = letters_of(case, office=settings.STAASTED.office_name)
    shown = {"case": case, "letters": found, "may_write": case.reach in NEAR}
    return page(request, "counsellor/letters.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_letter(
    request: HttpRequest, actor: Actor, public_id: str, letter_id: str
) -> HttpResponse:
    """One letter, as it was sent, and how far it is; what became of one nobody knows of."""
    if request.method == "POST":
        return _settled(request, actor, public_id, letter_id)
    row = letter_reached(actor, public_id, letter_id, on=clock.today())
    from_citizen = row.role != Role.COUNSELLOR
    if from_citizen and row.citizen.reach in NEAR and not hasattr(row, "read"):
        letter_opened(actor=actor, letter=row)
    shown = {"row": row, "case": row.citizen, "carriage": carriage_of(row, now=clock.now())}
    return page(request, "counsellor/letter.html", shown | {"answers": row.citizen.reach in NEAR})


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def citizen_letter_pdf(
    request: HttpRequest, actor: Actor, public_id: str, letter_id: str
) -> HttpResponse:
    """One letter as a PDF: an exact copy of what was sent, also to be posted."""
    row = letter_reached(actor, public_id, letter_id, on=clock.today())
    name = text("letters.paper.name", number=letter_id)
    back = reverse("citizen_letter", kwargs={"public_id": public_id, "letter_id": letter_id})
    return pdf_answer(request, letter_document(row), name=name, back=back)


def _settled(request: HttpRequest, actor: Actor, public_id: str, letter_id: str) -> HttpResponse:
    """Send it again, or say that it has arrived: by the coach, or by who covers."""
    citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    row = letter_reached(actor, public_id, letter_id, on=clock.today())
    try:
        arrived = request.POST.get("brev") == "frem"
        letter_carriage_settle(actor=actor, letter=row, arrived=arrived)
    except DomainError as refused:
        messages.info(request, str(said(refused)))
    return redirect("citizen_letter", public_id=public_id, letter_id=letter_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_letter_new(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Write a letter to one citizen: by the coach, or by who covers."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    writing = StaffWriting(request, actor, case)
    sent = writing.sent(actor, case)
    if sent is not None:
        return redirect("citizen_letter", public_id=public_id, letter_id=sent.public_id)
    shown = writing.shown() | {"case": case}
    return page(request, "counsellor/letter_new.html", shown, status=writing.status)
