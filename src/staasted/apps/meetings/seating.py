"""Giving and freeing seats, and moving up who waits. The case and the meeting are held before."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.booking.models import (
    Booking,
    Occupation,
    OccupationKind,
    ResourceKind,
)
from staasted.apps.booking.services import booking_free
from staasted.apps.booking.taking import resource_open
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.holding import Held, ListGrew
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait, WaitEnd
from staasted.apps.meetings.recording import seat_logged
from staasted.apps.meetings.telling import seat_told
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Origin, Outcome
from staasted.core.errors import DomainError


def seats_taken(meeting: GroupMeeting) -> QuerySet[Seat]:
    """The live seats with their citizens, in order of number."""
    rows = Seat.objects.filter(meeting=meeting, live=True).order_by("number")
    return rows.select_related("citizen__person", "booking__counsellor", "booking__place")


def waiting_list(meeting: GroupMeeting) -> QuerySet[SeatWait]:
    """Who waits, the first first."""
    rows = SeatWait.objects.filter(meeting=meeting, ended_at=None).order_by("pk")
    return rows.select_related("citizen__person")


def seats_free(meeting: GroupMeeting) -> int:
    """How many seats are free."""
    return meeting.seats - Seat.objects.filter(meeting=meeting, live=True).count()


def own_time_taken(
    citizen: Citizen, starts_at: datetime, ends_at: datetime, *, held: bool = False
) -> bool:
    """Whether something of the citizen's lies in a stretch; with ``held`` also a time they are
    just choosing, which goes before a seat they do not know of."""
    own = {"resource__kind": ResourceKind.CITIZEN, "resource__person": citizen.person}
    taken = Occupation.objects.filter(live=True, starts_at__lt=ends_at, ends_at__gt=starts_at)
    over = Q(until_at__lte=clock.wall()) if held else Q()
    return taken.filter(**own).exclude(over, kind=OccupationKind.HOLD).exists()


def seat_give(meeting: GroupMeeting, citizen: Citizen, origin: Origin) -> Seat:
    """The lowest free seat, and the citizen's time with it.

    Errors: DomainError ``own_time_taken``, ``meeting_full``.
    """
    used = set(seats_taken(meeting).values_list("number", flat=True))
    number = next((n for n in range(1, meeting.seats + 1) if n not in used), None)
    if number is None:
        raise DomainError("meeting_full")
    booking = seat_book(meeting, citizen, origin)
    told = {"meeting": meeting, "citizen": citizen, "booking": booking}
    return Seat.objects.create(**told, number=number, taken_at=clock.now())


def seat_book(meeting: GroupMeeting, citizen: Citizen, origin: Origin) -> Booking:
    """The booking of a seat: it takes the citizen's time and holds no purpose.

    Errors: DomainError ``own_time_taken``.
    """
    choosing = Occupation.objects.filter(held_for=citizen, starts_at__lt=meeting.ends_at)
    choosing.filter(ends_at__gt=meeting.starts_at).delete()  # on all it takes, and no other
    resource = resource_open(person=citizen.person, kind=ResourceKind.CITIZEN)
    booking = Booking.objects.create(
        citizen=citizen,
        counsellor=meeting.holder,
        purpose=meeting.purpose,
        form=meeting.form,
        channel=meeting.channel,
        origin=origin,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        booked_at=clock.now(),
        open=False,
        place=meeting.place,
        room=meeting.room,
    )
    when = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    try:
        with transaction.atomic():
            Occupation.objects.create(resource=resource, booking=booking, **when)
    except IntegrityError as clash:
        raise DomainError("own_time_taken") from clash
    return booking


def seat_free(seat: Seat, outcome: Outcome) -> None:
    """Free a seat and its citizen's time."""
    booking_free(booking=seat.booking, outcome=outcome)
    seat.live = False
    seat.save(update_fields=["live"])


def wait_end(wait: SeatWait, why: WaitEnd) -> None:
    """Let somebody wait no more."""
    wait.ended_at, wait.ended_for = clock.now(), why
    wait.save(update_fields=["ended_at", "ended_for"])


def moved_up_until(meeting: GroupMeeting) -> datetime:
    """From when on nobody is moved up any more: they could not know of it in time."""
    return meeting.starts_at - timedelta(hours=catalog().policy["meeting_move_up_hours"])


def seats_fill(held: Held) -> int:
    """Give free seats to those who have waited longest and are free then; how many moved up.

    Whoever is not free keeps the place in the list. Errors: ListGrew where the case of the next
    one is not held.
    """
    meeting, moved = held.meeting, 0
    if clock.now() >= moved_up_until(meeting) or meeting.cancelled_at is not None:
        return 0
    free = seats_free(meeting)
    for wait in waiting_list(meeting) if free > 0 else ():
        if moved == free:
            break
        if wait.citizen_id not in held.cases:
            raise ListGrew
        moved += _moved_up(meeting, wait)
    return moved


def _moved_up(meeting: GroupMeeting, wait: SeatWait) -> bool:
    if own_time_taken(wait.citizen, meeting.starts_at, meeting.ends_at, held=True):
        return False
    wait_end(wait, WaitEnd.SEATED)  # nobody both waits and has a seat
    seat = seat_give(meeting, wait.citizen, Origin.OWN_CHOICE)
    # By nobody: whoever gave the seat back is no business of whoever gets it.
    seat_logged(OPERATOR, "meeting_move_up", meeting, wait.citizen)
    seat_told("moved_up", seat.booking, instead_of=wait.letter)
    return True


def numbers_close_up(meeting: GroupMeeting, seats: int) -> None:
    """Let the live seats be numbered from one, where some lie beyond a number of seats."""
    rows = list(seats_taken(meeting))
    used = {row.number for row in rows}
    gaps = iter(n for n in range(1, seats + 1) if n not in used)
    for row in rows:
        if row.number > seats:
            row.number = next(gaps)
            row.save(update_fields=["number"])
