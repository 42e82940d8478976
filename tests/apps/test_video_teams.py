"""Rooms by Teams: asked for as Microsoft Graph documents it, of a server on this machine."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote

import pytest

from staasted.integrations.video_teams import Teams
from staasted.ports.video import Made, Meeting, NotMade

HERE = "127.0.0.1"
STARTS = datetime(2026, 5, 20, 8, tzinfo=UTC)
MEETING = Meeting("k" * 32, STARTS, STARTS + timedelta(minutes=45))
JOIN = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0"


class Graph(ThreadingHTTPServer):
    """Login and Graph in one: gives a token for the secret, and keeps meetings by external id."""

    daemon_threads = True

    def __init__(self) -> None:
        self.meetings: dict[str, dict[str, str]] = {}
        self.asked: list[tuple[str, str, dict[str, str], str]] = []
        self.answers: dict[str, tuple[int, object]] = {}
        super().__init__((HERE, 0), Desk)

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.server_port}"

    def told(self, method: str, path: str, headers: dict[str, str], body: str) -> tuple:
        for part, answer in self.answers.items():
            if part in path:
                return answer
        if path.endswith("/token"):
            right = parse_qs(body).get("client_secret") == ["hemmelig"]
            return (200, {"access_token": "tok"}) if right else (401, {"error": "invalid_client"})
        if headers.get("Authorization") != "Bearer tok":
            return 401, {}
        if method == "DELETE":
            gone = self.meetings.pop(unquote(path.rpartition("/")[2]), None)
            return (204, None) if gone else (404, {})
        return self.created(json.loads(body))

    def created(self, wanted: dict[str, str]) -> tuple:
        ref = f"MSo+{wanted['externalId']}/=="
        status = 200 if ref in self.meetings else 201
        self.meetings[ref] = wanted
        return status, {"id": ref, "joinWebUrl": JOIN, **wanted}


class Desk(BaseHTTPRequestHandler):
    """One call."""

    server: Graph

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        headers = dict(self.headers)
        self.server.asked.append((self.command, self.path, headers, sent))
        status, said = self.server.told(self.command, self.path, headers, sent)
        body = (
            b"" if said is None else said if isinstance(said, bytes) else json.dumps(said).encode()
        )
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_DELETE = do_POST  # noqa: N815 the server's own

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the server's own
        """Nothing: the test looks at what was asked."""


@pytest.fixture
def graph() -> Iterator[Graph]:
    with Graph() as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        running.start()
        yield server
        server.shutdown()
        running.join()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "teams.secret"
    file.write_text("hemmelig\n", encoding="ascii")
    return file


def teams(graph: Graph, secret: Path | None, **other: str) -> Teams:
    told = {"tenant": "ten-ant", "client": "cli-ent", "organiser": "org-id", "subject": "Ådal"}
    return Teams(secret_file=secret, login=graph.address, graph=graph.address, **(told | other))


def test_a_meeting_is_asked_for_as_graph_documents_it(graph: Graph, secret: Path) -> None:
    made = teams(graph, secret).make(MEETING)
    assert made == Made(JOIN, f"MSo+{'k' * 32}/==")
    (_, login, _, form), (_, path, headers, body) = graph.asked
    assert login == "/ten-ant/oauth2/v2.0/token"
    assert parse_qs(form) == {
        "grant_type": ["client_credentials"],
        "client_id": ["cli-ent"],
        "client_secret": ["hemmelig"],
        "scope": ["https://graph.microsoft.com/.default"],
    }
    assert path == "/v1.0/users/org-id/onlineMeetings/createOrGet"
    assert headers["Authorization"] == "Bearer tok"
    assert json.loads(body) == {
        "externalId": "k" * 32,
        "startDateTime": "2026-05-20T08:00:00Z",
        "endDateTime": "2026-05-20T08:45:00Z",
        "subject": "Ådal",
    }


def test_asked_twice_there_is_one_meeting(graph: Graph, secret: Path) -> None:
    way = teams(graph, secret)
    assert way.make(MEETING) == way.make(MEETING)
    assert len(graph.meetings) == 1


def test_a_meeting_is_ended_by_its_own_id_and_also_where_nobody_knows_it(
    graph: Graph, secret: Path
) -> None:
    way = teams(graph, secret)
    for ref in (way.make(MEETING).ref, ""):
        way.end(MEETING, ref)
        assert graph.meetings == {}
    way.end(MEETING, "gone already")


def refused(way: Teams) -> str:
    with pytest.raises(NotMade) as said:
        way.make(MEETING)
    assert not said.value.final
    return said.value.code


def test_a_wrong_secret_or_none_is_said_without_it(graph: Graph, secret: Path) -> None:
    secret.write_text("forkert", encoding="ascii")
    assert refused(teams(graph, secret)) == "login_refused"
    secret.unlink()
    assert refused(teams(graph, secret)) == "no_key"
    assert refused(teams(graph, None)) == "no_key"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((403, {"error": {"code": "Forbidden"}}), "video_refused"),
        ((404, {}), "video_refused"),
        ((429, {}), "video_away"),
        ((503, b"<html>"), "video_away"),
        ((302, None), "video_away"),
        ((201, {"id": "x"}), "video_away"),
        ((201, [1]), "video_away"),
        ((201, {"id": 7, "joinWebUrl": ["x"]}), "video_away"),
    ],
)
def test_a_no_and_what_nobody_can_read_are_no_room(
    graph: Graph, secret: Path, answer: tuple[int, object], code: str
) -> None:
    graph.answers["createOrGet"] = answer
    assert refused(teams(graph, secret)) == code


def test_a_server_that_is_away_is_said(graph: Graph, secret: Path) -> None:
    way = teams(graph, secret)
    graph.shutdown()
    graph.server_close()
    assert refused(way) == "server_away"
