"""ClamAV's daemon, asked with its own INSTREAM: length and bytes, piece by piece, then a zero.

Source: the manual page of clamd, "COMMANDS". Nothing is written for it to read.
"""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from staasted.ports.scanning import ScannerAway

CONNECT, ANSWER, PRESENCE = 5, 10, 2
"""Seconds to reach it, for each of its answers, and to say that it is there; decision 0022."""
PIECE = 64 * 1024  # bytes
_LONGEST_ANSWER = 4096  # bytes; a verdict is one line
_FOUND = re.compile(r"stream: (.+) FOUND")


@dataclass(frozen=True)
class ClamAv:
    """The daemon at ``address``: ``host:port``, or the path of its socket."""

    address: str
    connect: float = CONNECT
    answer: float = ANSWER
    presence: float = PRESENCE

    def found_in(self, content: bytes) -> str:
        """The signature's name; "" where it found nothing. Errors: ScannerAway."""
        with self._reached(self.connect) as line:
            line.settimeout(self.answer)
            said = _asked(line, content)
        if said == "stream: OK":
            return ""
        if found := _FOUND.fullmatch(said):
            return found[1]
        raise ScannerAway("size_limit" if "size limit" in said else "no_verdict")

    def answers(self) -> bool:
        """Whether it says PONG."""
        try:
            with self._reached(self.presence) as line:
                line.sendall(b"zPING\0")
                return _line(line) == "PONG"
        except ScannerAway:
            return False

    @contextmanager
    def _reached(self, patience: float) -> Iterator[socket.socket]:
        """A connection; whatever breaks on it means that nobody knows. Errors: ScannerAway."""
        try:
            with _connected(self.address, patience) as line:
                yield line
        except TimeoutError as error:
            raise ScannerAway("timeout") from error
        except (OSError, ValueError) as error:
            raise ScannerAway("unreachable") from error


def _connected(address: str, patience: float) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=patience)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(patience)
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _asked(line: socket.socket, content: bytes) -> str:
    """Send the file. Where the daemon hangs up half-way its reason may still be read."""
    try:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass
    return _line(line)


def _line(line: socket.socket) -> str:
    """One answer, up to its NUL."""
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_ANSWER:
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].decode("utf-8", errors="replace").strip()
