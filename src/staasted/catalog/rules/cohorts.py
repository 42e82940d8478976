"""What rules for a group, a workplace or an amount say of a case."""

from collections.abc import Sequence
from typing import Any

from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.told import Members
from staasted.core.calendar import Period
from staasted.core.effort.condition import PersonMeasure, condition_level, measuring_period
from staasted.core.effort.share import CohortMember, number_of, share_level
from staasted.core.law import Rule
from staasted.core.law.kinds import Ceiling, OfferDeadline, ShareOfCohort
from staasted.core.law.standing import AverageOfGroup, LargestShare, RatioCeiling
from staasted.core.law.trial import TrialPart

OF_A_GROUP = (ShareOfCohort, AverageOfGroup, LargestShare)
OF_A_PLACE = (RatioCeiling, Ceiling)


def said_of_a_group(rule: Rule, case: Case) -> dict[str, Any]:
    """Return what a rule says of a case's cohort; empty where there is none."""
    present = [told for told in case.cohort or () if not (told.relieved or told.left)]
    if case.cohort is None:
        return {}
    if isinstance(rule.kind, ShareOfCohort):
        return _share(rule, rule.kind, present)
    if isinstance(rule.kind, AverageOfGroup):
        return {"average": _average(rule.kind, present)}
    if isinstance(rule.kind, LargestShare):
        counted = sum(told.persons * told.conversations for told in present)
        return {"room": rule.kind.left(counted, sum(told.of_the_sort for told in present))}
    return {}


def said_of_a_place(rule: Rule, case: Case) -> dict[str, Any]:
    """Return what a ceiling says of a case's workplace or amount; empty where it has neither."""
    if not rule.in_force(case.on):
        return {}
    if isinstance(rule.kind, RatioCeiling) and case.workplace is not None:
        place = case.workplace
        cap, over = rule.kind.cap(place.staff), rule.kind.over(place.staff, place.placed)
        return {"cap": cap, "over": over}
    if isinstance(rule.kind, Ceiling) and case.amount is not None:
        return {"over": rule.kind.over(case.amount)}
    return {}


def said_of_a_trial(part: TrialPart, case: Case) -> dict[str, Any]:
    """Return what a part's condition says of each group of a case's cohort; empty without."""
    if part.condition is None or case.cohort is None or not part.runs_on(case.on):
        return {}
    period = measuring_period(part, case.on) or Period(case.on, case.on)
    present = [told for told in case.cohort if not (told.relieved or told.left)]
    measures = [
        PersonMeasure(
            ref=f"{place}.{n}",
            group=told.group or "",
            present=told.present,
            by_law=told.conversations - told.by_trial,
            by_trial=told.by_trial,
            required=told.required,
        )
        for place, told in enumerate(present)
        for n in range(told.persons)
    ]
    groups = sorted({each.group for each in measures} & part.groups)
    found = {g: condition_level(measures, part, g, period).judged.value for g in groups}
    return {"averages": found} if found else {}


def _share(rule: Rule, kind: ShareOfCohort, present: Sequence[Members]) -> dict[str, Any]:
    offers = isinstance(kind.of, OfferDeadline)
    members = [
        CohortMember(
            f"{place}.{n}",
            "",
            reached=(told.offers if offers else told.conversations) >= number_of(rule),
            exempted=told.exempted,
        )
        for place, told in enumerate(present)
        for n in range(told.persons)
    ]
    level = share_level(members, kind.share, rule=rule)
    return {
        "n": level.n,
        "reached": level.reached,
        "needed": level.needed,
        "breaches": len(level.breaches),
        "room": level.room,
        "share": level.verdict.value,
    }


def _average(kind: AverageOfGroup, present: Sequence[Members]) -> str:
    counted = sum(told.persons * told.conversations for told in present)
    persons = sum(told.persons for told in present)
    minima = [told.persons * told.required for told in present if told.required is not None]
    required = sum(minima) if len(minima) == len(present) else None
    met = kind.met(counted, persons, required)
    return "cannot_be_judged" if met is None else "met" if met else "breach"
