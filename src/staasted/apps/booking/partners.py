"""Partners around a citizen as holders of conversations: stopping one gives their times back."""

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.booking.fund import joint_with, partner_release
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_give_back
from staasted.apps.citizens.acting_for import invitation_end
from staasted.apps.citizens.models import Citizen, PartnerInvitation
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.clock import clock
from staasted.core.axes import Holder


@transaction.atomic
def partner_stop(*, actor: Actor, citizen: Citizen, public_id: str) -> None:
    """End a partner's invitation, and their part in what is booked ahead.

    A joint conversation goes on without them; one they hold alone is cancelled, and its citizen
    told. Errors: as ``invitation_end``; DomainError ``case_closed``.
    """
    open_case_lock(citizen)
    rows = PartnerInvitation.objects.select_related("partner").filter(citizen=citizen)
    row = rows.filter(public_id=public_id).first()
    invitation_end(actor=actor, citizen=citizen, public_id=public_id)
    if row is None:
        return
    alone = Booking.objects.select_related("citizen__person", "counsellor", "partner").filter(
        citizen=citizen, counsellor=row.partner, outcome=None, starts_at__gt=clock.now()
    )
    for booking in joint_with(citizen, row.partner):
        partner_release(actor=actor, booking=booking)
    for booking in alone.exclude(held_by=Holder.COUNSELLOR).order_by("starts_at"):
        booking_give_back(actor=actor, booking=booking)
