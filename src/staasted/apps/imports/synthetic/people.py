"""Invented people: name, number, e-mail, phone."""

from dataclasses import dataclass
from datetime import date, timedelta

from staasted.apps.imports.synthetic.chance import Chance
from staasted.apps.imports.synthetic.numbers import ReplacementNumbers
from staasted.catalog.names import Days, PeopleNames, Population, people_names, population

_DAYS_A_YEAR = 365.25
_PHONE_PAIRS = 3
_HALF = 50  # hundredths


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """One invented person; "" is not known."""

    cpr: str
    birth_date: date
    name: str
    email: str
    phone: str


class Inventor:
    """Invents people one after the other; some are the partner of the one before."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._numbers = ReplacementNumbers(chance)
        self._names: PeopleNames = people_names()
        self._population: Population = population()
        self._before: InventedPerson | None = None

    def person(self, *, ages: Days, since: date, on: date) -> InventedPerson:
        """Somebody of an age (years, both ends included) from a day until another."""
        woman = self._chance.happens(_HALF)
        born = self._birth_date(ages, since, on)
        cpr = self._numbers.draw(born=born, woman=woman)
        first = self._chance.one_of(self._names.women if woman else self._names.men)
        together = self._chance.happens(self._population.couples)
        partner = self._before if together else None
        self._before = self._invented(cpr, born, first, partner)
        return self._before

    def _birth_date(self, ages: Days, since: date, on: date) -> date:
        youngest, oldest = ages
        # A day inside both ends: the youngest has had the birthday on the first day, and the
        # oldest not the next one on the last.
        least = (on - since).days + int(youngest * _DAYS_A_YEAR) + 1
        most = int((oldest + 1) * _DAYS_A_YEAR) - 1
        return on - timedelta(days=self._chance.between((min(least, most), most)))

    def _invented(
        self, cpr: str, born: date, first: str, partner: InventedPerson | None
    ) -> InventedPerson:
        if partner is not None:
            last = partner.name.rpartition(" ")[2]
            return InventedPerson(cpr, born, f"{first} {last}", partner.email, partner.phone)
        last = self._chance.one_of(self._names.last)
        missing = self._population.missing
        email = "" if self._chance.happens(missing.email) else self._email(first, last)
        phone = "" if self._chance.happens(missing.phone) else self._phones()
        return InventedPerson(cpr, born, f"{first} {self._middle()}{last}", email, phone)

    def _middle(self) -> str:
        if not self._chance.happens(self._names.middle):
            return ""
        return f"{self._chance.one_of(self._names.last)} "

    def _email(self, first: str, last: str) -> str:
        written = f"{first}.{last}".lower()
        for danish, latin in self._names.in_addresses.items():
            written = written.replace(danish, latin)
        return f"{written}{self._chance.below(100)}@{self._names.mail_domain}"

    def _phones(self) -> str:
        count = 2 if self._chance.happens(self._population.two_phones) else 1
        return " / ".join(self._phone() for _ in range(count))

    def _phone(self) -> str:
        pairs = (f"{self._chance.below(100):02}" for _ in range(_PHONE_PAIRS))
        return " ".join((self._names.phone_prefix, *pairs))
