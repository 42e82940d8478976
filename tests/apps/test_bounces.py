"""An address that takes no messages is marked, whether the server says so or the letter returns."""

import os
from copy import deepcopy
from datetime import timedelta
from email import message_from_bytes
from email.message import Message as Mail
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.apps.outbox.bounces import (
    BouncesTaken,
    Returned,
    bounce_mark,
    bounces_of,
    bounces_take,
)
from staasted.apps.outbox.models import Message
from staasted.apps.outbox.returned_mail import LARGEST, MOST_ADDRESSES, returned_in, returned_of
from staasted.cli.main import app
from staasted.ports.messages import NotSent, Road, is_nobodys
from tests.outgoing import AASE, post, send_all, written
from tests.reminding import ABROAD, with_phone
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)
NOBODY = NotSent("recipient_refused", final=True, bounced=True)
FULL = NotSent("recipient_refused", final=True)


@pytest.fixture
def case(place: Town) -> Citizen:
    return with_phone(place)


@pytest.fixture
def sent(case: Citizen) -> Message:
    """A letter that has gone."""
    message = written(case)
    with post():
        send_all()
    message.refresh_from_db()
    assert message.state == "sent"
    return message


def now_of(case: Citizen) -> Person:
    return Person.objects.get(pk=case.person_id)


def report(
    key: str, address: str = AASE, *, status: str = "5.1.1", action: str = "failed", said: str = ""
) -> bytes:
    """A mail server's report of a letter it could not deliver, as RFC 3464 has it."""
    mail = MIMEMultipart("report", **{"report-type": "delivery-status"})
    mail.attach(MIMEText("Your message could not be delivered."))
    told = MIMEBase("message", "delivery-status")
    server, receiver = Mail(), Mail()
    server["Reporting-MTA"] = "dns; mx.staasted.example"
    receiver["Final-Recipient"] = f"rfc822; {address}"
    receiver["Action"], receiver["Status"] = action, status
    if said:
        receiver["Diagnostic-Code"] = f"smtp; {said}"
    told.set_payload([server, receiver])
    mail.attach(told)
    original = MIMEBase("message", "rfc822")
    letter = MIMEText("")
    letter["Message-ID"] = f"<{key}@staasted.example>"
    original.set_payload([letter])
    mail.attach(original)
    return bytes(mail)


def test_a_refused_address_is_marked_and_another_one_is_not(case: Citizen) -> None:
    written(case)
    with post(NOBODY):
        send_all()
    assert bounces_of(now_of(case)).email_at == NOON
    Person.objects.filter(pk=case.person_id).update(email="ny@staasted.example")
    assert not bounces_of(now_of(case))


@pytest.mark.parametrize("answer", [FULL, NotSent("server_away"), None])
def test_nothing_else_a_server_says_is_about_the_address(
    case: Citizen, answer: NotSent | None
) -> None:
    written(case)
    with post(answer):
        send_all()
    assert not bounces_of(now_of(case))


def test_a_number_that_is_taken_again_is_no_longer_marked(case: Citizen) -> None:
    message = written(case)
    Message.objects.filter(pk=message.pk).update(road="sms")
    bounce_mark(case.person, Road.SMS, address=ABROAD, at=NOON)
    assert bounces_of(now_of(case)).phone_at == NOON
    with post():
        send_all()
    assert not bounces_of(now_of(case))


def test_an_address_that_was_changed_meanwhile_is_not_marked(case: Citizen) -> None:
    Person.objects.filter(pk=case.person_id).update(email="ny@staasted.example")
    assert not bounce_mark(case.person, Road.EMAIL, address=AASE, at=NOON)
    assert now_of(case).email_bounced == ""


@pytest.mark.parametrize(
    ("code", "said", "nobodys"),
    [
        (550, "5.1.1 no such user", True),
        (550, "No such user here", True),
        (553, "mailbox name not allowed", True),
        (550, "5.2.1 mailbox disabled", True),
        (552, "5.2.2 mailbox full", False),
        (550, "5.7.1 blocked by policy", False),
        (554, "transaction failed", False),
        (451, "4.7.1 greylisted", False),
    ],
)
def test_which_refusals_say_that_nobody_has_the_address(
    code: int, said: str, *, nobodys: bool
) -> None:
    assert is_nobodys(code, said) is nobodys


def test_a_letter_that_comes_back_marks_the_address_once(case: Citizen, sent: Message) -> None:
    letters = returned_of(report(sent.public_id))
    assert letters == [Returned(sent.public_id, AASE)]
    assert bounces_take(letters, now=LATER) == BouncesTaken(marked=1, passed_over=0)
    assert bounces_of(now_of(case)).email_at == LATER
    Person.objects.update(email_bounced="", email_bounced_at=None)
    assert bounces_take(letters, now=LATER).marked == 0, "the folder may be read again"
    sent.refresh_from_db()
    assert (sent.state, sent.failure) == ("sent", "bounced")
    assert ActLog.objects.filter(act="bounces_take").count() == 2


def test_a_report_that_names_somebody_else_first_still_marks_the_address(
    case: Citizen, sent: Message
) -> None:
    letters = [Returned(sent.public_id, "videre@staasted.example"), Returned(sent.public_id, AASE)]
    assert bounces_take(letters, now=LATER) == BouncesTaken(marked=1, passed_over=1)
    assert bounces_of(now_of(case)).email_at == LATER


def test_a_report_of_thousands_of_addresses_is_read_so_far_and_no_further() -> None:
    mail = message_from_bytes(report("k1k1k1k1k1"))
    _, told, letter = mail.get_payload()
    receiver = told.get_payload(1)
    many = []
    for number in range(5_000):
        other = deepcopy(receiver)
        other.replace_header("Final-Recipient", f"rfc822; x{number}@staasted.example")
        many.append(other)
    told.set_payload(many)
    mail.set_payload([letter, told])
    assert len(returned_of(bytes(mail))) == MOST_ADDRESSES


def test_what_came_last_is_read_also_where_nobody_empties_the_folder(
    sent: Message, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("staasted.apps.outbox.returned_mail.MOST_FILES", 3)
    for number in range(5):
        old = tmp_path / f"0{number}.eml"
        old.write_bytes(b"Subject: hello\r\n\r\nhello")
        os.utime(old, (1_000_000 + number,) * 2)
    (tmp_path / "zz-newest.eml").write_bytes(report(sent.public_id))
    assert returned_in(tmp_path) == [Returned(sent.public_id, AASE)]


@pytest.mark.parametrize(
    ("key", "address"),
    [("nobodyknow", AASE), ("", AASE), ("{sent}", "en.anden@staasted.example")],
)
def test_a_report_nobody_could_know_of_marks_nothing(
    case: Citizen, sent: Message, key: str, address: str
) -> None:
    letters = returned_of(report(key.format(sent=sent.public_id), address))
    assert bounces_take(letters, now=LATER).marked == 0
    assert not bounces_of(now_of(case))


@pytest.mark.parametrize(
    "told",
    [
        {"status": "4.4.1"},
        {"action": "delayed"},
        {"action": "delivered", "status": "2.0.0"},
        {"status": "5.2.2"},
        {"status": "5.0.0", "said": "550 5.7.1 no"},
    ],
)
def test_a_letter_that_is_late_or_refused_for_another_reason_is_not_back(
    sent: Message, told: dict[str, str]
) -> None:
    assert returned_of(report(sent.public_id, **told)) == []


def test_a_status_that_says_nothing_is_told_by_the_servers_words(sent: Message) -> None:
    back = report(sent.public_id, status="5.0.0", said="550 No such user")
    assert returned_of(back) == [Returned(sent.public_id, AASE)]


def deep(levels: int) -> bytes:
    """Parts inside parts."""
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(levels)
    )
    return head + b"Content-Type: text/plain\r\n\r\nx"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 500,
        b"x" * (LARGEST + 1),
        deep(3000),
        b"Content-Type: message/rfc822\r\n\r\n" * 3000,
        b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1",
        b'Content-Type: text/rfc822-headers; charset="nope"\r\n\r\nMessage-ID: <a@b>\r\n',
    ],
)
def test_a_hostile_mail_tells_nothing(content: bytes) -> None:
    assert returned_of(content) == []


@given(st.binary(max_size=400), st.integers(0, 900))
def test_a_broken_report_never_breaks_the_reading(noise: bytes, at: int) -> None:
    whole = report("k1k1k1k1k1")
    assert all(isinstance(each, Returned) for each in returned_of(whole[:at] + noise + whole[at:]))


def test_the_command_reads_a_folder_and_a_maildir(
    case: Citizen, sent: Message, tmp_path: Path
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(report(sent.public_id))
    (tmp_path / "hello.eml").write_bytes(b"Subject: hello\r\n\r\nhello")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "new" / "1")
    assert returned_in(tmp_path) == [Returned(sent.public_id, AASE)]
    told = CliRunner().invoke(app, ["bounces", "read", str(tmp_path)])
    assert (told.exit_code, told.stdout) == (
        0,
        "1 adresser har fået et mærke. 0 mails fortalte intet nyt.\n",
    )
    assert bounces_of(now_of(case)).email_at
    assert (tmp_path / "new" / "1").exists()


def test_the_command_says_where_there_is_no_folder(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["bounces", "read", str(tmp_path / "away")])
    assert told.exit_code == 1
    assert "kan ikke læses" in told.output
