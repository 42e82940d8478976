"""One act, registered once: closing writes outcome, minutes, note and next agreement together."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from staasted.apps.agreements.services import agreement_make
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.fund import fund_choice_end
from staasted.apps.booking.fund_models import FundEnd
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_settle
from staasted.apps.case_system.services import event_write
from staasted.apps.citizens.acted import tell_acted
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.outward import conversation_told
from staasted.apps.conversations.telling_after import NOTHING, Told, plain_words_write
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Holder, Outcome
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Closing:
    """What the counsellor registers. ``minutes`` is needed where it was held.

    ``next`` is what the two agreed about the next contact; None where they agreed nothing
    (a conversation that was not held, or one a partner held), and then what was in force stays.
    ``told`` is what the citizen reads of it afterwards.
    """

    outcome: Outcome
    minutes: int | None
    note: str
    next: Terms | None
    told: Told = NOTHING


@transaction.atomic
def conversation_close(*, actor: Actor, booking: Booking, closing: Closing) -> Conversation:
    """Close a conversation from its start time on; the same act again answers with the same.

    Errors: DomainError ``closed_already``, ``not_begun_yet``, ``minutes_missing``,
    ``next_contact_missing``, ``next_contact_too_far``, and as ``plain_words_write``.
    """
    case_lock(booking.citizen)
    current = _locked(booking)
    same = _closed_the_same(actor, current, closing)
    if same is not None:
        return same
    _refuse(actor, current, closing)
    booking_settle(booking=current, outcome=closing.outcome)
    if closing.outcome is Outcome.HELD and _asks_of_fund(current):
        fund_choice_end(current.citizen, FundEnd.HELD)
    conversation = _write(actor, current, closing)
    event_write(current.citizen, conversation_told(conversation))
    if closing.next is not None:
        agreement_make(
            actor=actor,
            citizen=current.citizen,
            terms=closing.next,
            source=AgreementSource.CONVERSATION,
        )
    plain_words_write(
        actor=actor, conversation=conversation, told=closing.told, now=conversation.closed_at
    )
    _logged(actor, current, closing)
    if closing.outcome is Outcome.HELD:
        tell_acted(current.citizen)
    return conversation


def _asks_of_fund(booking: Booking) -> bool:
    """Whether it is what the citizen was asked about: held here, for what may be joint."""
    purpose = catalog().purposes.get(booking.purpose)
    return purpose is not None and purpose.joint and booking.held_by == Holder.COUNSELLOR


def _locked(booking: Booking) -> Booking:
    """The booking as it stands now, held; its case is held already."""
    rows = Booking.objects.select_for_update(of=("self",))
    return rows.select_related("citizen__person", "counsellor").get(pk=booking.pk)


def _closed_the_same(actor: Actor, booking: Booking, closing: Closing) -> Conversation | None:
    """What the same person has closed with the same words already, as a double press does."""
    held = Conversation.objects.filter(booking=booking, closed_by_id=actor.person_id).first()
    if held is None:
        return None
    minutes = closing.minutes if closing.outcome is Outcome.HELD else None
    same = (held.outcome, held.minutes, held.note) == (closing.outcome, minutes, closing.note)
    return held if same else None


def _refuse(actor: Actor, booking: Booking, closing: Closing) -> None:
    if booking.outcome is not None:
        raise DomainError("closed_already")
    if clock.now() < booking.starts_at:
        raise DomainError("not_begun_yet", starts_at=booking.starts_at)
    if closing.outcome is Outcome.HELD and not closing.minutes:
        raise DomainError("minutes_missing")
    agrees = actor.role is not Role.PARTNER  # the next contact is agreed with the coach alone
    if agrees and closing.outcome is Outcome.HELD and closing.next is None:
        raise DomainError("next_contact_missing")


def _write(actor: Actor, booking: Booking, closing: Closing) -> Conversation:
    return Conversation.objects.create(
        citizen=booking.citizen,
        booking=booking,
        holder=booking.counsellor,
        starts_at=booking.starts_at,
        purpose=booking.purpose,
        form=booking.form,
        channel=booking.channel,
        held_by=booking.held_by,
        outcome=closing.outcome,
        minutes=closing.minutes if closing.outcome is Outcome.HELD else None,
        note=closing.note,
        closed_at=clock.now(),
        closed_by_id=actor.person_id,
    )


def _logged(actor: Actor, booking: Booking, closing: Closing) -> None:
    act_log(
        actor=actor,
        act="conversation_close",
        at=clock.now(),
        citizens=[booking.citizen.public_id],
        subject=booking.public_id,
        facts={"outcome": closing.outcome.value, "minutes": closing.minutes},
    )


def conversation_draft(
    *, citizen: Citizen, starts_at: datetime, purpose: str, known_at: datetime
) -> Conversation:
    """A conversation another system knows of, not stored yet, for storing many at once.

    What is not told is not known: an empty word, no minutes, the outcome ``unknown``.
    """
    return Conversation(
        citizen=citizen,
        starts_at=starts_at,
        purpose=purpose,
        outcome=Outcome.UNKNOWN,
        closed_at=known_at,
    )
