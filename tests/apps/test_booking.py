"""Booking, moving and giving back a time."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.access import bookings_of_day
from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.selectors import bookings_ahead, live_bookings
from staasted.apps.booking.services import booking_cancel, booking_move, slot_book
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.org.clock import clock
from staasted.core.axes import Channel, Origin, Outcome
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import FIRST, book, close, free, request
from tests.town import MONDAY, Town


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_every_listed_time_can_be_booked_and_takes_the_time_of_both(
    place: Town, ase: Citizen
) -> None:
    slots = free(ase, place.karen)
    assert len(slots) > 100
    for slot in (slots[0], slots[57], slots[-1]):
        booking = slot_book(
            actor=town.acting(ase), citizen=ase, counsellor=place.karen, request=request(slot.start)
        )
        taken = booking.occupations.values_list("resource__kind", "starts_at", "ends_at")
        assert sorted(taken) == [
            ("citizen", slot.start, slot.end),
            ("counsellor", slot.start, slot.end),
        ]
        assert slot not in free(ase, place.karen)
        booking_cancel(actor=town.acting(ase), booking=booking)
        assert slot in free(ase, place.karen)


@pytest.mark.parametrize("minutes", [-15, 5, 15])
def test_a_time_that_is_not_listed_cannot_be_booked(
    place: Town, ase: Citizen, minutes: int
) -> None:
    slots = free(ase, place.karen)
    start = slots[0].start + timedelta(minutes=minutes)
    assert start not in {slot.start for slot in slots}
    with pytest.raises(SlotRefused) as refused:
        slot_book(
            actor=town.acting(ase), citizen=ase, counsellor=place.karen, request=request(start)
        )
    assert list(refused.value.others) == slots[:3]
    assert not Booking.objects.exists()


def test_no_time_is_listed_sooner_than_the_notice_or_beyond_the_horizon(
    place: Town, ase: Citizen
) -> None:
    slots = free(ase, place.karen)
    assert min(slot.start for slot in slots) >= clock.now() + timedelta(hours=24)
    assert max(slot.end for slot in slots) <= clock.now() + timedelta(days=28)


def test_a_citizen_is_not_offered_a_time_they_are_busy(place: Town, ase: Citizen) -> None:
    booking = book(ase, place.karen, purpose="skills_and_courses")
    times = {slot.start for slot in free(ase, place.jens)}
    assert booking.starts_at not in times
    assert times


def test_moving_keeps_the_old_booking_as_a_cancelled_one_that_names_the_new(
    place: Town, ase: Citizen
) -> None:
    old = book(ase, place.karen)
    later = free(ase, place.karen)[9]
    new = booking_move(
        actor=town.acting(ase),
        booking=old,
        counsellor=place.karen,
        request=request(later.start, channel="phone"),
    )
    old.refresh_from_db()
    assert (old.outcome, old.moved_to) == (Outcome.CANCELLED_BY_CITIZEN, new)
    assert (new.outcome, new.starts_at) == (None, later.start)
    assert Occupation.objects.filter(live=True).count() == 2


def test_moving_by_less_than_its_own_length_is_possible(place: Town, ase: Citizen) -> None:
    old = book(ase, place.karen, channel="in_person")
    wanted = request(old.starts_at, channel="phone")
    assert (
        booking_move(
            actor=town.acting(ase), booking=old, counsellor=place.karen, request=wanted
        ).channel
        == "phone"
    )


def test_a_move_to_a_taken_time_leaves_the_booking_where_it_was(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    taken = book(town.citizen(place.karen), place.karen)
    with pytest.raises(SlotRefused):
        booking_move(
            actor=town.acting(ase),
            booking=held,
            counsellor=place.karen,
            request=request(taken.starts_at),
        )
    held.refresh_from_db()
    assert held.outcome is None
    assert held.occupations.filter(live=True).count() == 2


def test_whoever_cancels_is_the_one_it_says(place: Town, ase: Citizen) -> None:
    mine = book(ase, place.karen)
    assert booking_cancel(actor=town.acting(ase), booking=mine).outcome == "cancelled_by_citizen"
    ours = book(ase, place.karen)
    assert booking_cancel(actor=place.counsellor(), booking=ours).outcome == "cancelled_by_us"


def test_too_late_to_change_says_so_and_changes_nothing(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    with clock.pinned(held.starts_at - timedelta(hours=1)), pytest.raises(DomainError) as refused:
        booking_cancel(actor=town.acting(ase), booking=held)
    assert refused.value.code == "too_late_to_cancel"
    with clock.pinned(held.starts_at - timedelta(hours=23)), pytest.raises(DomainError) as refused:
        booking_move(
            actor=town.acting(ase),
            booking=held,
            counsellor=place.karen,
            request=request(held.starts_at),
        )
    assert refused.value.code == "too_late_to_move"
    held.refresh_from_db()
    assert held.outcome is None


def test_a_cancelled_booking_is_not_cancelled_again(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    booking_cancel(actor=town.acting(ase), booking=held)
    with pytest.raises(DomainError, match="not_live"):
        booking_cancel(actor=town.acting(ase), booking=held)


def test_a_summoned_time_is_changed_by_a_human_alone(place: Town, ase: Citizen) -> None:
    summoned = book(ase, place.karen, purpose=FIRST, channel="in_person")
    assert summoned.origin == Origin.SUMMONED
    with pytest.raises(DomainError, match="summoned"):
        booking_cancel(actor=town.acting(ase), booking=summoned)
    assert booking_cancel(actor=place.counsellor(), booking=summoned).outcome == "cancelled_by_us"


def test_one_live_booking_for_each_purpose(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    with pytest.raises(DomainError) as refused:
        slot_book(
            actor=town.acting(ase),
            citizen=ase,
            counsellor=place.karen,
            request=request(free(ase, place.karen)[4].start),
        )
    assert refused.value.code == "booked_already"
    assert refused.value.values["booking"] == held.public_id
    assert book(ase, place.karen, purpose="plan_and_next_step").pk != held.pk


def test_booking_and_its_log_row_stand_together(place: Town, ase: Citizen) -> None:
    booking = book(ase, place.karen)
    row = ActLog.objects.latest("id")
    assert (row.act, row.subject) == ("slot_book", booking.public_id)
    assert ase.public_id in row.citizens
    assert row.facts["channel"] == Channel.PHONE
    assert ase.person.name not in str(row.facts)


def test_a_time_says_whether_it_is_taken_or_was_never_free(place: Town, ase: Citizen) -> None:
    taken = book(town.citizen(place.karen), place.karen).starts_at
    too_soon, too_far = clock.now() + timedelta(hours=1), clock.now() + timedelta(days=28)
    never = taken.replace(hour=20)
    assert [why(place, ase, at) for at in (taken, too_soon, too_far, never)] == [
        "slot_taken",
        "slot_too_soon",
        "slot_too_far_ahead",
        "slot_not_offered",
    ]


def why(place: Town, case: Citizen, at: datetime) -> str:
    with pytest.raises(SlotRefused) as refused:
        slot_book(
            actor=town.acting(case), citizen=case, counsellor=place.karen, request=request(at)
        )
    return refused.value.code


def test_a_conversation_nobody_has_closed_is_not_in_the_way_of_the_next(
    place: Town, ase: Citizen
) -> None:
    past = book(ase, place.karen)
    with clock.pinned(past.ends_at):
        again = book(ase, place.karen)
        assert bookings_ahead(ase, now=clock.now()) == [again]
        assert live_bookings(ase) == [past, again]
    past.refresh_from_db()
    assert (past.outcome, past.open, again.open) == (None, False, True)
    close(past)
    assert live_bookings(ase) == [again]


def test_while_it_lasts_a_conversation_holds_its_purpose(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    with clock.pinned(held.ends_at - timedelta(minutes=1)):
        later = free(ase, place.karen)[0].start
        with pytest.raises(DomainError, match="booked_already"):
            slot_book(
                actor=town.acting(ase),
                citizen=ase,
                counsellor=place.karen,
                request=request(later),
            )


def test_the_database_holds_one_open_booking_for_each_purpose(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    held.pk, held.public_id = None, "2222222222"
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)
    held.open = False
    held.save(force_insert=True)


def test_a_move_goes_to_the_coach_of_today_and_frees_the_old_ones_time(
    place: Town, ase: Citizen
) -> None:
    held = book(ase, place.karen)
    slot = free(ase, place.jens)[4]
    moved = booking_move(
        actor=town.acting(ase), booking=held, counsellor=place.jens, request=request(slot.start)
    )
    live = Occupation.objects.filter(live=True)
    takes = live.values_list("resource__kind", "resource__person", "booking")
    assert moved.counsellor == place.jens
    assert sorted(takes) == [
        ("citizen", ase.person_id, moved.pk),
        ("counsellor", place.jens.pk, moved.pk),
    ]


def test_both_the_new_coach_and_whoever_holds_it_see_a_conversation(
    place: Town, ase: Citizen, logged: None
) -> None:
    held = book(ase, place.karen)
    day = held.starts_at.date()
    counsellor_assign(citizen=ase, counsellor=place.jens, from_on=MONDAY)
    assert bookings_of_day(place.counsellor(place.jens), on=day) == [held]
    assert bookings_of_day(place.counsellor(), on=day) == [held]
    town.keep_apart(ase, place.karen)
    assert bookings_of_day(place.counsellor(), on=day) == []
