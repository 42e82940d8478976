"""Somebody at a browser of another machine: a socket, cookies and forms, nothing of ours."""

import re
import secrets
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

PART = "Content-Disposition: form-data"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """One visitor of a server on this machine."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        keeps = urllib.request.HTTPCookieProcessor(CookieJar())
        self._open = urllib.request.build_opener(keeps)
        self.address = ""

    def get(self, path: str) -> str:
        return self._read(urllib.request.Request(self.root + path))

    def post(self, path: str, *, seen_on: str = "", **sent: str) -> str:
        """Send a form as the page it stands on would; the page that follows."""
        sent["csrfmiddlewaretoken"] = self._token(seen_on or path)
        body = urllib.parse.urlencode(sent).encode()
        return self._read(urllib.request.Request(self.root + path, body))

    def send(self, path: str, name: str, content: bytes, **sent: str) -> str:
        """Send a form with a file."""
        sent["csrfmiddlewaretoken"] = self._token(path)
        edge = secrets.token_hex(8)
        body = b"".join(
            f'--{edge}\r\n{PART}; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in sent.items()
        )
        head = f'--{edge}\r\n{PART}; name="file"; filename="{name}"\r\n'
        body += f"{head}Content-Type: text/csv\r\n\r\n".encode() + content
        body += f"\r\n--{edge}--\r\n".encode()
        asked = urllib.request.Request(self.root + path, body)
        asked.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
        return self._read(asked)

    def _token(self, path: str) -> str:
        found = TOKEN.search(self.get(path))
        assert found, f"no form on {path}"
        return found[1]

    def _read(self, asked: urllib.request.Request) -> str:
        with self._open.open(asked, timeout=60) as answer:
            self.address = urllib.parse.urlsplit(answer.geturl()).path
            return str(answer.read().decode())
