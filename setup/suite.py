"""Runs every check and says plainly what ran: ./test [pytest arguments] [--pictures].

Without arguments: the linters, then the tests on SQLite, and beside them those on PostgreSQL and in
Chromium, which say nothing until SQLite is done. With arguments it is pytest and nothing else.
Under ``CI=true`` a part that could not run, or a test that was skipped, is a failure.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree  # nosec B405 # pytest's own report

import postgres

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
PYTEST = (BIN / "python", "-m", "pytest")
CHECKS = {
    "ruff check": (BIN / "ruff", "check", "."),
    "ruff format": (BIN / "ruff", "format", "--check", "."),
    "mypy": (BIN / "mypy",),
    "bandit": (BIN / "bandit", "-q", "-c", "pyproject.toml", "-r", "src", "setup", "benchmarks"),
    "storeys (import-linter)": (BIN / "lint-imports", "--no-cache"),
}
CHROMIUM = Path(os.environ.get("STAASTED_CHROMIUM", "/usr/bin/chromium"))
REPORT, SAID = "results.xml", "said.txt"
CLEARING_UP = 30  # seconds a run of pytest gets when it is stopped
STRICT = os.environ.get("CI", "").lower() in {"1", "true"}


@dataclass(frozen=True)
class Part:
    """One part of the run: how many passed, failed and were skipped, and its wall time."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    missing: str = ""

    def line(self) -> str:
        """The part in one line of the summary."""
        if self.missing:
            return f"  {self.name:<34} DID NOT RUN: {self.missing}"
        counts = f"{self.passed} passed, {self.failed} failed"
        skipped = f", {self.skipped} SKIPPED" if self.skipped else ""
        return f"  {self.name:<34} {counts}{skipped}  ({self.seconds:.0f} s)"


def heading(words: str) -> None:
    """Announce a part, so that a long log can be found one's way in."""
    print(f"\n━━ {words} {'━' * max(3, 90 - len(words))}", flush=True)


def run(command: tuple[str | Path, ...]) -> int:
    """Run one command at the root and return its exit code."""
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=False).returncode


def check(name: str, command: tuple[str | Path, ...]) -> Part:
    """Run one linter as a part with a single result."""
    heading(name)
    began = time.monotonic()
    clean = run(command) == 0
    return Part(name, int(clean), int(not clean), seconds=time.monotonic() - began)


@dataclass(frozen=True)
class Tests:
    """A run of pytest under way: its process, its report, and what it says where it is quiet."""

    name: str
    process: subprocess.Popen[bytes]
    folder: Path

    def part(self) -> Part:
        """Wait for it and count; a run that collects or starts nothing has failed."""
        code = self.process.wait()
        total, failed, skipped, seconds = counts(self.folder / REPORT)
        unheard = int(code != 0 and failed == 0)  # pytest itself broke, or found no test at all
        return Part(self.name, total - failed - skipped, failed + unheard, skipped, seconds)

    def told(self) -> Part:
        """The same, and then what it said."""
        part = self.part()
        heading(self.name)
        print((self.folder / SAID).read_text(encoding="utf-8", errors="replace"), flush=True)
        return part


@contextlib.contextmanager
def tests(name: str, *arguments: str, quiet: bool, **environment: str) -> Iterator[Tests]:
    """Start pytest; what still runs when the block is left in any way is stopped."""
    with tempfile.TemporaryDirectory(prefix="staasted-results-") as kept:
        folder = Path(kept)
        words = [str(word) for word in (*PYTEST, f"--junitxml={folder / REPORT}", *arguments)]
        with (folder / SAID).open("wb") as said:
            process = subprocess.Popen(
                words,
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=said if quiet else None,
                stderr=subprocess.STDOUT if quiet else None,
            )
        try:
            yield Tests(name, process, folder)
        except KeyboardInterrupt:  # the terminal has told pytest as well; twice would hurry it
            end(process, told=True)
            raise
        finally:
            end(process, told=False)


def end(process: subprocess.Popen[bytes], *, told: bool) -> None:
    """Let pytest clear up after itself, as it does at Ctrl-C; then end it all the same."""
    if process.poll() is not None:
        return
    if not told:
        process.send_signal(signal.SIGINT)
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(CLEARING_UP)
    finally:
        process.kill()
        process.wait()


def counts(report: Path) -> tuple[int, int, int, float]:
    """Tests, failures with errors, skips and seconds of a JUnit report; zeros without one."""
    if not report.exists():
        return 0, 0, 0, 0.0
    suite = ElementTree.parse(report).getroot().find("testsuite")  # nosec B314 # as above
    if suite is None:
        return 0, 0, 0, 0.0
    number = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
    wrong = number["failures"] + number["errors"]
    return number["tests"], wrong, number["skipped"], float(suite.get("time", 0))


def on_sqlite() -> Part:
    """Every test but those in the browser, on SQLite."""
    heading("SQLite")
    with tests("SQLite", "-m", "not browser", quiet=False, DATABASE_URL="") as running:
        return running.part()


@contextlib.contextmanager
def on_postgres() -> Iterator[Callable[[], Part]]:
    """Begin every test that touches a database, on DATABASE_URL or a cluster of our own."""
    name, given = "PostgreSQL", os.environ.get("DATABASE_URL", "")
    if not given and postgres.binaries() is None:
        missing = f"the server is not installed ({postgres.HOW_TO_INSTALL})"
        yield lambda: Part(name, missing=missing)
        return
    marked = "not browser and not any_database and not once"
    with (
        contextlib.nullcontext(given) if given else postgres.private_postgres() as address,
        tests(name, "-m", marked, quiet=True, DATABASE_URL=address) as running,
    ):
        yield running.told


@contextlib.contextmanager
def in_chromium() -> Iterator[Callable[[], Part]]:
    """Begin every test in the browser, on SQLite."""
    if not CHROMIUM.exists():
        yield lambda: Part("Chromium", missing="not installed (sudo apt install chromium)")
        return
    with tests("Chromium", "-m", "browser", quiet=True, DATABASE_URL="") as running:
        yield running.told


def summary(parts: list[Part], seconds: float) -> int:
    """Print what ran, on which database, and how it went; return the exit code."""
    heading("what ran")
    for part in parts:
        print(part.line())
    absent = [part.name for part in parts if part.missing]
    skipped = sum(part.skipped for part in parts)
    if absent:
        print(f"\n!!! NOT EVERYTHING RAN. Missing: {', '.join(absent)} (how to get it: above).")
    if skipped:
        print(f"\n!!! {skipped} tests were skipped.")
    failed = sum(part.failed for part in parts)
    if STRICT:
        failed += len(absent) + skipped
    print(f"\nWall time {seconds / 60:.1f} min")
    print(f"{sum(part.passed for part in parts)} passed, {failed} failed", flush=True)
    return int(failed > 0)


def everything() -> int:
    """The whole suite, in order of how quickly a part finds a fault."""
    began = time.monotonic()
    parts = [check(name, command) for name, command in CHECKS.items()]
    with on_postgres() as postgres_done, in_chromium() as chromium_done:
        # Beside each other: each waits for much besides a core, and none for another.
        print("\nPostgreSQL and Chromium run beside SQLite, and are told after it.", flush=True)
        parts += [on_sqlite(), postgres_done(), chromium_done()]
    return summary(parts, time.monotonic() - began)


def stop(number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an exit, so that what was started is stopped on the way out."""
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    """Everything, or just pytest with the arguments given."""
    signal.signal(signal.SIGTERM, stop)
    if "--pictures" in arguments:
        rest = [word for word in arguments if word != "--pictures"]
        return run((*PYTEST, "tests/browser/test_pages.py", "--pictures", *rest))
    if arguments:
        return run((*PYTEST, *arguments))
    return everything()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
