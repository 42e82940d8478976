"""``staasted worker``: starts what does the work that takes longer than a page may."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.database import check_or_refuse
from staasted.cli.speaking import say

JOBS = [sys.executable, "-m", "staasted.jobs"]  # by name, as the web server is: a room of its own
PATIENCE = 10  # seconds a worker gets to finish what it is doing before it is stopped

Once = Annotated[bool, typer.Option("--once", help=text("cli.worker.once"))]


def worker(once: Once = False) -> None:
    """Check, then become the worker; with ``once`` until nothing waits."""
    check_or_refuse()
    if once:
        os.execv(sys.executable, [*JOBS, "--once"])  # noqa: S606 # nosec B606 # our own words
    say("worker.ready")
    sys.stdout.flush()
    os.execv(sys.executable, JOBS)  # noqa: S606 # nosec B606 # our own words


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker in a process of its own, for as long as the server runs."""
    process = subprocess.Popen([*JOBS, "--beside", str(os.getpid())])
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
