"""The import: rows per second, memory, and what the same files cost a second time."""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.making import DAYS_BACK, ON
from benchmarks.process import installation_make, peak_megabytes

NOON = datetime(2026, 5, 18, 10, tzinfo=UTC)  # of ON, in Copenhagen
CITIZENS = 10_000
REASONS_SHOWN = 5
_MEGABYTE = 1_000_000

Service = Callable[..., Any]


@dataclass(frozen=True)
class Run:
    """One import of one file: rows read and changed, wall seconds, peak memory so far in MB."""

    rows: int
    changed: int
    seconds: float
    peak: float


def main(words: list[str]) -> int:
    """Generate, import, import again, and print the figures; 1 where a row was rejected or the
    second time changed one."""
    options = argparse.ArgumentParser(prog="python -m benchmarks import")
    options.add_argument("--citizens", type=int, default=CITIZENS)
    citizens = options.parse_args(words).citizens
    folder = installation_make()
    say(f"{citizens} citizens, {DAYS_BACK} days back, written in {_made(folder, citizens):.1f} s")
    say(f"{'file':<15}{'rows':>9}{'seconds':>9}{'rows/s':>9}{'again':>9}{'ratio':>8}{'peak MB':>9}")
    first = {kind: _run(service, folder, kind) for kind, service in _services().items()}
    again = {kind: _run(service, folder, kind) for kind, service in _services().items()}
    for kind, run in first.items():
        say(_line(kind, run, again[kind]))
    _together(first, again, folder)
    return int(any(run.changed for run in again.values()))


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _made(folder: Path, citizens: int) -> float:
    """Seconds it took to write the files."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.making", str(folder), str(citizens)]
    subprocess.run(command, check=True)
    return time.perf_counter() - began


def _services() -> Mapping[str, Service]:
    """Kind of file → what takes it in, in the order they build on one another."""
    from staasted.apps.imports import services

    return {
        "caseload": services.caseload_import,
        "conversations": services.conversations_import,
        "offers": services.offers_import,
    }


def _run(service: Service, folder: Path, kind: str) -> Run:
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.org.clock import clock

    path = folder / f"{kind}.csv"
    began = time.perf_counter()
    with clock.pinned(NOON):
        report = service(actor=OPERATOR, content=path.read_bytes(), file_name=path.name, today=ON)
    seconds = time.perf_counter() - began
    _refuse_rejected(kind, report)
    changed = report.created + report.updated
    return Run(rows=report.read, changed=changed, seconds=seconds, peak=peak_megabytes())


def _refuse_rejected(kind: str, report: Any) -> None:
    """A generated file that the import rejects measures nothing."""
    for error in report.rejected[:REASONS_SHOWN]:
        say(f"{kind}: row {error.row}, {error.column}: {error.reason} {error.values}")
    if report.rejected:
        raise SystemExit(1)


def _line(kind: str, first: Run, again: Run) -> str:
    rate, ratio = first.rows / first.seconds, again.seconds / first.seconds
    return (
        f"{kind:<15}{first.rows:>9}{first.seconds:>9.1f}{rate:>9.0f}{again.seconds:>9.1f}"
        f"{ratio:>8.2f}{first.peak:>9.0f}"
    )


def _together(first: Mapping[str, Run], again: Mapping[str, Run], folder: Path) -> None:
    one, two = (sum(run.seconds for run in runs.values()) for runs in (first, again))
    size = (folder / "staasted.sqlite3").stat().st_size / _MEGABYTE
    peak = max(run.peak for run in again.values())
    say(f"together {one:.1f} s, again {two:.1f} s; peak {peak:.0f} MB; database {size:.0f} MB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
