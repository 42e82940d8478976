"""What a partner and the citizen's counsellor write to each other, while the invitation runs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.org.clock import clock
from staasted.apps.talking.partner_access import partner_messages_of, partner_talk
from staasted.apps.talking.partner_writing import partner_messages_read
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.partner_talk import PartnerSending
from staasted.web.ui.returning import went
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.PARTNER)
def partner_talking(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Read and write about one citizen one is invited to."""
    invitation = partner_talk(actor, public_id, on=clock.today())
    sending = PartnerSending(request, label=text("partner_talk.own.field"))
    if request.method == "POST" and sending.sent_to(actor, invitation):
        sent = text("partner_talk.own.sent")
        return went(request, sent, "partner_talk", public_id=public_id)
    messages = partner_messages_of(invitation)
    if any(each.read_at is None and each.role != Role.PARTNER for each in messages):
        partner_messages_read(actor=actor, invitation=invitation)
    shown = sending.shown() | {"invitation": invitation, "messages": messages}
    shown |= {"coach": counsellor_of(invitation.citizen, on=clock.today()), "me": actor.person_id}
    return page(request, "partner/talking.html", shown, status=sending.status)
