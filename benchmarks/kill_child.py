"""What a child of the nursery does until it is killed: answer over HTTP, or be the worker.

It tells how far it is in one byte of memory it shares with the nursery, which outlives it.
"""

import socket
from collections.abc import Callable, Iterable
from enum import IntEnum
from mmap import mmap
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

WRITTEN = ("booking_", "meetings_", "audit_actlog", "outbox_message")
"""The tables an act writes to; what begins an act's own writing."""
WORKER_PAUSE = 0.02  # seconds between two looks at an empty queue
Row = Callable[..., Any]


class Stage(IntEnum):
    """How far a child was in what it did."""

    BETWEEN = 0
    ASKED = 1
    OPEN = 2
    WRITING = 3
    STORED = 4
    SENDING = 5


class Telling:
    """Follows the questions to the database, and tells the stage they show."""

    def __init__(self, board: mmap, place: int) -> None:
        self._board, self._place = board, place

    @property
    def stage(self) -> int:
        """The stage told last."""
        return self._board[self._place]

    @stage.setter
    def stage(self, stage: Stage) -> None:
        self._board[self._place] = stage

    def statement(self, execute: Row, sql: str, *rest: Any) -> Any:
        """Around each statement of a request; nothing of the statement is changed."""
        from django.db import connection, transaction

        if self.stage != Stage.BETWEEN:
            if not connection.in_atomic_block:
                self.stage = Stage.STORED if self.stage == Stage.STORED else Stage.ASKED
            elif self.stage < Stage.WRITING:
                self.stage = Stage.WRITING if _writes(sql) else Stage.OPEN
                if self.stage == Stage.WRITING:
                    transaction.on_commit(self._stored)
        return execute(sql, *rest)

    def letter_recorded(self, execute: Row, sql: str, *rest: Any) -> Any:
        """Around each statement of the worker: a letter is in hand until it is recorded."""
        answer = execute(sql, *rest)
        if self.stage == Stage.SENDING and sql.startswith('UPDATE "outbox_message"'):
            self.stage = Stage.BETWEEN
        return answer

    def _stored(self) -> None:
        self.stage = Stage.STORED


def _writes(sql: str) -> bool:
    verb, _, rest = sql.partition('"')
    return verb in {"INSERT INTO ", "UPDATE "} and rest.startswith(WRITTEN)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a thousand lines tell no more than the table."""


def web(listening: socket.socket, telling: Telling) -> None:
    """Answer whoever comes to the socket all children share, with the house's own application."""
    from django.db import connection

    from staasted.config.wsgi import application

    def told(environ: dict[str, Any], start: Row) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            telling.stage = Stage.ASKED
        return application(environ, start)

    server = WSGIServer(listening.getsockname(), _Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    server.server_name, server.server_port = listening.getsockname()
    server.setup_environ()
    server.set_app(told)
    with connection.execute_wrapper(telling.statement):
        while True:
            server.handle_request()
            telling.stage = Stage.BETWEEN


class _Told:
    """The house's own way out, which tells when a letter is in hand."""

    def __init__(self, way: Any, telling: Telling) -> None:
        self.slug, self._way, self._telling = way.slug, way, telling

    def send(self, message: Any) -> None:
        """Hand the letter over as the way out does."""
        self._telling.stage = Stage.SENDING
        self._way.send(message)


def worker(telling: Telling) -> None:
    """Be the house's worker."""
    from django.db import connection

    from staasted.jobs.worker import work
    from staasted.ports.adapters import sender, sender_register

    sender_register(_Told(sender("email"), telling))
    with connection.execute_wrapper(telling.letter_recorded):
        work(stopped=lambda: False, pause=WORKER_PAUSE)
