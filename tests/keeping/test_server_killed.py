"""The web server's processes: each with a database connection of its own, none left behind."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.db import connection

from tests.installation import Installation, await_answer, free_port, running

SOON = 20  # seconds


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def serving(pid: int) -> list[int]:
    """The processes that do the server's work: its children, but for the keeper of resources."""
    words = {child: command(child) for child in children(pid)}
    return [child for child, told in words.items() if told and b"resource_tracker" not in told]


def command(pid: int) -> bytes:
    """The words of a process; none where it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def holds_the_database(pid: int) -> bool:
    """Whether a process has the database open: its file, or a connection to its port."""
    open_files = [str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()]
    if connection.vendor == "sqlite":
        return any("staasted.sqlite3" in name for name in open_files)
    port = f":{int(connection.settings_dict['PORT']):04X}"
    lines = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    ours = {f"socket:[{line[9]}]" for line in lines if line[2].endswith(port)}
    return not ours.isdisjoint(open_files)


def in_time(holds: Callable[[], bool]) -> bool:
    for _ in range(SOON * 10):
        if holds():
            return True
        time.sleep(0.1)
    return False


def test_no_process_of_the_server_speaks_through_another_ones_connection(
    place: Installation,
) -> None:
    port = free_port()
    with running(place.start("serve", "--port", port)) as server:
        await_answer(server, port)
        assert in_time(lambda: bool(serving(server.pid)))
        assert not holds_the_database(server.pid), "it would be shared by all it forks"


def test_a_process_of_the_server_that_is_killed_is_started_again(place: Installation) -> None:
    port = free_port()
    with running(place.start("serve", "--port", port)) as server:
        await_answer(server, port)
        assert in_time(lambda: bool(serving(server.pid)))
        killed = serving(server.pid)
        for pid in killed:
            os.kill(pid, 9)
        assert in_time(lambda: len(set(serving(server.pid)) - set(killed)) == len(killed))
        await_answer(server, port)


def test_a_server_that_is_killed_leaves_nobody_behind_who_holds_the_port(
    place: Installation,
) -> None:
    port = free_port()
    with running(place.start("serve", "--port", port)) as server:
        await_answer(server, port)
        assert in_time(lambda: bool(serving(server.pid)))
        left = serving(server.pid)
        server.kill()
        server.wait()
        assert in_time(lambda: not any(map(command, left)))
    with running(place.start("serve", "--port", port)) as again:
        await_answer(again, port)
