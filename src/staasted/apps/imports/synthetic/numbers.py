"""Replacement CPR numbers for invented people."""

from datetime import date

from staasted.apps.imports.synthetic.chance import Chance
from staasted.core.citizen.cpr import REPLACEMENT_DAYS, cpr_birth_year

_SERIALS = 100
_SEVENTH = range(10)
_EVEN, _ODD = "02468", "13579"


class ReplacementNumbers:
    """Draws replacement numbers, none of them twice: 2,000 or more a birthday and sex."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._drawn: set[str] = set()
        self._fitting: dict[int, list[int]] = {}

    def draw(self, *, born: date, woman: bool) -> str:
        """Ten digits for somebody born that day; even for a woman, as the CPR office does."""
        while (number := self._candidate(born, woman=woman)) in self._drawn:
            pass
        self._drawn.add(number)
        return number

    def _candidate(self, born: date, *, woman: bool) -> str:
        seventh = self._chance.one_of(self._sevenths(born.year))
        serial = self._chance.below(_SERIALS)
        last = self._chance.one_of(_EVEN if woman else _ODD)
        day = born.day + REPLACEMENT_DAYS
        return f"{day:02}{born.month:02}{born.year % 100:02}{seventh}{serial:02}{last}"

    def _sevenths(self, year: int) -> list[int]:
        """The seventh digits that name this birth year, by the century table."""
        if year not in self._fitting:
            short = year % 100
            self._fitting[year] = [
                digit
                for digit in _SEVENTH
                if cpr_birth_year(year_of_century=short, seventh=digit) == year
            ]
        return self._fitting[year]
