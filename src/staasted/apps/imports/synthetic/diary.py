"""Office hours: when a conversation can begin, and that a counsellor holds one at a time."""

from datetime import date, time

from staasted.apps.imports.synthetic.chance import Chance
from staasted.catalog.names import ContactDraws

_HOUR = 60


class Diary:
    """Draws the time of day; minutes are counted from midnight in Danish time.

    Remembers the days of the counsellors it is told about; without one any time is free.
    """

    def __init__(self, chance: Chance, draws: ContactDraws) -> None:
        self._chance = chance
        self._grid = draws.grid
        self._openings = [(_minutes(each.starts), _minutes(each.ends)) for each in draws.openings]
        self._starts: dict[int, tuple[int, ...]] = {}
        self._taken: dict[tuple[str, date], int] = {}

    def take(self, *, counsellor: str, day: date, minutes: int) -> int | None:
        """A time that day for so many minutes, taken; None when the counsellor's day is full."""
        starts = self._fitting(minutes)
        if not counsellor:
            return self._chance.one_of(starts)
        taken = self._taken.get((counsellor, day), 0)
        free = [start for start in starts if not taken & self._bits(start, minutes)]
        if not free:
            return None
        start = self._chance.one_of(free)
        self._taken[counsellor, day] = taken | self._bits(start, minutes)
        return start

    def _fitting(self, minutes: int) -> tuple[int, ...]:
        """Every beginning on the grid from which the conversation ends in the same stretch."""
        if minutes not in self._starts:
            self._starts[minutes] = tuple(
                start
                for first, last in self._openings
                for start in range(first, last - minutes + 1, self._grid)
            )
        return self._starts[minutes]

    def _bits(self, start: int, minutes: int) -> int:
        """One bit for each cell of the grid."""
        cells = -(-minutes // self._grid)
        return ((1 << cells) - 1) << (start // self._grid)


def _minutes(at: time) -> int:
    return at.hour * _HOUR + at.minute
