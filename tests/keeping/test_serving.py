"""The server's workers are forked: nothing that is open may be shared between them."""

from pathlib import Path
from urllib.parse import urlsplit

from tests.installation import Installation, await_answer, free_port, running

TO_A_DATABASE = "01"  # an established connection, as /proc tells it


def open_files(process: int) -> list[str]:
    """What a process holds open: paths, and sockets by their number."""
    found = []
    for held in Path(f"/proc/{process}/fd").iterdir():
        try:
            found.append(str(held.readlink()))
        except FileNotFoundError:  # closed meanwhile
            continue
    return found


def sockets_to(port: int) -> set[str]:
    """The sockets of this machine that are connected to a port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {
        f"socket:[{row[9]}]"
        for row in rows
        if row[3] == TO_A_DATABASE and int(row[2].rpartition(":")[2], 16) == port
    }


def test_the_server_holds_no_connection_its_workers_would_share(place: Installation) -> None:
    port = free_port()
    with running(place.start("serve", "--port", port)) as server:
        await_answer(server, port)
        held = open_files(server.pid)
        if place.database_url:
            shared = sockets_to(urlsplit(place.database_url).port or 5432) & set(held)
        else:
            shared = {path for path in held if "staasted.sqlite3" in path}
        assert held
        assert shared == set()
