"""A private PostgreSQL for one test run: made from the system's binaries, thrown away after.

It lives in a temporary folder, listens on a free port of 127.0.0.1 alone, and writes nothing
safely to disk (``fsync`` off), so it is quick and must never hold anything worth keeping.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOW_TO_INSTALL = "sudo apt install postgresql"
SETTINGS = "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=260"
PATIENCE = 60  # seconds until the server must answer


def binaries() -> Path | None:
    """Folder with ``initdb`` and ``pg_ctl`` of the newest PostgreSQL here, if there is one."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name)
    )
    on_path = shutil.which("initdb")
    candidates = [*reversed(folders), *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _keeper() -> pwd.struct_passwd | None:
    """The unprivileged user PostgreSQL runs as when we are root, whom it refuses to serve."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres")
    return pwd.getpwnam("nobody")


def _as(keeper: pwd.struct_passwd | None) -> dict[str, Any]:
    """How a command is started as the keeper, away from our terminal's Ctrl-C."""
    if keeper is None:
        return {"cwd": "/", "start_new_session": True}
    identity = {"user": keeper.pw_uid, "group": keeper.pw_gid, "extra_groups": []}
    return {"cwd": "/", "start_new_session": True, **identity}


def _secret(folder: Path) -> str:
    """Write a fresh password to a file of the folder and return it."""
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    return password


def _make(found: Path, folder: Path, keeper: pwd.struct_passwd | None, *more: str) -> None:
    """Make an empty cluster in the folder; ``more`` are further words to ``initdb``."""
    command = [
        *(found / "initdb", "--pgdata", folder / "data", "--username=staasted"),
        *("--auth=scram-sha-256", "--pwfile", folder / "password"),
        *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
        *more,
    ]
    made = subprocess.run(command, capture_output=True, check=False, text=True, **_as(keeper))
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


@contextlib.contextmanager
def _running(
    found: Path, folder: Path, port: int, keeper: pwd.struct_passwd | None
) -> Iterator[None]:
    """The server, from its first answer until the block is left."""
    command = [found / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port)]
    options = [word for setting in SETTINGS for word in ("-c", setting)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "-k", folder, *options], stdout=log, stderr=log, **_as(keeper)
        )
    try:
        _await(server, found, port, folder / "log")
        yield
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: there is nothing to keep
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:  # it had not yet learned to listen
            server.kill()
            server.wait()


def _await(server: subprocess.Popen[bytes], found: Path, port: int, log: Path) -> None:
    asks = [found / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
    for _ in range(PATIENCE * 10):
        if subprocess.run(asks, check=False).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


@contextlib.contextmanager
def private_postgres() -> Iterator[str]:
    """Address of a fresh cluster, stopped and removed when the block is left in any way."""
    found = binaries()
    if found is None:
        raise RuntimeError(f"PostgreSQL's server is not installed ({HOW_TO_INSTALL})")
    keeper, port = _keeper(), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="staasted-postgres-"))
    try:
        password = _secret(folder)
        if keeper:
            for path in (folder, folder / "password"):
                os.chown(path, keeper.pw_uid, keeper.pw_gid)
        _make(found, folder, keeper)
        with _running(found, folder, port, keeper):
            yield f"postgresql://staasted:{password}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
