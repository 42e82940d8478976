"""What the kills ask the database about meetings: all holds as it is, and each break is found."""

from collections.abc import Callable

import pytest
from django.db import connection

from benchmarks.fault_seats import SEAT_QUESTIONS, TALK
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait
from staasted.apps.meetings.services import meeting_leave
from staasted.apps.outbox.models import Message
from tests import town
from tests.gathering import join, meeting
from tests.inviting import who_books
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db


def found() -> set[str]:
    """The questions that are answered with anything."""
    wrong = set()
    for what, question in SEAT_QUESTIONS.items():
        with connection.cursor() as asking:
            asking.execute(question.format(booking=0, act=0, message=0, talk=TALK))
            wrong |= {what} if asking.fetchall() else set()
    return wrong


@pytest.fixture
def held(place: Town) -> GroupMeeting:
    """Two seats: one given back and moved up to, one taken; one still waits."""
    held = meeting(place)
    cases = [who_books(place, name=f"Nr. {n}", email=f"nr{n}@borger.example") for n in range(4)]
    for case in cases:
        join(case, held)
    meeting_leave(actor=town.acting(cases[0]), citizen=cases[0], meeting=held)
    return held


def test_as_the_services_leave_it_nothing_is_found(held: GroupMeeting) -> None:
    assert Seat.objects.filter(live=True).count() == 2
    assert SeatWait.objects.filter(ended_at=None).count() == 1
    assert found() == set()


BREAKS: list[tuple[str, Callable[[GroupMeeting], object]]] = [
    ("a live seat without its citizen's time", lambda _: Occupation.objects.update(live=False)),
    (
        "a live booking of a seat nobody has",
        lambda _: Seat.objects.filter(number=1, live=True).update(live=False),
    ),
    (
        "a seat given back that is still booked",
        lambda _: Seat.objects.filter(number=1, live=True).update(live=False),
    ),
    (
        "a free seat while somebody waits",
        lambda _: Seat.objects.filter(number=1, live=True).update(live=False),
    ),
    (
        "a seat without its message",
        lambda _: Message.objects.filter(kind="meeting_moved_up").delete(),
    ),
    (
        "a seat given back without its message",
        lambda _: Message.objects.filter(kind="meeting_given_back").delete(),
    ),
    (
        "somebody who waits and was not told",
        lambda _: Message.objects.filter(kind="meeting_waiting").delete(),
    ),
    (
        "leaving and its log apart",
        lambda _: SeatWait.objects.filter(ended_at=None).update(ended_at=NOON, ended_for="left"),
    ),
    (
        "waiting and its log apart",
        lambda _: SeatWait.objects.filter(ended_at=None).delete(),
    ),
    (
        "seats and their log apart",
        lambda held: Seat.objects.filter(meeting=held, live=False).delete(),
    ),
]


@pytest.mark.parametrize(("what", "breaks"), BREAKS, ids=[what for what, _ in BREAKS])
def test_what_is_broken_is_found(
    held: GroupMeeting, what: str, breaks: Callable[[GroupMeeting], object]
) -> None:
    breaks(held)
    assert what in found()


def test_a_log_row_and_a_booking_stand_for_each_seat(held: GroupMeeting) -> None:
    acts = ActLog.objects.filter(subject=held.public_id, act__startswith="meeting_")
    assert acts.filter(act="meeting_join").count() == 2
    assert Booking.objects.filter(form=held.form).count() == 3
