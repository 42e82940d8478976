"""A group's freedom budget: what it has in the bank, and what is forecast to the period's end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.core.calendar import Period
from staasted.core.effort.answer import LegalAnswer
from staasted.core.effort.condition import ConditionLevel, PersonMeasure, condition_level
from staasted.core.effort.minimum import minimum
from staasted.core.law import Bearer, Effort, OfferEvent, Person, Status
from staasted.core.law.trial import TrialPart


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """One person with the answer of the day, and the offers and times ahead that are known.

    ``planned`` are the days of conversations ahead that have a time.
    """

    ref: str
    person: Person
    answer: LegalAnswer
    offers: Sequence[OfferEvent] = ()
    planned: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class FreedomBudget:
    """What a group has in the bank today in a running measuring period, and at its end.

    ``so_far`` holds what was counted to what the baseline has grown to by today, ``whole`` to all
    of the period's. ``planned`` are conversations ahead in it that have a time.
    """

    so_far: ConditionLevel
    whole: ConditionLevel
    planned: int

    @property
    def banked(self) -> float | None:
        """Return how many more there are than asked for by today; below 0 they lack."""
        return self.so_far.banked

    @property
    def forecast(self) -> float | None:
        """Return what will be in the bank at the end, if nothing but the planned ones are held."""
        end = self.whole.banked
        return None if end is None else end + self.planned


def freedom_budget(
    people: Iterable[PersonSeen],
    part: TrialPart,
    group: str,
    period: Period,
    *,
    on: date,
    effort: Effort = Effort.CONVERSATION,
) -> FreedomBudget:
    """Return one group's budget under a part's condition, seen on a day in the period."""
    seen = list(people)
    today = min(on, period.last)
    planned = sum(
        today < day <= period.last
        for each in seen
        if effort is Effort.CONVERSATION and _spans(each.person, part, group, period, period.last)
        for day in each.planned
    )
    levels = [
        condition_level(
            _measures(seen, part, group, period, until, effort), part, group, period, effort=effort
        )
        for until in (today, period.last)
    ]
    return FreedomBudget(so_far=levels[0], whole=levels[1], planned=planned)


def _measures(
    people: Iterable[PersonSeen],
    part: TrialPart,
    group: str,
    period: Period,
    until: date,
    effort: Effort,
) -> list[PersonMeasure]:
    found = (person_measure(each, part, group, period, until, effort=effort) for each in people)
    return [each for each in found if each is not None]


def person_measure(
    seen: PersonSeen,
    part: TrialPart,
    group: str,
    period: Period,
    until: date,
    *,
    effort: Effort = Effort.CONVERSATION,
) -> PersonMeasure | None:
    """Return one person's part in a group's average to a day; None where they were not in it."""
    spans = _spans(seen.person, part, group, period, until)
    if not spans:
        return None
    offers = effort is Effort.OFFER
    held = [e for e in seen.answer.events if e.value and _inside(e.event.on, spans)]
    begun = [o.first for o in seen.offers if o.first is not None and _inside(o.first, spans)]
    by_trial = 0 if offers else sum(e.reason == "counted_by_trial" for e in held)
    return PersonMeasure(
        ref=seen.ref,
        group=group,
        present=sum(span.days for span in spans) / period.days,
        by_law=len(begun) if offers else len(held) - by_trial,
        by_trial=by_trial,
        required=_required(seen.answer, part, group, spans, effort),
    )


def _required(
    answer: LegalAnswer, part: TrialPart, group: str, spans: Sequence[Period], effort: Effort
) -> float | None:
    """Return the law's own minimum in those days, None where it is not known."""
    law = answer.without or answer
    own = [o for o in law.obligations if o.group == group and o.rule.bearer is Bearer.MUNICIPALITY]
    unknown = (o for o in own if o.status is Status.UNKNOWN and o.effort is effort)
    if any(o.rule.id in part.lifts for o in unknown):
        return None
    return sum(minimum(own, span, effort=effort, until=span.last) for span in spans)


def _spans(
    person: Person, part: TrialPart, group: str, period: Period, until: date
) -> list[Period]:
    """Return the days of the period somebody was in the group and reached by the part."""
    found = []
    for time in person.times:
        first = max(time.opens_on, period.first, part.from_on)
        last = min(until, period.last, time.last or until, part.to_on or until)
        if time.group == group and first <= last and part.reaches(person.lives_in, group, last):
            found.append(Period(first, last))
    return found


def _inside(day: date, spans: Iterable[Period]) -> bool:
    return any(day in span for span in spans)
