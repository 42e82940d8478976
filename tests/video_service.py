"""A video service on this machine: an application's log-in, and whatever its calls are."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs

HERE = "127.0.0.1"
Answer = tuple[int, object]
Running = TypeVar("Running", bound="VideoService")


class VideoService(ThreadingHTTPServer):
    """Gives a token for the secret; ``answers`` stand in for its own, by a part of the path."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], str]] = []
        self.answers: dict[str, Answer] = {}
        super().__init__((HERE, 0), _Desk)

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.server_port}"

    def told(self, method: str, path: str, headers: dict[str, str], body: str) -> Answer:
        for part, answer in self.answers.items():
            if part in f"{method} {path}":
                return answer
        if path.endswith("/token"):
            right = parse_qs(body).get("client_secret") == ["hemmelig"]
            return (200, {"access_token": "tok"}) if right else (401, {"error": "invalid_client"})
        if headers.get("Authorization") != "Bearer tok":
            return 401, {}
        return self.done(method, path, json.loads(body) if body else {})

    def done(self, method: str, path: str, wanted: dict[str, Any]) -> Answer:
        """What the service itself answers somebody who is logged in."""
        raise NotImplementedError


class _Desk(BaseHTTPRequestHandler):
    """One call."""

    server: VideoService

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

    do_GET = do_DELETE = do_PATCH = do_POST  # noqa: N815 the server's own

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the server's own
        """Nothing: the test looks at what was asked."""


@contextmanager
def running(service: Running) -> Iterator[Running]:
    """The service, answering until the block is left."""
    with service:
        answering = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01})
        answering.start()
        yield service
        service.shutdown()
        answering.join()
