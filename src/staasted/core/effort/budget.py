"""A group's freedom budget: what it has in the bank, and what is forecast to the period's end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from staasted.core.calendar import Period
from staasted.core.conversation.ledger import BY_TRIAL
from staasted.core.effort.answer import LegalAnswer
from staasted.core.effort.condition import ConditionLevel, PersonMeasure, condition_level
from staasted.core.effort.minimum import minimum
from staasted.core.law import Bearer, Effort, Look, OfferEvent, Person, RuleBook, Status
from staasted.core.law.standing import Baseline
from staasted.core.law.trial import TrialPart
from staasted.core.law.under_trial import takes_part

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """One person with the answer of the day, and the offers and times ahead that are known.

    ``planned`` are the days of conversations ahead that have a time; ``book`` is the law and the
    trials they live under.
    """

    ref: str
    person: Person
    answer: LegalAnswer
    book: RuleBook
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
    today: date | None = None,
) -> FreedomBudget:
    """Return one group's budget under a part's condition, seen on a day in the period.

    Times ahead are those from ``today`` on (inclusive), ``on`` where it is not told.
    """
    seen = list(people)
    until, now = min(on, period.last), today or on
    planned = 0
    if effort is Effort.CONVERSATION:
        planned = sum(_ahead(each, part, group, period, now) for each in seen)
    levels = [
        condition_level(
            _measures(seen, part, group, period, last, effort), part, group, period, effort=effort
        )
        for last in (until, period.last)
    ]
    return FreedomBudget(so_far=levels[0], whole=levels[1], planned=planned)


def _ahead(seen: PersonSeen, part: TrialPart, group: str, period: Period, now: date) -> int:
    """Return the times ahead that lie in somebody's own days in the group."""
    if not seen.planned:
        return 0
    spans = _spans(seen, part, group, period, period.last)
    return sum(now <= day and _inside(day, spans) for day in seen.planned)


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
    spans = _spans(seen, part, group, period, until)
    condition = part.condition
    if not spans or condition is None:
        return None
    full = (condition.every.after(period.first) - period.first).days
    held = [e for e in seen.answer.events if e.value and _inside(e.event.on, spans)]
    by_trial = sum(e.reason == BY_TRIAL for e in held)
    offers = effort is Effort.OFFER
    return PersonMeasure(
        ref=seen.ref,
        group=group,
        present=sum(span.days for span in spans) / full,
        by_law=_offers(seen, part, spans) if offers else len(held) - by_trial,
        by_trial=0 if offers else by_trial,
        required=_required(seen.answer, part, spans, effort),
    )


def _offers(seen: PersonSeen, part: TrialPart, spans: Sequence[Period]) -> float:
    """Return the offers that fulfil the law, or the weeks in one where the baseline is observed."""
    rule = part.condition.offers if part.condition is not None else None
    if rule is not None and rule.baseline is Baseline.OBSERVED:
        return sum(_days_in(offer, span) for offer in seen.offers for span in spans) / 7
    law = seen.answer.without or seen.answer
    met = {
        offer.ref: offer.first
        for owed in law.obligations
        if owed.effort is Effort.OFFER and owed.status is Status.MET
        for offer in owed.offers
    }
    return sum(first is not None and _inside(first, spans) for first in met.values())


def _days_in(offer: OfferEvent, span: Period) -> int:
    if offer.first is None:
        return 0
    first, last = max(offer.first, span.first), min(offer.last or span.last, span.last)
    return max(0, (last - first).days + 1)


def _required(
    answer: LegalAnswer, part: TrialPart, spans: Sequence[Period], effort: Effort
) -> float | None:
    """Return the law's own minimum in those days, None where it is not known.

    A window opened in another group is asked for in the days it has left here.
    """
    law = answer.without or answer
    own = [o for o in law.obligations if o.rule.bearer is Bearer.MUNICIPALITY]
    unknown = (o for o in own if o.status is Status.UNKNOWN and o.effort is effort)
    if any(o.rule.id in part.lifts for o in unknown):
        return None
    return sum(minimum(own, span, effort=effort, until=span.last) for span in spans)


def _spans(
    seen: PersonSeen, part: TrialPart, group: str, period: Period, until: date
) -> list[Period]:
    """Return the days of the period somebody was in the group and took part; none twice.

    Whether they took part is looked at on the last day of each stretch.
    """
    person, found = seen.person, list[Period]()
    look, free = Look(seen.book, person, seen.answer.events, seen.offers, until), date.min
    for time in person.times:
        first = max(time.opens_on, period.first, part.from_on, free)
        last = min(until, period.last, time.last or until, part.to_on or until)
        free = max(free, (time.last or until) + _DAY)  # first asked for before the last one ended
        if time.group != group:
            continue
        for stretch in _told(person, part, first, last):
            if takes_part(look, part, group, stretch.last, None):
                found.append(stretch)
    return found


def _told(person: Person, part: TrialPart, first: date, last: date) -> list[Period]:
    """Return the stretch of days, cut to those somebody is told to take part in."""
    known = person.trials.get(part.trial)
    if known is None:
        return [Period(first, last)] if first <= last else []
    cut = ((max(first, k.first or first), min(last, k.last or last)) for k in known if k.value)
    return [Period(opens, ends) for opens, ends in cut if opens <= ends]


def _inside(day: date, spans: Iterable[Period]) -> bool:
    return any(day in span for span in spans)
