"""Faults put to a house of real processes under load, and what is left of its promises."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.fault_disk import away_again, small_disk
from benchmarks.fault_house import House
from benchmarks.fault_mail import Mail
from benchmarks.fault_trial import FAKETIME, HEAD, Outcome, Trial, clock_jumps, print_line

ROUNDS, FEW = 12, 3
DATABASES = ("postgresql", "sqlite")
JUMPS = ("+3d", "+0", "-3d", "+0", "+1h", "+0")
DRAINED_IN = 90.0  # seconds the worker gets at the end for what is left


def main(words: list[str]) -> int:
    """Every fault on each database; 1 where anything did not hold."""
    options = argparse.ArgumentParser(prog="python -m benchmarks faults")
    options.add_argument("--rounds", type=int, default=ROUNDS, help="kills of web and worker each")
    options.add_argument("--only", choices=DATABASES, help="one database alone")
    options.add_argument("--here", choices=DATABASES, help=argparse.SUPPRESS)
    asked = options.parse_args(words)
    if asked.here:
        return _run(asked.here, asked.rounds)
    chosen = [asked.only] if asked.only else DATABASES
    codes = [_apart(name, asked.rounds) for name in chosen]
    return max(codes)


def _apart(name: str, rounds: int) -> int:
    """One database in a process of its own: the small disk is only that one's."""
    command = [sys.executable, "-m", "benchmarks.faults", "--here", name, "--rounds", str(rounds)]
    return subprocess.run(command, check=False).returncode


def _run(name: str, rounds: int) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and take everything along
    postgres = name == "postgresql"
    with tempfile.TemporaryDirectory(prefix="staasted-faults-") as made:
        folder = Path(made)
        folder.chmod(0o755)  # PostgreSQL's own user goes through it
        no_disk = small_disk(folder / "small")
        print_line(f"\n{name}\n{HEAD}")
        outcomes = _killed(folder / "house", rounds, postgres=postgres)
        if no_disk:
            print_line(f"disk full: not tried, a small disk cannot be made here ({no_disk})")
        else:
            try:
                outcomes += _full(folder / "small" / "house", postgres=postgres)
            finally:
                away_again(folder / "small")
    return int(any(outcome.wrong for outcome in outcomes))


def _killed(folder: Path, rounds: int, *, postgres: bool) -> list[Outcome]:
    """What is killed and comes again, then the clock, in one house."""
    with Mail() as mail, House(folder, postgres=postgres, mail_port=mail.port) as house:
        trial = _opened(house, mail)
        with trial.load:
            found = [
                trial.suffer("web kill -9", rounds, trial.web_killed),
                trial.suffer("worker kill -9", rounds, trial.worker_killed),
            ]
            if postgres:
                found.append(trial.suffer("database killed", FEW, trial.database_killed))
        found.append(_ended(trial))
        found += _jumped(house, mail)
    return found


def _jumped(house: House, mail: Mail) -> list[Outcome]:
    if not FAKETIME:
        print_line("clock jumps: not tried (sudo apt install libfaketime)")
        return []
    found = clock_jumps(house, mail, JUMPS)
    house.extra = {}
    whole = Outcome("log verified")
    try:
        house.staasted("log", "verify")
    except RuntimeError as error:
        whole.wrong.append(str(error))
    print_line(whole.line())
    return [*found, whole]


def _full(folder: Path, *, postgres: bool) -> list[Outcome]:
    """A house on a disk that fills up."""
    with Mail() as mail, House(folder, postgres=postgres, mail_port=mail.port) as house:
        trial = _opened(house, mail)
        with trial.load:
            full = trial.suffer("disk full", FEW, trial.disk_filled)
            if not full.errors:
                print_line("disk full: nobody noticed, so this says nothing")
                full.wrong.append("not noticed")
        return [full, _ended(trial)]


def _opened(house: House, mail: Mail) -> Trial:
    town = house.town()
    for name in ("web", "worker"):
        house.start(name)
    return Trial(house, mail, town)


def _ended(trial: Trial) -> Outcome:
    """What is left when it is quiet again: every message sent, dropped, or asked about."""
    states = trial.drained(DRAINED_IN)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    outcome = Outcome("at the end", wrong=trial.wrong())
    print_line(f"{outcome.line()} ({told}; {sum(trial.mail.taken.values())} letters came)")
    return outcome


if __name__ == "__main__":
    if "STAASTED_BENCHMARK" not in os.environ:
        raise SystemExit("Start it with: python -m benchmarks")
    sys.exit(main(sys.argv[1:]))
