"""Rooms by VDX: asked for as its booking module describes it, of a server on this machine."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from staasted.integrations.video_vdx import Vdx
from staasted.ports.video import Made, Meeting, NotMade
from tests.video_service import Answer, VideoService, running

STARTS = datetime(2026, 5, 20, 8, tzinfo=UTC)
MEETING = Meeting("k" * 32, STARTS, STARTS + timedelta(minutes=45))
LINK, UUID = "https://m.vconf.dk/abcdefghijkl", "46b46a1e-a4d3-4387-87ee-a67dcaa222cb"
LOGIN = "/realms/vdx/protocol/openid-connect/token"


class BookingModule(VideoService):
    """Log-in and booking module in one: one meeting for an external id, found by its label.

    A meeting is ``opened`` some minutes before it begins; its end alone can be changed then.
    """

    def __init__(self) -> None:
        self.meetings: dict[str, dict[str, Any]] = {}
        self.opened = False
        self.link = "shortLink"
        super().__init__()

    def done(self, method: str, path: str, wanted: dict[str, Any]) -> Answer:
        parts = urlsplit(path)
        if method == "GET":
            (label,) = parse_qs(parts.query)["label"]
            return 200, [one for one in self.meetings.values() if label in one["labels"]]
        if method == "POST":
            return self.made(wanted)
        ref = unquote(parts.path.rpartition("/")[2])
        if ref not in self.meetings:
            return 404, {"detailed_error_code": "11"}
        if method == "PATCH":
            self.meetings[ref] |= wanted
            return 200, self.meetings[ref]
        if self.opened:
            return 406, {"detailed_error_code": "13"}
        del self.meetings[ref]
        return 204, None

    def made(self, wanted: dict[str, Any]) -> Answer:
        if any(one["externalId"] == wanted["externalId"] for one in self.meetings.values()):
            return 400, {"detailed_error_code": "21"}
        self.meetings[UUID] = {**wanted, "uuid": UUID, self.link: LINK}
        return 200, self.meetings[UUID]


@pytest.fixture
def module() -> Iterator[BookingModule]:
    with running(BookingModule()) as service:
        yield service


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "vdx.secret"
    file.write_text("hemmelig\n", encoding="ascii")
    return file


def vdx(module: BookingModule, secret: Path | None) -> Vdx:
    return Vdx(f"{module.address}/api", f"{module.address}{LOGIN}", "cli-ent", secret, "Ådal")


def test_a_meeting_is_asked_for_as_the_module_describes_it(
    module: BookingModule, secret: Path
) -> None:
    assert vdx(module, secret).make(MEETING) == Made(LINK, UUID)
    (_, login, _, form), (_, search, _, _), (method, path, headers, body) = module.asked
    assert login == LOGIN
    assert parse_qs(form) == {
        "grant_type": ["client_credentials"],
        "client_id": ["cli-ent"],
        "client_secret": ["hemmelig"],
    }
    assert search == f"/api/v2/meetings?label={'k' * 32}"
    assert (method, path, headers["Authorization"]) == ("POST", "/api/v2/meetings", "Bearer tok")
    assert json.loads(body) == {
        "subject": "Ådal",
        "startTime": "2026-05-20T08:00:00Z",
        "endTime": "2026-05-20T08:45:00Z",
        "externalId": "k" * 32,
        "labels": ["k" * 32],
    }


@pytest.mark.parametrize("spelling", ["shortLink", "shortlink"])
def test_asked_twice_there_is_one_meeting(
    module: BookingModule, secret: Path, spelling: str
) -> None:
    module.link = spelling
    way = vdx(module, secret)
    assert way.make(MEETING) == way.make(MEETING) == Made(LINK, UUID)
    assert len(module.meetings) == 1


def test_a_meeting_another_worker_made_in_between_is_the_same_one(
    module: BookingModule, secret: Path
) -> None:
    class Late(BookingModule):
        """The first search comes before the other worker's meeting, the second after."""

        searched = 0

        def done(self, method: str, path: str, wanted: dict[str, Any]) -> Answer:
            if method == "GET":
                self.searched += 1
                if self.searched == 1:
                    return 200, []
            return super().done(method, path, wanted)

    with running(Late()) as late:
        late.made({"externalId": MEETING.key, "labels": [MEETING.key]})
        assert vdx(late, secret).make(MEETING) == Made(LINK, UUID)
        assert len(late.meetings) == 1


def test_somebody_elses_meeting_with_our_label_is_not_ours(
    module: BookingModule, secret: Path
) -> None:
    theirs = {"uuid": "x", "shortLink": "https://m.vconf.dk/x", "externalId": "other"}
    module.meetings["x"] = theirs | {"labels": [MEETING.key]}
    assert vdx(module, secret).make(MEETING) == Made(LINK, UUID)


def test_a_meeting_is_ended_by_its_own_id_and_also_where_nobody_knows_it(
    module: BookingModule, secret: Path
) -> None:
    way = vdx(module, secret)
    for ref in (way.make(MEETING).ref, ""):
        way.end(MEETING, ref)
        assert module.meetings == {}
    way.make(MEETING)
    way.end(MEETING, "")
    assert module.meetings == {}
    way.end(MEETING, "gone already")


def test_a_room_that_is_open_already_ends_as_the_meeting_would_begin(
    module: BookingModule, secret: Path
) -> None:
    way = vdx(module, secret)
    ref = way.make(MEETING).ref
    module.opened = True
    way.end(MEETING, ref)
    assert module.meetings[UUID]["endTime"] == "2026-05-20T08:00:00Z"


def refused(way: Vdx) -> str:
    with pytest.raises(NotMade) as said:
        way.make(MEETING)
    assert not said.value.final
    return said.value.code


def test_a_wrong_secret_or_none_is_said_without_it(module: BookingModule, secret: Path) -> None:
    secret.write_text("forkert", encoding="ascii")
    assert refused(vdx(module, secret)) == "login_refused"
    secret.unlink()
    assert refused(vdx(module, secret)) == "no_key"
    assert refused(vdx(module, None)) == "no_key"


@pytest.mark.parametrize("call", ["GET", "POST /api"])
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((401, {"detailed_error_code": "11"}), "video_refused"),
        ((403, {}), "video_refused"),
        ((404, {}), "video_refused"),
        ((429, {}), "video_away"),
        ((500, b"<html>"), "video_away"),
        ((302, None), "video_away"),
        ((200, {"uuid": UUID}), "video_away"),
        ((200, b"[" * 200_000), "video_away"),
        ((200, {"uuid": 7, "shortLink": ["x"]}), "video_away"),
    ],
)
def test_a_no_and_what_nobody_can_read_are_no_room(
    module: BookingModule, secret: Path, call: str, answer: Answer, code: str
) -> None:
    module.answers[call] = answer
    assert refused(vdx(module, secret)) == code


def test_a_room_that_could_not_be_ended_is_said(module: BookingModule, secret: Path) -> None:
    way = vdx(module, secret)
    ref = way.make(MEETING).ref
    module.answers["DELETE"] = (500, {})
    with pytest.raises(NotMade):
        way.end(MEETING, ref)


def test_a_server_that_is_away_is_said(module: BookingModule, secret: Path) -> None:
    way = vdx(module, secret)
    module.shutdown()
    module.server_close()
    assert refused(way) == "server_away"
