"""The reference level: conversations per person-month held against the law's own minimum.

Beside the legal level and never in its place. Where the law names no number there is no baseline,
and nothing is decided. Source: shared decision on semantics, section 4 ("reference", baseline
"statutory"); decision 0055.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

from staasted.core.calendar import Period
from staasted.core.effort.answer import LegalAnswer
from staasted.core.effort.minimum import minimum
from staasted.core.effort.offers_run import DAYS_A_MONTH
from staasted.core.law import Bearer, Effort, Obligation, Person, Status

_DAY = timedelta(days=1)
_SURE = 1.96  # two-sided 95 per cent of a normal distribution


class Trend(StrEnum):
    """What the interval around a reference level says; it never replaces a judgement."""

    SAME_LEVEL = "same_level"
    BELOW = "below"
    NOT_DECIDED = "not_decided"


@dataclass(frozen=True, slots=True)
class PersonReference:
    """One person in one group: the days a window of the municipality's ran, and what was counted
    and asked for in them. ``asked`` is None where the law's minimum is not known.
    """

    group: str
    days: int
    counted: int
    asked: float | None


@dataclass(frozen=True, slots=True)
class ReferenceLevel:
    """One group. ``persons`` are those with a known minimum, ``unknown`` the others; they stand on
    neither side. ``months`` are person-months, ``asked`` the minimum over them.
    """

    group: str
    persons: int
    unknown: int
    months: float
    counted: int
    asked: float
    trend: Trend

    @property
    def ratio(self) -> float | None:
        """Return counted for each one asked for; None where nothing is."""
        return self.counted / self.asked if self.asked else None


def person_reference(
    person: Person, answer: LegalAnswer, period: Period
) -> Iterator[PersonReference]:
    """Return one person's part in each group they were in, over the days of a period.

    Only days inside a window of the municipality's count: in the months of the fund, and where
    nothing is asked for, nothing is compared. By the law alone, also under a trial.
    """
    law = answer.without or answer
    own = [o for o in law.obligations if _ours(o)]
    unknown = any(o.status is Status.UNKNOWN for o in own)
    windows = [o.window for o in own if o.window is not None and o.required]
    free = period.first
    for time in person.times:
        span = _within(period, max(time.opens_on, free), time.last)
        free = max(free, (time.last or period.last) + _DAY)
        stretches = list(_covered(span, windows)) if span is not None else []
        if stretches:
            yield PersonReference(
                group=time.group,
                days=sum(each.days for each in stretches),
                counted=_counted(answer, stretches),
                asked=None if unknown else sum(_asked(own, each) for each in stretches),
            )


def reference_levels(people: Iterable[PersonReference]) -> tuple[ReferenceLevel, ...]:
    """Return the level of each group, in order of their names; a total never hides a group."""
    by_group: dict[str, list[PersonReference]] = {}
    for each in people:
        by_group.setdefault(each.group, []).append(each)
    return tuple(_level(group, found) for group, found in sorted(by_group.items()))


def trend_of(pairs: Sequence[tuple[float, float]]) -> Trend:
    """Return what the ratio of counted to baseline says, a pair for each person.

    The bounds are those of a ratio estimator over persons. One person has no spread.
    Source: decision 0013 (0.95 and 1 are decision 0005's).
    """
    n, total = len(pairs), sum(base for _, base in pairs)
    if n < 2 or total <= 0:  # noqa: PLR2004 one person has no spread
        return Trend.NOT_DECIDED
    ratio = sum(counted for counted, _ in pairs) / total
    spread = sum((counted - ratio * base) ** 2 for counted, base in pairs)
    error = _SURE * sqrt(n / (n - 1) * spread) / total
    if ratio - error >= 0.95:  # noqa: PLR2004 decision 0005
        return Trend.SAME_LEVEL
    return Trend.BELOW if ratio + error < 1 else Trend.NOT_DECIDED


def _level(group: str, found: Sequence[PersonReference]) -> ReferenceLevel:
    known = [each for each in found if each.asked is not None]
    pairs = [(float(each.counted), each.asked or 0.0) for each in known]
    return ReferenceLevel(
        group=group,
        persons=len(known),
        unknown=len(found) - len(known),
        months=sum(each.days for each in known) / DAYS_A_MONTH,
        counted=sum(each.counted for each in known),
        asked=sum(base for _, base in pairs),
        trend=trend_of(pairs),
    )


def _ours(owed: Obligation) -> bool:
    talks = owed.effort is Effort.CONVERSATION and owed.rule.bearer is Bearer.MUNICIPALITY
    return talks and not owed.promised and owed.status is not Status.NO_NUMBER


def _within(period: Period, first: date, last: date | None) -> Period | None:
    """Return the days of a period from one to another; None where there are none."""
    first, last = max(first, period.first), min(last or period.last, period.last)
    return Period(first, last) if first <= last else None


def _covered(span: Period, windows: Iterable[Period]) -> Iterator[Period]:
    """Return the stretches of days some window holds, in order and none twice."""
    free = span.first
    for window in sorted(windows, key=lambda each: (each.first, each.last)):
        first, last = max(window.first, free), min(window.last, span.last)
        if first <= last:
            yield Period(first, last)
            free = last + _DAY


def _counted(answer: LegalAnswer, stretches: Sequence[Period]) -> int:
    held = (each.event.on for each in answer.events if each.value)
    return sum(any(day in stretch for stretch in stretches) for day in held)


def _asked(own: Sequence[Obligation], stretch: Period) -> float:
    return minimum(own, stretch, effort=Effort.CONVERSATION, until=stretch.last)
