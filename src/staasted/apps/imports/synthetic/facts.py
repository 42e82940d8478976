"""Invented facts beside name, number and benefit; what is not drawn is not known."""

from datetime import date, timedelta
from decimal import Decimal

from staasted.apps.imports.synthetic.chance import Chance
from staasted.apps.imports.synthetic.periods import InventedPeriod
from staasted.catalog.names import FactDraws, fact_draws
from staasted.catalog.names.facts import Ahead, Answer, Hours
from staasted.core.calendar import add_months

Facts = dict[str, object]
"""Field of the caseload file → value."""

_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")
_FULL, _PART = "full", "part"


class FactBook:
    """Draws the facts of one person after the other, as they stand on a day."""

    def __init__(self, chance: Chance, *, on: date) -> None:
        self._chance = chance
        self._on = on
        self._draws: FactDraws = fact_draws()

    def of_person(self) -> Facts:
        """Facts that are the same on every row of a person."""
        draws = self._draws
        return {
            "protected": self._chance.happens(draws.protected),
            "digital_post": self._answer(draws.digital_post),
            "vocational_education": self._answer(draws.vocational_education),
            "child_at_home": self._answer(draws.child_at_home),
            **self._interpreter(),
            **self._exemption(),
        }

    def of_today(self, group: str, period: InventedPeriod) -> Facts:
        """Facts about the running period."""
        return {
            **self._sick(group, period),
            **self._insured(group, period),
            **self._ahead(group),
            **self._relief(period),
        }

    def _answer(self, shares: Answer) -> bool | None:
        if self._chance.happens(shares.yes):
            return True
        return False if self._chance.happens(shares.no_of_the_rest) else None

    def _interpreter(self) -> Facts:
        draws = self._draws.interpreter
        if not self._chance.happens(draws.share):
            return {}
        return {"interpreter": self._chance.one_of(draws.languages)}

    def _exemption(self) -> Facts:
        draws = self._draws.self_booking_exemption
        if not self._chance.happens(draws.share):
            return {}
        reason = self._chance.one_of(draws.reasons)
        return {"self_booking_exemption": True, "self_booking_reason": reason}

    def _sick(self, group: str, period: InventedPeriod) -> Facts:
        draws = self._draws.sickness
        if group in self._draws.flexi_job_groups:
            return {"employer": self._employer()}
        if group not in draws.groups:
            return {}
        facts: Facts = {
            "first_absence_on": period.starts_on - self._chance.days(draws.absent_before_days)
        }
        if self._chance.happens(draws.employed):
            facts["employer"] = self._employer()
        if self._chance.happens(draws.recovery):
            facts["recovery_on"] = self._on + self._chance.days(draws.recovery_days)
        return facts

    def _insured(self, group: str, period: InventedPeriod) -> Facts:
        draws = self._draws.insurance
        if group not in draws.groups:
            return {}
        kind = _FULL if self._chance.happens(draws.full) else _PART
        facts: Facts = {"insured": kind, "unemployment_fund": self._chance.one_of(draws.funds)}
        hours = self._registered(period, draws.hours[kind])
        if hours:
            used = sum((each for _, each in hours), Decimal(0))
            weeks = used / Decimal(str(draws.hours[kind].week))
            facts["registered_hours"] = tuple(hours[-draws.months :])
            facts["accumulated_weeks"] = weeks.quantize(_TENTH)
            facts["accumulated_on"] = self._on.replace(day=1) - timedelta(days=1)
        return facts

    def _registered(self, period: InventedPeriod, full: Hours) -> list[tuple[date, Decimal]]:
        """Hours of every month that is over; of the first one those after the first day."""
        found = []
        month = period.starts_on.replace(day=1)
        while (following := add_months(month, 1)) <= self._on:
            days = (following - max(month, period.starts_on)).days
            share = Decimal(days) / (following - month).days * self._worked() / 100
            found.append((month, (Decimal(str(full.month)) * share).quantize(_CENT)))
            month = following
        return found

    def _worked(self) -> int:
        """Hundredths of the month on the benefit."""
        draws = self._draws.insurance
        whole = self._chance.happens(draws.whole_month)
        return 100 if whole else self._chance.between(draws.hours_share)

    def _ahead(self, group: str) -> Facts:
        """Treatment, a season that comes again, or a job that begins: at most one of the three."""
        draws = self._draws
        if (ends := self._day_ahead(group, draws.treatment)) is not None:
            return {"treatment_until": ends}
        if (back := self._day_ahead(group, draws.season)) is not None:
            return {"return_employer": self._employer(), "return_on": back}
        if (starts := self._day_ahead(group, draws.job_start)) is not None:
            return {"job_start_on": starts}
        return {}

    def _day_ahead(self, group: str, draws: Ahead) -> date | None:
        if group not in draws.groups or not self._chance.happens(draws.share):
            return None
        return self._on + self._chance.days(draws.days)

    def _relief(self, period: InventedPeriod) -> Facts:
        draws = self._draws.relief
        if not self._chance.happens(draws.share):
            return {}
        since = max(period.starts_on, self._on - self._chance.days(draws.from_days))
        return {
            "relief_ground": self._chance.one_of(draws.grounds),
            "relief_document": self._chance.one_of(draws.documents),
            "relief_from": since,
            "relief_until": since + self._chance.days(draws.lasts_days),
        }

    def _employer(self) -> str:
        return self._chance.one_of(self._draws.employers)
