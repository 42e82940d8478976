"""Who is in a running offer, and for how many weeks a month: the reference figure for offers.

Source: shared decision on semantics, section 4 ("reference: weeks in a running offer per
person-month"; "share with a running offer today").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from staasted.core.calendar import Period
from staasted.core.offering import OfferRun, days_running

DAY = timedelta(days=1)
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class PersonInOffers:
    """One person: their days with a benefit in the period measured, and their running offers.

    ``open`` and ``running`` are of the day looked at: an open case with a benefit, and whether
    somebody of those is in an offer that day.
    """

    ref: str
    group: str
    days: tuple[Period, ...]
    runs: tuple[OfferRun, ...]
    open: bool
    running: bool


@dataclass(frozen=True, slots=True)
class OffersRun:
    """A group's figure: ``running`` of ``open`` today, and ``weeks`` in an offer over ``months``
    with a benefit, summed over ``persons``."""

    group: str
    persons: int
    open: int
    running: int
    weeks: float
    months: float

    @property
    def share(self) -> float | None:
        """Return the share with a running offer today, 0-1; None where nobody is open."""
        return self.running / self.open if self.open else None

    @property
    def weeks_a_month(self) -> float | None:
        """Return the weeks in an offer per person-month; None where there is no month."""
        return self.weeks / self.months if self.months else None


def without_pauses(run: OfferRun, pauses: Iterable[OfferRun]) -> tuple[OfferRun, ...]:
    """Return what is left of a run when the days it stood still are taken out."""
    left, first = list[OfferRun](), run.first
    for pause in sorted(pauses, key=lambda each: each.first):
        if pause.first > first:
            left.append(OfferRun(first, _sooner(pause.first - DAY, run.last)))
        if pause.last is None:
            return tuple(left)
        first = max(first, pause.last + DAY)
        if run.last is not None and first > run.last:
            return tuple(left)
    return (*left, OfferRun(first, run.last))


def offers_run(people: Sequence[PersonInOffers]) -> tuple[OffersRun, ...]:
    """Return the figure of each group, in order of their names; a total never hides a group."""
    groups = sorted({person.group for person in people})
    return tuple(
        summed(group, [person for person in people if person.group == group]) for group in groups
    )


def summed(group: str, people: Sequence[PersonInOffers]) -> OffersRun:
    """Return the figure of some people together."""
    days = sum(_days_in_offers(person) for person in people)
    at_risk = sum(stretch.days for person in people for stretch in person.days)
    ours = [person for person in people if person.open]
    return OffersRun(
        group=group,
        persons=len(people),
        open=len(ours),
        running=sum(person.running for person in ours),
        weeks=days / 7,
        months=at_risk / DAYS_A_MONTH,
    )


def _days_in_offers(person: PersonInOffers) -> int:
    return sum(
        days_running(person.runs, first=stretch.first, last=stretch.last) for stretch in person.days
    )


def _sooner(one: date, other: date | None) -> date:
    return one if other is None else min(one, other)
