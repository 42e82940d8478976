"""On a waiting list when the law comes to summon, or the right is taken: told once, by us."""

from datetime import timedelta

import pytest

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking, Opening, TimeTold, TimeWish
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.booking.wishing import Waiting, waiting_join
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import self_booking_take
from staasted.apps.invitations.models import Invitation
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from tests import town
from tests.happenings import book
from tests.inviting import invite, who_books
from tests.town import MONDAY, Town
from tests.waiting import free_up, open_at, waits

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


@pytest.fixture
def full(place: Town, ase: Citizen) -> Booking:
    """Karen's only half hour on Wednesday week, taken by somebody else."""
    Opening.objects.all().update(closed_at=clock.now())
    open_at(place.karen, MONDAY + timedelta(days=9), 9, 10)
    other, another = (town.citizen(place.karen, name=f"Optaget {n}") for n in range(2))
    book(other, place.karen)
    return book(another, place.karen)


def take_right(place: Town, case: Citizen) -> None:
    self_booking_take(actor=place.counsellor(), citizen=case, reason="Aflyser hver gang.")


def test_whoever_loses_the_right_is_not_told_of_a_time_but_that_we_find_one(
    place: Town, ase: Citizen, full: Booking
) -> None:
    wish = waits(ase)
    take_right(place, ase)
    free_up(full)
    assert waiting_round(now=clock.now()) == 0
    wish.refresh_from_db()
    assert (wish.state, wish.ended_at) == ("by_us", clock.now())
    assert not TimeTold.objects.exists()
    letter = Message.objects.get(kind="waiting_by_us")
    assert letter.person == ase.person
    assert "bed os ringe" in letter.body
    assert ActLog.objects.get(act="time_wish_hand_over").subject == wish.public_id


def test_without_a_free_time_they_hear_it_the_next_day_and_once(
    place: Town, ase: Citizen, full: Booking
) -> None:
    wish = waits(ase)
    take_right(place, ase)
    waiting_round(now=clock.now())
    assert TimeWish.objects.get(pk=wish.pk).state == "open"
    for days in (1, 2):
        with clock.pinned(clock.now() + DAY * days):
            waiting_round(now=clock.now())
    assert TimeWish.objects.get(pk=wish.pk).state == "by_us"
    assert Message.objects.filter(kind="waiting_by_us").count() == 1


def test_who_is_summoned_by_the_law_is_not_told_of_a_time(place: Town, full: Booking) -> None:
    newcomer = town.citizen(place.karen, name="Ny Her")
    newcomer.person.email = "ny@borger.example"
    newcomer.person.save()
    waits(newcomer)
    free_up(full)
    assert waiting_round(now=clock.now()) == 0
    assert TimeWish.objects.get().state == "by_us"


def test_who_still_books_themselves_is_told_as_before(
    place: Town, ase: Citizen, full: Booking
) -> None:
    waits(ase)
    free_up(full)
    assert waiting_round(now=clock.now()) == 1
    assert not Message.objects.filter(kind="waiting_by_us").exists()


def test_where_the_invitation_that_opened_the_purpose_is_over_we_find_the_time(
    place: Town, ase: Citizen
) -> None:
    purpose = catalog().purposes["before_rehabilitation_team"]
    invite(place, ase, purpose=purpose.slug)
    Opening.objects.all().update(closed_at=clock.now())
    asked = Waiting(purpose, MONDAY, MONDAY + timedelta(weeks=2))
    waiting_join(actor=town.acting(ase), citizen=ase, waiting=asked)
    Invitation.objects.update(state="withdrawn", ended_at=clock.now())
    with clock.pinned(clock.now() + DAY):
        waiting_round(now=clock.now())
    assert TimeWish.objects.get().state == "by_us"
