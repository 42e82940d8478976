"""Rooms by VDX: asked for as its interface describes itself, of a server on this machine."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from pydantic import ValidationError

from staasted.config.environment import Environment
from staasted.integrations.video_vdx import Vdx as Way
from staasted.ports.video import Made, Meeting, NotMade
from tests.apps.vdx import GUEST_PIN, HOST_PIN, PORTAL, SHORT, Vdx, error

STARTS = datetime(2026, 5, 20, 8, tzinfo=UTC)
MEETING = Meeting("c0ffee" * 5 + "00", STARTS, STARTS + timedelta(minutes=45))
LEAD = PORTAL.format(pin=HOST_PIN)
ALL, ROOM = "POST /videoapi/v2/meetings", "GET /videoapi/v2/scheduling-info"


@pytest.fixture
def vdx() -> Iterator[Vdx]:
    with Vdx() as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        running.start()
        yield server
        server.shutdown()
        running.join()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "vdx.secret"
    file.write_text("hemmelig\n", encoding="ascii")
    return file


@pytest.fixture
def way(vdx: Vdx, secret: Path) -> Way:
    return way_to(vdx, secret)


def way_to(vdx: Vdx, secret: Path | None, **other: object) -> Way:
    login = f"{vdx.address}/realms/broker/protocol/openid-connect/token"
    told = {"api": f"{vdx.address}/videoapi/", "login": login, "client": "aadal", "subject": "Ådal"}
    return Way(secret_file=secret, **(told | other))


def refused(asked: object, *given: object) -> str:
    with pytest.raises(NotMade) as said:
        asked(*given)
    assert not said.value.final
    return said.value.code


def test_a_meeting_is_asked_for_as_the_interface_has_it(vdx: Vdx, way: Way) -> None:
    made = way.make(MEETING)
    (_, login, _, form), (method, path, headers, body), (_, room, _, _) = vdx.asked
    assert login == "/realms/broker/protocol/openid-connect/token"
    assert parse_qs(form) == {
        "grant_type": ["client_credentials"],
        "client_id": ["aadal"],
        "client_secret": ["hemmelig"],
    }
    assert (method, path) == ("POST", "/videoapi/v2/meetings")
    assert headers["Authorization"] == "Bearer jwt"
    assert json.loads(body) == {
        "uuid": made.ref,
        "subject": "Ådal",
        "startTime": "2026-05-20T08:00:00Z",
        "endTime": "2026-05-20T08:45:00Z",
        "guestPinRequired": False,
    }
    assert room == f"/videoapi/v2/scheduling-info/{made.ref}"


def test_the_citizen_gets_the_short_link_and_the_holder_another_with_the_hosts_pin(
    way: Way,
) -> None:
    made = way.make(MEETING)
    assert (made.address, made.host_address) == (SHORT, LEAD)
    assert str(GUEST_PIN) not in made.host_address


def test_the_meeting_does_not_tell_our_key(vdx: Vdx, way: Way) -> None:
    ref = way.make(MEETING).ref
    assert UUID(ref).version == 4
    assert MEETING.key[:8] not in json.dumps([ref, vdx.asked])


def test_an_office_with_a_long_name_has_a_subject_that_fits(vdx: Vdx, secret: Path) -> None:
    way_to(vdx, secret, subject="Å" * 130, template=7).make(MEETING)
    told = next(iter(vdx.meetings.values()))
    assert (len(told["subject"]), told["schedulingTemplateId"]) == (100, 7)


@pytest.mark.parametrize(
    ("pins", "own", "portal", "comes_in"),
    [
        ((None, None), "", PORTAL, ""),
        ((HOST_PIN, None), "", PORTAL, LEAD),
        (
            (HOST_PIN, GUEST_PIN),
            "https://video.aadal.example/%uri-with-domain%?pin=%pin%",
            PORTAL,
            f"https://video.aadal.example/4618@vconf.example?pin={HOST_PIN}",
        ),
        (
            (HOST_PIN, 4618),
            "",
            "https://p.example/r#/4618@x?name=a&pin={pin}",
            f"https://p.example/r#/4618@x?name=a&pin={HOST_PIN}",
        ),
    ],
)
def test_a_host_comes_in_as_the_template_has_it(
    vdx: Vdx, way: Way, pins: tuple, own: str, portal: str, comes_in: str
) -> None:
    vdx.pins, vdx.own_portal, vdx.portal = pins, own, portal
    assert way.make(MEETING).host_address == comes_in


@pytest.mark.parametrize(
    ("pins", "portal"),
    [
        ((HOST_PIN, GUEST_PIN), "https://portal.vconf.example/{pin}"),
        ((HOST_PIN, GUEST_PIN), ""),
        (("4618", GUEST_PIN), PORTAL),
        ((HOST_PIN, [GUEST_PIN]), PORTAL),
        ((True, GUEST_PIN), PORTAL),
    ],
)
def test_where_no_host_could_come_in_there_is_no_room(
    vdx: Vdx, way: Way, pins: tuple, portal: str
) -> None:
    vdx.pins, vdx.portal = pins, portal
    assert refused(way.make, MEETING) == "video_away"


def test_asked_twice_there_is_one_meeting_also_where_the_first_answer_was_lost(
    vdx: Vdx, way: Way
) -> None:
    vdx.answers[ROOM] = (503, b"<html>")
    assert refused(way.make, MEETING) == "video_away"
    vdx.answers.clear()
    assert way.make(MEETING) == way.make(MEETING) == Made(SHORT, next(iter(vdx.meetings)), LEAD)
    assert len(vdx.meetings) == 1


def test_two_meetings_are_two(vdx: Vdx, way: Way) -> None:
    moved = Meeting("d" * 32, STARTS + timedelta(days=1), STARTS + timedelta(days=1, hours=1))
    assert way.make(MEETING).ref != way.make(moved).ref
    assert len(vdx.meetings) == 2


@pytest.mark.parametrize("known", [True, False])
def test_a_meeting_that_is_still_to_come_is_deleted(vdx: Vdx, way: Way, known: bool) -> None:
    way.end(MEETING, way.make(MEETING).ref if known else "")
    way.end(MEETING, "gone already")
    way.make(MEETING)
    way.end(MEETING, "")
    assert vdx.meetings == {}


def test_a_meeting_that_stands_ready_is_let_end(vdx: Vdx, way: Way) -> None:
    ref = way.make(MEETING).ref
    vdx.status = "PROVISIONED_OK"
    way.end(MEETING, ref)
    assert vdx.meetings[ref]["endTime"] == "2026-05-20T08:00:00Z"


@pytest.mark.parametrize("status", ["PROVISION_PROBLEMS", "DEPROVISION_OK"])
def test_a_meeting_whose_room_is_no_more_is_over(vdx: Vdx, way: Way, status: str) -> None:
    ref = way.make(MEETING).ref
    vdx.status = status
    way.end(MEETING, ref)


def test_a_meeting_that_is_just_being_made_ready_is_ended_another_time(vdx: Vdx, way: Way) -> None:
    ref = way.make(MEETING).ref
    vdx.status = "STARTING_TO_PROVISION"
    assert refused(way.end, MEETING, ref) == "video_away"


def test_a_meeting_somebody_elses_is_not_ended(vdx: Vdx, way: Way) -> None:
    vdx.answers["DELETE"] = error(403, "/", 11)
    assert refused(way.end, MEETING, "") == "video_refused"


def test_a_wrong_secret_or_none_is_said_without_it(vdx: Vdx, secret: Path) -> None:
    secret.write_text("forkert", encoding="ascii")
    assert refused(way_to(vdx, secret).make, MEETING) == "login_refused"
    secret.unlink()
    assert refused(way_to(vdx, secret).make, MEETING) == "no_key"
    assert refused(way_to(vdx, None).make, MEETING) == "no_key"


LONG = {"shortLink": SHORT, "description": "x" * 300_000}
DEEP = b'{"shortLink":' + b"[" * 100_000


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (error(400, "/", 26), "video_refused"),
        (error(401, "/", 11), "video_refused"),
        (error(403, "/", 11), "video_refused"),
        (error(406, "/", 14), "video_refused"),
        (error(500, "/", 11), "video_away"),
        ((302, None), "video_away"),
        ((200, b"<html>"), "video_away"),
        ((200, b"\xff\xfe"), "video_away"),
        ((200, [1]), "video_away"),
        ((200, {"shortLink": ["x"]}), "video_away"),
        ((200, LONG), "video_away"),
        ((200, DEEP), "video_away"),
    ],
)
def test_a_no_and_what_nobody_can_read_are_no_room(
    vdx: Vdx, way: Way, answer: tuple[int, object], code: str
) -> None:
    vdx.answers[ALL] = answer
    assert refused(way.make, MEETING) == code


@pytest.mark.parametrize("answer", [(200, [1]), (200, b""), (404, {}), (200, LONG)])
def test_a_room_nobody_can_read_of_is_none(vdx: Vdx, way: Way, answer: tuple) -> None:
    vdx.answers[ROOM] = answer
    assert refused(way.make, MEETING) in ("video_away", "video_refused")


def test_an_answer_that_drips_is_cut_off(vdx: Vdx, secret: Path) -> None:
    vdx.drips = "/meetings"
    began = datetime.now(UTC)
    assert refused(way_to(vdx, secret, patience=0.4).make, MEETING) == "server_away"
    assert datetime.now(UTC) - began < timedelta(seconds=5)


@pytest.mark.parametrize("setting", ["vdx_url", "vdx_login_url"])
def test_no_secret_goes_in_clear_over_the_net(setting: str) -> None:
    with pytest.raises(ValidationError, match="no secret address"):
        Environment(**{setting: "http://vdx.example/videoapi"})
    assert Environment(video="vdx", vdx_template="").vdx_template is None


def test_a_server_that_is_away_is_said(vdx: Vdx, way: Way) -> None:
    vdx.shutdown()
    vdx.server_close()
    assert refused(way.make, MEETING) == "server_away"


def test_a_server_nobody_vouches_for_is_not_told_the_secret(
    vdx: Vdx, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = vdx.speak_secretly(tmp_path)
    assert refused(way_to(vdx, secret).make, MEETING) == "server_away"
    assert vdx.asked == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert way_to(vdx, secret).make(MEETING).address == SHORT


def test_an_answer_that_drips_over_a_secret_line_is_cut_off_too(
    vdx: Vdx, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(vdx.speak_secretly(tmp_path)))
    vdx.drips = "/token"
    vdx.answers["POST /realms"] = (200, {"access_token": "x" * 200})
    began = datetime.now(UTC)
    assert refused(way_to(vdx, secret, patience=0.4).make, MEETING) == "server_away"
    assert datetime.now(UTC) - began < timedelta(seconds=5)
