"""A house of real processes: web server, worker and database, with somebody who restarts them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from benchmarks.fault_postgres import Cluster
from setup.postgres import _free_port

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "from staasted.cli.main import run; run()"
PAUSE = 0.2  # seconds before what has ended is started again, as a service manager does
PATIENCE = 15  # seconds to end in good order


class House:
    """One installation in a folder: ``cluster`` where it is on PostgreSQL, else SQLite.

    One that stands already is not entered: its database is SQLite in the folder ``data``, or
    the PostgreSQL of that ``address``.
    """

    def __init__(
        self, folder: Path, *, mail_port: int, postgres: bool = False, address: str = ""
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # PostgreSQL's own user goes through it
        self.folder, self.port = folder, _free_port()
        self.cluster = Cluster(folder / "postgres") if postgres else None
        self._address = address
        self.extra: dict[str, str] = {}
        self._mail_port = mail_port
        self._wanted: set[str] = set()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._every: list[int] = []
        self._lock = threading.RLock()
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> "House":
        if self.cluster:
            self.cluster.start()
        for words in (("keys", "create"), ("migrate",)):
            self.staasted(*words)
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._keeper.join()
        for name in ("web", "worker"):
            self.stop(name)
        for group in self._every:  # whatever a killed one left behind
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        if self.cluster:
            self.cluster.kill()

    @property
    def address(self) -> str:
        """Where its PostgreSQL is; empty where it is on SQLite."""
        return self.cluster.address if self.cluster else self._address

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of every process of the house."""
        return (
            os.environ
            | {
                "STAASTED_DATA_DIR": str(self.folder / "data"),
                "DATABASE_URL": self.address,
                "STAASTED_SMTP_HOST": "127.0.0.1",
                "STAASTED_SMTP_PORT": str(self._mail_port),
                "STAASTED_SMTP_TLS": "false",
                "STAASTED_MAIL_FROM": "staasted@staasted.example",
            }
            | self.extra
        )

    def staasted(self, *words: str) -> str:
        """Run a command that must go well; what it said."""
        return self._run("-c", PROGRAM, *words)

    def town(self, *words: str) -> dict[str, Any]:
        """The people of the house, or their new sittings."""
        return json.loads(self._run("-m", "benchmarks.fault_town", *words))

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            env=self.surroundings,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        if done.returncode:
            raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, name: str) -> None:
        """Have ``web`` or ``worker`` run, and be started again whenever it ends."""
        with self._lock:
            self._wanted.add(name)
            self._launch(name)

    def stop(self, name: str) -> None:
        """End it in good order, for good."""
        with self._lock:
            self._wanted.discard(name)
            process = self._running.pop(name, None)
        if process is None:
            return
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._kill_group(process)

    def kill(self, name: str, *, alone: bool = False) -> None:
        """SIGKILL to the process and, unless ``alone``, to everything it started."""
        with self._lock:
            process = self._running[name]
            if alone:
                process.kill()
            else:
                self._kill_group(process)

    def kill_child(self, name: str) -> bool:
        """SIGKILL to one process that does the web server's work; whether there was one."""
        with self._lock:
            parent = self._running[name].pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        serving = [int(pid) for pid in children if b"worker-" in _command(pid)]
        if not serving:
            return False
        os.kill(serving[-1], signal.SIGKILL)
        return True

    def _kill_group(self, process: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _launch(self, name: str) -> None:
        words = ["serve", "--port", str(self.port)] if name == "web" else ["worker"]
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, *words],
                env=self.surroundings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running[name] = process
        self._every.append(process.pid)

    def _keep(self) -> None:
        while not self._over.wait(PAUSE):
            with self._lock:
                for name in self._wanted:
                    if self._running[name].poll() is not None:
                        self._launch(name)
            if self.cluster:  # one that ended by itself, as on a full disk, is started again too
                self.cluster.keep()


def _command(pid: str) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""
