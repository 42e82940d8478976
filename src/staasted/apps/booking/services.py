"""Taking, moving and giving back time. The database is asked last and decides.

The case is locked first, then the resource rows in id order (decision 0020), then the one
function that lists free times confirms this one; the overlap guard stands behind it (0003).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.confirming import booking_told, cancellation_told, move_told
from staasted.apps.booking.fund import joining_require
from staasted.apps.booking.heard import tell_freed
from staasted.apps.booking.holders import holding_of
from staasted.apps.booking.interpreting import Interpreting
from staasted.apps.booking.models import Booking, Occupation, Opening, ResourceKind
from staasted.apps.booking.partner_telling import (
    partner_booked,
    partner_cancelled,
    partner_moved,
)
from staasted.apps.booking.shown_to import taking_require
from staasted.apps.booking.taking import (
    Request,
    resource_open,
    resources_lock,
    slot_keep,
    slot_take,
)
from staasted.apps.booking.video import video_over
from staasted.apps.citizens.coaching import barred
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.core.axes import SEATED, Origin, Outcome
from staasted.core.errors import DomainError


@transaction.atomic
def openings_publish(*, counsellor: Person, stretches: Iterable[tuple[datetime, datetime]]) -> int:
    """Add openings to a counsellor's calendar: half-open, aware. Returns how many."""
    resource = resource_open(person=counsellor, kind=ResourceKind.COUNSELLOR)
    rows = [Opening(resource=resource, starts_at=start, ends_at=end) for start, end in stretches]
    return len(Opening.objects.bulk_create(rows))


@transaction.atomic
def slot_hold(
    *, citizen: Citizen, counsellor: Person, request: Request, moving: Booking | None = None
) -> datetime:
    """Keep a time for the citizen while they check it; returns until when.

    One time is held for one citizen: a new one takes the place of the last. It is no act and no
    promise, and leaves no line in the log. Errors: SlotRefused; DomainError ``case_closed``,
    ``fund_choice_changed``, ``holder_gone``; as ``shown_require``.
    """
    open_case_lock(citizen)
    _agreed_require(citizen, counsellor, request)
    if moving is None and _open(citizen, request) is None:  # else booking says what is wrong
        taking_require(citizen, request.purpose, request.origin)
    resources = resources_lock(citizen, request.partner, counsellor, request=request)
    return slot_keep(citizen, counsellor, request, resources, moving=moving)


@transaction.atomic
def slot_book(*, actor: Actor, citizen: Citizen, counsellor: Person, request: Request) -> Booking:
    """Book a time for the two. The same request again answers with the same booking.

    One whose time has passed waits to be closed and is not in the way of a new one.
    Errors: SlotRefused with the next free times; DomainError ``case_closed``,
    ``fund_choice_changed``, ``holder_gone``, and ``booked_already`` where a live booking with
    this purpose lies ahead at another time; as ``shown_require`` where it is not for the actor.
    """
    open_case_lock(citizen)
    _agreed_require(citizen, counsellor, request)
    resources = resources_lock(citizen, request.partner, counsellor, request=request)
    held = _open(citizen, request)
    if held is not None and held.ends_at > clock.now():
        return _same(held, request)
    taking_require(citizen, request.purpose, request.origin, actor)
    if held is not None:
        _let_go(held)
    booking = slot_take(citizen, counsellor, request, resources)
    _logged(actor, "slot_book", booking)
    booking_told(booking, now=clock.now())
    partner_booked(booking, now=clock.now())
    return booking


@transaction.atomic
def booking_move(
    *,
    actor: Actor,
    booking: Booking,
    counsellor: Person,
    request: Request,
    asked_by_citizen: bool = False,
) -> Booking:
    """Move a booking in one act: cancelled with ``moved_to``, or nothing has happened.

    The new time is the ``counsellor``'s, who may be another than the one who had the old. Where
    the citizen has asked staff for it, it is their move, until the old time begins.
    Errors: SlotRefused; DomainError ``not_live``, ``summoned``, ``seat_in_a_meeting``,
    ``too_late_to_move``, ``fund_choice_changed``, ``holder_gone``.
    """
    open_case_lock(booking.citizen)
    _agreed_require(booking.citizen, counsellor, request)
    partner = request.partner
    both = (booking.counsellor, booking.partner, partner, counsellor)
    locked = resources_lock(booking.citizen, *both, request=request)
    resources = locked.only(counsellor, partner)
    current = _changeable(actor, booking, moves=True)
    hours = 0 if asked_by_citizen else request.purpose.move_until_hours
    _refuse_late(current, hours, "too_late_to_move")
    request = _as_moved(actor, current, request)
    # The old time is freed and the new one taken in one transaction: nobody sees between.
    _free(current, _cancelled_by(actor, asked_by_citizen=asked_by_citizen))
    moved = slot_take(current.citizen, counsellor, request, resources)
    current.moved_to = moved
    current.save(update_fields=["moved_to"])
    _logged(actor, "booking_move", moved, moved_from=current.public_id)
    move_told(moved, moved_from=current, now=clock.now())
    partner_moved(moved, moved_from=current, now=clock.now())
    return moved


@transaction.atomic
def booking_cancel(*, actor: Actor, booking: Booking, outcome: Outcome | None = None) -> Booking:
    """Give the time back, as the actor's own side does. Staff who cancel by telephone say whose
    ``outcome`` it is, and may until it begins.

    Errors: ``not_live``, ``summoned``, ``seat_in_a_meeting``, ``too_late_to_cancel``.
    """
    case_lock(booking.citizen)
    resources_lock(booking.citizen, booking.partner, booking.counsellor)
    current = _changeable(actor, booking)
    hours = 0 if outcome else catalog().purposes[current.purpose].cancel_until_hours
    _refuse_late(current, hours, "too_late_to_cancel")
    _give_back(actor, current, outcome or _cancelled_by(actor))
    return current


def booking_give_back(*, actor: Actor, booking: Booking) -> None:
    """Cancel a booking as the actor's side does, however late. Its citizen's time is locked."""
    _give_back(actor, booking, _cancelled_by(actor))


def _give_back(actor: Actor, booking: Booking, outcome: Outcome) -> None:
    _free(booking, outcome)
    _logged(actor, "booking_cancel", booking, outcome=outcome)
    by_citizen = outcome is Outcome.CANCELLED_BY_CITIZEN
    cancellation_told(booking, by_citizen=by_citizen, now=clock.now())
    partner_cancelled(booking, now=clock.now())


def citizen_time_lock(citizen: Citizen) -> None:
    """Hold the case and its citizen's time until the transaction ends: nothing is booked or moved
    meanwhile."""
    case_lock(citizen)
    resources_lock(citizen)


def booking_settle(*, booking: Booking, outcome: Outcome) -> None:
    """Record what became of a booking; its room on video is no more. Inside a transaction."""
    booking.outcome, booking.outcome_at, booking.open = outcome, clock.now(), False
    booking.save(update_fields=["outcome", "outcome_at", "open"])
    video_over(booking)


def booking_reopen(*, booking: Booking) -> None:
    """Take back what became of a booking: it waits to be closed again. Inside a transaction.

    It holds its purpose again, unless another does by now. Its room on video stays over.
    """
    others = Booking.objects.filter(citizen=booking.citizen, purpose=booking.purpose, open=True)
    booking.outcome, booking.outcome_at, booking.open = None, None, not others.exists()
    booking.save(update_fields=["outcome", "outcome_at", "open"])


def booking_free(*, booking: Booking, outcome: Outcome) -> None:
    """Settle a booking, and give back the time it takes. Inside a transaction."""
    booking_settle(booking=booking, outcome=outcome)
    Occupation.objects.filter(booking=booking).update(live=False)


def _agreed_require(citizen: Citizen, counsellor: Person, request: Request) -> None:
    """With the case held: who is asked for still may, and the a-kasse as the citizen has chosen.

    Errors: DomainError ``fund_choice_changed``, ``holder_gone``.
    """
    joining_require(citizen, request)
    if request.held_by not in request.purpose.held_by:
        raise DomainError("holder_gone")
    if request.holds is not None:
        now = holding_of(citizen, counsellor, request.purpose, on=clock.today())
        if now != request.holds or barred([citizen], [counsellor], clock.today()):
            raise DomainError("holder_gone")


def _open(citizen: Citizen, request: Request) -> Booking | None:
    """The booking that holds the purpose, ahead or not yet closed."""
    rows = Booking.objects.filter(citizen=citizen, purpose=request.purpose.slug, open=True)
    return rows.first()


def _let_go(booking: Booking) -> None:
    """Free the purpose of a booking whose time has passed; it still waits to be closed."""
    booking.open = False
    booking.save(update_fields=["open"])


def _same(held: Booking, request: Request) -> Booking:
    if (held.starts_at, held.channel) == (request.starts_at, request.channel):
        return held
    raise DomainError("booked_already", booking=held.public_id)


def _changeable(actor: Actor, booking: Booking, *, moves: bool = False) -> Booking:
    """The booking as it stands now, where this actor may change it."""
    rows = Booking.objects.select_related("citizen__person", "counsellor", "partner")
    current = rows.get(pk=booking.pk)
    if current.outcome is not None:
        raise DomainError("not_live")
    if current.form in SEATED:
        raise DomainError("seat_in_a_meeting")  # given back there: somebody may wait for it
    # Who is summoned moves it where the letter says so (BEK 113/2026 § 20, stk. 1, nr. 11-12);
    # else, and to cancel, the way is a human (LBK 280/2024 § 34(2)).
    theirs = moves and current.movable_until_on is not None
    if current.origin == Origin.SUMMONED and _own(actor) and not theirs:
        raise DomainError("summoned")
    return current


def _as_moved(actor: Actor, old: Booking, request: Request) -> Request:
    """What was asked for, as it stays what it was: a summons, and with an interpreter."""
    kept = Interpreting(old.interpreter, old.interpreter_language)
    request = replace(request, interpreting=request.interpreting or kept)
    if old.origin == Origin.SUMMONED and _own(actor):
        within = {"origin": Origin.SUMMONED, "movable_until_on": old.movable_until_on}
        return replace(request, **within)
    return request


def _own(actor: Actor) -> bool:
    return actor.role in (Role.CITIZEN, Role.REPRESENTATIVE)


def _refuse_late(booking: Booking, hours: int, code: str) -> None:
    if clock.now() > booking.starts_at - timedelta(hours=hours):
        raise DomainError(code, hours=hours)


def _cancelled_by(actor: Actor, *, asked_by_citizen: bool = False) -> Outcome:
    own = asked_by_citizen or _own(actor)
    return Outcome.CANCELLED_BY_CITIZEN if own else Outcome.CANCELLED_BY_US


def _free(booking: Booking, outcome: Outcome) -> None:
    booking_free(booking=booking, outcome=outcome)
    tell_freed(booking)


def _logged(actor: Actor, act: str, booking: Booking, **facts: object) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[booking.citizen.public_id],
        subject=booking.public_id,
        facts={
            "starts_at": booking.starts_at.isoformat(),
            "channel": booking.channel,
            "purpose": booking.purpose,
            "origin": booking.origin,
            **facts,
        },
    )
