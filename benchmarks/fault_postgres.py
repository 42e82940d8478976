"""A PostgreSQL that can be killed and started again: what it answered as stored is on the disk."""

import os
import signal
import subprocess
import threading
from pathlib import Path

from setup.postgres import _as, _await, _free_port, _keeper, _make, _secret, binaries

SETTINGS = ("max_connections=40", "min_wal_size=2MB", "max_wal_size=16MB")
"""``fsync`` and the rest stay as they come. Little room for the write-ahead log, so that a full
disk is met soon."""
PATIENCE = 20  # seconds until it has to be gone


class Cluster:
    """One server in a folder of its own, on a free port of 127.0.0.1 alone."""

    def __init__(self, folder: Path) -> None:
        found = binaries()
        if found is None:
            raise RuntimeError("PostgreSQL's server is not installed")
        self.found, self.folder, self.keeper, self.port = found, folder, _keeper(), _free_port()
        folder.mkdir(parents=True)
        self.password = _secret(folder)
        if self.keeper:
            for path in (folder, folder / "password"):
                os.chown(path, self.keeper.pw_uid, self.keeper.pw_gid)
        _make(found, folder, self.keeper, "--wal-segsize=1")
        self.process: subprocess.Popen[bytes] | None = None
        self.wanted = False
        self._lock = threading.RLock()

    def keep(self) -> None:
        """Start it again where it has ended without having been told to."""
        with self._lock:
            if self.wanted and self.process is not None and self.process.poll() is not None:
                self.launch()

    @property
    def address(self) -> str:
        """Where programs find it."""
        return f"postgresql://staasted:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.launch()
        _await(self.process, self.found, self.port, self.folder / "log")

    def launch(self) -> None:
        """Start it without waiting."""
        words = [self.found / "postgres", "-D", self.folder / "data", "-h", "127.0.0.1"]
        words += ["-p", str(self.port), "-k", self.folder]
        options = [word for setting in SETTINGS for word in ("-c", setting)]
        with self._lock, (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                [*words, *options], stdout=log, stderr=log, **_as(self.keeper)
            )
            self.wanted = True

    def kill(self) -> None:
        """End it at once, nothing tidied up: the next start has to recover."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        with self._lock:
            self.wanted = False
            if self.process is None or self.process.poll() is not None:
                return
            self.process.send_signal(how)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
