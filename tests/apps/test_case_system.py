"""Closed conversations and decisions leave once, signed, and are known again by the receiver."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog
from staasted.apps.case_system.keys import (
    signing_key_drop,
    signing_key_make,
    signing_key_use,
    signing_keys,
)
from staasted.apps.case_system.models import CaseDelivery, CaseEvent
from staasted.apps.case_system.services import body_of, event_write, events_deliver, events_retry
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.outward import conversation_told
from staasted.apps.invitations.deciding import self_booking_give_back, self_booking_take
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Installation
from staasted.apps.org.sealing import cpr_open
from staasted.core.errors import DomainError
from staasted.integrations.case_system_http import MOST, CaseWebhook
from staasted.ports import adapters
from staasted.ports.case_system import CaseTold, NotTaken
from tests.happenings import hold, utc
from tests.house.tree import ROOT
from tests.inviting import who_books
from tests.receiving import Receiver
from tests.talking import posts
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The case system, on a free port of this machine alone."""
    with Receiver() as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        running.start()
        yield server
        server.shutdown()
        running.join()


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    file = tmp_path / "keys" / "case-system.json"
    signing_key_make(file)
    return file


@pytest.fixture
def connected(ase: Citizen, receiver: Receiver, keys: Path) -> Iterator[Receiver]:
    """A house that is no demo, where the case system is set up once Åse has a coach."""
    Installation.objects.update(demo=False, demo_now=None)
    adapters.case_system_use(CaseWebhook(receiver.address, keys))
    with clock.pinned(NOON):
        yield receiver
    adapters.case_system_use(None)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def held(ase: Citizen, place: Town) -> Conversation:
    """A conversation that was held and closed by her coach."""
    return hold(ase, place.karen, utc(2026, 5, 11, 8), channel="phone")


def is_ours() -> Callable[[dict[str, bytes], dict[str, str], bytes], bool]:
    """The receiver's check, as docs/case-system.md prints it."""
    page = (ROOT / "docs" / "case-system.md").read_text(encoding="utf-8")
    (code,) = CODE.findall(page)
    named: dict[str, object] = {}
    exec(code, named)  # noqa: S102 our own page
    named["time"] = SimpleNamespace(time=NOON.timestamp)  # the house's clock stands at noon
    return named["is_ours"]  # type: ignore[return-value]


def test_a_closed_conversation_leaves_once_signed_and_with_what_was_registered(
    connected: Receiver, place: Town, ase: Citizen, keys: Path
) -> None:
    closed = held(ase, place)
    assert events_deliver(now=NOON) == 1
    assert events_deliver(now=NOON + timedelta(days=1)) == 0
    ((path, headers, body),) = connected.taken
    told = json.loads(body)
    assert path == "/staasted"
    assert told["facts"]["minutes"] == closed.minutes
    assert told["facts"]["by"] == place.karen.name
    assert (told["type"], told["version"]) == ("conversation", 1)
    assert told["subject"] == closed.booking.public_id
    assert headers["Idempotency-Key"] == told["id"]
    known = signing_keys(keys)
    assert known is not None
    assert is_ours()(dict(known.keys), headers, body)
    assert not is_ours()(dict(known.keys), headers, body + b" ")
    assert not is_ours()(dict(known.keys), headers | {"Staasted-Time": "1000"}, body)
    assert not is_ours()({}, headers, body)


def test_the_number_stands_in_the_body_alone(
    connected: Receiver, place: Town, ase: Citizen, caplog: pytest.LogCaptureFixture
) -> None:
    person = ase.person
    number = cpr_open(cipher=person.cpr_cipher, key_id=person.cpr_key_id)
    held(ase, place)
    connected.status = 422
    events_deliver(now=NOON)
    ((path, headers, body),) = connected.taken
    assert json.loads(body)["citizen"] == {"id": ase.public_id, "cpr": number}
    assert person.name not in body.decode(), "a protected name cannot leave"
    assert number not in path + str(headers) + caplog.text
    assert number not in str(list(CaseEvent.objects.values()) + list(CaseDelivery.objects.values()))
    assert number not in str(list(ActLog.objects.values("facts")))


def test_a_correction_is_a_new_version_and_never_goes_first(
    connected: Receiver, place: Town, ase: Citizen
) -> None:
    closed = held(ase, place)
    connected.status = 503
    events_deliver(now=NOON)
    closed.minutes = 40
    event_write(ase, conversation_told(closed))
    connected.status = 200
    connected.taken.clear()
    assert events_deliver(now=NOON) == 0, "the first waits for its next try, and the second for it"
    assert events_deliver(now=NOON + timedelta(days=1)) == 2
    told = [json.loads(body) for _, _, body in connected.taken]
    assert [each["version"] for each in told] == [1, 2]
    assert len({each["id"] for each in told}) == 2
    assert len({each["subject"] for each in told}) == 1


def test_decisions_leave_too_and_other_letters_do_not(
    connected: Receiver, place: Town, ase: Citizen
) -> None:
    posts(ase, place.karen)
    posts(ase, place.karen, "Afslag", decision="employment")
    self_booking_take(actor=place.counsellor(), citizen=ase, reason="Tre tider er ikke brugt.")
    self_booking_give_back(actor=place.counsellor(), citizen=ase)
    events_deliver(now=NOON)
    told = [json.loads(body) for _, _, body in connected.taken]
    assert [each["facts"]["decision"] for each in told] == [
        "employment",
        "self_booking_take",
        "self_booking_give_back",
    ]
    assert told[1]["facts"]["reason"] == "Tre tider er ikke brugt."
    assert [each["version"] for each in told[1:]] == [1, 2]


@pytest.mark.parametrize("status", [302, 401, 429, 500])
def test_what_may_help_is_tried_again_later_and_then_given_up(
    connected: Receiver, place: Town, ase: Citizen, status: int
) -> None:
    held(ase, place)
    connected.status, connected.location = status, "http://127.0.0.1:9/"
    now = NOON
    for _ in range(40):
        events_deliver(now=now)
        now += timedelta(days=1)
    row = CaseDelivery.objects.get()
    assert row.state == "given_up"
    assert len(connected.taken) == row.attempts < 40


def test_what_was_refused_is_given_up_shown_and_sent_when_somebody_asks(
    connected: Receiver, place: Town, ase: Citizen
) -> None:
    held(ase, place)
    connected.status = 422
    events_deliver(now=NOON)
    assert len(connected.taken) == 1
    codes = {each.code for each in problems_of(status_now(now=NOON, demo=False))}
    assert "case_events_given_up" in codes
    connected.status = 409  # it has it already
    assert events_retry(actor=OPERATOR) == 1
    assert events_deliver(now=NOON + timedelta(days=900)) == 1
    assert ActLog.objects.filter(act="case_events_retry").count() == 1


def test_what_waits_for_long_is_shown(connected: Receiver, place: Town, ase: Citizen) -> None:
    held(ase, place)
    late = problems_of(status_now(now=NOON + timedelta(days=3), demo=False))
    assert "case_events_wait" in {each.code for each in late}


def test_a_receiver_that_is_away_or_a_key_that_is_gone_loses_nothing(
    connected: Receiver, place: Town, ase: Citizen, tmp_path: Path
) -> None:
    held(ase, place)
    for system, why in (
        (CaseWebhook("http://127.0.0.1:9/", signing_file(tmp_path)), "away"),
        (CaseWebhook(connected.address, tmp_path / "none.json"), "no_key"),
    ):
        CaseDelivery.objects.update(next_try_at=NOON)
        adapters.case_system_use(system)
        assert events_deliver(now=NOON) == 0
        assert CaseDelivery.objects.get().failure == why
    assert not connected.taken


def signing_file(folder: Path) -> Path:
    signing_key_make(folder / "other.json")
    return folder / "other.json"


def test_an_event_that_is_too_large_never_goes(connected: Receiver, keys: Path) -> None:
    with pytest.raises(NotTaken, match="too_large"):
        CaseWebhook(connected.address, keys).take(CaseTold("k", b"a" * (MOST + 1), 1))
    assert not connected.taken


def test_a_demo_and_a_house_without_an_address_hand_nothing_over_and_keep_the_row(
    place: Town, ase: Citizen, receiver: Receiver, keys: Path
) -> None:
    adapters.case_system_use(CaseWebhook(receiver.address, keys))
    before = CaseEvent.objects.count()
    held(ase, place)
    assert events_deliver(now=NOON) == 0
    adapters.case_system_use(None)
    assert CaseEvent.objects.count() == before + 1
    assert not CaseDelivery.objects.exists()
    assert not receiver.taken


def test_a_key_is_made_put_to_use_and_dropped(
    connected: Receiver, place: Town, ase: Citizen, keys: Path
) -> None:
    first = signing_keys(keys)
    assert first is not None
    second = signing_key_make(keys)
    posts(ase, place.karen, decision="sickness")
    events_deliver(now=NOON)
    signing_key_use(keys, second)
    posts(ase, place.karen, decision="sickness")
    events_deliver(now=NOON)
    assert [headers["Staasted-Key-Id"] for _, headers, _ in connected.taken] == [
        first.current,
        second,
    ]
    with pytest.raises(DomainError, match="signing_key_in_use"):
        signing_key_drop(keys, second)
    signing_key_drop(keys, first.current)
    with pytest.raises(DomainError, match="signing_key_unknown"):
        signing_key_use(keys, first.current)
    assert keys.stat().st_mode & 0o077 == 0


def test_the_database_changes_no_event_and_removes_none(place: Town, ase: Citizen) -> None:
    held(ase, place)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        CaseEvent.objects.update(version=7)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        CaseEvent.objects.all().delete()


def test_a_body_without_a_number_says_so(place: Town, ase: Citizen) -> None:
    event = event_write(ase, conversation_told(held(ase, place)))
    event.citizen.person.cpr_cipher = None
    assert json.loads(body_of(event))["citizen"]["cpr"] == ""
