"""Messages are written with their act, sent by the worker, and never sent twice by themselves."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.conf import settings

from staasted.apps.audit.models import ActLog
from staasted.apps.audit.services import ActOutsideTransaction
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Installation, Person
from staasted.apps.outbox.models import Message
from staasted.apps.outbox.selectors import outbox_state
from staasted.apps.outbox.sending import message_send_next, messages_recover
from staasted.apps.outbox.services import (
    Draft,
    message_retry,
    message_write,
    messages_drop,
    messages_expire,
    messages_forget,
)
from staasted.apps.outbox.waiting import wait_after
from staasted.core.errors import DomainError
from staasted.ports.messages import NotSent
from tests.at_once import together
from tests.outgoing import (
    AASE,
    LATER,
    Meanwhile,
    post,
    post_by,
    reachable,
    send_all,
    send_all_as,
    states,
    written,
)
from tests.town import NOON, Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place: Town) -> Citizen:
    """Åse, who has an address."""
    return reachable(place)


def test_the_same_news_written_twice_is_one_message(case: Citizen) -> None:
    assert written(case) == written(case)
    assert Message.objects.count() == 1


def test_a_message_that_has_gone_is_emptied_and_never_sent_again(case: Citizen) -> None:
    written(case)
    with post() as way:
        assert send_all() == 1
        assert send_all(LATER - timedelta(hours=1)) == 0
    assert len(way.taken) == 1
    message = Message.objects.get()
    assert (message.state, message.sent_at, message.body, message.title) == ("sent", NOON, "", "")


def test_what_is_refused_for_now_is_tried_again_later_and_later(case: Citizen) -> None:
    written(case)
    waits = []
    with post(*[NotSent("server_away") for _ in range(12)]):
        at = NOON
        for _ in range(12):
            assert send_all(at) == 1
            assert send_all(at) == 0, "not before its time"
            message = Message.objects.get()
            waits.append(round((message.next_try_at - at).total_seconds() / 60))
            at = max(message.next_try_at, at)
    assert waits[:9] == [2, 4, 8, 16, 32, 64, 128, 240, 240]
    assert (message.state, message.failure, message.attempts) == ("given_up", "server_away", 12)
    assert message.body == "Tekst", "it can be tried again by a human"


def test_what_is_refused_for_good_is_not_tried_again(case: Citizen) -> None:
    written(case)
    with post(NotSent("recipient_refused", final=True)):
        send_all()
    assert states() == [("booked", "given_up")]


def test_the_wait_is_never_shorter_and_never_past_the_bound() -> None:
    waits = [wait_after(number) for number in range(1, 500)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=4)


def test_one_message_that_cannot_go_keeps_no_other_waiting(case: Citizen) -> None:
    written(case, matter="m1")
    written(case, matter="m2")
    with post(NotSent("server_away")) as way:
        send_all()
    assert len(way.taken) == 1


def test_an_answer_nobody_understands_leaves_the_message_unsure_and_it_is_told(
    case: Citizen,
) -> None:
    written(case)
    with post(ConnectionResetError()) as way:
        send_all()
        assert send_all(LATER - timedelta(hours=1)) == 0
    assert len(way.taken) == 1, "at most once"
    assert states() == [("booked", "unsure")]
    assert outbox_state(now=NOON).of("unsure") == 1


def test_a_worker_killed_between_sending_and_recording_leaves_its_mark(case: Citizen) -> None:
    written(case)

    class Killed(BaseException):
        """As abrupt as a signal: no handler of ours sees it."""

    with post(Killed()) as way, pytest.raises(Killed):
        message_send_next(worker="w", now=NOON)
    assert states() == [("booked", "sending")]
    messages_recover(worker="another", now=NOON)
    assert states() == [("booked", "sending")], "another's is left alone while it may be at work"
    messages_recover(worker="w", now=NOON)
    assert states() == [("booked", "unsure")]
    with post() as way:
        assert send_all() == 0
    assert way.taken == []


def test_what_another_worker_left_is_let_go_of_after_a_while(case: Citizen) -> None:
    written(case)
    Message.objects.update(state="sending", worker="gone", attempted_at=NOON)
    messages_recover(worker="w", now=NOON + timedelta(minutes=9))
    assert states() == [("booked", "sending")]
    messages_recover(worker="w", now=NOON + timedelta(minutes=10))
    assert states() == [("booked", "unsure")]


def test_what_a_clock_that_ran_ahead_put_off_is_due_when_it_is_put_right(case: Citizen) -> None:
    written(case)
    longest = wait_after(100)
    Message.objects.update(next_try_at=NOON + longest)
    messages_recover(worker="w", now=NOON)
    assert not Message.objects.filter(next_try_at__lte=NOON).exists(), "a wait there is"
    Message.objects.update(next_try_at=NOON + timedelta(days=300))
    messages_recover(worker="w", now=NOON)
    with post() as way:
        send_all()
    assert len(way.taken) == 1


def test_a_human_can_have_it_tried_again_and_that_is_logged(place: Town, case: Citizen) -> None:
    message = written(case)
    Message.objects.update(state="unsure", attempts=3)
    message_retry(actor=place.leading(), public_id=message.public_id, now=NOON)
    with post() as way:
        send_all()
    assert len(way.taken) == 1
    assert ActLog.objects.get(act="message_retry").subject == message.public_id
    with pytest.raises(DomainError, match="message_moved_on"):
        message_retry(actor=place.leading(), public_id=message.public_id, now=NOON)


def test_what_is_too_late_is_dropped_and_not_sent(case: Citizen) -> None:
    written(case)
    with post() as way:
        assert send_all(LATER) == 0
    messages_expire(now=LATER)
    assert (way.taken, states()) == ([], [("booked", "dropped")])


def test_what_was_settled_long_ago_is_forgotten(case: Citizen) -> None:
    written(case)
    with post():
        send_all()
    assert messages_forget(now=NOON + timedelta(days=90)) == 0
    assert messages_forget(now=NOON + timedelta(days=91)) == 1


def test_a_message_outside_its_act_is_refused(transactional_db: None) -> None:
    draft = Draft(kind="booked", matter="m", title="", body="", until_at=LATER)
    with pytest.raises(ActOutsideTransaction):
        message_write(person=Person(email=AASE), draft=draft, now=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_send_at_once_one_sends() -> None:
    case = reachable(build_town())
    for number in range(10):
        written(case, matter=f"m{number}")
    with post() as way:
        together([lambda w=f"w{w}": send_all_as(w) for w in range(4)])
    assert sorted(each.key for each in way.taken) == sorted(
        Message.objects.values_list("public_id", flat=True)
    )
    assert {state for _, state in states()} == {"sent"}


def test_a_demo_writes_files_and_sends_nothing(case: Citizen) -> None:
    message = written(case)
    assert send_all() == 1
    file = settings.STAASTED.data_dir / "messages" / f"{message.public_id}.eml"
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (letter["To"], letter["Subject"]) == (AASE, "Emne")
    assert letter.get_content().strip() == "Tekst"


def test_without_a_mail_server_messages_wait(case: Citizen) -> None:
    Installation.objects.all().delete()
    written(case)
    with clock.pinned(NOON):
        assert send_all() == 0
    assert states() == [("booked", "waiting")]


def test_news_overtaken_while_it_is_on_its_way_is_not_sent_after_the_later_news(
    case: Citizen,
) -> None:
    written(case)
    with post_by(Meanwhile(lambda: written(case, kind="moved"))) as way:
        send_all()
        send_all(NOON + timedelta(hours=5))
    assert [each.key for each in way.taken] == [Message.objects.get(kind="moved").public_id]
    assert states() == [("booked", "dropped"), ("moved", "sent")]


def test_news_overtaken_while_nobody_knows_whether_it_went_is_not_sent_again(
    place: Town, case: Citizen
) -> None:
    message = written(case)
    Message.objects.update(state="sending", worker="w", attempted_at=NOON)
    written(case, kind="moved")
    messages_recover(worker="w", now=NOON)
    with pytest.raises(DomainError, match="message_moved_on"):
        message_retry(actor=place.leading(), public_id=message.public_id, now=NOON)
    messages_expire(now=NOON)
    assert states() == [("booked", "dropped"), ("moved", "waiting")]


@pytest.mark.parametrize("state", ["unsure", "given_up"])
def test_what_stands_still_is_dropped_by_later_news(case: Citizen, state: str) -> None:
    written(case)
    Message.objects.update(state=state)
    written(case, kind="moved")
    assert states() == [("booked", "dropped"), ("moved", "waiting")]
    assert Message.objects.get(kind="booked").body == ""


def test_nobody_who_dies_while_a_letter_is_on_its_way_is_written_to_again(case: Citizen) -> None:
    written(case)
    with post_by(Meanwhile(lambda: messages_drop(person=case.person))) as way:
        send_all()
        send_all(NOON + timedelta(hours=5))
    assert (way.taken, states()) == ([], [("booked", "dropped")])


def test_a_letter_to_somebody_who_has_died_is_neither_sent_nor_tried_again(
    place: Town, case: Citizen
) -> None:
    message = written(case)
    Person.objects.filter(pk=case.person_id).update(died_on=NOON.date())
    with post() as way:
        assert send_all() == 0
    Message.objects.update(state="unsure")
    with pytest.raises(DomainError, match="message_moved_on"):
        message_retry(actor=place.leading(), public_id=message.public_id, now=NOON)
    messages_expire(now=NOON)
    assert (way.taken, states()) == ([], [("booked", "dropped")])
