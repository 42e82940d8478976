"""What becomes of an invitation: booked, cancelled, run out, and in a human's hands."""

from datetime import timedelta

import pytest
from django.db import transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.services import booking_cancel, booking_move, slot_book
from staasted.apps.cases.closing import Closing, case_close
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.expiring import invitations_round
from staasted.apps.invitations.models import (
    HumanAnswer,
    Invitation,
    InvitationState,
)
from staasted.apps.invitations.services import (
    has_run_out,
    invitation_answer,
    invitation_withdraw,
)
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import book, free, request
from tests.inviting import day, invite, who_books
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def round_on(number: int) -> tuple[int, int]:
    """The round, so many days after Monday at noon."""
    with clock.pinned(NOON + timedelta(days=number)):
        return invitations_round(now=clock.now())


def state_of(row: Invitation) -> str:
    return Invitation.objects.get(pk=row.pk).state


def test_what_nobody_booked_comes_to_a_human_and_the_citizen_is_told_and_nothing_else(
    place: Town, ase: Citizen
) -> None:
    row = invite(place, ase)
    acts = set(ActLog.objects.values_list("pk", flat=True))
    assert round_on(10) == (0, 1), "the last day counts: a reminder alone"
    assert state_of(row) == "live"
    assert round_on(11) == (1, 0)
    row.refresh_from_db()
    assert (row.state, row.answer, row.ended_by) == ("expired", "", None)
    new = ActLog.objects.exclude(pk__in=acts).order_by("pk").values_list("act", flat=True)
    assert list(new) == ["invitation_remind", "invitation_expire"]
    since = Message.objects.filter(made_at__gte=NOON + timedelta(days=11))
    assert [each.kind for each in since] == ["invited_over"]
    with clock.pinned(NOON + timedelta(days=11)):
        done = {"answer": HumanAnswer.CALLED}
        invitation_answer(actor=place.counsellor(), invitation=row, **done)
    assert state_of(row) == "with_human"


def test_a_booking_at_the_desk_or_with_a_colleague_settles_it_too(
    place: Town, ase: Citizen
) -> None:
    row = invite(place, ase)
    slot = free(ase, place.jens)[4]
    wanted = request(slot.start, origin="by_staff")
    slot_book(actor=place.counsellor(), citizen=ase, counsellor=place.jens, request=wanted)
    assert state_of(row) == "booked"


def test_another_purpose_does_not_settle_it(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    book(ase, place.karen, purpose="skills_and_courses")
    assert state_of(row) == "live"


def test_settling_and_booking_stand_or_fall_together(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    with transaction.atomic():
        book(ase, place.karen)
        assert state_of(row) == "booked"
        transaction.set_rollback(True)
    assert state_of(row) == "live"


def test_a_booking_that_is_moved_keeps_it_settled_on_the_new_time(
    place: Town, ase: Citizen
) -> None:
    row, booking = invite(place, ase), book(ase, place.karen)
    new = request(free(ase, place.karen)[9].start)
    moved = booking_move(
        actor=town.acting(ase), booking=booking, counsellor=place.karen, request=new
    )
    row.refresh_from_db()
    assert (row.state, row.booking) == ("booked", moved)


def test_who_cancels_in_time_is_asked_again(place: Town, ase: Citizen) -> None:
    row, booking = invite(place, ase), book(ase, place.karen)
    booking_cancel(actor=town.acting(ase), booking=booking)
    row.refresh_from_db()
    assert (row.state, row.booking, row.ended_at) == ("live", None, None)


def test_what_we_cancel_ourselves_is_never_the_citizens_to_make_good(
    place: Town, ase: Citizen
) -> None:
    row, booking = invite(place, ase), book(ase, place.karen)
    booking_cancel(actor=place.counsellor(), booking=booking)
    row.refresh_from_db()
    assert (row.state, row.booking.outcome) == ("expired", "cancelled_by_us")


def test_who_books_after_the_last_day_is_off_the_list(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    round_on(11)
    assert state_of(row) == "expired"
    with clock.pinned(NOON + timedelta(days=11)):
        book(ase, place.karen)
    assert state_of(row) == "booked"


def test_the_round_may_run_twice_and_reminds_once(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    assert round_on(7) == (0, 0)
    assert [round_on(8), round_on(8), round_on(9)] == [(0, 1), (0, 0), (0, 0)]
    assert Message.objects.filter(kind="invited_reminder").count() == 1
    assert [round_on(11), round_on(11)] == [(1, 0), (0, 0)]
    assert ActLog.objects.filter(subject=row.public_id, act="invitation_expire").count() == 1


def test_nobody_is_reminded_at_night(place: Town, ase: Citizen) -> None:
    invite(place, ase)
    at_three = NOON + timedelta(days=9, hours=-9)
    assert invitations_round(now=at_three) == (0, 0)


def test_a_human_says_what_they_did_and_leaves_it_only_with_a_reason(
    place: Town, ase: Citizen
) -> None:
    row, karen = invite(place, ase), place.counsellor()
    answer = {"actor": karen, "invitation": row}
    with pytest.raises(DomainError, match="invitation_running"):
        invitation_answer(**answer, answer=HumanAnswer.CALLED)
    with clock.pinned(NOON + timedelta(days=11)):
        assert has_run_out(row, clock.now()), "also before the round has run"
        with pytest.raises(DomainError, match="invitation_reason"):
            invitation_answer(**answer, answer=HumanAnswer.LEFT)
        invitation_answer(**answer, answer=HumanAnswer.LEFT, reason="Er syg.")
        with pytest.raises(DomainError, match="invitation_over"):
            invitation_answer(**answer, answer=HumanAnswer.CALLED)
    assert state_of(row) == "with_human"


def test_asking_again_answers_the_one_that_ran_out(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    with clock.pinned(NOON + timedelta(days=11)):
        new = invite(place, ase)
    row.refresh_from_db()
    assert (row.state, row.answer, new.state) == ("with_human", "invited_again", "live")


def test_one_that_is_taken_back_is_told_and_needs_a_reason(place: Town, ase: Citizen) -> None:
    row, karen = invite(place, ase), place.counsellor()
    with pytest.raises(DomainError, match="invitation_reason"):
        invitation_withdraw(actor=karen, invitation=row, reason=" ")
    invitation_withdraw(actor=karen, invitation=row, reason="Har fået job.")
    assert state_of(row) == InvitationState.WITHDRAWN
    waiting = Message.objects.filter(matter=row.public_id, state="waiting")
    assert [each.kind for each in waiting] == ["invited_withdrawn"]


def test_a_case_that_closes_takes_what_was_asked_along(place: Town, ase: Citizen) -> None:
    live = invite(place, ase)
    booked = invite(place, ase, purpose="skills_and_courses")
    book(ase, place.karen, purpose="skills_and_courses")
    closing = Closing(next(iter(catalog().closing_causes)), on=day(0))
    case_close(actor=place.counsellor(), citizen=ase, closing=closing)
    assert {state_of(live), state_of(booked)} == {"withdrawn"}
