"""The law's duties as sentences: what is owed, by when, why, and where it stands written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.rules.file import RuleEntry
from staasted.catalog.texts import text
from staasted.core.effort import LegalAnswer, Standing
from staasted.core.law import Bearer, Effort, Grade, Obligation, Rule, Status
from staasted.web.ui.saying import Reader, reason_said
from staasted.web.ui.trials import TrialShown, trial_shown


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule behind a "Hvorfor?": one sentence, what would change it, and its source.

    ``trial`` is the trial that shaped what it asks, ``without`` what the law alone would say.
    """

    why: str
    change: str
    citation: str
    url: str
    marks: tuple[str, ...]
    trial: TrialShown | None = None
    without: str = ""


@dataclass(frozen=True, slots=True)
class StandingShown:
    """Where somebody stands, where it is not simply with the municipality, and the rule."""

    sentence: str
    rule: RuleShown | None


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty as a page shows it; ``late`` where its day has passed and something lacks.

    ``key`` names rule and window together, for an override; empty where nothing is lacking.
    ``period`` says which days, where the same duty stands more than once. Where staff have
    found otherwise ``sentence`` says so, and ``unmoved`` what the rule says.
    """

    name: str
    sentence: str
    late: bool
    rule: RuleShown
    key: str = ""
    of_the_fund: bool = False
    override: str = ""
    unmoved: str = ""
    period: str = ""


class Overriding(Protocol):
    """Where it can be asked what staff have found about a duty: a citizen's course."""

    def as_found(self, owed: Obligation) -> Obligation:
        """Return the duty as staff have found it, else as it is."""

    def override_of(self, owed: Obligation) -> Any:
        """Return the override that stands for a duty, or None."""


def duties(
    obligations: Iterable[Obligation],
    *,
    reader: Reader = Reader.CITIZEN,
    course: Overriding | None = None,
) -> list[Duty]:
    """The duties in the order they fall due; with a course, what staff have found about each."""
    owed = list(obligations)
    times = Counter(each.rule.id for each in owed)
    return [
        replace(_duty(each, reader, course), period=_days(each) if times[each.rule.id] > 1 else "")
        for each in owed
    ]


def _days(owed: Obligation) -> str:
    """The days a duty's window runs over, in words."""
    if owed.window is None:
        return ""
    first, last = speech.day_year(owed.window.first), speech.day_year(owed.window.last)
    return text("rules.days", first=first, last=last)


def _duty(owed: Obligation, reader: Reader, course: Overriding | None) -> Duty:
    found = course.as_found(owed) if course else owed
    said = rule_shown(owed.rule, readings=_readings(owed), reader=reader)
    law = text("rules.override.without", said=_sentence(owed, reader)) if found != owed else ""
    return Duty(
        _words(owed.rule).words.name,
        _sentence(found, reader),
        found.status is Status.BREACH,
        _under_trial(owed, said, reader),
        key=duty_key(owed) if owed.missing else "",
        of_the_fund=owed.rule.bearer is Bearer.UNEMPLOYMENT_FUND,
        override=override_said(course.override_of(owed)) if course else "",
        unmoved=law,
    )


def _under_trial(owed: Obligation, shown: RuleShown, reader: Reader) -> RuleShown:
    """The rule with the trial that shaped what it asks, and what the law alone would say."""
    if owed.trial is None:
        return shown
    without = owed.without
    said = text("rules.trial.without", said=_sentence(without, reader)) if without else ""
    return replace(shown, trial=trial_shown(owed.trial, reader=reader), without=said)


def override_said(override: Any) -> str:
    """What a counsellor has found about a duty, with the reason; empty where nothing is found."""
    if override is None:
        return ""
    values = {"reason": override.reason, "made": speech.day_year(override.made_at)}
    if override.due_on is not None:
        values["day"] = speech.day_year(override.due_on)
    ended = text("rules.override.ended") if override.ended_at else ""
    return f"{text(f'rules.override.{override.effect}', **values)} {ended}".strip()


def due_by(owed: Obligation | None, course: Overriding | None) -> str:
    """What a next due date rests on, in a word: the law, a promise of ours, or a finding."""
    if owed is None or course is None:
        return ""
    if course.override_of(owed) is not None:
        return text("rules.due_by.found")
    return text("rules.due_by.promise" if owed.promised else "rules.due_by.law")


def duty_key(owed: Obligation) -> str:
    """Rule and first day of the window: the same duty on every day it is looked at."""
    return f"{owed.rule.id}@{owed.window.first.isoformat()}" if owed.window else ""


def rule_shown(
    rule: Rule, *, readings: Iterable[str] = (), reader: Reader = Reader.CITIZEN
) -> RuleShown:
    """The words and the source of a rule, with every reservation it carries.

    ``readings`` are the codes of our own readings that went into what it found.
    """
    entry = _words(rule)
    words = entry.told_staff if reader is Reader.STAFF else entry.words
    return RuleShown(
        words.why,
        words.change,
        rule.source.citation,
        rule.source.eli,
        (*rule_marks(rule), *(reason_said(code, reader=reader) for code in readings)),
    )


def standing_said(answer: LegalAnswer, *, reader: Reader) -> StandingShown | None:
    """Where somebody stands; None where the municipality has the course and nothing is unsaid."""
    over = answer.handover
    if answer.standing in (Standing.IN_COURSE, Standing.NOT_ON_BENEFIT):
        return None
    if answer.standing is Standing.NOT_KNOWN and over.question:
        return StandingShown(question_said(over.question, reader), None)
    key = f"rules.standing.{answer.standing.value}"
    values = {"day": speech.day_year(over.fund_until)} if over.fund_until else {}
    if answer.standing is Standing.FUND_MONTHS and over.forecast:
        key = "rules.standing.fund_forecast"
    shown = rule_shown(over.rule, reader=reader) if over.rule else None
    return StandingShown(text(key, **values), shown)


def counted_said(answer: LegalAnswer, *, reader: Reader) -> dict[int, str]:
    """What each conversation counts for and why, by its key."""
    return {int(e.event.ref): reason_said(e.reason, reader=reader) for e in answer.events}


def rule_marks(rule: Rule) -> tuple[str, ...]:
    """Every reservation a rule carries: what was inferred, read by us, unread, or read when."""
    marks = []
    if "to_on" in rule.source.inferred and rule.to_on:
        marks.append(text("rules.mark.end_inferred", day=speech.day_year(rule.to_on)))
    if "from_on" in rule.source.inferred:
        marks.append(text("rules.mark.start_inferred", day=speech.day_year(rule.from_on)))
    if not rule.source.confirmed:
        marks.append(text("rules.mark.unconfirmed", act=rule.source.act))
    if rule.source.grade is Grade.B:
        marks.append(text("rules.mark.secondary"))
    if rule.interpretation:
        marks.append(text("rules.mark.interpretation"))
    if rule.verified_until:
        marks.append(text("rules.mark.verified", day=speech.day_year(rule.verified_until)))
    return tuple(marks)


def _words(rule: Rule) -> RuleEntry:
    return catalog().law[rule.id]


def _readings(owed: Obligation) -> tuple[str, ...]:
    soft = ("approximate",) if owed.approximate and owed.due else ()
    return (*owed.readings, *soft)


def _sentence(owed: Obligation, reader: Reader) -> str:
    if owed.status is Status.UNKNOWN:
        return question_said(owed.question or "", reader)
    if owed.status is Status.LIFTED:
        return reason_said(owed.lifted_by or "documented_relief", reader=reader)
    if owed.status is Status.BREACH and owed.fulfilled_on:
        return text("rules.status.late", done=_day(owed.fulfilled_on), due=_day(owed.due))
    return _number_said(owed)


def _number_said(owed: Obligation) -> str:
    """How far a number or a date is; what has neither says so."""
    if owed.due is None:
        return text(f"rules.undated.{owed.status.value}")
    if owed.required is None:
        return text("rules.status.agreed", due=_day(owed.due))
    values = {"held": owed.held, "required": owed.required, "due": _day(owed.due)}
    # A stretch that is met closes next all the same: its day is the next one.
    again = owed.status is Status.MET and owed.still_owed and owed.effort is Effort.CONVERSATION
    status = "next" if again else owed.status.value
    if owed.trial is not None:
        return text(f"rules.promised.{status}", **values)
    if owed.effort is Effort.OFFER:
        return text(f"rules.offer.{status}", **values)
    return text(f"rules.status.{status}", **values)


def question_said(fact: str, reader: Reader) -> str:
    """The question for a fact or a day that is not known."""
    entry = catalog().facts.get(fact)
    if entry is None:
        return text("rules.question_other")
    return entry.words.asks_staff if reader is Reader.STAFF else entry.words.asks


def _day(due: date | None) -> str:
    return speech.day_year(due) if due else ""
