"""Asking a citizen to book, taking it back, and what a human does when it has run out.

The case is held first, then the citizen's and the counsellor's time, as booking does (0020): two
who ask at once are one after the other, and each counts what the other asked.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.models import Booking
from staasted.apps.booking.taking import resources_lock
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.conversations.course import arrangement_of
from staasted.apps.invitations.capacity import Capacity, capacity_of
from staasted.apps.invitations.models import (
    HumanAnswer,
    Invitation,
    InvitationState,
    TimesMissing,
)
from staasted.apps.invitations.standing import bars_of, invited_on
from staasted.apps.invitations.telling import invitation_told, text_try, withdrawal_told
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import person_of
from staasted.apps.outbox.services import matters_drop
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose, Visibility
from staasted.core.axes import SEATED
from staasted.core.errors import DomainError
from staasted.core.law import Arrangement, Deadline, deadline_of, least_days, may_be_invited


@dataclass(frozen=True, slots=True)
class Asking:
    """What the citizen is asked to book, with whom, and in how many days.

    ``guided``: they have been told how to book and what it means not to (BEK 1216/2023 § 44,
    stk. 2).
    """

    purpose: Purpose
    counsellor: Person
    days: int
    guided: bool


@transaction.atomic
def invitation_make(*, actor: Actor, citizen: Citizen, asking: Asking) -> Invitation | TimesMissing:
    """Ask the citizen to book; where there are too few times, record that instead and ask nobody.

    Errors: AccessRefused; DomainError ``case_closed``, ``invitation_unguided``,
    ``invitation_days``, ``invitation_not_theirs``, ``invitation_purpose``, ``citizen_has_booked``,
    ``asked_already``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)
    resources_lock(citizen, asking.counsellor)
    now = clock.now()
    arrangement = arrangement_of(citizen, on=danish_day(now))
    _refuse(citizen, asking, arrangement, now)
    deadline = deadline_of(arrangement, danish_day(now), asking.days)
    found = capacity_of(citizen, asking.counsellor, asking.purpose, deadline, now=now)
    if not found.enough:
        return _missing(actor, asking, deadline, found, now)
    row = _kept(actor, citizen, asking, deadline, arrangement, now)
    _logged(actor, "invitation_make", row)
    invitation_told(row, now=now)
    text_try(row, now=now)
    return row


def invitation_foreseen(
    citizen: Citizen, asking: Asking, *, asked_before: int = 0
) -> DomainError | None:
    """Why asking this citizen now would be refused, or None; nothing is written or held.

    ``asked_before`` are others of the same counsellor who would be asked first. Some ten queries.
    """
    now = clock.now()
    arrangement = arrangement_of(citizen, on=danish_day(now))
    try:
        _refuse(citizen, asking, arrangement, now)
    except DomainError as refused:
        return refused
    if asking.purpose.slug in invited_on(citizen, danish_day(now)):
        return DomainError("asked_already")
    deadline = deadline_of(arrangement, danish_day(now), asking.days)
    told = {"now": now, "asked_before": asked_before}
    found = capacity_of(citizen, asking.counsellor, asking.purpose, deadline, **told)
    return None if found.enough else times_missing(found.found, found.wanted)


def times_missing(found: int, wanted: int) -> DomainError:
    """What is said where there are too few times to ask somebody."""
    return DomainError("times_missing", found=found, wanted=wanted)


@transaction.atomic
def invitation_withdraw(*, actor: Actor, invitation: Invitation, reason: str) -> Invitation:
    """Take an invitation back; the citizen is told.

    Errors: AccessRefused; DomainError ``invitation_over``, ``invitation_reason``.
    """
    row = _held(actor, invitation)
    _end(actor, row, InvitationState.WITHDRAWN, reason=_given(reason))
    _logged(actor, "invitation_withdraw", row)
    withdrawal_told(row, now=clock.now())
    return row


@transaction.atomic
def invitation_answer(
    *, actor: Actor, invitation: Invitation, answer: HumanAnswer, reason: str = ""
) -> Invitation:
    """Record what a human did when the last day had passed. Nothing else follows from it.

    Errors: AccessRefused; DomainError ``invitation_over``, ``invitation_running``, and
    ``invitation_reason`` where nothing is done about it.
    """
    row = _held(actor, invitation)
    if not has_run_out(row, clock.now()):
        raise DomainError("invitation_running")
    why = _given(reason) if answer == HumanAnswer.LEFT else reason.strip()
    _end(actor, row, InvitationState.WITH_HUMAN, answer=answer, reason=why)
    _logged(actor, "invitation_answer", row, answer=answer)
    return row


def has_run_out(row: Invitation, now: datetime) -> bool:
    """Whether the last day has passed, also where no round has marked it yet."""
    late = row.state == InvitationState.LIVE and row.book_by_on < danish_day(now)
    return late or row.state == InvitationState.EXPIRED


def run_out_settle(actor: Actor, citizen: Citizen, purpose: str, answer: HumanAnswer) -> None:
    """Mark those of a purpose that have run out as answered. The case is held."""
    now = clock.now()
    for row in Invitation.objects.filter(citizen=citizen, purpose=purpose, answer=""):
        if has_run_out(row, now):
            _end(actor, row, InvitationState.WITH_HUMAN, answer=answer)


def _refuse(citizen: Citizen, asking: Asking, arrangement: Arrangement, now: datetime) -> None:
    bars = bars_of(citizen)
    closed = asking.purpose.visibility is Visibility.STAFF
    if closed or not asking.purpose.self_bookable:
        raise DomainError("invitation_purpose")
    if not may_be_invited(arrangement, exempt=bars.exempt, deprived=bars.deprived):
        raise DomainError("invitation_not_theirs")
    least, most = least_days(arrangement), catalog().policy.numbers["invitation_days"].range[1]
    if not least <= asking.days <= most:
        raise DomainError("invitation_days", least=least, most=most)
    if not asking.guided:
        raise DomainError("invitation_unguided")
    held = Booking.objects.filter(citizen=citizen, purpose=asking.purpose.slug, outcome=None)
    # A seat in a meeting holds no purpose.
    ahead = held.filter(ends_at__gt=now).exclude(form__in=SEATED).first()
    if ahead is not None:
        raise DomainError("citizen_has_booked", booking=ahead.public_id)


def _kept(
    actor: Actor,
    citizen: Citizen,
    asking: Asking,
    deadline: Deadline,
    arrangement: Arrangement,
    now: datetime,
) -> Invitation:
    """The row; what ran out before is answered by it."""
    run_out_settle(actor, citizen, asking.purpose.slug, HumanAnswer.INVITED_AGAIN)
    try:
        with transaction.atomic():
            return Invitation.objects.create(
                citizen=citizen,
                counsellor=asking.counsellor,
                purpose=asking.purpose.slug,
                made_on=danish_day(now),
                made_at=now,
                made_by=person_of(actor),
                book_by_on=deadline.book_by,
                talk_by_on=deadline.talk_by,
                must=arrangement.must,
                rule=arrangement.rule.id if arrangement.rule else "",
            )
    except IntegrityError as there:
        raise DomainError("asked_already") from there


def _missing(
    actor: Actor, asking: Asking, deadline: Deadline, found: Capacity, now: datetime
) -> TimesMissing:
    """Record that nobody was asked, since there were too few times."""
    row = TimesMissing.objects.create(
        at=now,
        office=settings.STAASTED.office_name,
        unit=actor.unit,
        counsellor_ref=asking.counsellor.public_id,
        asked_by_ref=actor.ref,
        purpose=asking.purpose.slug,
        channel=found.channel,
        first_on=danish_day(now),
        last_on=deadline.talk_by,
        wanted=found.wanted,
        found=found.found,
    )
    facts = {"purpose": row.purpose, "wanted": row.wanted, "found": row.found}
    act_log(actor=actor, act="times_missing", at=now, subject=row.public_id, facts=facts)
    return row


def _held(actor: Actor, invitation: Invitation) -> Invitation:
    """The invitation as it stands once its case is held. Errors: ``invitation_over``."""
    role_require(actor, Role.COUNSELLOR)
    case_lock(invitation.citizen)
    rows = Invitation.objects.select_related("citizen__person", "counsellor")
    row = rows.get(pk=invitation.pk)
    if row.state not in (InvitationState.LIVE, InvitationState.EXPIRED):
        raise DomainError("invitation_over")
    return row


def _end(
    actor: Actor, row: Invitation, state: InvitationState, *, answer: str = "", reason: str = ""
) -> None:
    row.state, row.ended_at, row.ended_by = state, clock.now(), person_of(actor)
    row.answer, row.reason = answer, reason
    row.save(update_fields=["state", "ended_at", "ended_by", "answer", "reason"])
    matters_drop([row.public_id])


def _given(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise DomainError("invitation_reason")
    return reason


def _logged(actor: Actor, act: str, row: Invitation, **facts: object) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[row.citizen.public_id],
        subject=row.public_id,
        facts={"purpose": row.purpose, "book_by": row.book_by_on.isoformat(), **facts},
    )
