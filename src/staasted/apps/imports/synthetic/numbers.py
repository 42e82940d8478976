"""Replacement CPR numbers for invented people."""

from datetime import date
from random import Random

from staasted.core.citizen.cpr import REPLACEMENT_DAYS, cpr_birth_year

_SERIALS = 100
_SEVENTH = range(10)


class ReplacementNumbers:
    """Draws replacement numbers, none of them twice."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._drawn: set[str] = set()

    def draw(self, *, born: date, woman: bool) -> str:
        """Ten digits for somebody born that day; even for a woman, as the CPR office does."""
        while (number := self._candidate(born, woman=woman)) in self._drawn:
            pass
        self._drawn.add(number)
        return number

    def _candidate(self, born: date, *, woman: bool) -> str:
        short = born.year % 100
        fitting = [
            digit
            for digit in _SEVENTH
            if cpr_birth_year(year_of_century=short, seventh=digit) == born.year
        ]
        serial = f"{self._chance.choice(fitting)}{self._chance.randrange(_SERIALS):02}"
        last = self._chance.choice("02468" if woman else "13579")
        return f"{born.day + REPLACEMENT_DAYS:02}{born.month:02}{short:02}{serial}{last}"
