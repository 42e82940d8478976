"""One invented citizen after the other: person, periods and facts, and the rows they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.imports.synthetic.chance import Chance
from staasted.apps.imports.synthetic.facts import FactBook, Facts
from staasted.apps.imports.synthetic.people import InventedPerson, Inventor
from staasted.apps.imports.synthetic.periods import InventedPeriod, Periods
from staasted.catalog.names import GroupShare, fact_draws, population
from staasted.core.calendar import add_months


@dataclass(frozen=True, slots=True)
class Life:
    """One citizen as the registers know them; ``counsellor`` "" is nobody yet."""

    share: GroupShare
    person: InventedPerson
    periods: tuple[InventedPeriod, ...]
    counsellor: str
    of_person: Facts
    of_today: Facts

    @property
    def cpr(self) -> str:
        """The number as registers write it."""
        return f"{self.person.cpr[:6]}-{self.person.cpr[6:]}"

    def transferred_on(self, period: InventedPeriod) -> date | None:
        """The municipality's first day with somebody insured; None where it was not reached."""
        insurance = fact_draws().insurance
        if self.share.group not in insurance.groups:
            return None
        return add_months(period.starts_on, insurance.transferred_after_months)


class Lives:
    """The citizens of a seed, in an order that the number of citizens does not change."""

    def __init__(self, *, seed: int, on: date, counsellors: Sequence[str]) -> None:
        self._on = on
        self._counsellors = counsellors
        self._periods = Periods(Chance(seed=seed, subject="periods"), on=on)
        self._inventor = Inventor(Chance(seed=seed, subject="people"))
        self._facts = FactBook(Chance(seed=seed, subject="facts"), on=on)
        self._rest = Chance(seed=seed, subject="registers")

    def some(self, citizens: int) -> Iterator[Life]:
        """So many citizens, one at a time."""
        for _ in range(citizens):
            yield self._life()

    def _life(self) -> Life:
        share = self._periods.group()
        periods = self._periods.of(share)
        person = self._inventor.person(ages=share.ages, since=periods[0].starts_on, on=self._on)
        return Life(
            share=share,
            person=person,
            periods=periods,
            counsellor=self._rest.one_of(self._counsellors) if self._counsellors else "",
            of_person={**self._written(share, person), **self._facts.of_person()},
            of_today=self._facts.of_today(share.group, periods[-1]),
        )

    def _written(self, share: GroupShare, person: InventedPerson) -> Facts:
        missing = population().missing
        return {
            "name": person.name,
            "birth_date": self._unless(missing.birth_date, person.birth_date),
            "email": person.email,
            "phone": person.phone,
            "municipality_code": population().municipality_code,
            "target_group": self._unless(missing.target_group, share.group),
        }

    def _unless(self, missing: int, fact: object) -> object:
        return None if self._rest.happens(missing) else fact


def caseload_rows(life: Life, *, on: date) -> Iterator[Facts]:
    """A row for each benefit period, by field, the oldest first."""
    for period in life.periods:
        ends = period.ends_on or on
        transferred = life.transferred_on(period)
        running = period.ends_on is None
        yield {
            "cpr": life.cpr,
            **life.of_person,
            "benefit": period.benefit,
            "starts_on": period.starts_on,
            "ends_on": period.ends_on,
            "end_reason": period.end_reason,
            "first_request_on": period.first_request_on,
            "transferred_on": transferred if transferred and transferred <= ends else None,
            "counsellor": life.counsellor,
            **(life.of_today if running else {}),
        }
