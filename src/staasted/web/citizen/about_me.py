"""Alt om mig: everything that is stored, as a page that prints well and as a file."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.imports.portrait import own_portrait
from staasted.apps.imports.portrait_words import portrait_sections
from staasted.apps.org.clock import clock
from staasted.apps.rights.kinds import Part
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.room import room

PARTS = {
    "org.person": Part.ABOUT_YOU,
    "citizens.citizen": Part.ABOUT_YOU,
    "citizens.benefitperiod": Part.BENEFITS,
    "citizens.registeredhours": Part.BENEFITS,
    "spells": Part.BENEFITS,
    "citizens.circumstances": Part.SITUATION,
    "citizens.documentedrelief": Part.SITUATION,
    "citizens.selfbookingexemption": Part.SITUATION,
    "conversations.conversation": Part.CONVERSATIONS,
    "booking.booking": Part.CONVERSATIONS,
    "agreements.contactagreement": Part.AGREEMENTS,
    "offers.measure": Part.OFFERS,
    "audit.readlog": Part.WHO_HAS_SEEN,
    "audit.actlog": Part.WHO_HAS_SEEN,
}
"""Which part of the case a table belongs to, for who finds something wrong in it; else other."""


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def about_me(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every fact with its label, table by table; the same portrait as ``staasted export``."""
    sections = portrait_sections(own_portrait(actor=actor, on=clock.today()))
    own = actor.role is Role.CITIZEN
    parts = {each.table: PARTS.get(each.table, Part.OTHER).value for each in sections}
    shown = {"sections": sections, "parts": parts, "now": clock.now(), "own": own}
    return page(request, "citizen/about_me.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def about_me_file(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 a view's
    """The same as a file other systems read."""
    portrait = own_portrait(actor=actor, on=clock.today())
    content = json.dumps(portrait, ensure_ascii=False, indent=2)
    name = f"{text('rights.about.file_name')}-{clock.today().isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json", headers=headers)
