"""Fetching bookings: the citizen's own, or those of the counsellor's own caseload."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.booking.models import Booking, TimeWish, holds
from staasted.apps.citizens.access import (
    Citizen,
    Doing,
    NotYours,
    caseload_refs,
    own_cases,
    reached,
    role_require,
    somebody,
)
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.kinds import Covers
from staasted.apps.citizens.models import PartnerInvitation
from staasted.apps.citizens.reach import Reach, on_open_cases, with_reach
from staasted.apps.org.clock import clock
from staasted.core.axes import SEATED, Outcome

CANCELLED = (Outcome.CANCELLED_BY_CITIZEN, Outcome.CANCELLED_BY_US)


def own_booking(actor: Actor, public_id: str, *, on: date) -> Booking:
    """One of the citizen's own bookings, or of the one a representative acts for.

    Errors: AccessRefused, NotYours.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    mine = own_cases(Citizen.objects.all(), actor, on=on, covers=Covers.CONVERSATIONS)
    return _noted(_bookings().filter(citizen__in=mine, public_id=public_id))


def own_wish(actor: Actor, public_id: str, *, on: date) -> TimeWish:
    """One of the citizen's own wishes about a time, or of the one a representative acts for.

    Errors: AccessRefused, NotYours.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    mine = own_cases(Citizen.objects.all(), actor, on=on, covers=Covers.CONVERSATIONS)
    rows = TimeWish.objects.select_related("citizen__person")
    found = rows.filter(citizen__in=mine, public_id=public_id).first()
    if found is None:
        raise NotYours
    note([found.citizen.public_id])
    return found


def own_calendar(actor: Actor, *, on: date, since: datetime) -> list[Booking]:
    """The citizen's bookings that end at a moment or later, cancelled ones too, in order of time.

    Errors: AccessRefused; NotYours where the case is closed or there is none.
    """
    role_require(actor, Role.CITIZEN)
    mine = own_cases(Citizen.objects.filter(closed_on=None), actor, on=on)
    case = mine.first()
    if case is None:
        raise NotYours
    note([case.public_id])
    held = Booking.objects.select_related("counsellor", "place", "video").filter(citizen=case)
    return list(held.filter(ends_at__gte=since).order_by("starts_at", "id"))


def booking_reached(actor: Actor, public_id: str, *, on: date) -> Booking:
    """A booking the counsellor may close: the own caseload's, a colleague's they cover, or one they
    hold themselves, whoever's the case is by now.

    Errors: as ``citizen_reached``.
    """
    booking = _to_close(actor, public_id, on)
    if booking is None:
        raise NotYours
    near = booking.reach == Reach.OWN or (booking.reach == Reach.AWAY and actor.purpose)
    holds = booking.counsellor_id == actor.person_id and not near
    booking.citizen.reach = Reach.HOLDS if holds else booking.reach
    reached(booking.citizen, actor, Doing.ACT)
    return booking


def may_write_note(actor: Actor, public_id: str, *, on: date) -> bool:
    """Whether the actor may keep a draft of what they write of a booking that is not closed yet.

    Nothing of the citizen is handed out, so no reading is noted: a page that saves by itself would
    fill the log with it. Errors: AccessRefused.
    """
    booking = _to_close(actor, public_id, on)
    if booking is None or booking.outcome is not None:
        return False
    near = booking.reach == Reach.OWN or (booking.reach == Reach.AWAY and actor.purpose)
    return bool(near) or booking.counsellor_id == actor.person_id


def _to_close(actor: Actor, public_id: str, on: date) -> Booking | None:
    """A booking with its ``reach``; presence is recorded for a whole meeting."""
    role_require(actor, Role.COUNSELLOR)
    found = on_open_cases(_bookings().filter(public_id=public_id), actor, on=on)
    found = found.exclude(form__in=SEATED)
    return with_reach(found, actor, on=on, citizen="citizen_id").first()


def bookings_of_day(actor: Actor, *, on: date) -> Sequence[Booking]:
    """The bookings of a Danish day, and live ones from before, in order of time.

    The own caseload's, whoever holds them, and those the actor holds with others (``reach`` says
    which; a protected name among these is not shown). A move leaves the old time out, the new one
    stands. Seats in meetings are not among them: the meeting is shown.
    """
    role_require(actor, Role.COUNSELLOR)
    starts, ends = day_bounds(on)
    found = _of_day()(person=actor.person_id, on=on, starts=starts, ends=ends)
    for booking in found:
        booking.citizen.reach = Reach.OWN if booking.own else Reach.HOLDS
    nameless([booking.citizen for booking in found if not booking.own])
    note(booking.citizen.public_id for booking in found)
    return found


@Prepared
def _of_day(given: Given) -> QuerySet[Booking]:
    actor, on = somebody(given), given.day("on")
    of_the_day = Q(starts_at__gte=given.moment("starts"), moved_to=None)
    own = caseload_refs(actor, on=on).values("pk")
    near = Q(citizen__in=own) | Q(counsellor_id=actor.person_id)
    held = _bookings().filter(near, starts_at__lt=given.moment("ends")).exclude(form__in=SEATED)
    held = on_open_cases(held, actor, on=on).annotate(own=Q(citizen__in=own))
    return held.filter(Q(outcome=None) | of_the_day).order_by("starts_at")


def own_bookings_between(actor: Actor, *, starts: datetime, ends: datetime) -> Sequence[Booking]:
    """What the actor holds between two moments, in order of time; a move leaves the old time out.

    ``own`` says whether the citizen is of the own caseload; else a protected name is not shown.
    """
    role_require(actor, Role.COUNSELLOR)
    held = _held_by(actor, on=danish_day(clock.now())).exclude(outcome__in=CANCELLED)
    return _named_where_own(held.filter(starts_at__lt=ends, ends_at__gt=starts))


def own_bookings_amiss(
    actor: Actor, amiss: Callable[[list[Booking]], Iterable[Booking]], *, now: datetime
) -> Sequence[Booking]:
    """Of the bookings ahead that the actor holds, those ``amiss`` picks: they are read, no others.

    ``own`` says whether the citizen is of the own caseload; else a protected name is not shown.
    """
    role_require(actor, Role.COUNSELLOR)
    held = _held_by(actor, on=danish_day(now)).filter(outcome=None, ends_at__gt=now)
    return _named_where_own(held, amiss)


def _held_by(actor: Actor, *, on: date) -> QuerySet[Booking]:
    """What the actor holds with those staff may know of; ``own`` says who is of the caseload."""
    held = _bookings().filter(counsellor_id=actor.person_id).exclude(form__in=SEATED)
    held = on_open_cases(held, actor, on=on)
    own = Q(citizen__in=caseload_refs(actor, on=on).values("pk"))
    return held.annotate(own=own).order_by("starts_at")


def _named_where_own(
    held: QuerySet[Booking], picks: Callable[[list[Booking]], Iterable[Booking]] = list
) -> list[Booking]:
    """Those of them that ``picks`` takes: they are read, no others."""
    found = list(picks(list(held)))
    nameless([booking.citizen for booking in found if not booking.own])
    note(booking.citizen.public_id for booking in found)
    return found


def partners_bookings(
    actor: Actor, invitations: Sequence[PartnerInvitation], *, now: datetime
) -> Sequence[Booking]:
    """The conversations ahead that a partner holds, alone or with a counsellor, with those they
    are invited to."""
    role_require(actor, Role.PARTNER)
    shown = {invitation.citizen_id: invitation.citizen for invitation in invitations}
    held = _bookings().filter(holds(actor.person_id), citizen__in=shown, outcome=None)
    found = list(held.filter(ends_at__gt=now).order_by("starts_at"))
    for booking in found:
        booking.citizen = shown[booking.citizen_id]  # nameless where the name is protected
    return found


def partners_unclosed(
    actor: Actor, invitations: Sequence[PartnerInvitation], *, now: datetime
) -> Sequence[Booking]:
    """The conversations a partner holds alone that have begun and nobody has closed."""
    role_require(actor, Role.PARTNER)
    shown = {invitation.citizen_id: invitation.citizen for invitation in invitations}
    begun = _bookings().filter(citizen__in=shown, outcome=None, starts_at__lte=now)
    found = list(begun.filter(counsellor_id=actor.person_id).order_by("starts_at"))
    for booking in found:
        booking.citizen = shown[booking.citizen_id]
    return found


def partners_own(actor: Actor, invitations: Sequence[PartnerInvitation], public_id: str) -> Booking:
    """One conversation a partner holds alone with somebody they are invited to today.

    Once the invitation is over there is none. Errors: AccessRefused, NotYours.
    """
    role_require(actor, Role.PARTNER)
    invited = [invitation.citizen_id for invitation in invitations]
    own = _bookings().filter(counsellor_id=actor.person_id, citizen__in=invited)
    return _noted(own.exclude(form__in=SEATED).filter(public_id=public_id))


def _bookings() -> QuerySet[Booking]:
    return Booking.objects.select_related(
        "citizen__person", "counsellor", "partner", "place", "room", "video"
    )


def _noted(bookings: QuerySet[Booking]) -> Booking:
    booking = bookings.first()
    if booking is None:
        raise NotYours
    note([booking.citizen.public_id])
    return booking
