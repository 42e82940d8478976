"""That whoever holds a conversation has looked at what there is to prepare by (decision 0048)."""

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.access import role_require
from staasted.apps.org.clock import clock


@transaction.atomic
def booking_prepared(*, actor: Actor, booking: Booking) -> None:
    """Mark a live booking as prepared, the first time whoever holds it opens the page for it.

    Again, by somebody else, or once it has an outcome it changes nothing. Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR)
    if booking.prepared_at is not None or booking.counsellor_id != actor.person_id:
        return
    now = clock.now()
    mine = Booking.objects.filter(pk=booking.pk, counsellor_id=actor.person_id)
    if not mine.filter(outcome=None, prepared_at=None).update(prepared_at=now):
        return
    act_log(
        actor=actor,
        act="booking_prepare",
        at=now,
        citizens=[booking.citizen.public_id],
        subject=booking.public_id,
    )
