"""``python -m benchmarks [name]``: list them, or run one in a process of its own."""

import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from benchmarks import mutation
from benchmarks.process import run_apart

BENCHMARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "booking": (
            "benchmarks.booking",
            "free times of an office of 50 and of 150, and bookings a second under 32 clients",
        ),
        "faults": (
            "benchmarks.faults",
            "processes killed, database away, disk full, clock jumping: what is left and how soon",
        ),
        "find": (
            "benchmarks.finding",
            "finding one of 40,000 citizens by name, telephone number, CPR number and id",
        ),
        "import": (
            "benchmarks.importing",
            "10,000 citizens with about 100,000 conversations into an empty SQLite, twice",
        ),
        "keep": (
            "benchmarks.keeping",
            "everything about one citizen with 3,000 conversations, and 1,000 cases erased",
        ),
        "kills": (
            "benchmarks.kills",
            "a thousand kill -9 of web server and worker in the middle of acts, on each database",
        ),
        "log": (
            "benchmarks.log",
            "300,000 readings of 40,000 citizens sealed, verified, and told to them",
        ),
        "pages": (
            "benchmarks.pages",
            "queries and processor time of each list page, then requests a second with wrk",
        ),
        "races": (
            "benchmarks.races",
            "two hundred who want ten times, a hundred rounds on each database, then over HTTP",
        ),
        "rules": (
            "benchmarks.rules",
            "everything the rules say about 10,000 citizens with about 100,000 conversations",
        ),
    }
)
"""Name → module to run, and what it measures."""
MUTATION = "mutation"
"""Takes longer than the others may, and stops itself: it is run in this process."""
UNTIMED = frozenset({"faults", "kills", "pages", "races"})
"""Bound their own waiting, and are made longer by whoever asks for more."""
USAGE = 2


def main(words: Sequence[str]) -> int:
    """List the benchmarks without a name; with one run it and return its exit code."""
    if not words:
        return _list(sys.stdout.write)
    name, *options = words
    if name == MUTATION:
        return mutation.main(options)
    if name not in BENCHMARKS:
        _list(sys.stderr.write)
        return USAGE
    module, _ = BENCHMARKS[name]
    return run_apart(module, options, timed=name not in UNTIMED)


def _list(write: Callable[[str], object]) -> int:
    for name, (_, what) in BENCHMARKS.items():
        write(f"python -m benchmarks {name:<10} {what}\n")
    write(f"python -m benchmarks {MUTATION:<10} faults put into the rules that the tests notice\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
