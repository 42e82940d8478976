"""Runs every check and says plainly what ran: ./test [pytest arguments] [--pictures].

Without arguments: the linters, then the tests on SQLite (in Chromium too), then on PostgreSQL.
With arguments it is pytest and nothing else. Under ``CI=true`` a part that could not run, or a
test that was skipped, is a failure.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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


def run(command: tuple[str | Path, ...], **environment: str) -> int:
    """Run one command at the root and return its exit code."""
    words = [str(word) for word in command]
    everywhere = {**os.environ, **environment}
    return subprocess.run(words, cwd=ROOT, check=False, env=everywhere).returncode


def check(name: str, command: tuple[str | Path, ...]) -> Part:
    """Run one linter as a part with a single result."""
    heading(name)
    began = time.monotonic()
    clean = run(command) == 0
    return Part(name, int(clean), int(not clean), seconds=time.monotonic() - began)


def tests(name: str, *arguments: str, **environment: str) -> Part:
    """Run pytest and count its results; a run that collects or starts nothing has failed."""
    heading(name)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="staasted-results-") as folder:
        report = Path(folder) / "results.xml"
        code = run((*PYTEST, f"--junitxml={report}", *arguments), **environment)
        total, failed, skipped = counts(report)
    unheard = int(code != 0 and failed == 0)  # pytest itself broke, or found no test at all
    passed = total - failed - skipped
    return Part(name, passed, failed + unheard, skipped, time.monotonic() - began)


def counts(report: Path) -> tuple[int, int, int]:
    """Tests, failures with errors, and skips of a JUnit report; zeros when there is none."""
    if not report.exists():
        return 0, 0, 0
    suite = ElementTree.parse(report).getroot().find("testsuite")  # nosec B314 # as above
    if suite is None:
        return 0, 0, 0
    number = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
    return number["tests"], number["failures"] + number["errors"], number["skipped"]


def on_sqlite() -> Iterator[Part]:
    """Every test on SQLite, those in the browser where there is one."""
    if CHROMIUM.exists():
        yield tests("SQLite, with Chromium", DATABASE_URL="")
        return
    yield tests("SQLite", "-m", "not browser", DATABASE_URL="")
    yield Part("Chromium", missing="not installed (sudo apt install chromium)")


def on_postgres() -> Iterator[Part]:
    """Every test that touches a database, on DATABASE_URL or a cluster of our own."""
    given = os.environ.get("DATABASE_URL", "")
    if not given and postgres.binaries() is None:
        missing = f"the server is not installed ({postgres.HOW_TO_INSTALL})"
        yield Part("PostgreSQL", missing=missing)
        return
    with contextlib.nullcontext(given) if given else postgres.private_postgres() as address:
        marked = "not browser and not any_database"
        yield tests("PostgreSQL", "-m", marked, DATABASE_URL=address)


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
    parts += on_sqlite()
    parts += on_postgres()
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
