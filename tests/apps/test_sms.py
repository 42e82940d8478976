"""Messages by SMS: handed to a real gateway on this machine, and short enough at their longest."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import ValidationError

from staasted.apps.org.clock import clock
from staasted.apps.org.models import Installation
from staasted.apps.org.phones import sms_number
from staasted.apps.outbox.models import Message
from staasted.config.environment import Environment
from staasted.integrations.messages_demo import MessageFiles
from staasted.integrations.messages_sms import SmsGateway
from staasted.ports import adapters
from staasted.ports.messages import NotSent, Outgoing, Road
from tests.outgoing import send_all
from tests.reminding import FRIDAY, WEDNESDAY, booked, with_phone
from tests.town import NOON, Town, danish

HERE = "127.0.0.1"
MESSAGE = Outgoing("k1", "4520304050", "", "Samtale ons 20/5 kl. 10.30 på Ærø", NOON, Road.SMS)
TOOK = (200, {"ids": [421332671], "usage": {"currency": "DKK"}})


class Gateway(ThreadingHTTPServer):
    """A gateway's keeper: answers as it is told and keeps what it is asked."""

    daemon_threads = True

    def __init__(self) -> None:
        self.answer: tuple[int, object] | None = TOOK
        self.asked: list[tuple[str, dict[str, str], dict[str, object]]] = []
        super().__init__((HERE, 0), Desk)

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.server_port}/rest/mtsms"


class Desk(BaseHTTPRequestHandler):
    """One call."""

    server: Gateway

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(sent)))
        if self.server.answer is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, said = self.server.answer
        body = (said if isinstance(said, str) else json.dumps(said)).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the server's own
        """Nothing: the test looks at what was asked."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """The gateway, on a free port of this machine alone."""
    with Gateway() as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        running.start()
        yield server
        server.shutdown()
        running.join()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "sms.key"
    file.write_text("hemmelig\n", encoding="ascii")
    return file


def by(gateway: Gateway, key_file: Path | None, **other: str) -> SmsGateway:
    asked = {"address": gateway.address, "sent_from": "AadalKom"}
    return SmsGateway(key_file=key_file, **(asked | other))


def test_an_sms_is_handed_over_as_the_gateway_wants_it(gateway: Gateway, key_file: Path) -> None:
    by(gateway, key_file).send(MESSAGE)
    ((path, headers, asked),) = gateway.asked
    assert path == "/rest/mtsms"
    assert headers["Authorization"] == "Token hemmelig"
    assert headers["Content-Type"] == "application/json"
    assert asked == {
        "sender": "AadalKom",
        "message": MESSAGE.body,
        "recipients": [{"msisdn": 4520304050}],
        "userref": "k1",
    }


def test_a_new_key_in_the_file_needs_no_restart(gateway: Gateway, key_file: Path) -> None:
    way = by(gateway, key_file)
    way.send(MESSAGE)
    key_file.write_text("ny", encoding="ascii")
    way.send(MESSAGE)
    assert [headers["Authorization"] for _, headers, _ in gateway.asked] == [
        "Token hemmelig",
        "Token ny",
    ]


@pytest.mark.parametrize("content", [None, "", "å", "to\nlinjer"])
def test_without_a_key_it_waits_and_nobody_is_asked(
    gateway: Gateway, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(NotSent, match="no_key") as refused:
        by(gateway, file).send(MESSAGE)
    assert not refused.value.final
    assert gateway.asked == []


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_the_gateway_refuses_can_be_put_right(
    gateway: Gateway, key_file: Path, status: int
) -> None:
    gateway.answer = (status, {"message": "no"})
    with pytest.raises(NotSent, match="login_refused") as refused:
        by(gateway, key_file).send(MESSAGE)
    assert not refused.value.final


@pytest.mark.parametrize("status", [301, 402, 404, 408, 429, 503])
def test_a_gateway_that_takes_nothing_now_is_asked_another_time(
    gateway: Gateway, key_file: Path, status: int
) -> None:
    gateway.answer = (status, {"message": "no"})
    with pytest.raises(NotSent, match="gateway_refused") as refused:
        by(gateway, key_file).send(MESSAGE)
    assert not refused.value.final
    assert len(gateway.asked) == 1, "no redirect is followed: the number would go elsewhere"


@pytest.mark.parametrize("status", [400, 422])
def test_a_number_the_gateway_refuses_is_refused_for_good(
    gateway: Gateway, key_file: Path, status: int
) -> None:
    gateway.answer = (status, {"code": "0x0216"})
    with pytest.raises(NotSent, match="number_refused") as refused:
        by(gateway, key_file).send(MESSAGE)
    assert refused.value.final


@pytest.mark.parametrize(
    "answer", [(500, {}), (502, "oh"), (200, "<html>"), (200, {}), (200, [1]), None]
)
def test_an_answer_nobody_understands_is_not_taken_for_a_no(
    gateway: Gateway, key_file: Path, answer: tuple[int, object] | None
) -> None:
    gateway.answer = answer
    with pytest.raises(Exception) as unknown:  # noqa: PT011 whatever it is, the outbox is unsure
        by(gateway, key_file).send(MESSAGE)
    assert not isinstance(unknown.value, NotSent)


def test_a_gateway_that_is_away_is_met_another_time(key_file: Path) -> None:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        nobody = f"http://{HERE}:{probe.getsockname()[1]}/"
    with pytest.raises(NotSent, match="gateway_away") as refused:
        SmsGateway(nobody, key_file, "").send(MESSAGE)
    assert not refused.value.final


@pytest.mark.parametrize("number", ["", "+4520304050", "aase@staasted.example"])
def test_what_is_no_number_is_refused_for_good(
    gateway: Gateway, key_file: Path, number: str
) -> None:
    with pytest.raises(NotSent, match="bad_address") as refused:
        by(gateway, key_file).send(Outgoing("k", number, "", "b", NOON, Road.SMS))
    assert refused.value.final
    assert gateway.asked == []


def test_the_key_is_not_told_with_the_gateway(gateway: Gateway, key_file: Path) -> None:
    assert "hemmelig" not in repr(by(gateway, key_file))


def test_a_demo_writes_an_sms_into_a_file(tmp_path: Path) -> None:
    MessageFiles(tmp_path).send(MESSAGE)
    (file,) = tmp_path.iterdir()
    assert file.read_text(encoding="utf-8") == f"+4520304050\n{MESSAGE.body}\n"


@pytest.mark.parametrize(
    "address",
    ["http://gateway.example/rest", "ftp://127.0.0.1/", "gateway", "https://", "http://127.0.0.2/"],
)
def test_no_key_and_no_number_goes_in_clear_to_elsewhere(address: str) -> None:
    with pytest.raises(ValidationError, match="no secret address"):
        Environment(sms_url=address)


@pytest.mark.parametrize(
    "wrong", [{"sms_from": "Ådal"}, {"sms_from": "a" * 12}, {"public_url": "x"}]
)
def test_a_setting_that_cannot_be_used_is_refused_at_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Environment(**wrong)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("20304050", "4520304050"),
        ("20 30 40 50", "4520304050"),
        ("+45 20 30 40 50", "4520304050"),
        ("0045-20304050", "4520304050"),
        ("4520304050", "4520304050"),
        ("tlf. 2030 4050 / 87 65 43 21", "4520304050"),
        ("20304050 87654321", "4520304050"),
        ("+46 70 123 45 67", "46701234567"),
        ("0046 70 123 45 67", "46701234567"),
        ("203040501", ""),
        ("701234567", ""),
        ("+45 203040501", ""),
        ("ingen", ""),
        ("", ""),
    ],
)
def test_an_sms_goes_to_the_first_number_and_never_to_one_with_a_digit_too_many(
    written: str, number: str
) -> None:
    assert sms_number(written) == number


@pytest.mark.django_db
def test_from_a_booking_to_the_gateway(
    place: Town, gateway: Gateway, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside a demo, with a gateway and no mail server: the SMS goes, the letters wait."""
    monkeypatch.setitem(adapters._senders, "sms", by(gateway, key_file))
    Installation.objects.all().delete()
    with clock.pinned(NOON):
        case = with_phone(place)
        booked(case, place.karen, danish(FRIDAY, time(10, 30)))
        send_all(NOON)
        assert gateway.asked == []
        gateway.answer = (503, {})
        send_all(danish(WEDNESDAY, time(10, 30)))
        gateway.answer = TOOK
        send_all(danish(WEDNESDAY, time(10, 32)))
    first, again = (asked for _, _, asked in gateway.asked)
    assert first == again, "the same message under the same key"
    assert first["recipients"] == [{"msisdn": 4520304050}]
    assert first["message"].startswith("Samtale fre 22/5 kl. 10.30 med Karen, telefon.")
    sent = Message.objects.get(state="sent")
    assert (sent.public_id, sent.road) == (first["userref"], "sms")
