"""Who may wait for a time at all, and how waiting ends."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking, Opening, TimeWish
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.booking.wishing import wish_withdraw
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import ReminderWishes, Where
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.happenings import book
from tests.town import MONDAY, Town, danish
from tests.waiting import open_at, waits, with_mail

pytestmark = pytest.mark.django_db
HEAD_START = timedelta(hours=2)
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def full(place: Town) -> Booking:
    """Karen has two half hours on Wednesday, and both are taken: this is the second."""
    Opening.objects.all().delete()
    open_at(place.karen, WEDNESDAY, 9, 10)
    first, second = (town.citizen(place.karen, name=f"Optaget {n}") for n in range(2))
    book(first, place.karen)
    return book(second, place.karen)


@pytest.fixture
def three(place: Town) -> list[Citizen]:
    cases = [town.citizen(place.karen, name=f"Venter {n}") for n in range(3)]
    with_mail(*cases)
    return cases


def test_nobody_waits_for_what_is_there_already(place: Town) -> None:
    ase = town.citizen(place.karen)
    with_mail(ase)
    with pytest.raises(DomainError, match="times_are_free"):
        waits(ase)
    assert waits(ase, weekdays=frozenset({3}), last_on=MONDAY).state == "open"


def test_whom_no_road_leads_to_is_not_put_on_a_list(place: Town, full: Booking) -> None:
    silent = town.citizen(place.karen, name="Uden Adresse")
    with pytest.raises(DomainError, match="cannot_be_told"):
        waits(silent)
    with_mail(silent)
    ReminderWishes.objects.create(
        person=silent.person,
        days_before=True,
        hours_before=True,
        where=Where.PAGE,
        first_time=time(8),
        last_time=time(21),
        shared_phone=False,
        chosen_at=clock.now(),
    )
    with pytest.raises(DomainError, match="cannot_be_told"):
        waits(silent)


def test_the_same_wish_again_is_the_same_and_another_about_the_same_is_refused(
    full: Booking, three: list[Citizen]
) -> None:
    first = waits(three[0])
    assert waits(three[0]) == first
    with pytest.raises(DomainError, match="time_wish_waits"):
        waits(three[0], channel=Channel.VIDEO)
    again = TimeWish.objects.get()
    again.pk, again.public_id = None, "abcdefghjk"
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((-9, -1), "window_has_passed"),
        ((0, 57), "window_too_long"),
        ((9, 8), "window_ends_before_it_starts"),
    ],
)
def test_days_out_of_bounds_are_refused(
    full: Booking, three: list[Citizen], days: tuple[int, int], code: str
) -> None:
    first, last = (MONDAY + timedelta(days=n) for n in days)
    with pytest.raises(DomainError, match=code):
        waits(three[0], first_on=first, last_on=last)


def test_a_wish_ends_with_its_last_day_and_with_the_case(
    place: Town, full: Booking, three: list[Citizen]
) -> None:
    over = waits(three[0], last_on=WEDNESDAY)
    closes = waits(three[1])
    with clock.pinned(danish(WEDNESDAY + timedelta(days=1), time(9))):
        waiting_round(now=clock.now())
    close_case(three[1], place.karen)
    assert [TimeWish.objects.get(pk=each.pk).state for each in (over, closes)] == [
        "expired",
        "case_closed",
    ]
    closes.pk, closes.public_id = None, "abcdefghjk"
    with pytest.raises(IntegrityError), transaction.atomic():
        closes.save(force_insert=True)


def test_each_act_is_logged_with_its_purpose_and_nothing_that_was_written(
    full: Booking, three: list[Citizen]
) -> None:
    wish = waits(three[0])
    wish_withdraw(actor=town.acting(three[0]), wish=wish)
    wish_withdraw(actor=town.acting(three[0]), wish=wish)
    acts = ActLog.objects.filter(subject=wish.public_id).order_by("id")
    assert [row.act for row in acts] == ["waiting_join", "time_wish_withdraw"]
    assert all(row.citizens == f"|{three[0].public_id}|" for row in acts)
