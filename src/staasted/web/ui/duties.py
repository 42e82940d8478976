"""The law's duties as sentences: what is owed, by when, why, and where it stands written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from staasted.catalog.law_file import RuleEntry
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.law import Obligation, Rule, Status
from staasted.web.ui import speech
from staasted.web.ui.saying import Reader, reason_said


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule behind a "Hvorfor?": one sentence, what would change it, and its source."""

    why: str
    change: str
    citation: str
    url: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty as a page shows it; ``late`` where its day has passed and something lacks."""

    name: str
    sentence: str
    late: bool
    rule: RuleShown


def duties(obligations: Iterable[Obligation], *, reader: Reader = Reader.CITIZEN) -> list[Duty]:
    """The duties in the order they fall due."""
    return [
        Duty(
            _words(o.rule).da.name,
            _sentence(o, reader),
            o.status is Status.BREACH,
            rule_shown(o.rule, readings=o.readings, reader=reader),
        )
        for o in obligations
    ]


def rule_shown(
    rule: Rule, *, readings: Iterable[str] = (), reader: Reader = Reader.CITIZEN
) -> RuleShown:
    """The words and the source of a rule, with every reservation it carries.

    ``readings`` are the codes of our own readings that went into what it found.
    """
    entry = _words(rule)
    words = entry.staff if reader is Reader.STAFF else entry.da
    return RuleShown(
        words.why,
        words.change,
        rule.source.citation,
        rule.source.eli,
        (*_marks(rule), *(reason_said(code, reader=reader) for code in readings)),
    )


def _words(rule: Rule) -> RuleEntry:
    return catalog().law[rule.id]


def _sentence(owed: Obligation, reader: Reader) -> str:
    if owed.status is Status.UNKNOWN:
        if reader is Reader.STAFF:
            return text(f"rules.question_staff.{owed.question}")
        return text(f"rules.question.{owed.question}")
    if owed.status is Status.BREACH and owed.fulfilled_on:
        return text("rules.status.late", done=_day(owed.fulfilled_on), due=_day(owed.due))
    values = {"held": owed.held, "required": owed.required, "due": _day(owed.due)}
    return text(f"rules.status.{owed.status.value}", **values)


def _day(due: date | None) -> str:
    return speech.day_year(due) if due else ""


def _marks(rule: Rule) -> tuple[str, ...]:
    marks = []
    if "to_on" in rule.source.inferred and rule.to_on:
        marks.append(text("rules.mark.end_inferred", day=speech.day_year(rule.to_on)))
    if rule.interpretation:
        marks.append(text("rules.mark.interpretation"))
    if rule.verified_until:
        marks.append(text("rules.mark.verified", day=speech.day_year(rule.verified_until)))
    return tuple(marks)
