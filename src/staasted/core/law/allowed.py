"""Which channels a conversation may take, for one person on one day or a stretch of days."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from staasted.core.axes import Channel
from staasted.core.law.arranging import binds_on, newest_period, part_touching
from staasted.core.law.book import RuleBook
from staasted.core.law.length import Length
from staasted.core.law.look import Look
from staasted.core.law.person import OnBenefit, Person
from staasted.core.law.reach import reach
from staasted.core.law.rule import Rule
from staasted.core.law.standing import Channels, Holders
from staasted.core.law.trial import TrialPart

_DAY = timedelta(days=1)
_EVERY = frozenset(Channel)
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


EitherWay = tuple[AllowedChannels, AllowedChannels]
"""The channels before the first conversation has been held, and after it."""

_NOTHING_SAID = AllowedChannels(frozenset(), None)


def channels_on(
    book: RuleBook, person: Person, time: OnBenefit, on: date, *, first_held: bool
) -> AllowedChannels:
    """Return the channels allowed for a conversation on a day, in a time on a benefit.

    Of several rules of the day (as for the sick) the one whose condition holds is chosen. A
    relief that lifts attendance alone allows every channel.
    Source: LBK 280/2024 § 33, stk. 1; LBK 1342/2016 § 21 f.
    """
    plain = _plain(book, person, book.derived(_of_the_law, time.group, on))
    return either_way(book, person, time, on)[first_held] if plain is None else plain[first_held]


def channels_settled(
    book: RuleBook, person: Person, time: OnBenefit, on: date, trials: Sequence[TrialPart]
) -> tuple[EitherWay | None, date]:
    """Return what ``channels_on`` gives from a day until one on which it may change (exclusive).

    Nothing where any day may: then each has to be asked for. ``trials`` are the parts of trials
    that may ever reach the person.
    """
    law = book.derived(_of_the_law, time.group, on)
    plain = _plain(book, person, law)
    if plain is not None or not law.by_facts:
        return plain, law.until
    parts = [part for part in trials if not part.names.isdisjoint(law.rules)]
    if any(part.when is not None for part in parts):
        return None, law.until
    if law.either is None and newest_period(book, person, on) is None:
        return None, law.until
    ends = [*_ends_of_facts(person, law.facts), *_ends_of_parts(parts)]
    until = min([law.until, *(day for day in ends if day > on)])
    return either_way(book, person, time, on), until


def either_way(book: RuleBook, person: Person, time: OnBenefit, on: date) -> EitherWay:
    """Return the channels allowed on a day, before the first conversation and after it."""
    rules = book.in_force(Channels, time.group, on)
    if not rules:
        return _NOTHING_SAID, _NOTHING_SAID
    rule = rules[0] if len(rules) == 1 else _chosen(book, person, rules, on)
    part = part_touching(book, person, rule, time.group, on)
    kind = rule.kind if part is None else part.relaxed.get(rule.id, rule).kind
    if not isinstance(kind, Channels):
        return _NOTHING_SAID, _NOTHING_SAID
    besides = frozenset[Channel]()
    if person.reliefs and _attendance_lifted(book, person, time, on):
        besides = _EVERY
    if part is not None and part.ends_rules():
        also = part.counts.channels if part.counts is not None else frozenset[Channel]()
        besides = besides | SPEAKING | also
    then = kind.then
    if kind.early is not None and _early(book, person, time, kind, on):
        then = kind.early.channels
    return (
        AllowedChannels(kind.first | _told_of(kind.also_first, person, on) | besides, rule, part),
        AllowedChannels(then | _told_of(kind.also, person, on) | besides, rule, part),
    )


def _told_of(
    by_fact: Mapping[str, frozenset[Channel]], person: Person, on: date
) -> frozenset[Channel]:
    """Return the channels that facts known of somebody on a day allow besides."""
    facts = by_fact if by_fact and person.facts else ()
    return frozenset().union(*(by_fact[fact] for fact in facts if person.fact(fact, on)))


class _OfTheLaw(NamedTuple):
    """What a group's rules of a day look at besides the first conversation.

    ``either`` is what they allow while none of the ``facts`` is known, None where conditions
    choose between several; ``by_facts``: facts alone may change it, and never the day itself.
    ``until`` is the first day on which the group has other rules of channels or holders.
    """

    either: EitherWay | None
    facts: frozenset[str]
    by_facts: bool
    rules: frozenset[str]
    until: date


def _of_the_law(book: RuleBook, group: str, on: date) -> _OfTheLaw:
    """Return what the rules of a group on a day look at."""
    rules, until = book.in_force(Channels, group, on), _until(book, group, on)
    facts, by_facts = set[str](), True
    either: EitherWay | None = (_NOTHING_SAID, _NOTHING_SAID) if not rules else None
    for rule in rules:
        kind = rule.kind
        if not isinstance(kind, Channels) or kind.early is not None:
            by_facts = False
            continue
        facts.update(kind.also, kind.also_first)
        if len(rules) == 1:
            either = AllowedChannels(kind.first, rule), AllowedChannels(kind.then, rule)
        elif rule.when is not None:
            facts |= rule.when.facts()
            by_facts = by_facts and rule.when.of_facts_alone()
    return _OfTheLaw(either, frozenset(facts), by_facts, frozenset(r.id for r in rules), until)


def _until(book: RuleBook, group: str, on: date) -> date:
    """Return the first day on which a group has other rules of channels or holders."""
    channels, holders = book.in_force(Channels, group, on), book.in_force(Holders, group, on)
    day = book.changes_after(group, on)
    while day < date.max:
        if book.in_force(Channels, group, day) != channels:
            break
        if book.in_force(Holders, group, day) != holders:
            break
        day = book.changes_after(group, day)
    return day


def _plain(book: RuleBook, person: Person, law: _OfTheLaw) -> EitherWay | None:
    """Return what the law allows somebody of whom nothing is known that changes it."""
    if law.either is None or person.reliefs or not person.facts.keys().isdisjoint(law.facts):
        return None
    if person.lives_in in book.places and not book.touched.isdisjoint(law.rules):
        return None
    return law.either


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


def _chosen(book: RuleBook, person: Person, rules: tuple[Rule, ...], on: date) -> Rule:
    """Return the first whose condition holds, else the first without one, else the first."""
    period = newest_period(book, person, on)
    for rule in rules:
        if rule.when is not None and binds_on(rule, person, period, on):
            return rule
    return next((rule for rule in rules if rule.when is None), rules[0])


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
