"""A meeting with seats: made, joined, given back, changed, cancelled."""

from datetime import time, timedelta

import pytest

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import booking_cancel, booking_move, slot_book, slot_hold
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.making import meeting_cancel, meeting_change
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait
from staasted.apps.meetings.plans import plan_of
from staasted.apps.meetings.services import meeting_join, meeting_leave, meetings_fill
from staasted.apps.org.clock import clock
from staasted.core.axes import Origin, Outcome
from staasted.core.errors import DomainError
from tests import town
from tests.gathering import DAY, join, meeting, plan, seated, waiting
from tests.happenings import book, free, request
from tests.town import Town, danish

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(place: Town) -> GroupMeeting:
    return meeting(place)


@pytest.fixture
def people(place: Town) -> list[Citizen]:
    names = ("Åse Møller", "Bo Ravn", "Carla Ærø", "Dan Øst")
    return [town.citizen(place.karen, name=name) for name in names]


def leave(case: Citizen, held: GroupMeeting) -> None:
    meeting_leave(actor=town.acting(case), citizen=case, meeting=held)


def test_a_meeting_takes_its_holders_time(place: Town, held: GroupMeeting) -> None:
    case = town.citizen(place.karen)
    times = [slot for slot in free(case, place.karen) if slot.start < held.ends_at]
    assert times
    assert not [slot for slot in times if slot.end > held.starts_at]


def test_a_seat_takes_the_citizens_time_and_the_next_one_in_line_waits(
    held: GroupMeeting, people: list[Citizen]
) -> None:
    for case in people:
        join(case, held)
    assert (seated(held), waiting(held)) == (people[:2], people[2:])
    taken = Occupation.objects.filter(booking__citizen=people[0], live=True)
    assert [row.resource.kind for row in taken] == ["citizen"]
    booking = Booking.objects.get(citizen=people[0])
    assert (booking.form, booking.origin, booking.open) == (held.form, Origin.OWN_CHOICE, False)


def test_signing_up_twice_is_signing_up_once(held: GroupMeeting, people: list[Citizen]) -> None:
    first = [join(case, held) for case in people]
    again = [join(case, held) for case in people]
    assert first == again
    assert (Seat.objects.count(), SeatWait.objects.count()) == (2, 2)


def test_a_seat_given_back_goes_to_whoever_has_waited_longest(
    held: GroupMeeting, people: list[Citizen]
) -> None:
    for case in people:
        join(case, held)
    leave(people[0], held)
    assert seated(held) == [people[2], people[1]]
    assert waiting(held) == [people[3]]
    given_back = Booking.objects.get(citizen=people[0])
    assert given_back.outcome == Outcome.CANCELLED_BY_CITIZEN
    assert not Occupation.objects.filter(booking=given_back, live=True).exists()


def test_whoever_is_not_free_at_the_time_keeps_the_place_and_the_next_moves_up(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    for case in people:
        join(case, held)
    slot = next(s for s in free(people[2], place.jens) if s.start == held.starts_at)
    with_jens = book_at(people[2], place, slot.start)
    leave(people[0], held)
    assert (seated(held), waiting(held)) == ([people[3], people[1]], [people[2]])
    leave(people[1], held)
    assert (seated(held), waiting(held)) == ([people[3]], [people[2]])
    give_back(people[2], with_jens)
    assert meetings_fill(now=clock.now()) == 1
    assert (seated(held), waiting(held)) == ([people[3], people[2]], [])


def test_a_time_somebody_is_just_choosing_goes_before_a_seat_they_do_not_know_of(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    ase, bo, carla, dan = people
    for case in people:
        join(case, held)
    for case, start in ((carla, held.starts_at), (dan, held.ends_at + timedelta(hours=1))):
        slot_hold(citizen=case, counsellor=place.jens, request=request(start))
    leave(ase, held)
    assert (seated(held), waiting(held)) == ([dan, bo], [carla])
    holding = Occupation.objects.filter(kind="hold").values_list("held_for", flat=True)
    assert set(holding) == {carla.pk, dan.pk}, "what one is choosing elsewhere stays"


def book_at(case: Citizen, place: Town, start: object) -> Booking:
    return slot_book(
        actor=town.acting(case), citizen=case, counsellor=place.jens, request=request(start)
    )


def give_back(case: Citizen, booking: Booking) -> None:
    booking_cancel(actor=town.acting(case), booking=booking)


def test_a_citizen_is_never_in_a_meeting_and_in_a_conversation_at_once(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    ase, bo, *_ = people
    book_at(ase, place, held.starts_at)
    with pytest.raises(DomainError, match="own_time_taken"):
        join(ase, held)
    join(bo, held)
    assert held.starts_at not in {slot.start for slot in free(bo, place.jens)}
    with pytest.raises(SlotRefused):
        book_at(bo, place, held.starts_at)


def test_a_seat_does_not_stand_in_the_way_of_a_conversation_about_the_same(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    join(people[0], held)
    booked = book(people[0], place.karen, purpose=held.purpose)
    assert booked.outcome is None


@pytest.mark.parametrize("act", [booking_cancel, booking_move])
def test_a_seat_is_not_moved_or_cancelled_as_a_conversation_is(
    place: Town, held: GroupMeeting, people: list[Citizen], act: object
) -> None:
    join(people[0], held)
    booking = Booking.objects.get(citizen=people[0])
    more = {"counsellor": place.karen, "request": request(free(people[0], place.karen)[0].start)}
    with pytest.raises(DomainError, match="seat_in_a_meeting"):
        act(
            actor=town.acting(people[0]),
            booking=booking,
            **(more if act is booking_move else {}),
        )


def test_nobody_is_moved_up_when_they_could_not_know_in_time(
    held: GroupMeeting, people: list[Citizen]
) -> None:
    for case in people:
        join(case, held)
    with clock.pinned(held.starts_at - timedelta(hours=24)):
        leave(people[0], held)
        assert (seated(held), waiting(held)) == ([people[1]], people[2:])
        assert meetings_fill(now=clock.now()) == 0
        join(people[3], held)  # first come: who asks gets it, whoever waits
    assert (seated(held), waiting(held)) == ([people[3], people[1]], [people[2]])


def test_a_seat_is_given_back_in_time_or_by_telephone(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    join(people[0], held)
    with clock.pinned(held.starts_at - timedelta(minutes=30)):
        with pytest.raises(DomainError, match="too_late_to_cancel"):
            leave(people[0], held)
        meeting_leave(actor=place.counsellor(), citizen=people[0], meeting=held)
    assert Booking.objects.get(citizen=people[0]).outcome == Outcome.CANCELLED_BY_US


def test_who_leaves_the_list_waits_no_more(held: GroupMeeting, people: list[Citizen]) -> None:
    for case in people:
        join(case, held)
    leave(people[2], held)
    leave(people[2], held)
    assert waiting(held) == [people[3]]
    join(people[2], held)
    assert waiting(held) == [people[3], people[2]], "at the end, whoever comes back"


def test_one_signs_up_in_time_and_for_what_one_belongs_to(
    place: Town, people: list[Citizen]
) -> None:
    until = danish(DAY, time(8))
    held = meeting(place, join_until_at=until, groups=("group:unemployed",))
    with pytest.raises(DomainError, match="meeting_for_others"):
        join(people[0], held)
    with clock.pinned(until), pytest.raises(DomainError, match="meeting_closed_for_joining"):
        join(people[0], held)
    with clock.pinned(until):  # who rings up is let in, of whatever group
        meeting_join(actor=place.counsellor(), citizen=people[0], meeting=held)
    assert Booking.objects.get().origin == Origin.BY_STAFF
    for_hers = meeting(place, at=held.ends_at, groups=("group:unemployed", town.JOB_READY))
    assert isinstance(join(people[1], for_hers), Seat)


def test_another_time_moves_every_seat_that_can_be_moved(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    for case in people:
        join(case, held)
    later = held.starts_at + timedelta(days=1)
    book_at(people[0], place, later)
    wanted = plan(place.karen, at=later)
    changed = meeting_change(actor=place.counsellor(), meeting=held, plan=wanted)
    assert (changed.starts_at, changed.changes) == (later, 1)
    assert seated(held) == [people[2], people[1]], "who is not free then leaves the seat"
    assert waiting(held) == [people[3]]
    old, new = Booking.objects.filter(citizen=people[1]).order_by("id")
    assert (old.outcome, old.moved_to, new.starts_at) == (Outcome.CANCELLED_BY_US, new, later)
    times = Occupation.objects.filter(meeting_time__meeting=held, live=True)
    assert [row.starts_at for row in times] == [later]


def test_more_seats_go_to_those_who_wait_and_fewer_are_refused_below_those_taken(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    for case in people:
        join(case, held)
    karen = place.counsellor()
    meeting_change(actor=karen, meeting=held, plan=plan(place.karen, seats=3))
    assert (seated(held), waiting(held)) == (people[:3], people[3:])
    with pytest.raises(DomainError, match="meeting_seats_taken") as refused:
        meeting_change(actor=karen, meeting=held, plan=plan(place.karen, seats=2))
    assert refused.value.values == {"count": 3}
    leave(people[3], held)
    leave(people[0], held)
    meeting_change(actor=karen, meeting=held, plan=plan(place.karen, seats=2))
    numbers = Seat.objects.filter(live=True).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2]
    assert set(seated(held)) == {people[1], people[2]}


def test_words_alone_are_changed_without_anybody_being_told(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    join(people[0], held)
    said = plan(place.karen, title="Job i butik", about="Tre butikker.")
    changed = meeting_change(actor=place.counsellor(), meeting=held, plan=said)
    assert (changed.title, changed.changes) == ("Job i butik", 0)
    assert Booking.objects.count() == 1
    assert plan_of(changed).about == "Tre butikker."


def test_a_cancelled_meeting_frees_everybodys_time_and_is_ours(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    for case in people:
        join(case, held)
    for _ in range(2):
        meeting_cancel(actor=place.counsellor(), meeting=held, because="Holderen er syg")
    assert (seated(held), waiting(held)) == ([], [])
    assert not Occupation.objects.filter(live=True).exists()
    outcomes = set(Booking.objects.values_list("outcome", flat=True))
    assert outcomes == {Outcome.CANCELLED_BY_US}
    with pytest.raises(DomainError, match="meeting_is_cancelled"):
        join(people[0], held)
    row = ActLog.objects.get(act="meeting_cancel")
    assert all(case.public_id in row.citizens for case in people)
    assert "syg" not in str(row.facts)


def test_a_meeting_that_has_begun_is_neither_changed_nor_cancelled(
    place: Town, held: GroupMeeting
) -> None:
    with clock.pinned(held.starts_at):
        with pytest.raises(DomainError, match="meeting_begun"):
            meeting_cancel(actor=place.counsellor(), meeting=held, because="Syg")
        later = plan(place.karen, at=held.starts_at + timedelta(days=1))
        with pytest.raises(DomainError, match="meeting_begun"):
            meeting_change(actor=place.counsellor(), meeting=held, plan=later)
