"""A meeting at another time or place: each seat gets another booking, and everybody is told."""

from staasted.apps.booking.services import booking_free
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.models import GroupMeeting, Seat
from staasted.apps.meetings.seating import (
    own_time_taken,
    seat_book,
    seats_taken,
    waiting_list,
)
from staasted.apps.meetings.telling import seat_told, wait_told
from staasted.core.axes import Origin, Outcome


def everybody_moved(meeting: GroupMeeting) -> list[Citizen]:
    """Give each seat its booking at the new time, and tell it; who was told.

    The old booking is one we have cancelled, and names the new: calendars keep one entry. Whoever
    is not free at the new time has no seat any more.
    """
    seats, waits = list(seats_taken(meeting)), list(waiting_list(meeting))
    for seat in seats:
        booking_free(booking=seat.booking, outcome=Outcome.CANCELLED_BY_US)
        if own_time_taken(seat.citizen, meeting.starts_at, meeting.ends_at):
            seat.live = False
            seat.save(update_fields=["live"])
            seat_told("lost", seat.booking)
        else:
            _moved(meeting, seat)
    for wait in waits:
        wait.meeting = meeting
        wait_told("wait_changed", wait)
    return [row.citizen for row in (*seats, *waits)]


def _moved(meeting: GroupMeeting, seat: Seat) -> None:
    old = seat.booking
    seat.booking = seat_book(meeting, seat.citizen, Origin(old.origin))
    seat.save(update_fields=["booking"])
    old.moved_to = seat.booking
    old.save(update_fields=["moved_to"])
    seat_told("changed", seat.booking, old=old)
