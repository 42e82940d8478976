"""The parent of what is killed: it has read and warmed everything once, and forks.

No connection to the database is open when it forks, and it has one thread. It is told on its
input, a line of JSON each, and answers the same way.
"""

import contextlib
import gc
import json
import os
import random
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path
from typing import Any

from benchmarks.kill_child import Stage, Telling, web, worker

WORKER = "worker"
BACKLOG = 64
LIVES = 0.1, 1.2  # seconds a child lives, by chance
AIMS = ((Stage.BETWEEN, 0.0), (Stage.ASKED, 0.1), (Stage.WRITING, 0.015))
"""What a kill is aimed at, by chance: no stage, or one, and up to so many seconds later. About as
long as a whole act, and as its writing, takes."""
PATIENCE = 1.5  # seconds somebody waits for the stage
LOOK = 0.0005


@dataclass
class Child:
    """One child: what it is, its byte on the board, and when it is to be killed."""

    kind: str
    place: int
    pid: int = 0
    until: float = 0.0


@dataclass
class Nursery:
    """The children of one house."""

    listening: socket.socket
    chance: random.Random
    board: mmap = field(default_factory=lambda: mmap(-1, 64))
    children: list[Child] = field(default_factory=list)

    def begin(self, servers: int) -> None:
        """Fork the first ones: so many that answer, and the worker."""
        kinds = ["web"] * servers + [WORKER]
        self.children = [Child(kind, place) for place, kind in enumerate(kinds)]
        for child in self.children:
            self._fork(child)

    def kill(self, times: int) -> list[tuple[str, int]]:
        """Kill so many, each at its moment, and put another in its place; what each was at."""
        for child in self.children:
            child.until = self._moment()
        return [self._kill_next() for _ in range(times)]

    def end(self) -> None:
        """Kill them all, for good."""
        for child in self.children:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):  # it ended by itself
                os.kill(child.pid, signal.SIGKILL)
                os.waitpid(child.pid, 0)

    def _kill_next(self) -> tuple[str, int]:
        child = min(self.children, key=lambda one: one.until)
        time.sleep(max(0.0, child.until - time.monotonic()))
        self._aim(child, *self.chance.choice(AIMS))
        if os.waitpid(child.pid, os.WNOHANG) != (0, 0):
            raise RuntimeError(f"a child that was {child.kind} ended by itself")
        os.kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
        stage = self.board[child.place]
        self._fork(child)
        return child.kind, stage

    def _aim(self, child: Child, stage: Stage, later: float) -> None:
        """Wait until it comes to the stage, or past it, then a while; not for ever."""
        patience = time.monotonic() + PATIENCE
        for reached in (False, True) if stage else ():
            while (self.board[child.place] >= stage) != reached and time.monotonic() < patience:
                time.sleep(LOOK)
        time.sleep(self.chance.uniform(0.0, later))

    def _moment(self) -> float:
        return time.monotonic() + self.chance.uniform(*LIVES)

    def _fork(self, child: Child) -> None:
        self.board[child.place] = Stage.BETWEEN
        child.pid = os.fork()
        if child.pid:
            child.until = self._moment()
            return
        telling = Telling(self.board, child.place)
        try:
            if child.kind == WORKER:
                worker(telling)
            else:
                web(self.listening, telling)
        except BaseException:  # noqa: BLE001 told, and nothing of the nursery's is done here
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(1)


def _warmed(told: dict[str, Any]) -> None:
    """Read what a server has read after its first page, and let go of the database."""
    import django
    from django.conf import settings
    from django.db import connections
    from django.test import Client

    django.setup()
    from staasted.cli.static import static_collect

    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        static_collect()
    from staasted.config import wsgi  # noqa: F401 it checks the database
    from staasted.jobs import worker as jobs  # noqa: F401 read once, not in every child

    visitor = Client(SERVER_NAME="127.0.0.1")
    visitor.cookies["sessionid"] = told["sitting"]
    answer = visitor.get(told["page"])
    if answer.status_code != 200:  # noqa: PLR2004 all is well
        raise RuntimeError(f"{told['page']} answered {answer.status_code}")
    connections.close_all()
    gc.freeze()  # what is shared stays shared


def main() -> int:
    """Warm up, fork, then do as told until there is nobody who tells."""
    told = json.loads(sys.stdin.readline())
    _warmed(told)
    listening = socket.create_server(("127.0.0.1", told["port"]), backlog=BACKLOG)
    nursery = Nursery(listening, random.Random(told["seed"]))  # noqa: S311 # nosec B311
    nursery.begin(told["servers"])
    with contextlib.closing(listening):
        try:
            _answer("ready")
            for line in sys.stdin:
                _answer(nursery.kill(json.loads(line)))
        finally:
            nursery.end()
    return 0


def _answer(said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
