"""What a partner has written about a citizen, and the answer: by the coach or who covers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import BeyondReach
from staasted.apps.citizens.staff_access import PartnerInvitation
from staasted.apps.org.clock import clock
from staasted.apps.talking.partner_access import partner_messages_of, partner_talk_reached
from staasted.apps.talking.partner_writing import partner_messages_read
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.partner_talk import PartnerSending
from staasted.web.ui.returning import went
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def partner_talk_with(
    request: HttpRequest, actor: Actor, public_id: str, invitation_id: str
) -> HttpResponse:
    """One partner's messages about one citizen; read also when the invitation is over."""
    invitation, answers = partner_talk_reached(actor, public_id, invitation_id, on=clock.today())
    sending = PartnerSending(request, label=text("partner_talk.staff.field"))
    if request.method == "POST":
        if not answers:
            raise BeyondReach
        if sending.sent_to(actor, invitation):
            sent, where = text("partner_talk.staff.sent"), "partner_talk_with"
            return went(request, sent, where, public_id=public_id, invitation_id=invitation_id)
    shown = sending.shown() | _shown(actor, invitation, answers=answers)
    return page(request, "counsellor/partner_talk.html", shown, status=sending.status)


def _shown(actor: Actor, invitation: PartnerInvitation, *, answers: bool) -> dict[str, object]:
    messages = partner_messages_of(invitation)
    if answers and any(each.read_at is None and each.role == Role.PARTNER for each in messages):
        partner_messages_read(actor=actor, invitation=invitation)
    today = clock.today()
    runs = invitation.ended_at is None and invitation.from_on <= today <= invitation.to_on
    return {
        "case": invitation.citizen,
        "invitation": invitation,
        "messages": messages,
        "runs": runs,
        "answers": answers,
        "me": actor.person_id,
    }
