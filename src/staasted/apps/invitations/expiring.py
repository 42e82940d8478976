"""The hourly round of invitations: remind once before the last day, and hand over after it.

At the end nothing happens to the citizen by machine: it comes on a counsellor's list, and they are
told. So does what somebody is asked who has become exempt by a file. One row a
transaction with its case held, so a round that is stopped has done some rows whole, and the next
does the rest.
"""

from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import danish_day
from staasted.apps.citizens.services import case_lock
from staasted.apps.invitations.exempting import exempted_told, handed_to_human
from staasted.apps.invitations.models import Invitation, InvitationState
from staasted.apps.invitations.standing import bars_of
from staasted.apps.invitations.telling import over_told, reminder_told, text_try
from staasted.catalog.loader import catalog


def invitations_round(*, now: datetime) -> tuple[int, int]:
    """Hand over what has run out, and remind of what soon does; how many of each.

    Nobody is told outside their own hours of reminders, or more than they want (decision 0039).
    """
    for pk in _of_exempt():
        _each(pk, now, _hand_over)
    over = sum(_each(pk, now, _expire) for pk in _run_out(now))
    for pk in _untold(now):
        _each(pk, now, _text)
    return over, sum(_each(pk, now, _remind) for pk in _soon(now))


def _run_out(now: datetime) -> list[int]:
    live = Invitation.objects.filter(state=InvitationState.LIVE, book_by_on__lt=danish_day(now))
    return list(live.order_by("pk").values_list("pk", flat=True))


def _of_exempt() -> list[int]:
    """Those of citizens who need not book any more: a file has said so, and no act of ours."""
    exempt = Invitation.objects.filter(citizen__self_booking_exemption__exempt=True)
    return list(exempt.filter(state=InvitationState.LIVE).values_list("pk", flat=True))


def _soon(now: datetime) -> list[int]:
    today, days = danish_day(now), catalog().policy["invitation_reminder_days"]
    live = Invitation.objects.filter(state=InvitationState.LIVE, reminded_at=None)
    soon = live.filter(book_by_on__gte=today, book_by_on__lte=today + timedelta(days=days))
    return list(soon.order_by("pk").values_list("pk", flat=True))


def _untold(now: datetime) -> list[int]:
    """Those whose SMS had to wait for its hours."""
    live = Invitation.objects.filter(state=InvitationState.LIVE, texted_at=None)
    ahead = live.filter(book_by_on__gte=danish_day(now))
    return list(ahead.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _each(pk: int, now: datetime, act: object) -> bool:
    """Do it to a row that is still live once its case is held; whether it was."""
    rows = Invitation.objects.select_related("citizen__person", "counsellor").filter(pk=pk)
    for found in rows:
        case_lock(found.citizen)
    row = rows.filter(state=InvitationState.LIVE).first()
    return row is not None and act(row, now)  # type: ignore[operator]


def _hand_over(row: Invitation, now: datetime) -> bool:
    """All the citizen is asked, in one go: they are told once. Not where it was taken back."""
    if not bars_of(row.citizen).exempt:
        return False
    for each in handed_to_human(row.citizen, now=now):
        _logged("invitation_hand_over", each, now)
    exempted_told(row.citizen, matter=row.public_id, asked=True, now=now)
    return True


def _expire(row: Invitation, now: datetime) -> bool:
    row.state, row.ended_at = InvitationState.EXPIRED, now
    row.save(update_fields=["state", "ended_at"])
    _logged("invitation_expire", row, now)
    over_told(row, now=now)
    return True


def _text(row: Invitation, now: datetime) -> bool:
    return row.texted_at is None and text_try(row, now=now)


def _remind(row: Invitation, now: datetime) -> bool:
    if row.reminded_at is not None or not reminder_told(row, now=now):
        return False
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    _logged("invitation_remind", row, now)
    return True


def _logged(act: str, row: Invitation, now: datetime) -> None:
    named = [row.citizen.public_id]
    act_log(actor=OPERATOR, act=act, at=now, citizens=named, subject=row.public_id)
