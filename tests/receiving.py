"""A case system on this machine, in a test: it takes events as it is told to."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = "127.0.0.1"


class Receiver(ThreadingHTTPServer):
    """A case system: answers as it is told, and keeps what it is handed."""

    daemon_threads = True

    def __init__(self) -> None:
        self.status, self.location = 200, ""
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        super().__init__((HERE, 0), Desk)

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.server_port}/staasted"


class Desk(BaseHTTPRequestHandler):
    """One event."""

    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the server's own
        """Nothing: the test looks at what was taken."""
