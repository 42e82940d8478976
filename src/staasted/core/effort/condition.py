"""A trial's side condition: the average a group is held to, and what it has in the bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from staasted.core.calendar import Period
from staasted.core.effort.reference import Trend, trend_of
from staasted.core.law import Effort
from staasted.core.law.standing import AverageOfGroup, Baseline
from staasted.core.law.trial import AlsoCounts, SideCondition, TrialPart

_DAY = timedelta(days=1)


class Judged(StrEnum):
    """Whether a side condition is met; without a baseline it cannot be judged."""

    MET = "met"
    BREACH = "breach"
    CANNOT_BE_JUDGED = "cannot_be_judged"


@dataclass(frozen=True, slots=True)
class PersonMeasure:
    """One person in one group in a measuring period.

    ``present`` is the part of a full period (0-1) they were there and in the trial. ``by_law`` and
    ``by_trial`` are counted conversations (of offers those that fulfil the law, or the weeks in
    one where the baseline is observed) the law counts, and those the trial alone counts.
    ``required`` is the law's minimum in that time, None where it is not known.
    """

    ref: str
    group: str
    present: float
    by_law: float
    by_trial: int = 0
    required: float | None = None


@dataclass(frozen=True, slots=True)
class ConditionLevel:
    """One group held to its average over a period, judged exactly.

    ``counted`` is what is accepted of what was held, ``over_cap`` what lies above the part a
    trial may count. ``wanted`` is the baseline less the tolerance, for as many as were at risk;
    None without a baseline. ``at_risk`` is in persons, part of the period with their share.
    ``unknown`` are persons whose minimum is not known: they stand on neither side.
    """

    part: TrialPart
    group: str
    effort: Effort
    period: Period
    persons: int
    unknown: int
    at_risk: float
    counted: float
    over_cap: int
    wanted: float | None
    judged: Judged
    trend: Trend

    @property
    def banked(self) -> float | None:
        """Return how much more than wanted there is; below 0 it lacks as much."""
        return None if self.wanted is None else self.counted - self.wanted


def condition_level(
    measures: Sequence[PersonMeasure],
    part: TrialPart,
    group: str,
    period: Period,
    *,
    effort: Effort = Effort.CONVERSATION,
) -> ConditionLevel:
    """Return one group's level under a part's condition; other groups are left out.

    Met where counted is at least (1 - tolerance) × baseline × persons at risk.
    Source: BEK 603/2017 § 4, stk. 3; BEK 1184/2019 § 4, stk. 3; decision 0013.
    """
    rule = _rule(part.condition, group, effort)
    present = [each for each in measures if each.group == group and each.present > 0]
    statutory = rule is not None and rule.baseline is Baseline.STATUTORY
    own = [each for each in present if each.required is not None] if statutory else present
    at_risk = sum(each.present for each in own)
    by_law, by_trial = sum(e.by_law for e in own), sum(e.by_trial for e in own)
    accepted = (part.counts or AlsoCounts()).accepted(int(by_law), by_trial)
    taken = accepted / by_trial if by_trial else 1.0
    wanted = None if rule is None or not own else _wanted(rule, own)
    counted = by_law + accepted
    return ConditionLevel(
        part=part,
        group=group,
        effort=effort,
        period=period,
        persons=len(present),
        unknown=len(present) - len(own),
        at_risk=at_risk,
        counted=counted,
        over_cap=by_trial - accepted,
        wanted=wanted,
        judged=_judged(counted, wanted),
        trend=_trend(own, rule, taken),
    )


def _judged(counted: float, wanted: float | None) -> Judged:
    if wanted is None:
        return Judged.CANNOT_BE_JUDGED
    return Judged.MET if counted >= round(wanted, 9) else Judged.BREACH


def _rule(condition: SideCondition | None, group: str, effort: Effort) -> AverageOfGroup | None:
    """Return the average of a group, its observed level filled in; None where none is asked."""
    if condition is None:
        return None
    offers = effort is Effort.OFFER
    rule = condition.offers if offers else condition.average
    if rule is None or rule.baseline is Baseline.STATUTORY:
        return rule
    levels = condition.offer_levels if offers else condition.levels
    level = levels.get(group, rule.level)
    return None if level is None else AverageOfGroup(rule.baseline, level, rule.tolerance)


def _wanted(rule: AverageOfGroup, own: Sequence[PersonMeasure]) -> float | None:
    """Return what the group must have had, less the tolerance; None without a baseline.

    Where the law names no number for anybody there is none.
    """
    each = [_baseline(rule, measure) for measure in own]
    known = [one for one in each if one is not None]
    total = (1 - rule.tolerance) * sum(known)
    return total if total > 0 and len(known) == len(each) else None


def _baseline(rule: AverageOfGroup, measure: PersonMeasure) -> float | None:
    if rule.baseline is Baseline.STATUTORY:
        return measure.required
    return None if rule.level is None else rule.level * measure.present


def _trend(own: Sequence[PersonMeasure], rule: AverageOfGroup | None, taken: float) -> Trend:
    """Return what the reference level beside it says, with its uncertainty.

    Of what the trial alone counts the part that is accepted is ``taken`` (0-1).
    """
    if rule is None:
        return Trend.NOT_DECIDED
    pairs = [(e.by_law + taken * e.by_trial, _baseline(rule, e)) for e in own]
    known = [(counted, base) for counted, base in pairs if base is not None]
    return trend_of(known) if len(known) == len(pairs) else Trend.NOT_DECIDED


def measuring_period(part: TrialPart, day: date) -> Period | None:
    """Return the measuring period a day lies in; the first opens with the part.

    The last is cut where the part ends. None outside the part, or without a condition.
    """
    condition = part.condition
    if condition is None or not part.runs_on(day):
        return None
    number, opens = 0, part.from_on
    while True:
        number += 1
        following = condition.every.times(number).after(part.from_on)
        if day < following:
            last = following - _DAY
            return Period(opens, last if part.to_on is None else min(last, part.to_on))
        opens = following


def groups_held(part: TrialPart) -> tuple[str, ...]:
    """Return the groups a part holds to an average, in order of name."""
    return tuple(sorted(part.groups)) if part.condition is not None else ()
