"""Web server and worker killed a thousand times in the middle of acts, and what is left of them."""

import argparse
import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.fault_house import ROOT, House
from benchmarks.fault_mail import Mail
from benchmarks.fault_trial import Trial, print_line
from benchmarks.kill_child import Stage
from benchmarks.kill_nursery import WORKER

KILLS, BETWEEN_LOOKS, SEED = 1000, 100, 20261122
DATABASES = ("postgresql", "sqlite")
SERVERS = 3  # processes that answer, beside the one worker
DAYS_TIMES = 40  # starts asked for: two days', so that citizens want the same times
IN_ACT, IN_WRITING, IN_LETTER = 0.3, 0.05, 0.02  # of all kills, at least, or it proves nothing
EACH = 5.0  # seconds a kill may take before the nursery is given up
STARTED_IN, DRAINED_IN = 120.0, 180.0  # seconds
PAGE = "/mit-forloeb/book/tjek/?formaal=job_search&kanal=phone&tid="
HEAD = f"{'kills':>7}{'in act':>8}{'writing':>9}{'stored':>8}{'letter':>8}{'acts':>7}{'seats':>7}"
HEAD += f"{'5xx':>6}{'cut off':>9}{'letters':>9}{'unsure':>8}{'seconds':>9}  wrong"


@dataclass
class Tally:
    """What the kills met, by what was killed and how far it was; and all that was wrong."""

    met: Counter[tuple[str, int]] = field(default_factory=Counter)
    acts: int = 0
    seats: int = 0
    errors: int = 0
    cut_off: int = 0
    letters: int = 0
    states: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """All of them."""
        return self.met.total()

    def at(self, *stages: Stage) -> int:
        """How many fell at one of these stages."""
        return sum(times for (_, stage), times in self.met.items() if stage in stages)

    @property
    def in_act(self) -> int:
        """How many fell between the beginning and the end of an act."""
        return self.kills - self.at(Stage.BETWEEN)

    def line(self) -> str:
        """The tally as a row of the table."""
        writing, stored, letter = map(self.at, (Stage.WRITING, Stage.STORED, Stage.SENDING))
        kills = f"{self.kills:>7}{self.in_act:>8}{writing:>9}{stored:>8}{letter:>8}"
        acts = f"{self.acts:>7}{self.seats:>7}{self.errors:>6}{self.cut_off:>9}{self.letters:>9}"
        said = "; ".join(dict.fromkeys(self.wrong)) or "nothing"
        return f"{kills}{acts}{self.states.get('unsure', 0):>8}{self.seconds:>9.0f}  {said}"

    def unproved(self) -> list[str]:
        """Why the kills prove nothing, where too few fell into what they are to prove."""
        least = {"an act": (self.in_act, IN_ACT)}
        least["an act's own writing"] = (self.at(Stage.WRITING), IN_WRITING)
        least["a letter on its way"] = (self.at(Stage.SENDING), IN_LETTER)
        return [
            f"only {met} of {self.kills} kills fell into {what}"
            for what, (met, share) in least.items()
            if met < share * self.kills
        ]


class Nursery:
    """The process that forks and kills, from ``with`` until its end."""

    def __init__(self, house: House, town: dict[str, Any], *, seed: int) -> None:
        self._told = {
            "port": house.port,
            "seed": seed,
            "servers": SERVERS,
            "sitting": town["sittings"][0],
            "page": PAGE + town["times"][0],
        }
        self._house = house
        self._log = house.folder / "nursery.log"

    def __enter__(self) -> "Nursery":
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.kill_nursery"],
                env=self._house.surroundings,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                text=True,
            )
        try:
            self._ask(self._told, STARTED_IN)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # its children are of its group
        self._process.communicate()

    def kill(self, times: int) -> list[tuple[str, int]]:
        """Have so many killed; what each was and how far, as ``Stage`` numbers it."""
        return [(kind, stage) for kind, stage in self._ask(times, EACH * times)]

    def _ask(self, told: object, patience: float) -> Any:
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(told) + "\n")
            self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], patience)
        line = self._process.stdout.readline() if ready else ""
        if not line:
            raise RuntimeError(f"the nursery does not answer:\n{self._log.read_text()[-2000:]}")
        return json.loads(line)


def suffered(house: House, mail: Mail, town: dict[str, Any], *, kills: int, seed: int) -> Tally:
    """Kill so many in a house that stands; every promise is looked at now and then."""
    tally, began = Tally(), time.monotonic()
    people = town["sittings"]
    crowded = {"sittings": people + people[::-1], "times": town["times"][:DAYS_TIMES]}
    trial = Trial(house, mail, town | crowded)  # each citizen at two browsers of two visitors
    with Nursery(house, town, seed=seed) as nursery:
        with trial.load:
            while left := kills - tally.kills:
                tally.met.update(nursery.kill(min(left, BETWEEN_LOOKS)))
                tally.wrong += trial.wrong()
        tally.states = trial.drained(DRAINED_IN)
    tally.wrong += trial.wrong()
    seen = trial.load.seen
    tally.acts, tally.errors, tally.cut_off = seen.done, seen.errors, seen.unanswered
    tally.seats = seen.seats
    tally.letters = mail.taken.total()
    tally.wrong += [f"not plain, as {page!r}" for page in seen.not_plain[:1]]
    tally.wrong += _left(tally)
    tally.seconds = time.monotonic() - began
    return tally


def _left(tally: Tally) -> list[str]:
    """What is odd about what is left: nothing was away, so no answer may be an error."""
    wrong = [f"{tally.errors} error pages"] if tally.errors else []
    workers = sum(times for (kind, _), times in tally.met.items() if kind == WORKER)
    if tally.states.get("unsure", 0) > workers:
        wrong.append(f"more unsure than the {workers} kills of the worker can explain")
    waiting = {"waiting", "given_up", "sending"} & set(tally.states)
    return wrong + [f"{tally.states[state]} letters are {state}" for state in sorted(waiting)]


def _sealed(house: House, tally: Tally) -> None:
    """Seal the log and read it all again."""
    try:
        house.staasted("log", "seal")
        house.staasted("log", "verify")
    except RuntimeError as error:
        tally.wrong.append(f"the log: {error}")


def main(words: list[str]) -> int:
    """So many kills on each database; 1 where a promise was broken or nothing proved."""
    options = argparse.ArgumentParser(prog="python -m benchmarks kills")
    options.add_argument("--kills", type=int, default=KILLS, help="on each database")
    options.add_argument("--only", choices=DATABASES, help="one database alone")
    options.add_argument("--seed", type=int, default=SEED, help="of the moments they fall at")
    asked = options.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and take everything along
    random.seed(asked.seed)
    chosen = [asked.only] if asked.only else DATABASES
    wrong = [_on(name, asked.kills, asked.seed).wrong for name in chosen]
    return int(any(wrong))


def _on(name: str, kills: int, seed: int) -> Tally:
    print_line(f"\n{name}, seed {seed}\n{HEAD}")
    with tempfile.TemporaryDirectory(prefix="staasted-kills-") as made:
        folder = Path(made)
        folder.chmod(0o755)  # PostgreSQL's own user goes through it
        postgres = name == "postgresql"
        with Mail() as mail, House(folder / "house", postgres=postgres, mail_port=mail.port) as own:
            tally = suffered(own, mail, own.town(), kills=kills, seed=seed)
            _sealed(own, tally)
    tally.wrong += tally.unproved()
    print_line(tally.line())
    for kind in sorted({kind for kind, _ in tally.met}):
        counted = ((Stage(stage).name.lower(), tally.met[kind, stage]) for stage in Stage)
        print_line(f"{kind}: " + ", ".join(f"{times} {name}" for name, times in counted if times))
    told = ", ".join(f"{count} {state}" for state, count in sorted(tally.states.items()))
    print_line(f"messages: {told}")
    return tally


if __name__ == "__main__":
    if "STAASTED_BENCHMARK" not in os.environ:
        raise SystemExit("Start it with: python -m benchmarks")
    sys.exit(main(sys.argv[1:]))
