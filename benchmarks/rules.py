"""The rules: everything they say about 10,000 citizens, and about one, without and with trials."""

import argparse
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from benchmarks.process import peak_megabytes
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.effort import answer
from staasted.core.law import (
    ContactEvent,
    DocumentedRelief,
    KnownFact,
    OfferEvent,
    OnBenefit,
    Person,
    RuleBook,
)
from staasted.core.law.trial import TrialMode, TrialPart

ON = date(2026, 11, 16)
CITIZENS = 10_000
SEED = 47
WHOLE_BAR, ONE_BAR = 1.0, 100.0  # seconds for 10,000, µs for one
TRIALS_BAR = 1.5  # seconds for 10,000 under three overlays
HOME = "aadal"
_MICRO = 1_000_000
_SHORT_DAYS, _LONG_DAYS = (3, 700), (60, 1600)


@dataclass(frozen=True)
class Sort:
    """A target group with its benefit, its weight, how many days a time on it lasts, its own days.

    ``gap`` is the days between two conversations; ``named`` the days the law counts from.
    """

    group: str
    benefit: str
    weight: int
    lasts: tuple[int, int]
    gap: tuple[int, int]
    named: tuple[str, ...] = ()


_ASKED, _SICK = ("first_request",), ("first_absence",)
SORTS = (
    Sort("cash_benefit_job_ready", "cash_benefit", 30, _SHORT_DAYS, (28, 70), _ASKED),
    Sort(
        "unemployment_benefit", "unemployment_benefit", 24, _SHORT_DAYS, (28, 70), ("registered",)
    ),
    Sort("sickness_benefit", "sickness_benefit", 14, (3, 300), (24, 34), _SICK),
    Sort("cash_benefit_activity_ready", "cash_benefit", 10, _LONG_DAYS, (44, 84), _ASKED),
    Sort("education_benefit_education_ready", "cash_benefit", 4, _SHORT_DAYS, (30, 70), _ASKED),
    Sort("education_benefit_obviously_ready", "cash_benefit", 2, _SHORT_DAYS, (30, 70), _ASKED),
    Sort("education_benefit_activity_ready", "cash_benefit", 3, _LONG_DAYS, (44, 84), _ASKED),
    Sort("job_assessment", "job_assessment_benefit", 3, _LONG_DAYS, (50, 90)),
    Sort("resource_clarification", "resource_clarification_benefit", 2, (300, 1600), (50, 90)),
    Sort("rehabilitation", "rehabilitation_benefit", 1, (300, 1200), (60, 120)),
    Sort(
        "flexi_job_unemployment_benefit", "flexi_job_unemployment_benefit", 4, _LONG_DAYS, (50, 90)
    ),
    Sort(
        "flexi_job_employed", "flexi_wage_subsidy", 3, _LONG_DAYS, (300, 400), ("flexi_job_start",)
    ),
)
"""Today's groups; weights and days are invented, and no statistics."""
FACTS = MappingProxyType(
    {"vocational_education": 0.5, "child_at_home": 0.3, "employed": 0.4, "work_duty": 0.2}
)
"""Fact → the part of those it is true of, among the two thirds it is known of."""
KINDS = ("work_placement", "wage_subsidy", "guidance", "ordinary_education")


@dataclass(frozen=True, slots=True)
class Life:
    """One made-up citizen, as the rules are asked about them."""

    person: Person
    events: tuple[ContactEvent, ...]
    offers: tuple[OfferEvent, ...]


def main(words: list[str]) -> int:
    """Answer for all of them, and for the first half, and print the figures."""
    options = argparse.ArgumentParser(prog="python -m benchmarks rules")
    options.add_argument("--citizens", type=int, default=CITIZENS)
    citizens = options.parse_args(words).citizens
    lives = tuple(lives_make(citizens))
    talks = sum(len(life.events) for life in lives)
    before, book = peak_megabytes(), catalog().book
    say(f"{citizens} citizens, {talks} conversations, {len(book.rules)} rules, on {ON}")
    say(f"CPython {' '.join((platform.python_version(), *platform.python_build()))}")
    everybody(book, lives[: len(lives) // 50])
    half, _ = middle(book, lives[: len(lives) // 2])
    whole, found = middle(book, lives)
    micro = whole / len(lives) * _MICRO
    bar = WHOLE_BAR * len(lives) / CITIZENS
    say(f"{whole:.2f} processor seconds: {whole / bar:.2f} of the bar of {bar:.2f} s")
    say(f"{micro:.0f} µs a citizen: {micro / ONE_BAR:.2f} of the bar of {ONE_BAR:.0f} µs")
    say(f"{found} obligations, {found / len(lives):.1f} a citizen")
    say(f"twice as many take {whole / half:.2f} times as long")
    under_trials(lives, whole)
    say(f"peak {peak_megabytes():.0f} MB, {before:.0f} MB of it before the first answer")
    return 0


def under_trials(lives: Sequence[Life], alone: float) -> None:
    """Answer for all of them again, where they live under three trials, and print it beside."""
    law = catalog().book
    book = RuleBook(law.rules, law.clocks, overlays())
    here = tuple(replace(life, person=replace(life.person, lives_in=HOME)) for life in lives)
    everybody(book, here[: len(here) // 50])
    seconds, found = middle(book, here)
    bar = TRIALS_BAR * len(lives) / CITIZENS
    say(f"under three trials: {seconds:.2f} processor seconds: {seconds / bar:.2f} of {bar:.2f} s")
    say(f"{found} obligations, {seconds / alone:.2f} times the law alone")


def overlays() -> tuple[TrialPart, ...]:
    """The demo's trial, one that frees the unemployed of channel and booking, one that pauses."""
    (average,) = (part for part in catalog().parts if part.trial == "demo_average")
    rules = catalog().rules
    free = frozenset(r.id for r in rules if r.line in ("conversations.channel", "booking"))
    sick = frozenset(r.id for r in rules if "group:sickness_benefit" in r.groups)
    other = replace(average, adds=(), condition=None, counts=None)
    unemployed = frozenset({"group:unemployment_benefit"})
    return (
        average,
        replace(other, id="B", trial="b", mode=TrialMode.WAIVE, groups=unemployed, lifts=free),
        replace(
            other,
            id="C",
            trial="c",
            mode=TrialMode.PAUSE,
            groups=frozenset({"group:sickness_benefit"}),
            lifts=sick,
            from_on=date(2026, 9, 1),
            to_on=date(2026, 9, 30),
        ),
    )


def everybody(book: RuleBook, lives: Sequence[Life]) -> tuple[float, int]:
    """Processor seconds it took to answer for each of them in turn, and obligations found."""
    found, began = 0, time.process_time()
    for life in lives:
        told = answer(book=book, person=life.person, events=life.events, offers=life.offers, on=ON)
        found += len(told.obligations)
    return time.process_time() - began, found


def middle(book: RuleBook, lives: Sequence[Life]) -> tuple[float, int]:
    """The middle of three runs: one alone is a tenth off either way."""
    return sorted(everybody(book, lives) for _ in range(3))[1]


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def lives_make(citizens: int) -> Iterator[Life]:
    """The same citizens each time, and the first ones the same however many there are."""
    weights = [sort.weight for sort in SORTS]
    for number in range(citizens):
        chance = Random(f"{SEED} {number}")  # noqa: S311 # nosec B311 # the same each time
        yield _life(chance, chance.choices(SORTS, weights)[0], number)


def _life(chance: Random, sort: Sort, number: int) -> Life:
    times = _times(chance, sort)
    person = Person(
        times=times,
        born_on=None if _is(chance, 0.1) else _days_before(ON, chance.randint(19 * 365, 64 * 365)),
        insured="part" if _is(chance, 0.12) else "full",
        days={"expected_well": (ON + timedelta(days=30),)} if sort.named == _SICK else {},
        facts=_facts(chance),
        hours=_hours(chance, times[-1]) if sort.group == "unemployment_benefit" else (),
        reliefs=_reliefs(chance),
    )
    events = tuple(event for time_on in times for event in _events(chance, sort, time_on, number))
    return Life(person, events, _offers(chance, times[-1], number))


def _times(chance: Random, sort: Sort) -> tuple[OnBenefit, ...]:
    """The running time on the benefit, or one that ended lately, with up to two before it."""
    last = _days_before(ON, chance.randint(1, 200)) if _is(chance, 0.12) else None
    first = _days_before(last or ON, chance.randint(*sort.lasts))
    found = [_time(sort, first, last)]
    for _ in range(chance.choices((0, 1, 2), (65, 25, 10))[0]):
        last = _days_before(found[0].first, chance.choice((1, 20, 90, 300)))
        found.insert(0, _time(sort, _days_before(last, chance.randint(40, 400)), last))
    return tuple(found)


def _time(sort: Sort, first: date, last: date | None) -> OnBenefit:
    days = dict.fromkeys(sort.named, first)
    return OnBenefit(f"group:{sort.group}", f"benefit:{sort.benefit}", first, last, days)


def _events(chance: Random, sort: Sort, time_on: OnBenefit, number: int) -> Iterator[ContactEvent]:
    """Conversations to the end of the time, and one that is planned where it still runs."""
    day = time_on.first + timedelta(days=chance.randint(1, 12))
    while day <= (time_on.last or ON):
        channel = chance.choices((Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO), (5, 4, 1))[0]
        yield ContactEvent(
            ref=f"{number}-{day}",
            on=day,
            purpose=chance.choice(("job_search", "first_conversation", "skills")),
            form=ConversationForm.JOINT if _is(chance, 0.05) else ConversationForm.INDIVIDUAL,
            channel=channel,
            held_by=Holder.UNEMPLOYMENT_FUND if _is(chance, 0.04) else Holder.COUNSELLOR,
            outcome=Outcome.NOT_MET if _is(chance, 0.1) else Outcome.HELD,
            minutes=45,
        )
        day += timedelta(days=chance.randint(*sort.gap))
    if time_on.last is None:
        yield ContactEvent(f"{number}-next", day, "job_search", outcome=None)


def _facts(chance: Random) -> dict[str, tuple[KnownFact, ...]]:
    return {
        name: (KnownFact(_is(chance, share)),) for name, share in FACTS.items() if _is(chance, 0.66)
    }


def _hours(chance: Random, time_on: OnBenefit) -> tuple[tuple[date, float], ...]:
    """Registered hours of the first months, for nine in ten."""
    if _is(chance, 0.1):
        return ()
    month, found = time_on.first.replace(day=1), []
    while month < ON.replace(day=1) and len(found) < chance.randint(3, 12):
        found.append((month, round(160.33 * chance.uniform(0.4, 1), 2)))
        month = (month + timedelta(days=32)).replace(day=1)
    return tuple(found)


def _reliefs(chance: Random) -> tuple[DocumentedRelief, ...]:
    if not _is(chance, 0.04):
        return ()
    first = _days_before(ON, chance.randint(5, 300))
    return (DocumentedRelief(first, first + timedelta(days=chance.randint(30, 240))),)


def _offers(chance: Random, time_on: OnBenefit, number: int) -> tuple[OfferEvent, ...]:
    """An offer for three in ten, some of them two."""
    found, first = [], time_on.first + timedelta(days=chance.randint(40, 300))
    while _is(chance, 0.3) and first <= ON:
        last = first + timedelta(days=chance.randint(13, 120))
        found.append(OfferEvent(f"{number}-{first}", chance.choice(KINDS), first, last))
        first = last + timedelta(days=chance.randint(20, 200))
    return tuple(found)


def _is(chance: Random, share: float) -> bool:
    return chance.random() < share


def _days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
