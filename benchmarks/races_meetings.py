"""Everybody at once for the seats of one meeting: through the services, and over HTTP."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from benchmarks.booking_town import NOW
from benchmarks.races import Tally, run_at_once

WANTING, SEATS, LEAVING = 64, 20, 10
PLACE = "/mit-forloeb/moeder/{}/tilmeld/", "/mit-forloeb/moeder/{}/afbud/"
SERVER_FAULT = 500
Press = Callable[[Any, str], int]
"""Lets somebody press at an address; the status of the answer."""


def seats_raced(tally: Tally, town: tuple[Any, list[Any]]) -> None:
    """Sixty-four sign up for twenty seats, then ten of those with a seat give it back."""
    from staasted.apps.audit.actor import Role
    from staasted.apps.meetings.services import meeting_join, meeting_leave
    from staasted.apps.org.selectors import actor_for

    coach, people = town

    def acting(act: Callable[..., Any], who: Any, held: Any) -> Callable[[], Any]:
        actor = actor_for(person=who.person, role=Role.CITIZEN)
        return lambda: act(actor=actor, citizen=who, meeting=held)

    held = _meeting(coach)
    joined = run_at_once([acting(meeting_join, who, held) for who in people[:WANTING]])
    tally.wrong += [f"refused: {answer}" for answer in joined if isinstance(answer, Exception)]
    _told(tally, held)
    gone = _seated(held, people)[:LEAVING]
    run_at_once([acting(meeting_leave, who, held) for who in gone])
    _left(tally, held)
    _over(coach, held)


def seats_raced_served(
    tally: Tally, town: tuple[Any, list[Any]], visitors: Sequence[Any], press: Press
) -> None:
    """The same through the pages of the product's own server."""
    from staasted.apps.org.clock import clock

    coach, people = town
    with clock.pinned(NOW):
        held = _meeting(coach)
    join, leave = (address.format(held.public_id) for address in PLACE)
    wanting = list(zip(people, visitors, strict=True))[:WANTING]
    codes = run_at_once([lambda who=who: press(who, join) for _, who in wanting])
    _told(tally, held)
    seated = {who.pk for who in _seated(held, people)[:LEAVING]}
    gone = [visitor for who, visitor in wanting if who.pk in seated]
    codes += run_at_once([lambda who=who: press(who, leave) for who in gone])
    tally.wrong += [f"answered {code}" for code in codes if code >= SERVER_FAULT]
    _left(tally, held)
    with clock.pinned(NOW):
        _over(coach, held)


def _meeting(coach: Any) -> Any:
    from staasted.apps.audit.actor import Role
    from staasted.apps.meetings.making import meeting_make
    from staasted.apps.meetings.plans import Plan
    from staasted.apps.org.selectors import actor_for
    from staasted.core.axes import Channel, ConversationForm

    starts = NOW + timedelta(days=20, hours=14)  # after everybody's openings
    plan = Plan(
        form=ConversationForm.INFORMATION_MEETING,
        purpose="job_search",
        title="Sådan søger man",
        about="",
        channel=Channel.PHONE,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        seats=SEATS,
        holder=coach,
    )
    return meeting_make(actor=actor_for(person=coach, role=Role.COUNSELLOR), plan=plan)


def _seated(held: Any, people: Sequence[Any]) -> list[Any]:
    from staasted.apps.meetings.models import Seat

    keys = set(Seat.objects.filter(meeting=held, live=True).values_list("citizen", flat=True))
    return [who for who in people if who.pk in keys]


def _stands(tally: Tally, held: Any) -> tuple[int, int]:
    """How many have a seat and wait, with all that must hold of them, past the house's own code."""
    from staasted.apps.booking.models import Occupation
    from staasted.apps.meetings.models import Seat, SeatWait

    seats = list(Seat.objects.filter(meeting=held, live=True).select_related("booking"))
    waits = set(SeatWait.objects.filter(meeting=held, ended_at=None).values_list("citizen"))
    if sorted(seat.number for seat in seats) != list(range(1, len(seats) + 1)):
        tally.wrong.append("a seat has no number of its own")
    if {(seat.citizen_id,) for seat in seats} & waits:
        tally.wrong.append("somebody has a seat and waits for one")
    times = Occupation.objects.filter(live=True, booking__in=[seat.booking_id for seat in seats])
    if times.count() != len(seats) or any(seat.booking.outcome for seat in seats):
        tally.wrong.append("a seat without its citizen's time")
    return len(seats), len(waits)


def _told(tally: Tally, held: Any) -> None:
    """After the signing up: each has a seat or waits, and was told which."""
    from staasted.apps.meetings.models import Seat, SeatWait
    from staasted.apps.outbox.models import Message

    seated, waits = _stands(tally, held)
    seats = Seat.objects.filter(meeting=held, live=True)
    with_seat = Message.objects.filter(
        kind="meeting_seat", matter__in=seats.values("booking__public_id")
    ).values("matter")
    letters = SeatWait.objects.filter(meeting=held, ended_at=None).values("letter")
    waiting = Message.objects.filter(kind="meeting_waiting", matter__in=letters).values("matter")
    if with_seat.distinct().count() != seated:
        tally.wrong.append("a seat nobody was told of")
    told = waiting.distinct().count()
    tally.add(booked=seated, must=SEATS, told=told, losers=WANTING - seated)
    if waits != WANTING - SEATS:
        tally.wrong.append(f"{waits} wait, not {WANTING - SEATS}")


def _left(tally: Tally, held: Any) -> None:
    """After some have left: whoever waited longest has their seat."""
    from staasted.apps.meetings.models import SeatWait

    seated, waits = _stands(tally, held)
    if (seated, waits) != (SEATS, WANTING - SEATS - LEAVING):
        tally.wrong.append(f"{seated} seated and {waits} wait after {LEAVING} left")
    rows = SeatWait.objects.filter(meeting=held).order_by("pk")
    ended = [row.ended_for for row in rows]
    if ended != ["seated"] * LEAVING + [""] * (WANTING - SEATS - LEAVING):
        tally.wrong.append("somebody was moved up out of turn")


def _over(coach: Any, held: Any) -> None:
    from staasted.apps.audit.actor import Role
    from staasted.apps.meetings.making import meeting_cancel
    from staasted.apps.org.selectors import actor_for

    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    meeting_cancel(actor=actor, meeting=held, because="Løbet er slut.")
