"""A small daemon that speaks clamd's INSTREAM over TCP, as its manual page says it."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner knows and harms nobody; in parts, so that no scanner stops at this file."""


class Daemon:
    """Answers each connection as ``mood`` says: looks, is silent, hangs up or says nonsense."""

    def __init__(self, mood: str = "looks", most: int = 1 << 26) -> None:
        self.mood, self.most = mood, most
        self.seen: list[bytes] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.held: list[socket.socket] = []
        self.thread = Thread(target=self._serve)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            if self.mood == "silent":
                self.held.append(line)
                continue
            with line:
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += line.recv(1)
        if command == b"zPING\0":
            line.sendall(b"PONG\0")
        elif self.mood == "hangs up":
            return
        elif self.mood == "nonsense":
            self._stream(line)
            line.sendall(b"UNKNOWN COMMAND\0")
        else:
            line.sendall(self._verdict(self._stream(line)))

    def _stream(self, line: socket.socket) -> bytes:
        whole = b""
        with line.makefile("rb") as file:
            while size := struct.unpack("!I", file.read(4))[0]:
                whole += file.read(size)
        self.seen.append(whole)
        return whole

    def _verdict(self, whole: bytes) -> bytes:
        if len(whole) > self.most:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Signature FOUND\0" if EICAR in whole else b"stream: OK\0"


@contextmanager
def daemon(mood: str = "looks", **how: int) -> Iterator[Daemon]:
    """A daemon at work; it has stopped when the block ends."""
    made = Daemon(mood, **how)
    made.thread.start()
    try:
        yield made
    finally:
        made.server.shutdown(socket.SHUT_RDWR)
        made.server.close()
        for line in made.held:
            line.close()
        made.thread.join()
