"""Running a case: what each rule says beside what the case expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.cohorts import (
    OF_A_GROUP,
    OF_A_PLACE,
    said_of_a_group,
    said_of_a_place,
    said_of_a_trial,
)
from staasted.catalog.rules.expected import Expected
from staasted.catalog.rules.file import LawFile
from staasted.catalog.rules.named import group_id
from staasted.core.effort.answer import LegalAnswer, answer
from staasted.core.law import (
    Clock,
    Look,
    Measure,
    Obligation,
    Person,
    Rule,
    RuleBook,
    Status,
)
from staasted.core.law.kinds import Duty
from staasted.core.law.reach import hours_so_far, weeks_so_far
from staasted.core.law.standing import BookingDuty, Channels, Holders
from staasted.core.law.trial import TrialPart
from staasted.core.law.under_trial import touching


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a case expects that is otherwise: where, what was expected, what was found."""

    place: str
    expected: object
    found: object


class Cases:
    """All rules at hand, ready to run cases on.

    ``files`` hold the rules a case reads otherwise, ``parts`` the trials that lie on top.
    """

    def __init__(
        self,
        rules: tuple[Rule, ...],
        clocks: Mapping[str, Clock],
        files: tuple[LawFile, ...],
        parts: tuple[TrialPart, ...] = (),
    ) -> None:
        self._rules, self._clocks, self._parts = rules, clocks, parts
        self._book = RuleBook(rules, clocks, parts)
        self._file = {rule_id: file for file in files for rule_id in file.rules}

    def answer(self, case: Case) -> LegalAnswer:
        """Return what the rules say about the case's person. Errors: ValueError."""
        return self._answer(case, self._book_of(case))

    def _answer(self, case: Case, book: RuleBook) -> LegalAnswer:
        return answer(
            book=book,
            person=case.as_person(),
            events=case.events(),
            offers=case.offer_events(),
            on=case.on,
        )

    def run(self, case: Case) -> tuple[Difference, ...]:
        """Return every difference; none means that the case holds. Errors: ValueError."""
        return tuple(self._differences(case))

    def _book_of(self, case: Case) -> RuleBook:
        if not case.readings:
            return self._book
        known = {
            rule_id: self._file[rule_id].rule(rule_id, reading)
            for rule_id, reading in case.readings.items()
            if rule_id in self._file
        }
        rules = (known.get(rule.id, rule) for rule in self._rules)
        parts = (_read_otherwise(part, case.readings.get(part.id)) for part in self._parts)
        return RuleBook(rules, self._clocks, parts)

    def _differences(self, case: Case) -> Iterator[Difference]:
        book = self._book_of(case)
        rules = {rule.id: rule for rule in book.rules}
        rules |= {rule.id: rule for part in book.parts for rule in part.adds}
        parts = {part.id: part for part in book.parts}
        for rule_id in case.expect:
            if rule_id not in rules and rule_id not in parts:
                yield Difference(rule_id, "a rule", "no active rule has this id")
        found = self._answer(case, book)
        yield from _counts(case, found)
        for rule_id, expected in case.expect.items():
            if rule_id in rules:
                says = _said(rules[rule_id], case, found, book)
                yield from _compared(rule_id, expected, says)
            elif rule_id in parts:
                says = said_of_a_trial(parts[rule_id], case)
                yield from _compared(rule_id, expected, says)
        yield from _person(case, found)
        yield from _clocks(case, self._clocks)


def _read_otherwise(part: TrialPart, reading: dict[str, Any] | None) -> TrialPart:
    """Return a part whose condition has other levels. Errors: ValueError for anything else."""
    if reading is None:
        return part
    if part.condition is None or set(reading) != {"levels"}:
        raise ValueError(
            f"{part.id}: of a part only the levels of its condition are read otherwise"
        )
    levels = {group_id(group): float(level) for group, level in reading["levels"].items()}
    return replace(part, condition=replace(part.condition, levels=levels))


def _compared(place: str, expected: Expected | None, says: dict[str, Any]) -> Iterator[Difference]:
    if expected is None:
        if says:
            yield Difference(place, "nothing", says)
        return
    told = expected.model_dump(exclude_unset=True)
    if not says:
        yield Difference(place, told, "the rule says nothing here")
        return
    for field, value in told.items():
        if field == "without":
            yield from _compared(f"{place}.without", expected.without, says.get(field) or {})
        elif says.get(field) != value:
            yield Difference(f"{place}.{field}", value, says.get(field))


def _said(rule: Rule, case: Case, found: LegalAnswer, book: RuleBook) -> dict[str, Any]:
    """Return what one rule says, by the words a case may expect; empty where it says nothing."""
    kind = rule.kind
    if case.cohort is not None and isinstance(kind, OF_A_GROUP):
        return said_of_a_group(rule, case)
    if isinstance(kind, OF_A_PLACE):
        return _placed(rule, case, book)
    if isinstance(kind, Duty):
        return _owed(judged_first([o for o in found.obligations if o.rule.id == rule.id]))
    return _standing(rule, case, found, book)


def _placed(rule: Rule, case: Case, book: RuleBook) -> dict[str, Any]:
    """Return what a ceiling says of a place; nothing is over it where a trial lifts it."""
    says, person = said_of_a_place(rule, case), case.as_person()
    time = person.time_on(case.on)
    if not says or time is None:
        return says
    part = touching(Look(book, person, (), (), case.on), rule, time.group, case.on)
    if part is None:
        return says
    return {"status": Status.LIFTED} | _trial(part) | {"without": says}


def judged_first(found: list[Obligation]) -> Obligation | None:
    """Return the obligation a rule is judged by: the first breach, else open, else the last.

    What a trial lifts is judged by what the law alone would have said.
    """
    for status in (Status.BREACH, Status.OPEN):
        for owed in found:
            if (owed.without or owed).status is status:
                return owed
    return found[-1] if found else None


def _owed(owed: Obligation | None) -> dict[str, Any]:
    if owed is None:
        return {}
    words = ("due", "required", "counted", "missing", "surplus", "status", "question")
    says = {word: getattr(owed, word) for word in (*words, "approximate", "lifted_by")}
    says["trial"] = None if owed.trial is None else owed.trial.id
    says["without"] = _owed(owed.without)
    return says


def _standing(rule: Rule, case: Case, found: LegalAnswer, book: RuleBook) -> dict[str, Any]:
    if isinstance(rule.kind, Channels):
        if found.channels.rule is not rule:
            return {}
        return {"channels": found.channels.channels} | _trial(found.channels.trial)
    if isinstance(rule.kind, BookingDuty):
        return _booking(rule, rule.kind, case, found)
    if isinstance(rule.kind, Holders):
        here = rule.in_force(case.on) and found.group in rule.groups
        return {"holders": rule.kind.allowed} if here else {}
    if found.handover.rule is rule:
        return {"status": Status.NO_NUMBER}
    lifted = _lifts(rule, case.as_person(), case.on, book)
    return {"status": Status.LIFTED} if lifted else {}


def _lifts(rule: Rule, person: Person, on: date, book: RuleBook) -> bool:
    look = Look(book, person, (), (), on)
    time = person.time_on(on)
    if time is None:
        return False
    return rule in (look.relief_on(time.group, on), look.outside_rule(time.group, on))


def _booking(rule: Rule, kind: BookingDuty, case: Case, found: LegalAnswer) -> dict[str, Any]:
    if found.arrangement.rule is not rule:
        return {}
    says: dict[str, Any] = {"by": found.arrangement.by, "must": found.arrangement.must}
    says |= _trial(found.arrangement.trial)
    invited = case.self_booking
    if invited is not None:
        long = kind.long_enough(invited.made_available_on, invited.deadline_on)
        says["deadline"] = Status.MET if long else Status.BREACH
        says["talk_by"] = kind.talk_by(invited.deadline_on)
    return says


def _trial(part: TrialPart | None) -> dict[str, Any]:
    """Return what is said of the part of a trial that touches a rule."""
    if part is None:
        return {"trial": None, "lifted_by": None}
    return {"trial": part.id, "lifted_by": "trial" if part.ends_rules() else None}


def _counts(case: Case, found: LegalAnswer) -> Iterator[Difference]:
    by_place = {int(e.event.ref): e for e in found.events}
    for place, talk in enumerate(case.conversations):
        counted = by_place[place]
        if talk.counts is not None and counted.value != talk.counts:
            yield Difference(f"conversation {talk.on} counts", talk.counts, counted.reason)
        if talk.reason is not None and counted.reason != talk.reason:
            yield Difference(f"conversation {talk.on} reason", talk.reason, counted.reason)


def _person(case: Case, found: LegalAnswer) -> Iterator[Difference]:
    expected = case.expect_person
    if expected is None:
        return
    says = {
        "standing": found.standing.value,
        "bearer": found.bearer,
        "fund_until": found.handover.fund_until,
        "question": found.handover.question,
    }
    for field, value in expected.model_dump(exclude_unset=True).items():
        if says[field] != value:
            yield Difference(f"person.{field}", value, says[field])


def _clocks(case: Case, clocks: Mapping[str, Clock]) -> Iterator[Difference]:
    person = case.as_person()
    for slug, expected in case.expect_clocks.items():
        clock = clocks.get(slug)
        if clock is None:
            yield Difference(f"clocks.{slug}", "a clock", "no clock has this name")
            continue
        periods = list(clock.periods(person))
        says: object = tuple(period.first for period in periods)
        if isinstance(expected, dict):
            told = weeks_so_far(periods[-1], case.on) if periods else 0
            hours = clock.measure is Measure.HOURS
            says = {"hours": hours_so_far(clock, person, case.on)} if hours else {"weeks": told}
        if says != expected:
            yield Difference(f"clocks.{slug}", expected, says)
