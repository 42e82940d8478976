"""Correcting what was registered of a conversation, and undoing a closing the same day.

The conversation itself is changed, so that everything recounts from its own date; what stood
before stays in a row of its own, with the reason (semantics, section 2; decision 0047).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from staasted.apps.agreements.undoing import agreement_undo
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_reopen, booking_settle
from staasted.apps.case_system.services import event_write
from staasted.apps.citizens.acted import tell_acted
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.conversations.models import Conversation, ConversationCorrection, PlainWords
from staasted.apps.conversations.outward import conversation_told, undone_told
from staasted.apps.conversations.telling_after import told_of
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.doors import role_require
from staasted.apps.plans.kinds import RemarkState
from staasted.apps.plans.remarks import proposal_withdraw
from staasted.catalog.loader import catalog
from staasted.core.axes import SEATED, Channel, Outcome
from staasted.core.errors import DomainError

HELD_HERE = (Outcome.HELD, Outcome.NOT_MET, Outcome.CANCELLED_BY_CITIZEN, Outcome.CANCELLED_BY_US)


@dataclass(frozen=True, slots=True)
class Registered:
    """What a conversation's registration is to say; ``minutes`` only where it was held."""

    outcome: Outcome
    minutes: int | None
    channel: Channel
    note: str


@transaction.atomic
def conversation_correct(
    *, actor: Actor, booking: Booking, to: Registered, reason: str, now: datetime
) -> Conversation:
    """Correct a closed conversation, with the reason; the citizen is told that it was.

    The same again changes nothing. Errors: AccessRefused; DomainError ``case_closed``,
    ``not_closed_yet``, ``correction_of_meeting``, ``correction_without_reason``,
    ``minutes_missing``, ``words_too_long``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(booking.citizen)
    held, words = _closed(booking), _reason(reason)
    if to.outcome is Outcome.HELD and not to.minutes:
        raise DomainError("minutes_missing")
    minutes = to.minutes if to.outcome is Outcome.HELD else None
    told = {"outcome": to.outcome, "minutes": minutes, "channel": to.channel, "note": to.note}
    if all(getattr(held, name) == value for name, value in told.items()):
        return held
    _kept(actor, held, words, now, undone=False)
    for name, value in told.items():
        setattr(held, name, value)
    held.save(update_fields=list(told))
    if held.booking.outcome != to.outcome:
        booking_settle(booking=held.booking, outcome=to.outcome)
    if to.outcome is Outcome.HELD:
        tell_acted(held.citizen)
    told_of(held.citizen, "corrected", booking.public_id, now)
    event_write(held.citizen, conversation_told(held))
    _logged(actor, "conversation_correct", booking, now, to.outcome)
    return held


@transaction.atomic
def conversation_undo(*, actor: Actor, booking: Booking, now: datetime) -> ConversationCorrection:
    """Take back a closing on the day it was made, by the one who made it.

    Refused where something has come on top: a newer agreement, a step that was taken, the
    citizen's own words, or their feedback. The agreement before holds again.
    Errors: AccessRefused; DomainError ``case_closed``, ``not_closed_yet``,
    ``correction_of_meeting``, ``undo_too_late``, ``undo_not_yours``, ``undo_on_top``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(booking.citizen)
    held = _closed(booking)
    if held.closed_by_id != actor.person_id:
        raise DomainError("undo_not_yours")
    if held.closed_at.astimezone(COPENHAGEN).date() != now.astimezone(COPENHAGEN).date():
        raise DomainError("undo_too_late")
    _words_undo(actor, held, now)
    agreement_undo(actor=actor, citizen=held.citizen, since=held.closed_at)
    row, told = _kept(actor, held, "undone", now, undone=True), undone_told(held)
    try:
        held.delete()
    except ProtectedError as protected:
        raise DomainError("undo_on_top") from protected
    event_write(held.citizen, told)
    booking_reopen(booking=held.booking)
    _logged(actor, "conversation_undo", booking, now, Outcome(row.outcome))
    return row


def may_undo(actor: Actor, conversation: Conversation, now: datetime) -> bool:
    """Whether the actor closed it today; something on top is found when they try."""
    closed_on = conversation.closed_at.astimezone(COPENHAGEN).date()
    same_day = closed_on == now.astimezone(COPENHAGEN).date()
    return same_day and conversation.closed_by_id == actor.person_id


def corrections_of(booking: Booking) -> Sequence[ConversationCorrection]:
    """What stood before, the newest first: one query."""
    rows = ConversationCorrection.objects.filter(booking=booking).select_related("by")
    return list(rows.order_by("-at", "-id"))


def corrections_in(citizen: Citizen) -> Sequence[ConversationCorrection]:
    """Everything that was corrected or undone in a case, the newest first: one query."""
    rows = ConversationCorrection.objects.filter(citizen=citizen)
    return list(rows.select_related("by", "booking").order_by("-at", "-id"))


def _closed(booking: Booking) -> Conversation:
    """Errors: DomainError ``not_closed_yet``, ``correction_of_meeting``."""
    if booking.form in SEATED:
        raise DomainError("correction_of_meeting")
    rows = Conversation.objects.select_for_update(of=("self",))
    held = rows.select_related("booking", "citizen__person").filter(booking=booking).first()
    if held is None:
        raise DomainError("not_closed_yet")
    return held


def _words_undo(actor: Actor, held: Conversation, now: datetime) -> None:
    """Take back what the citizen was told, where they have neither answered nor taken the step."""
    row = PlainWords.objects.select_related("proposal").filter(conversation=held).first()
    if row is None:
        return
    if row.not_so or (row.proposal and row.proposal.state == RemarkState.TAKEN):
        raise DomainError("undo_on_top")
    if row.proposal and row.proposal.state == RemarkState.WAITING:
        of = {"actor": actor, "citizen": held.citizen, "now": now}
        proposal_withdraw(**of, public_id=row.proposal.public_id)


def _kept(
    actor: Actor, held: Conversation, reason: str, now: datetime, *, undone: bool
) -> ConversationCorrection:
    """The registration as it stood, before it is another."""
    return ConversationCorrection.objects.create(
        citizen=held.citizen,
        booking=held.booking,
        undone=undone,
        outcome=held.outcome,
        minutes=held.minutes,
        channel=held.channel,
        note=held.note,
        reason=reason,
        at=now,
        by_id=actor.person_id,
    )


def _reason(reason: str) -> str:
    words, most = reason.strip(), catalog().policy["plain_words_characters"]
    if not words:
        raise DomainError("correction_without_reason")
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    return words


def _logged(actor: Actor, act: str, booking: Booking, now: datetime, outcome: Outcome) -> None:
    citizens, facts = [booking.citizen.public_id], {"outcome": outcome.value}
    act_log(actor=actor, act=act, at=now, citizens=citizens, subject=booking.public_id, facts=facts)
