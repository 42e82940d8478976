"""What becomes of an invitation when a time of its purpose is taken or given back.

Called in the transaction of whoever takes the time: the citizen, the desk, a colleague.
"""

from django.db.models import QuerySet

from staasted.apps.booking.days import danish_day
from staasted.apps.booking.heard import Listener
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.models import Invitation, InvitationState, SelfBookingTaken
from staasted.apps.invitations.standing import bars_of
from staasted.apps.invitations.telling import asked_again_told
from staasted.apps.org.clock import clock
from staasted.apps.outbox.services import matters_drop
from staasted.core.axes import Origin, Outcome
from staasted.core.errors import DomainError

UNANSWERED = (InvitationState.LIVE, InvitationState.EXPIRED)
"""The states a booking of the purpose still answers: also one that came too late."""

CHOSEN = (Origin.OWN_CHOICE, Origin.BY_PARTNER)
"""Whose choice a decision takes away: who is deprived is the coach's. Source: decision 0033."""


def _taken(booking: Booking) -> None:
    """Settle what waits for a booking of this purpose, live or run out.

    Errors: DomainError ``self_booking_taken`` where a citizen chose whose right is taken away, or
    a partner did.
    """
    _refuse_taken(booking)
    waiting = Invitation.objects.filter(
        citizen=booking.citizen_id, purpose=booking.purpose, state__in=UNANSWERED
    )
    _drop(waiting)
    waiting.update(state=InvitationState.BOOKED, booking=booking, ended_at=clock.now())


def _refuse_taken(booking: Booking) -> None:
    """The page asks first; here it holds also where the decision came while they chose."""
    if booking.origin not in CHOSEN:
        return
    taken = SelfBookingTaken.objects.filter(citizen=booking.citizen_id, given_back_at=None)
    if taken.exists():
        raise DomainError("self_booking_taken")


def _freed(booking: Booking) -> None:
    """Ask again while the citizen who cancelled has time to, and tell them; else a human looks.

    What we cancel ourselves is never the citizen's to make good, nor is it theirs who need not or
    may not book.
    """
    now = clock.now()
    settled = Invitation.objects.filter(booking=booking, state=InvitationState.BOOKED)
    rows = settled.select_related("citizen__person", "counsellor")
    for row in rows.order_by("-id"):
        own = booking.outcome == Outcome.CANCELLED_BY_CITIZEN
        asked = own and row.book_by_on >= danish_day(now)
        again = asked and not _barred(row) and not _another(row)
        row.state = InvitationState.LIVE if again else InvitationState.EXPIRED
        row.ended_at = None if again else now
        row.booking = None if again else booking
        row.save(update_fields=["state", "ended_at", "booking"])
        if again:
            asked_again_told(row, now=now)


def _barred(row: Invitation) -> bool:
    bars = bars_of(row.citizen)
    return bars.exempt or bars.deprived


def _another(row: Invitation) -> bool:
    same = {"citizen": row.citizen_id, "purpose": row.purpose, "state": InvitationState.LIVE}
    return Invitation.objects.filter(**same).exists()


def _ended(citizen: Citizen) -> None:
    """Take back whatever waits: the case ends."""
    waiting = Invitation.objects.filter(citizen=citizen, state__in=UNANSWERED)
    _drop(waiting)
    waiting.update(state=InvitationState.WITHDRAWN, ended_at=clock.now())


def _drop(waiting: QuerySet[Invitation]) -> None:
    """What has not gone about these is no news any more."""
    matters_drop(waiting.values_list("public_id", flat=True))


LISTENER = Listener(taken=_taken, freed=_freed, ended=_ended)
