"""An installation of its own for a test: real processes, a folder and a database of its own.

The database is SQLite's or PostgreSQL's, as the run's is.
"""

import atexit
import http.client
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "from staasted.cli.main import run; run()"
COMPILED = Path(tempfile.mkdtemp(prefix="staasted-compiled-"))
atexit.register(shutil.rmtree, COMPILED, ignore_errors=True)
PATIENCE = 300  # seconds a process gets before the test gives it up, on a busy machine


class Installation:
    """One installation: ``staasted()`` runs a command in it, ``python()`` code with Django up."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url = database_url

    @property
    def keys(self) -> Path:
        return self.folder / "keys" / "keys.json"

    @property
    def uploads(self) -> Path:
        return self.folder / "uploads"

    def staasted(self, *words: object) -> subprocess.CompletedProcess[str]:
        return self._run("-c", PROGRAM, *words)

    def fine(self, *words: object) -> str:
        """Run a command that must go well; what it said."""
        done = self.staasted(*words)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def stands(self) -> bool:
        """Whether the database has its tables and its guards; workers and messages aside."""
        asked = "from staasted.apps.operations.database import problems_of_the_database as wrong"
        return self.python(f"{asked}\nprint(wrong())").strip() in {"[]", "()"}

    def refused(self, *words: object) -> str:
        """Run a command that must be refused in a sentence, without a trace of the program."""
        done = self.staasted(*words)
        assert done.returncode == 1, (words, done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr

    def python(self, code: str) -> str:
        done = self._run("-c", f"import django; django.setup()\n{code}")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def query(self, statement: str) -> list[tuple[object, ...]]:
        """Rows straight from the database, past everything of the product's."""
        if self.database_url:
            with psycopg.connect(self.database_url) as held:
                return [tuple(row) for row in held.execute(statement).fetchall()]
        with closing(sqlite3.connect(self.folder / "staasted.sqlite3")) as held:
            return held.execute(statement).fetchall()

    def copied_to(self, folder: Path) -> AbstractContextManager["Installation"]:
        """The same again, in a folder and a database of its own. Nobody may be using this one."""
        return installation(folder, like=self)

    def start(self, *words: object, log: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a command and leave it running; what it says goes to ``log``."""
        command = [sys.executable, "-c", PROGRAM, *map(str, words)]
        with (log or Path(os.devnull)).open("ab") as out:
            return subprocess.Popen(
                command, env=self.surroundings(), stdout=out, stderr=out, cwd=ROOT
            )

    def _run(self, *words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *map(str, words)],
            env=self.surroundings(),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            cwd=ROOT,
        )

    def surroundings(self) -> dict[str, str]:
        taken = {"STAASTED_KEY_FILE", "PYTHONDONTWRITEBYTECODE"}
        kept = {name: value for name, value in os.environ.items() if name not in taken}
        return kept | {
            "PYTHONPYCACHEPREFIX": str(COMPILED),  # compiled once a run, not once a process
            "STAASTED_DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "staasted.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }


@contextmanager
def installation(folder: Path, like: Installation | None = None) -> Iterator[Installation]:
    """A fresh installation, without key file or tables yet, or one like another; it goes away.

    Its database goes with it; the folder is the test's own.
    """
    if like:
        shutil.copytree(like.folder, folder)
    folder.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        yield Installation(folder, "")
        return
    name = f"staasted_test_{secrets.token_hex(6)}"
    template = like.database_url.rpartition("/")[2] if like else "template0"
    with _server() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield Installation(folder, _address(name))
    finally:
        with _server() as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A started process, ended by its own id when the block is left."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server answers."""
    for _ in range(PATIENCE * 10):
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            asked.request("GET", "/hjaelp/")
            if asked.getresponse().status == 200:
                return
        except OSError:
            assert process.poll() is None, "the server stopped"
            time.sleep(0.1)
        finally:
            asked.close()
    raise AssertionError("the server did not answer")


def _server() -> psycopg.Connection:
    held = connection.settings_dict
    return psycopg.connect(
        host=held["HOST"],
        port=held["PORT"],
        user=held["USER"],
        password=held["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )


def _address(name: str) -> str:
    held = connection.settings_dict
    who = f"{held['USER']}:{quote(held['PASSWORD'])}"
    return f"postgresql://{who}@{held['HOST']}:{held['PORT']}/{name}"
