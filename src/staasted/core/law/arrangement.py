"""What the law says about channel and booking for one person on one day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from staasted.core.axes import Channel
from staasted.core.law.book import RuleBook
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.condition import Scene
from staasted.core.law.length import Length
from staasted.core.law.look import Look
from staasted.core.law.person import OnBenefit, Person
from staasted.core.law.reach import reach
from staasted.core.law.rule import Rule
from staasted.core.law.standing import BookedBy, BookingDuty, Channels
from staasted.core.law.trial import TrialPart
from staasted.core.law.under_trial import takes_part

_DAY = timedelta(days=1)
SPEAKING = frozenset({Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO})
"""The channels two people speak together in: all of them where a trial lifts the law's own.

Source: decision 0013.
"""


class AllowedChannels(NamedTuple):
    """The channels allowed that day, and the rule; no rule means nothing is said.

    ``trial`` is the part of a trial that lifts the rule.
    """

    channels: frozenset[Channel]
    rule: Rule | None
    trial: TrialPart | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Who books; `must` only while the text is verified, so no unread duty is ever shown.

    ``trial`` is the part of a trial that lifts the rule: then nobody must.
    """

    by: BookedBy | None
    must: bool
    rule: Rule | None
    trial: TrialPart | None = None


NOBODY = Arrangement(by=None, must=False, rule=None)


EitherWay = tuple[AllowedChannels, AllowedChannels]
"""The channels before the first conversation has been held, and after it."""


class _OfTheLaw(NamedTuple):
    """What a group's rules of a day look at besides the first conversation.

    ``either`` is what they allow while none of the ``facts`` is known, None where conditions
    choose between several; ``by_facts``: facts alone may change it, and never the day itself.
    """

    either: EitherWay | None
    facts: frozenset[str]
    by_facts: bool


def channels_settled(
    book: RuleBook, person: Person, time: OnBenefit, on: date
) -> tuple[EitherWay | None, date]:
    """Return what ``channels_on`` gives from a day until one on which it may change (exclusive).

    Nothing where any day may: then each has to be asked for.
    """
    law, until = book.derived(_of_the_law, time.group, on), book.changes_after(time.group, on)
    plain = _plain(book, person, law)
    if plain is not None or not law.by_facts:
        return plain, until
    parts = [p for p in book.parts_of(person, date.max) if p.lifts or p.relaxed]
    if any(part.when is not None for part in parts) or _period(book, person, on) is None:
        return None, until
    ends = (*_ends_of_facts(person, law.facts), *_ends_of_parts(parts))
    either = tuple(channels_on(book, person, time, on, first_held=held) for held in (False, True))
    return (either[0], either[1]), min([until, *(day for day in ends if day > on)])


def _plain(book: RuleBook, person: Person, law: _OfTheLaw) -> EitherWay | None:
    """Return what the law allows somebody of whom nothing is known that changes it."""
    either = law.either
    if either is None or person.reliefs or not person.facts.keys().isdisjoint(law.facts):
        return None
    rule = either[0].rule
    in_trial = rule is not None and rule.id in book.touched and person.lives_in in book.places
    return None if in_trial else either


def _ends_of_facts(person: Person, facts: frozenset[str]) -> Iterator[date]:
    """Return the days on which a fact or a relief begins, and the first after it."""
    known = (each for fact in facts for each in person.facts.get(fact, ()))
    stretches = [(each.first, each.last) for each in known]
    stretches += [(each.first, each.last) for each in person.reliefs]
    for first, last in stretches:
        if first is not None:
            yield first
        if last is not None and last < date.max:
            yield last + _DAY
    yield from (each.starts_on for each in person.reliefs if each.starts_on is not None)


def _ends_of_parts(parts: list[TrialPart]) -> Iterator[date]:
    """Return the days on which a trial begins or an exclusion from it, and the first after."""
    stretches = [(part.from_on, part.to_on) for part in parts]
    stretches += [(each.from_on or date.min, each.to_on) for p in parts for each in p.excludes]
    for first, last in stretches:
        yield first
        if last is not None and last < date.max:
            yield last + _DAY


def _of_the_law(book: RuleBook, group: str, on: date) -> _OfTheLaw:
    """Return what the rules of a group on a day look at."""
    rules = book.in_force(Channels, group, on)
    if not rules:
        nothing = AllowedChannels(frozenset(), None)
        return _OfTheLaw((nothing, nothing), frozenset(), by_facts=True)
    facts, by_facts = set[str](), True
    for rule in rules:
        kind = rule.kind
        if not isinstance(kind, Channels) or kind.early is not None:
            by_facts = False
            continue
        facts.update(kind.also, kind.also_first)
        if rule.when is not None and len(rules) > 1:
            facts |= rule.when.facts()
            by_facts = by_facts and rule.when.of_facts_alone()
    kind = rules[0].kind
    if len(rules) > 1 or not isinstance(kind, Channels) or not by_facts:
        return _OfTheLaw(None, frozenset(facts), by_facts)
    either = AllowedChannels(kind.first, rules[0]), AllowedChannels(kind.then, rules[0])
    return _OfTheLaw(either, frozenset(facts), by_facts)


def channels_on(
    book: RuleBook, person: Person, time: OnBenefit, on: date, *, first_held: bool
) -> AllowedChannels:
    """Return the channels allowed for a conversation on a day, in a time on a benefit.

    Of several rules of the day (as for the sick) the one whose condition holds is chosen. A
    relief that lifts attendance alone allows every channel.
    Source: LBK 280/2024 § 33, stk. 1; LBK 1342/2016 § 21 f.
    """
    plain = _plain(book, person, book.derived(_of_the_law, time.group, on))
    if plain is not None:
        return plain[first_held]
    rules = book.in_force(Channels, time.group, on)
    if not rules:
        return AllowedChannels(frozenset(), None)
    rule = rules[0] if len(rules) == 1 else _chosen(book, person, rules, on)
    part = _touching(book, person, rule, time.group, on)
    kind = rule.kind if part is None else part.relaxed.get(rule.id, rule).kind
    if not isinstance(kind, Channels):
        return AllowedChannels(frozenset(), None)
    allowed = kind.allowed(first_held=first_held)
    if kind.early is not None and first_held and _early(book, person, time, kind, on):
        allowed = kind.early.channels
    besides = kind.by_fact(first_held=first_held)
    if besides and person.facts:
        for fact, channels in besides.items():
            if person.fact(fact, on):
                allowed = allowed | channels
    if person.reliefs and _attendance_lifted(book, person, time, on):
        allowed = allowed | frozenset(Channel)
    if part is not None and part.ends_rules():
        also = part.counts.channels if part.counts is not None else frozenset[Channel]()
        return AllowedChannels(allowed | SPEAKING | also, rule, part)
    return AllowedChannels(allowed, rule, part)


def _touching(book: RuleBook, person: Person, rule: Rule, group: str, on: date) -> TrialPart | None:
    """Return the part of a trial that touches how a conversation is arranged, or None."""
    if rule.id not in book.touched or person.lives_in not in book.places:
        return None
    for part in book.parts:
        named = part.touches(rule.id) and part.reaches(person.lives_in, group, on)
        if named and (
            part.when is None or takes_part(Look(book, person, (), (), on), part, group, on, rule)
        ):
            return part
    return None


def arrangement_on(
    book: RuleBook, person: Person, group: str, on: date, *, first_held: bool
) -> Arrangement:
    """Return who makes the next appointment on `on`: a summons or the person.

    Source: LBK 280/2024 § 34, stk. 1-2.
    """
    rules = book.in_force(BookingDuty, group, on)
    period = _period(book, person, on) if any(rule.when for rule in rules) else None
    for rule in rules:
        holds = rule.when is None or _holds(rule, person, period, on)
        if isinstance(rule.kind, BookingDuty) and holds:
            part = _touching(book, person, rule, group, on)
            if part is not None and part.ends_rules():
                return Arrangement(None, must=False, rule=rule, trial=part)
            return Arrangement(rule.kind.booked_by(first_held=first_held), rule.verified(on), rule)
    return NOBODY


def _chosen(book: RuleBook, person: Person, rules: tuple[Rule, ...], on: date) -> Rule:
    """Return the first whose condition holds, else the first without one, else the first."""
    period = _period(book, person, on)
    for rule in rules:
        if rule.when is not None and _holds(rule, person, period, on):
            return rule
    return next((rule for rule in rules if rule.when is None), rules[0])


def _period(book: RuleBook, person: Person, on: date) -> CountingPeriod | None:
    """Return the newest period begun by a day: of the absence, else of the registration."""
    time = person.time_on(on)
    if time is None:
        return None
    clock = book.clocks.get("first_absence" if "first_absence" in time.days else "registration")
    periods = () if clock is None else tuple(clock.periods(person))
    return next((p for p in reversed(periods) if p.times[0].opens_on <= on), None)


def _holds(rule: Rule, person: Person, period: CountingPeriod | None, on: date) -> bool:
    if period is None or rule.when is None:
        return False
    return rule.when.test(Scene(person, period, on, on, ())).value is True


def _early(book: RuleBook, person: Person, time: OnBenefit, kind: Channels, on: date) -> bool:
    if kind.early is None:
        return False
    length: Length = kind.early.within
    for period in book.clocks[kind.early.clock].periods(person):
        if time in period.times and period.first is not None:
            return on <= reach(length, period, person)[0]
    return False


def _attendance_lifted(book: RuleBook, person: Person, time: OnBenefit, on: date) -> bool:
    return Look(book, person, (), (), on).relief_on(time.group, on) is not None
