"""Reminders go when it is time: never at night, never too many, never twice."""

from datetime import time, timedelta
from functools import partial

import pytest
from django.db import transaction

from staasted.apps.booking.reminding import reminders_coming, reminders_keep
from staasted.apps.booking.services import booking_cancel
from staasted.apps.citizens.models import Citizen
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message, Where
from staasted.apps.outbox.selectors import outbox_state
from staasted.apps.outbox.sending import messages_recover
from staasted.apps.outbox.services import messages_doubt
from staasted.core.reminders import KeptBack
from staasted.ports.messages import NotSent
from tests import town
from tests.at_once import together
from tests.outgoing import AASE, Meanwhile, post, post_by, send_all, send_all_as
from tests.reminding import (
    ABROAD,
    FRIDAY,
    THURSDAY,
    WEDNESDAY,
    booked,
    choose,
    four_on_friday,
    lying,
    purposes,
    with_phone,
)
from tests.town import NOON, Town, build_town, danish

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place: Town) -> Citizen:
    """Åse, who has an e-mail address and a telephone, on Monday at noon."""
    with clock.pinned(NOON):
        yield with_phone(place)


def test_they_go_when_it_is_time_by_the_road_they_are_for(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    with post() as way:
        send_all(NOON)
        assert len(way.taken) == 1, "the confirmation alone"
        send_all(danish(WEDNESDAY, time(10, 29)))
        assert len(way.taken) == 1
        send_all(danish(WEDNESDAY, time(10, 30)))
        send_all(danish(FRIDAY, time(8, 31)))
        send_all(danish(FRIDAY, time(8, 32)))
    assert [(each.road, each.to) for each in way.taken[1:]] == [
        ("email", AASE),
        ("sms", ABROAD),
    ] * 2
    assert lying() == []


def test_a_worker_that_was_away_does_not_wake_anybody(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    choose(case, hours_before=False, where=Where.SMS)
    with post() as way:
        send_all(danish(WEDNESDAY, time(23)))
        assert [each.road for each in way.taken] == ["email"], "the confirmation alone"
        assert lying() == [("days", "sms", "21 08:00")]
        send_all(danish(THURSDAY, time(8)))
    assert [each.road for each in way.taken] == ["email", "sms"]


def test_one_that_would_come_too_late_is_kept_back_and_said(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(THURSDAY, time(9)))
    choose(case, days_before=False, where=Where.SMS, first_time=time(9, 30))
    assert lying() == [("hours", "sms", "20 20:45")]
    with post():
        send_all(danish(WEDNESDAY, time(23)))
    assert lying("held_back") == [("hours", "sms", "20 20:45")]
    (coming,) = reminders_coming(case, now=danish(THURSDAY, time(8)))
    assert coming.kept_back is KeptBack.QUIET


def test_the_days_most_keeps_the_farthest_back_and_it_is_said(place: Town, case: Citizen) -> None:
    choose(case, where=Where.SMS)
    days = [(WEDNESDAY, time(11)), (WEDNESDAY, time(14)), (FRIDAY, time(9)), (FRIDAY, time(11))]
    for (day, at), purpose in zip(days, purposes(), strict=False):
        booked(case, place.karen, danish(day, at), purpose)
    of_wednesday = [each for each in lying() if each[2].startswith("20")]
    assert len(of_wednesday) == 3
    assert [each[0] for each in lying("held_back")] == ["days"]
    kept = [each for each in reminders_coming(case, now=clock.now()) if each.kept_back]
    assert [each.kept_back for each in kept] == [KeptBack.CAP]


def test_the_days_most_holds_also_when_yesterdays_come_late(place: Town, case: Citizen) -> None:
    four_on_friday(case, place.karen)
    choose(case, where=Where.SMS, hours_before=False)
    late = danish(THURSDAY, time(12))
    assert len(lying()) == 3
    Message.objects.filter(state="held_back").update(
        state="waiting", failure="", body="x", next_try_at=late, from_at=late
    )
    with post() as way:
        send_all(late)
    assert sum(each.road == "sms" for each in way.taken) == 3
    assert len(lying("held_back")) == 1


def test_an_sms_and_a_letter_of_one_reminder_count_as_one(place: Town, case: Citizen) -> None:
    for number, purpose in enumerate(purposes()[:3]):
        booked(case, place.karen, danish(FRIDAY, time(9 + number)), purpose)
    with post() as way:
        send_all(danish(WEDNESDAY, time(12)))
    assert len(way.taken) == 3 + 3 * 2


def test_another_booking_leaves_one_that_is_on_its_way_alone(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    choose(case, where=Where.SMS)
    with post():
        send_all(NOON)
    due = danish(WEDNESDAY, time(10, 31))
    with clock.pinned(due):
        booked(case, place.karen, danish(FRIDAY, time(13)), "skills_and_courses")
        assert ("days", "sms", "20 10:30") in lying()
        with post(NotSent("gateway_away")):
            send_all(due)
        tried = Message.objects.get(kind="reminder_days", state="waiting", attempts=1)
        with transaction.atomic():
            reminders_keep(case, now=due)
        tried.refresh_from_db()
        assert (tried.state, tried.attempts) == ("waiting", 1)
        with post() as way:
            send_all(due + timedelta(minutes=5))
            send_all(due + timedelta(minutes=10))
    assert sum(each.road == "sms" and "10.30" in each.body for each in way.taken) == 1, (
        "never twice"
    )


def test_one_that_may_have_gone_is_not_laid_again(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    choose(case, where=Where.SMS)
    due = danish(WEDNESDAY, time(10, 30))
    with clock.pinned(due), post(ConnectionResetError()):
        send_all(due)
    with clock.pinned(due + timedelta(minutes=1)):
        choose(case, where=Where.SMS, shared_phone=True)
    states = Message.objects.filter(kind="reminder_days", road="sms").values_list("state")
    assert list(states) in ([("unsure",)], [("sent",)])


def test_one_that_waits_for_its_time_is_not_late(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    with post():
        send_all(NOON)
    state = outbox_state(now=NOON + timedelta(hours=10))
    assert (state.of("planned"), state.of("waiting"), state.waiting_since) == (4, 0, None)
    due = danish(WEDNESDAY, time(10, 30))
    state = outbox_state(now=due + timedelta(hours=7))
    assert (state.of("planned"), state.of("waiting"), state.waiting_since) == (2, 2, due)


def test_the_check_tells_of_one_that_is_late_and_of_none_that_waits(
    place: Town, case: Citizen
) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    Message.objects.filter(reminder=False).delete()
    due = danish(WEDNESDAY, time(10, 30))
    told = {
        at: [each.code for each in problems_of(status_now(now=at, demo=True))]
        for at in (due - timedelta(hours=1), due + timedelta(hours=7))
    }
    assert ["messages_wait" in codes for codes in told.values()] == [False, True]


def test_a_worker_that_starts_does_not_take_it_for_put_off(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    before = lying()
    messages_recover(worker="w", now=NOON)
    assert lying() == before
    with post() as way:
        send_all(NOON)
    assert [each.road for each in way.taken] == ["email"]
    Message.objects.filter(kind="reminder_days").update(next_try_at=NOON + timedelta(days=300))
    messages_recover(worker="w", now=NOON)
    moments = Message.objects.filter(kind="reminder_days").values_list("next_try_at", flat=True)
    assert set(moments) == {danish(WEDNESDAY, time(10, 30))}


def test_a_backup_put_back_doubts_only_what_can_have_gone(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    assert messages_doubt(now=danish(THURSDAY, time(12))) == 3, "the letter and the day before's"
    assert [kind for kind, _, _ in lying()] == ["hours", "hours"]


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_none_sends_one_too_many() -> None:
    place = build_town()
    with clock.pinned(NOON):
        found = with_phone(place)
        four_on_friday(found, place.karen)
    Message.objects.filter(reminder=False).update(state="dropped")
    Message.objects.filter(kind="reminder_days").update(
        state="waiting", next_try_at=NOON, from_at=NOON, body="x", failure=""
    )
    with post() as way:
        together([lambda w=f"w{w}": send_all_as(w) for w in range(4)])
    assert len({each.key for each in way.taken}) == len(way.taken) == 3 * 2


def test_one_on_its_way_while_the_time_is_given_back_does_not_go_later(
    place: Town, case: Citizen
) -> None:
    booking = booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    with post():
        send_all(NOON)
    due = danish(WEDNESDAY, time(10, 30))
    give_back = partial(booking_cancel, actor=town.acting(case), booking=booking)
    with clock.pinned(due), post_by(Meanwhile(give_back)) as way:
        send_all(due)
        send_all(due + timedelta(hours=5))
    assert lying() == []
    assert [each.subject for each in way.taken] == ["Dit afbud er modtaget"]


@pytest.mark.django_db(transaction=True)
def test_a_time_given_back_while_many_send_leaves_none_that_waits() -> None:
    place = build_town()
    with clock.pinned(NOON):
        found = with_phone(place)
        bookings = [
            booked(found, place.karen, danish(FRIDAY, time(9 + number)), purpose)
            for number, purpose in enumerate(purposes()[:3])
        ]
        Message.objects.filter(kind="reminder_days").update(next_try_at=NOON, from_at=NOON)
        acts = [
            partial(booking_cancel, actor=town.acting(found), booking=booking)
            for booking in bookings
        ]
        with post() as way:
            together([*acts, *[lambda w=f"w{w}": send_all_as(w) for w in range(3)]])
    assert lying() == []
    assert len({each.key for each in way.taken}) == len(way.taken), "never twice"
