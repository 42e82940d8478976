"""One fault after another put to a house under load, and what came of each."""

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fault_checks import broken, message_states, messages_wrong, rows
from benchmarks.fault_disk import fill, free_again
from benchmarks.fault_house import House
from benchmarks.fault_load import Load, guess
from benchmarks.fault_mail import Mail

BAR = 30.0  # seconds from the fault's end until there is service again
LOOK = 0.05
LASTS = 4.0  # seconds a fault that lasts is let last
QUIET = (0.3, 1.5)  # seconds of load before the next fault, by chance
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
SEALED_WITHIN = 20  # minutes; the timetable seals every 15
GUESSES = 250  # more than an address may begin log-ins in a minute, or guess at a name
WRONG_PASSWORD = 403


@dataclass
class Outcome:
    """One kind of fault: seconds until a booking, and until a letter, and all that was wrong."""

    name: str
    booked: list[float] = field(default_factory=list)
    mailed: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    done: int = 0
    errors: int = 0
    unanswered: int = 0
    longest: float = 0.0

    def line(self) -> str:
        """The outcome as a row of the table."""
        booked, mailed = (self._told(times) for times in (self.booked, self.mailed))
        rest = f"{self.done:>7}{self.errors:>8}{self.unanswered:>8}{self.longest:>9.1f}"
        said = "; ".join(dict.fromkeys(self.wrong)) or "nothing"
        return f"{self.name:<24}{len(self.booked):>7}{booked:>14}{mailed:>14}{rest}  {said}"

    @staticmethod
    def _told(times: list[float]) -> str:
        return f"{statistics.median(times):.1f} / {max(times):.1f}" if times else "-"


HEAD = (
    f"{'fault':<24}{'rounds':>7}{'booking s':>14}{'letter s':>14}{'acts':>7}{'5xx':>8}"
    f"{'no one':>8}{'longest':>9}  wrong"
)


class Trial:
    """A house with its people, its load and its mail server."""

    def __init__(self, house: House, mail: Mail, town: dict[str, object]) -> None:
        self.house, self.mail, self.town = house, mail, town
        self.load = Load(house.port, town)
        self.promised: set[str] = set()
        self.ended: set[str] = set()

    def suffer(
        self,
        name: str,
        rounds: int,
        strike: Callable[[int], float],
        *also: Callable[[House], list[str]],
    ) -> Outcome:
        """Put a fault so many times; ``strike`` returns when it was over, ``also`` ask more."""
        outcome = Outcome(name)
        self._collect(Outcome(""))
        for number in range(rounds):
            time.sleep(random.uniform(*QUIET))  # noqa: S311 # nosec B311 # a load
            ended = strike(number)
            self._recovered(outcome, ended)
            outcome.wrong += self.wrong()
            for asked in also:
                outcome.wrong += asked(self.house)
        self._collect(outcome)
        print_line(outcome.line())
        return outcome

    def wrong(self) -> list[str]:
        """What does not hold now."""
        self.promised |= self.load.seen.promised
        self.ended |= self.load.seen.ended
        found = broken(self.house, self.town["before"], self.promised, self.ended)
        return found + messages_wrong(self.house, self.mail.taken)

    def _recovered(self, outcome: Outcome, ended: float) -> None:
        outcome.booked.append(self._until(lambda: self.load.seen.served_at, ended, outcome))
        outcome.mailed.append(self._until(lambda: self.mail.last, ended, outcome))

    def _until(self, last: Callable[[], float], ended: float, outcome: Outcome) -> float:
        while (when := last()) <= ended:
            if time.monotonic() - ended > BAR:
                outcome.wrong.append(f"no service {BAR:.0f} s after the fault")
                return BAR
            time.sleep(LOOK)
        return when - ended

    def _collect(self, outcome: Outcome) -> None:
        seen = self.load.fresh()
        outcome.done, outcome.errors, outcome.unanswered = seen.done, seen.errors, seen.unanswered
        outcome.longest = seen.longest
        if seen.not_plain:
            outcome.wrong.append(f"{len(seen.not_plain)} not plain, as {seen.not_plain[0]!r}")

    # What is done to it.

    def web_killed(self, number: int) -> float:
        """Everything of the web server, its first process alone, or one that does its work."""
        kind = number % 3
        if kind == 0 or (kind == 1 and not self.house.kill_child("web")):
            self.house.kill("web")
        elif kind > 1:
            self.house.kill("web", alone=True)
        return time.monotonic()

    def worker_killed(self, _number: int) -> float:
        """The worker, wherever it is."""
        self.house.kill("worker")
        return time.monotonic()

    def database_killed(self, _number: int) -> float:
        """PostgreSQL at once, for a while, then started again."""
        self.house.cluster.kill()
        time.sleep(LASTS)
        self.house.cluster.launch()
        return time.monotonic()

    def disk_filled(self, _number: int) -> float:
        """Not one byte more on the disk, for a while."""
        fill(self.house.folder)
        time.sleep(2 * LASTS)
        free_again(self.house.folder)
        return time.monotonic()

    def drained(self, seconds: float) -> dict[str, int]:
        """Let the worker send what is left; the states of the messages then."""
        until, moving = time.monotonic() + seconds, {"waiting", "sending"}
        while time.monotonic() < until and moving & message_states(self.house).keys():
            time.sleep(LOOK * 10)
        return message_states(self.house)


def clock_jumps(house: House, mail: Mail, jumps: tuple[str, ...]) -> list[Outcome]:
    """Web server and worker under another clock, which jumps while they run; 0 is put right."""
    told = house.folder / "clock"
    told.write_text("+0")
    house.extra = {
        "LD_PRELOAD": str(FAKETIME[0]),
        "FAKETIME_TIMESTAMP_FILE": str(told),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    for name in ("web", "worker"):
        house.stop(name)
        house.start(name)
    before, found = None, []
    for jump in jumps:
        told.write_text(jump)
        town = house.town("--sittings")  # the old ones may be over: hours have passed
        before = before or town["before"]
        trial = Trial(house, mail, town | {"before": before})
        with trial.load:
            right = (late_jobs, held_off) if jump == "+0" else ()
            found.append(trial.suffer(f"clock {jump}", 1, lambda _: time.monotonic(), *right))
            if jump.endswith("d"):  # an hour's wait is one the house may ask for
                guess(house.port, GUESSES)
    return found


def late_jobs(house: House) -> list[str]:
    """The jobs that are not due when they should be, once the clock is right again."""
    time.sleep(LASTS)
    seal = "SELECT next_at FROM timetable_job WHERE name = 'seal' AND"
    soon = f"interval '{SEALED_WITHIN} minutes'"
    late = f"{seal} next_at > now() + {soon}"
    if house.cluster is None:
        late = f"{seal} julianday(next_at) > julianday('now', '+{SEALED_WITHIN} minutes')"
    (answer,) = rows(house, late)
    return [f"the next sealing waits until {answer[0][0]}"] if answer else []


def held_off(house: House) -> list[str]:
    """Whether somebody is made to wait for what was counted under the clock that was wrong."""
    answer = guess(house.port, 1)
    return [f"a log-in is answered with {answer}"] if answer != WRONG_PASSWORD else []


def print_line(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
