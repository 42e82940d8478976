"""Presence at a meeting, recorded for everybody in one act, and corrected as often as it takes.

Each person present has a conversation with their part of the minutes; what it counts for follows
from its form when it is read (shared decision on semantics, section 2). A correction changes the
same conversations, so that everything recounts from the meeting's date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from staasted.apps.agreements.following import Position, proposed_cadence, reasons_as_data
from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.services import agreement_make
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.services import booking_settle
from staasted.apps.case_system.services import event_write
from staasted.apps.citizens.acted import tell_acted
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.outward import conversation_told
from staasted.apps.meetings.holding import Held, held_require, with_all_held
from staasted.apps.meetings.models import GroupMeeting, Seat, WaitEnd
from staasted.apps.meetings.recording import meeting_logged
from staasted.apps.meetings.seating import seats_taken, wait_end, waiting_list
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused, role_require
from staasted.core.axes import Freedom, Holder, Outcome
from staasted.core.conversation import minutes_each
from staasted.core.errors import DomainError
from staasted.core.reason import Reason


@dataclass(frozen=True, slots=True)
class Presence:
    """What became of each seat, by its key, and how long the meeting took in minutes.

    ``nexts`` is the last day of the next contact, inclusive, for those who were there and with
    whom one was agreed; for everybody else what was agreed before stands.
    """

    outcomes: Mapping[int, Outcome]
    minutes: int
    nexts: Mapping[int, date] = field(default_factory=dict)


def presence_record(*, actor: Actor, meeting: GroupMeeting, presence: Presence) -> None:
    """Record who was there, from the meeting's start on; told again it corrects.

    Whoever still waits waits no more. Errors: AccessRefused for anybody but the holder; NotYours;
    DomainError ``not_begun_yet``, ``meeting_is_cancelled``, ``minutes_missing``,
    ``meeting_seats_changed`` where the seats are others than those told of, ``meeting_busy``,
    ``next_contact_too_far``; ``case_closed`` where a next contact is told of a case that is.
    """
    role_require(actor, Role.COUNSELLOR)
    with_all_held(meeting, lambda held: _record(actor, held, presence))


def _record(actor: Actor, held: Held, presence: Presence) -> None:
    held_require(held)
    meeting, seats = held.meeting, list(seats_taken(held.meeting))
    _refuse(actor, meeting, seats, presence)
    corrected = meeting.closed_at is not None
    here = [seat for seat in seats if presence.outcomes[seat.pk] is Outcome.HELD]
    parts = dict(zip(here, minutes_each(presence.minutes, len(here)), strict=True))
    for seat in seats:
        _written(actor, meeting, seat, presence.outcomes[seat.pk], parts.get(seat))
    for seat in here:
        if seat.pk in presence.nexts:
            _agreed(actor, seat, presence.nexts[seat.pk])
        tell_acted(seat.citizen)
    for wait in waiting_list(meeting):
        wait_end(wait, WaitEnd.LEFT)
    meeting.closed_at = clock.now()
    meeting.save(update_fields=["closed_at"])
    meeting_logged(
        actor,
        "presence_correct" if corrected else "presence_record",
        meeting,
        citizens=[seat.citizen for seat in seats],
        minutes=presence.minutes,
        present=len(here),
    )


def _refuse(actor: Actor, meeting: GroupMeeting, seats: Sequence[Seat], presence: Presence) -> None:
    if actor.person_id != meeting.holder_id:
        raise AccessRefused
    if meeting.cancelled_at is not None:
        raise DomainError("meeting_is_cancelled")
    if clock.now() < meeting.starts_at:
        raise DomainError("not_begun_yet", starts_at=meeting.starts_at)
    if {seat.pk for seat in seats} != set(presence.outcomes):
        raise DomainError("meeting_seats_changed")
    if presence.minutes < 1:
        raise DomainError("minutes_missing")


def _written(
    actor: Actor, meeting: GroupMeeting, seat: Seat, outcome: Outcome, minutes: int | None
) -> None:
    """One person's outcome and conversation; the minutes None where they were not there."""
    booking_settle(booking=seat.booking, outcome=outcome)
    told = {"outcome": outcome, "minutes": minutes}
    told |= {"closed_at": clock.now(), "closed_by_id": actor.person_id}
    first = {
        "citizen": seat.citizen,
        "holder": meeting.holder,
        "starts_at": meeting.starts_at,
        "purpose": meeting.purpose,
        "form": meeting.form,
        "channel": meeting.channel,
        "held_by": Holder.COUNSELLOR,
    }
    conversation, _ = Conversation.objects.update_or_create(
        booking=seat.booking, defaults=told, create_defaults=first | told
    )
    event_write(seat.citizen, conversation_told(conversation))


def _agreed(actor: Actor, seat: Seat, until: date) -> None:
    """What the two agreed about the next contact; told again it is the same agreement."""
    citizen, today = seat.citizen, clock.today()
    held = agreement_in_force(citizen)
    if held is not None and held.next_to == until:
        return
    freedom = Freedom(held.freedom) if held else Freedom.CHECK_INS
    weeks = course_of(citizen, on=today).weeks
    cadence = proposed_cadence(freedom=freedom, position=Position(weeks=weeks, law_due=None))
    terms = Terms(
        freedom=freedom,
        interval_weeks=cadence.interval_weeks,
        next_from=today,
        next_to=until,
        channel=None,
        reasons=reasons_as_data((Reason.of("agreed_in_conversation"),)),
    )
    source = AgreementSource.CONVERSATION
    agreement_make(actor=actor, citizen=citizen, terms=terms, source=source)
