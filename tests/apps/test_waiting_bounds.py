"""Who may wait for a time at all, and how waiting ends."""

from datetime import time, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking, Opening, TimeWish
from staasted.apps.booking.settling import wishes_expire
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.booking.wishing import wish_withdraw
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message, ReminderWishes, Where
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.happenings import JOB_SEARCH, book
from tests.inviting import call_in, exempt, who_books
from tests.town import MONDAY, Town, danish
from tests.waiting import free_up, open_at, waits, with_mail

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


def summoned(place: Town, *, movable: bool) -> Citizen:
    """Somebody called in to a time in the second week, who is on no list."""
    case = who_books(place)
    exempt(case)
    call_in(place, case, purpose=JOB_SEARCH, number=70, movable=movable)
    Opening.objects.update(closed_at=clock.now())
    return case


def test_nobody_waits_for_a_sooner_time_than_one_they_may_not_move(place: Town) -> None:
    case = summoned(place, movable=False)
    with pytest.raises(DomainError, match="time_wish_pointless"):
        waits(case)


def test_who_is_summoned_to_a_time_they_may_move_is_told_of_a_sooner_one(place: Town) -> None:
    case = summoned(place, movable=True)
    assert waits(case).state == "open"
    open_at(place.karen, WEDNESDAY, 9, 10)
    assert waiting_round(now=clock.now()) == 1


def test_nobody_waits_for_a_sooner_time_once_it_is_too_late_to_move(
    place: Town, three: list[Citizen]
) -> None:
    held = book(three[0], place.karen)
    late = clock.pinned(held.starts_at - timedelta(minutes=10))
    with late, pytest.raises(DomainError, match="time_wish_pointless"):
        waits(three[0])


class Stopped(Exception):
    """What somebody sees whose process is killed."""


def killed_at(table: str, execute, sql: str, *rest: object) -> object:
    """The database is asked nothing more, from a change of this table on."""
    if sql.startswith(f'UPDATE "{table}"'):
        raise Stopped
    return execute(sql, *rest)


def test_a_list_that_expires_and_what_was_told_of_it_stand_or_fall_together(
    full: Booking, three: list[Citizen]
) -> None:
    waits(three[0])
    free_up(full)
    waiting_round(now=clock.now() + timedelta(minutes=10))
    waiting = Message.objects.filter(kind="time_free", state="waiting")
    over = {"today": MONDAY + timedelta(weeks=4), "now": clock.now() + timedelta(weeks=4)}
    with connection.execute_wrapper(partial(killed_at, "outbox_message")), pytest.raises(Stopped):
        wishes_expire(**over)
    assert (TimeWish.objects.get().state, waiting.count()) == ("open", 1)
    assert wishes_expire(**over) == 1
    assert (TimeWish.objects.get().state, waiting.count()) == ("expired", 0)
