"""A process of its own, bounded, with an installation that is thrown away."""

import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MOST_SECONDS = 900
MOST_MEMORY = 4_000_000_000  # bytes of address space
_KIBIBYTE, _MEGABYTE = 1024, 1_000_000  # bytes; the kernel counts in the first
_ENDING = 30  # seconds it has for that
_TOO_LONG = 124  # as timeout(1) ends


def run_apart(module: str, options: Sequence[str] = (), *, timed: bool = True) -> int:
    """Run a module with an empty data folder and SQLite; its exit code, 124 when it took too long.

    One that is not ``timed`` bounds itself, in time and memory.
    The folder is gone afterwards. Nothing of the caller's installation is read.
    """
    with tempfile.TemporaryDirectory(prefix="staasted-benchmark-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *options],
            env=_environment(folder),
            preexec_fn=_bound if timed else None,  # noqa: PLW1509 # no thread runs yet
        )
        try:
            return process.wait(MOST_SECONDS if timed else None)
        except subprocess.TimeoutExpired:
            _stop(process)
            sys.stderr.write(f"Stopped after {MOST_SECONDS} s.\n")
            return _TOO_LONG


def _stop(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C does, so that it ends what it has begun itself: a database, a server."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def installation_make() -> Path:
    """Key file and empty tables in this process's data folder, which is returned."""
    from staasted.config.environment import environment

    if "STAASTED_BENCHMARK" not in os.environ:
        raise SystemExit("Start it with: python -m benchmarks")
    from staasted.apps.org.keyring import keyring_create

    keyring_create(environment.keys)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    return environment.data_dir


def peak_megabytes() -> float:
    """The most memory this process has held, in MB of 1,000,000 bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIBIBYTE / _MEGABYTE


def _environment(folder: str) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if not key.startswith("STAASTED_")}
    return own | {
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "staasted.config.settings",
        "STAASTED_BENCHMARK": "1",
        "STAASTED_DATA_DIR": folder,
    }


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
