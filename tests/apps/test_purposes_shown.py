"""A purpose shown by invitation or to staff alone: who may take a time, and is told why."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.booking.services import booking_cancel, booking_move, slot_book, slot_hold
from staasted.apps.booking.taking import Request
from staasted.apps.booking.wishing import Calling, Waiting, call_ask, waiting_join
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.models import Seat
from staasted.apps.meetings.selectors import meetings_open_to
from staasted.apps.meetings.services import meeting_join
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import actor_for
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Visibility
from staasted.core.axes import Channel, Origin
from staasted.core.errors import DomainError
from tests import town
from tests.gathering import meeting
from tests.happenings import JOB_SEARCH, free, request
from tests.inviting import invite, who_books
from tests.town import Town

pytestmark = pytest.mark.django_db
TEAM = "before_rehabilitation_team"


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def take(
    place: Town, case: Citizen, *, nth: int = 0, origin: str = "own_choice", actor=None, start=None
):
    start = start or free(case, place.karen, purpose=TEAM, channel="video")[nth].start
    asked = request(start, purpose=TEAM, channel="video", origin=origin)
    acting = actor or town.acting(case)
    return slot_book(actor=acting, citizen=case, counsellor=place.karen, request=asked)


def test_without_an_invitation_the_citizen_neither_holds_nor_books_it(
    place: Town, ase: Citizen
) -> None:
    with pytest.raises(DomainError, match="purpose_by_invitation"):
        take(place, ase)
    start = free(ase, place.karen, purpose=TEAM, channel="video")[0].start
    asked = request(start, purpose=TEAM, channel="video")
    with pytest.raises(DomainError, match="purpose_by_invitation"):
        slot_hold(citizen=ase, counsellor=place.karen, request=asked)


def test_with_a_live_invitation_they_book_it_once_and_move_it(place: Town, ase: Citizen) -> None:
    row = invite(place, ase, purpose=TEAM)
    booked = take(place, ase)
    assert take(place, ase, start=booked.starts_at) == booked  # the same press twice
    row.refresh_from_db()
    assert row.state == "booked"
    later = free(ase, place.karen, purpose=TEAM, channel="video")[3].start
    moved = booking_move(
        actor=town.acting(ase),
        booking=booked,
        counsellor=place.karen,
        request=request(later, purpose=TEAM, channel="video"),
    )
    assert (moved.starts_at, moved.purpose) == (later, TEAM)


def test_an_invitation_to_something_else_or_that_has_run_out_opens_nothing(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase, purpose=JOB_SEARCH)
    invite(place, ase, purpose=TEAM, days=8)
    with clock.pinned(clock.now() + timedelta(days=9)), pytest.raises(DomainError) as refused:
        take(place, ase)
    assert refused.value.code == "purpose_by_invitation"


def test_after_a_cancellation_in_time_the_invitation_opens_it_again(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase, purpose=TEAM)
    booking_cancel(actor=town.acting(ase), booking=take(place, ase, nth=2))
    assert take(place, ase, nth=4).purpose == TEAM


def test_staff_book_it_for_the_citizen_without_one(place: Town, ase: Citizen) -> None:
    assert take(place, ase, origin="by_staff", actor=place.counsellor()).purpose == TEAM


def test_a_citizen_who_says_staff_chose_is_still_a_citizen(place: Town, ase: Citizen) -> None:
    with pytest.raises(DomainError, match="purpose_by_invitation"):
        take(place, ase, origin="by_staff")


def test_what_is_staffs_alone_is_booked_by_staff_alone(place: Town, ase: Citizen) -> None:
    hidden = catalog().purposes[JOB_SEARCH].model_copy(update={"visibility": Visibility.STAFF})
    start = free(ase, place.karen)[0].start
    told = {"citizen": ase, "counsellor": place.karen}
    own = Request(start, hidden, Channel.PHONE, Origin.OWN_CHOICE)
    by_partner = Request(start, hidden, Channel.PHONE, Origin.BY_PARTNER)
    for asked in (own, by_partner):
        with pytest.raises(DomainError, match="purpose_by_staff"):
            slot_book(actor=town.acting(ase), **told, request=asked)
    by_staff = Request(start, hidden, Channel.PHONE, Origin.BY_STAFF)
    assert slot_book(actor=place.counsellor(), **told, request=by_staff).origin == "by_staff"


def test_nobody_waits_for_a_time_they_could_not_book_and_staff_may_promise_a_call(
    place: Town, ase: Citizen
) -> None:
    purpose, today = catalog().purposes[TEAM], clock.today()
    waiting = Waiting(purpose, today, today + timedelta(days=14))
    for actor in (town.acting(ase), place.counsellor()):
        with pytest.raises(DomainError, match="purpose_by_invitation"):
            waiting_join(actor=actor, citizen=ase, waiting=waiting)
    calling = Calling(purpose, "20 30 40 50")
    with pytest.raises(DomainError, match="purpose_by_invitation"):
        call_ask(actor=town.acting(ase), citizen=ase, calling=calling)
    desk = actor_for(person=place.karen, role=Role.FRONT_DESK)
    assert call_ask(actor=desk, citizen=ase, calling=calling).purpose == TEAM


def test_a_meeting_of_it_is_shown_to_whom_we_invited_and_staff_add_anybody(
    place: Town, ase: Citizen
) -> None:
    held = meeting(place, purpose=TEAM)
    bo = who_books(place, name="Bo Ravn")
    assert meetings_open_to(ase) == []
    with pytest.raises(DomainError, match="purpose_by_invitation"):
        meeting_join(actor=town.acting(ase), citizen=ase, meeting=held)
    invite(place, ase, purpose=TEAM)
    assert meetings_open_to(ase) == [held]
    assert isinstance(meeting_join(actor=town.acting(ase), citizen=ase, meeting=held), Seat)
    assert isinstance(meeting_join(actor=place.counsellor(), citizen=bo, meeting=held), Seat)


def test_nobody_is_asked_to_book_what_is_staffs_alone(place: Town, ase: Citizen) -> None:
    with pytest.raises(DomainError, match="invitation_purpose"):
        invite(place, ase, purpose="first_conversation")
