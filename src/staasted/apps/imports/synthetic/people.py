"""Invented people: name, number, e-mail, phone."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from staasted.apps.imports.synthetic.numbers import ReplacementNumbers
from staasted.catalog.names import PeopleNames, Population, people_names, population

_DAYS_A_YEAR = 365.25
_PHONE_PAIRS = 3


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person; "" is not known."""

    cpr: str
    name: str
    email: str
    phone: str


class Inventor:
    """Invents people one after the other; some are the partner of the one before."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._numbers = ReplacementNumbers(chance)
        self._names: PeopleNames = people_names()
        self._population: Population = population()
        self._before: Invented | None = None

    def person(self, *, ages: tuple[int, int], on: date) -> Invented:
        """Somebody of an age (years, both ends included) on a day."""
        woman = self._chance.random() < 1 / 2
        cpr = self._numbers.draw(born=self._birth_date(ages, on), woman=woman)
        first = self._chance.choice(self._names.women if woman else self._names.men)
        partner = self._before if self._happens(self._population.couples) else None
        self._before = self._with(partner, cpr, first) if partner else self._alone(cpr, first)
        return self._before

    def _birth_date(self, ages: tuple[int, int], on: date) -> date:
        youngest, oldest = ages
        # A day inside both ends: the youngest has had the birthday, the oldest not the next.
        least = int(youngest * _DAYS_A_YEAR) + 1
        most = int((oldest + 1) * _DAYS_A_YEAR) - 1
        return on - timedelta(days=self._chance.randint(least, most))

    def _with(self, partner: Invented, cpr: str, first: str) -> Invented:
        last = partner.name.rpartition(" ")[2]
        return Invented(cpr, f"{first} {last}", partner.email, partner.phone)

    def _alone(self, cpr: str, first: str) -> Invented:
        last = self._chance.choice(self._names.last)
        missing = self._population.missing
        email = "" if self._happens(missing.email) else self._email(first, last)
        phone = "" if self._happens(missing.phone) else self._phones()
        return Invented(cpr, f"{first} {last}", email, phone)

    def _email(self, first: str, last: str) -> str:
        written = f"{first}.{last}".lower()
        for danish, latin in self._names.in_addresses.items():
            written = written.replace(danish, latin)
        return f"{written}{self._chance.randrange(100)}@{self._names.mail_domain}"

    def _phones(self) -> str:
        count = 2 if self._happens(self._population.two_phones) else 1
        return " / ".join(self._phone() for _ in range(count))

    def _phone(self) -> str:
        pairs = (f"{self._chance.randrange(100):02}" for _ in range(_PHONE_PAIRS))
        return " ".join((self._names.phone_prefix, *pairs))

    def _happens(self, hundredths: int) -> bool:
        return self._chance.randrange(100) < hundredths
