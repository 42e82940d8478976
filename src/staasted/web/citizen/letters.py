"""The letter of one's own summons, as it was sent; it prints well."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.invitations.access import own_summons
from staasted.apps.letters.services import letter_opened
from staasted.apps.org.clock import clock
from staasted.web.ui.page import page
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
