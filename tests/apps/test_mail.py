"""Messages by mail, handed to a real mail server on this machine."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from icalendar import Calendar

from staasted.integrations.messages_smtp import SmtpMail
from staasted.ports.messages import NotSent, Outgoing
from tests.town import NOON

HERE = "127.0.0.1"
MESSAGE = Outgoing("k1", "aase@staasted.example", "Din samtale er flyttet", "Hej Å\n.\nslut", NOON)


class Office:
    """A mail server's keeper: says what it is told to and keeps what it takes."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.rcpt = self.data = ""

    async def handle_RCPT(  # noqa: N802 the server's own name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.rcpt:
            envelope.rcpt_tos.append(address)
        return self.rcpt or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        return self.data or "250 OK"


def knows(server: SMTP, session: Session, envelope: Envelope, way: str, data: object) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password == b"right"
    return AuthResult(success=right, handled=False)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def server(office: Office) -> Iterator[Controller]:
    """The mail server, on a free port of this machine alone."""
    running = Controller(
        office, hostname=HERE, port=free_port(), authenticator=knows, auth_require_tls=False
    )
    running.start()
    yield running
    running.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


def mail(server: Controller, **other: object) -> SmtpMail:
    asked = {"tls": False, "sent_from": "jobcenter@staasted.example", "office": "Ådal Kommune"}
    return SmtpMail(host=HERE, port=server.port, **(asked | other))


def test_a_letter_arrives_as_it_was_written(server: Controller, office: Office) -> None:
    mail(server).send(MESSAGE)
    (envelope,) = office.taken
    assert envelope.rcpt_tos == [MESSAGE.to]
    letter = message_from_bytes(envelope.content, policy=policy.default)
    assert letter["Subject"] == MESSAGE.subject
    assert letter["From"].addresses[0].display_name == "Ådal Kommune"
    assert letter["Message-ID"] == "<k1@staasted.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == ["Hej Å", ".", "slut"]


def test_a_letter_with_a_time_arrives_for_calendars(server: Controller, office: Office) -> None:
    lines = ("BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", "SUMMARY:Samtale Åæø")
    calendar = "\r\n".join((*lines, "END:VEVENT", "END:VCALENDAR", ""))
    mail(server).send(replace(MESSAGE, calendar=calendar))
    (envelope,) = office.taken
    plain, part = message_from_bytes(envelope.content, policy=policy.default).iter_parts()
    assert plain.get_content().splitlines() == ["Hej Å", ".", "slut"]
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REQUEST")
    assert part.get_payload(decode=True).decode() == calendar
    (event,) = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    assert event["SUMMARY"] == "Samtale Åæø"


def test_the_right_password_opens_and_the_wrong_one_waits(
    server: Controller, office: Office
) -> None:
    mail(server, user="u", password="right").send(MESSAGE)
    assert len(office.taken) == 1
    with pytest.raises(NotSent, match="login_refused") as refused:
        mail(server, user="u", password="wrong").send(MESSAGE)
    assert not refused.value.final


@pytest.mark.parametrize(("answer", "final"), [("450 busy", False), ("550 unknown", True)])
def test_a_recipient_who_is_refused_is_refused_for_now_or_for_good(
    server: Controller, office: Office, answer: str, final: bool
) -> None:
    office.rcpt = answer
    with pytest.raises(NotSent, match="recipient_refused") as refused:
        mail(server).send(MESSAGE)
    assert refused.value.final is final


@pytest.mark.parametrize(
    ("answer", "bounced"),
    [("550 5.1.1 nobody here", True), ("550 unknown", True), ("550 5.7.1 no", False)],
)
def test_a_recipient_nobody_knows_has_bounced(
    server: Controller, office: Office, answer: str, *, bounced: bool
) -> None:
    office.rcpt = answer
    with pytest.raises(NotSent, match="recipient_refused") as refused:
        mail(server).send(MESSAGE)
    assert refused.value.bounced is bounced


@pytest.mark.parametrize(("answer", "final"), [("451 later", False), ("554 no", True)])
def test_a_letter_that_is_refused_is_refused_for_now_or_for_good(
    server: Controller, office: Office, answer: str, final: bool
) -> None:
    office.data = answer
    with pytest.raises(NotSent, match="message_refused") as refused:
        mail(server).send(MESSAGE)
    assert refused.value.final is final


def test_a_server_that_is_away_is_met_another_time() -> None:
    nobody = SmtpMail(host=HERE, port=free_port(), tls=False, sent_from="a@b.example", office="Å")
    with pytest.raises(NotSent, match="server_away") as refused:
        nobody.send(MESSAGE)
    assert not refused.value.final


def test_a_server_without_secrecy_gets_no_letter(server: Controller, office: Office) -> None:
    with pytest.raises(NotSent, match="server_away"):
        mail(server, tls=True).send(MESSAGE)
    assert office.taken == []


@pytest.mark.parametrize("address", ["", "no address", "a@b@c", "x\r\nBcc: y@z.example", "å@"])
def test_what_is_no_address_is_refused_for_good(
    server: Controller, office: Office, address: str
) -> None:
    with pytest.raises(NotSent, match="bad_address") as refused:
        mail(server).send(Outgoing("k", address, "s", "b", NOON))
    assert refused.value.final
    assert office.taken == []
