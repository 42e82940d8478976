"""Mutants of the rules: small faults put into the code, and how many of them the tests notice.

It works on a copy in a folder that is thrown away, with mutmut, and asks the tests of core and
the catalogue alone. Each mutant runs in a process forked for it, with a time limit of its own.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
MUTATED = ("src/staasted/core/law", "src/staasted/core/effort")
TESTS = ["tests/core", "tests/catalog"]
COPIED = ("benchmarks", "docs", "setup", "src", "tests")
SEED, AT_ONCE, MINUTES, KIND = 47, 2, 40, 10  # KIND is the niceness
NOTICED = {"killed", "timeout", "segfault"}
LEFT = {"survived", "no tests"}
IDS_AS_WRITTEN = "disable_test_id_escaping_and_forfeit_all_rights_to_community_support=true"
"""pytest escapes Danish letters once more each time it runs in one process, and finds nothing."""
_NOTHING = "no-such-mutant"  # asked for, mutmut makes the mutants and tries none
_STOPPING = 30  # seconds to write down what was found
_HUNK = re.compile(r"^@@ -(\d+)")
_LOG_SHOWN = 2000  # characters


@dataclass(frozen=True, order=True)
class Survivor:
    """A mutant nobody noticed: where it is, the line as it stands and as it was changed."""

    path: str
    line: int
    old: str
    new: str


def main(words: Sequence[str]) -> int:
    """Try the mutants and print the score and the survivors; 1 where the tests fail unmutated."""
    options = argparse.ArgumentParser(prog="python -m benchmarks mutation")
    options.add_argument(
        "--only", metavar="PATH", help="a file or folder in core/law or core/effort"
    )
    options.add_argument("--sample", metavar="N", type=int, help="so many of the mutants, drawn")
    options.add_argument("--minutes", type=int, default=MINUTES, help="stop after so many")
    asked = options.parse_args(words)
    if importlib.util.find_spec("mutmut") is None:
        say("mutmut is not installed: .venv/bin/uv pip install mutmut")
        return 1
    os.nice(KIND)
    with tempfile.TemporaryDirectory(prefix="staasted-mutation-") as name:
        folder = Path(name)
        _copy(folder, (asked.only,) if asked.only else MUTATED)
        drawn: list[str] = []
        if asked.sample:
            _mutmut_run(folder, [_NOTHING], asked.minutes)
            names = sorted(_results(folder))
            most = min(asked.sample, len(names))
            drawn = Random(SEED).sample(names, most)  # noqa: S311 # nosec B311 # a draw
        log = _mutmut_run(folder, drawn, asked.minutes)
        found = {mutant: how for mutant, how in _results(folder).items() if how in NOTICED | LEFT}
        if not found:
            say(f"No mutant was tried. Are the tests green?\n{log[-_LOG_SHOWN:]}")
            return 1
        _tell(folder, found, tried_of=len(_results(folder)))
    return 0


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _copy(folder: Path, mutated: Iterable[str]) -> None:
    """Copy what the tests need, with mutmut's settings behind the project's own."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    paths = [path if path.endswith(".py") else f"{path.rstrip('/')}/*" for path in mutated]
    settings = {
        "source_paths": ["src"],
        "only_mutate": paths,
        "also_copy": [name for name in COPIED if name != "src"],
        "pytest_add_cli_args_test_selection": TESTS,
        "pytest_add_cli_args": [
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
            "-o",
            IDS_AS_WRITTEN,
        ],
        "timeout_multiplier": 3.0,
        "timeout_constant": 2.0,
    }
    told = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    own = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(f"{own}\n[tool.mutmut]\n{told}\n", encoding="utf-8")


def _command() -> str:
    return str(Path(sys.executable).parent / "mutmut")


def _environment() -> dict[str, str]:
    """Random tests draw the same each time; nothing but our own tools is found."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("STAASTED_")}
    return own | {"CI": "true", "PATH": str(Path(sys.executable).parent), "PYTHONHASHSEED": "0"}


def _mutmut_run(folder: Path, names: Sequence[str], minutes: int) -> str:
    """Try the mutants named, or all; return what mutmut said. It stops when the time is up."""
    log = folder / "mutmut.log"
    with log.open("w", encoding="utf-8") as output:
        running = subprocess.Popen(
            [_command(), "run", "--max-children", str(AT_ONCE), *names],
            cwd=folder,
            env=_environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            running.wait(timeout=minutes * 60)
        except subprocess.TimeoutExpired:
            say(f"Stopped after {minutes} minutes; what follows is a part.")
        finally:
            _end(running)
    return log.read_text(encoding="utf-8", errors="replace")


def _end(running: "subprocess.Popen[bytes]") -> None:
    """Stop it and what it forked, first with the time to write down what was found."""
    for how, seconds in ((signal.SIGINT, _STOPPING), (signal.SIGKILL, _STOPPING)):
        if running.poll() is None:
            os.killpg(running.pid, how)
            try:
                running.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                continue


def _asked(folder: Path, *words: str) -> str:
    """What mutmut answers."""
    done = subprocess.run(
        [_command(), *words],
        cwd=folder,
        env=_environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _results(folder: Path) -> dict[str, str]:
    """Mutant → what became of it."""
    lines = _asked(folder, "results", "--all", "true").splitlines()
    pairs = (line.strip().rpartition(": ") for line in lines)
    return {name: how for name, _, how in pairs if "__mutmut_" in name}


def _tell(folder: Path, found: dict[str, str], *, tried_of: int) -> None:
    left = [mutant for mutant, how in found.items() if how in LEFT]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        survivors = sorted(pool.map(lambda name: _survivor(folder, name), left))
    for each in survivors:
        say(f"{each.path}:{each.line}\n    - {each.old}\n    + {each.new}")
    counts = Counter(found.values())
    noticed = len(found) - len(left)
    say(f"{len(found)} mutants tried of {tried_of}: {dict(sorted(counts.items()))}")
    by_file = Counter(each.path for each in survivors)
    for path, number in by_file.most_common():
        say(f"{number:>5} left in {path}")
    say(f"score {noticed / len(found):.1%}: {noticed} of {len(found)} noticed")


def _survivor(folder: Path, mutant: str) -> Survivor:
    """Where a mutant is: its difference counts lines from the first one of its function."""
    path, line, old, new = "", 0, "", ""
    for told in _asked(folder, "show", mutant).splitlines():
        hunk = _HUNK.match(told)
        if told.startswith("--- "):
            path = told.removeprefix("--- ").strip()
        elif hunk:
            line = int(hunk[1]) - 1
        elif told.startswith("-") and not old:
            old, line = told[1:].strip(), line + 1
        elif told.startswith("+") and path and not told.startswith("+++"):
            new = new or told[1:].strip()
        elif told.startswith(" ") and not old:
            line += 1
    return Survivor(path, _first_line(folder / path, mutant) + line - 1, old, new)


def _first_line(path: Path, mutant: str) -> int:
    """The line a function begins on: mutmut names it ``x_function`` or ``xǁClassǁmethod``."""
    *owner, name = mutant.rpartition(".")[2].rpartition("__mutmut_")[0].split("ǁ")
    inside = not owner
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if owner and re.match(rf"class {owner[-1]}\b", text):
            inside = True
        name_here = name if owner else name.removeprefix("x_")
        if inside and re.match(rf"\s*(async )?def {re.escape(name_here)}\(", text):
            return number
    return 1
