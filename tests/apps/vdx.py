"""VDX as its interface describes itself, on this machine: tokens, meetings and their rooms.

After github.com/KvalitetsIT/medcom-video-api, video-api-v2.yaml, at ed986815.
"""

import json
import ssl
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"
SHORT = "https://m.vconf.example/abcdefghijkl"
PORTAL = "https://portal.vconf.example/?url=4618@vconf.example&pin={pin}&start_dato=2026-05-20"
HOST_PIN, GUEST_PIN = 4618, 9180
TAKEN, NOT_TO_BE_CHANGED, NOT_TO_BE_DELETED = 24, 12, 13


class Vdx(ThreadingHTTPServer):
    """Keeps meetings by their UUID; ``status`` is how far every room is.

    ``answers`` are given instead, by what a request begins with; where a path ends in ``drips``,
    a sign comes at a time.
    """

    daemon_threads = True

    def __init__(self) -> None:
        self.meetings: dict[str, dict[str, object]] = {}
        self.asked: list[tuple[str, str, dict[str, str], str]] = []
        self.answers: dict[str, tuple[int, object]] = {}
        self.status, self.pins = "AWAITS_PROVISION", (HOST_PIN, GUEST_PIN)
        self.portal, self.own_portal = PORTAL, ""
        self.drips, self.scheme = "", "http"
        super().__init__((HERE, 0), Desk)

    @property
    def address(self) -> str:
        return f"{self.scheme}://{HERE}:{self.server_port}"

    def speak_secretly(self, folder: Path) -> Path:
        """Let it speak TLS from now on; the certificate whoever trusts it must know."""
        file = folder / "vdx.pem"
        file.write_bytes(_certificate())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        self.socket, self.scheme = context.wrap_socket(self.socket, server_side=True), "https"
        return file

    def handle_error(self, *_: object) -> None:
        """Nothing: whoever trusts nobody hangs up."""

    def told(self, method: str, path: str, headers: dict[str, str], body: str) -> tuple:
        for part, answer in self.answers.items():
            if f"{method} {path}".startswith(part):
                return answer
        if path == "/realms/broker/protocol/openid-connect/token":
            right = parse_qs(body).get("client_secret") == ["hemmelig"]
            return (200, {"access_token": "jwt", "expires_in": 300}) if right else (401, {})
        if headers.get("Authorization") != "Bearer jwt":
            return 401, None
        return self.kept(method, path, body)

    def kept(self, method: str, path: str, body: str) -> tuple:
        what, _, uuid = path.removeprefix("/videoapi/v2/").partition("/")
        if (method, what) == ("POST", "meetings"):
            return self.created(path, json.loads(body))
        if uuid not in self.meetings:
            return error(404, path, 11)
        if what == "scheduling-info":
            return 200, self.room_of(uuid)
        return self.changed(method, path, uuid, body)

    def created(self, path: str, wanted: dict[str, object]) -> tuple:
        if not {"subject", "startTime", "endTime"} <= wanted.keys():
            return error(400, path, 10)
        if wanted["uuid"] in self.meetings:
            return error(400, path, TAKEN)
        links = {"shortId": "abcdefghijkl", "shortLink": SHORT, "shortlink": SHORT}
        self.meetings[wanted["uuid"]] = wanted | links
        return 200, wanted | links

    def changed(self, method: str, path: str, uuid: str, body: str) -> tuple:
        if method == "DELETE":
            if self.status != "AWAITS_PROVISION":
                return error(406, path, NOT_TO_BE_DELETED)
            self.meetings.pop(uuid)
            return 204, None
        if method == "PATCH":
            if self.status not in ("AWAITS_PROVISION", "PROVISIONED_OK"):
                return error(406, path, NOT_TO_BE_CHANGED)
            self.meetings[uuid] |= json.loads(body)
        return 200, self.meetings[uuid]

    def room_of(self, uuid: str) -> dict[str, object]:
        host, guest = self.pins
        own = {"customPortalHost": self.own_portal} if self.own_portal else {}
        return own | {
            "uuid": uuid,
            "hostPin": host,
            "guestPin": guest,
            "uriWithDomain": "4618@vconf.example",
            "provisionStatus": self.status,
            "portalLink": self.portal.format(pin=guest or host or ""),
            "shortLink": SHORT,
        }


class Desk(BaseHTTPRequestHandler):
    """One call."""

    server: Vdx

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        status, told = self.server.told(self.command, self.path, dict(self.headers), body)
        said = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", "application/hal+json")
            self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        if status == 204:
            return
        if self.server.drips and self.path.endswith(self.server.drips):
            self.drip(said)
        else:
            self.wfile.write(said)

    def drip(self, said: bytes) -> None:
        try:
            for sign in said:
                self.wfile.write(bytes([sign]))
                time.sleep(0.05)
        except OSError:
            pass

    do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 the server's own

    def log_message(self, *_: object) -> None:
        """Nothing: the test looks at what was asked."""


def error(status: int, path: str, code: int) -> tuple[int, dict[str, object]]:
    """An error's body, as ``detailedError`` has it."""
    said = {"timestamp": "2026-05-20T10:00:00+02:00", "path": path, "error": "No", "status": status}
    return status, said | {"detailed_error": "No.", "detailed_error_code": code}


def _certificate() -> bytes:
    """A key and a certificate for this machine, its own issuer."""
    key, today = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "vdx")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    return private + made.public_bytes(pem)
