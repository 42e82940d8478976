"""Trials as people read them: what we are freed from, what we promise instead, until when."""

from dataclasses import dataclass, replace

from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.texts import text
from staasted.core.law import Grade, Source
from staasted.core.law.trial import TrialPart
from staasted.web.ui.saying import Reader


@dataclass(frozen=True, slots=True)
class TrialShown:
    """A trial, or a part of one, with its source and every reservation it carries."""

    name: str
    freed: str
    promise: str
    runs: str
    citation: str
    url: str
    marks: tuple[str, ...]


def trial_shown(part: TrialPart, *, reader: Reader) -> TrialShown:
    """The part of a trial that shapes what somebody is shown."""
    entry = catalog().trials[part.trial]
    own = entry.parts[part.id]
    words = own.told_staff if reader is Reader.STAFF else own.words
    runs = _runs(entry, part, reader)
    shown = _shown(entry, words.freed, words.promise, runs, part.source)
    return _as_ours(shown) if own.interpretation else shown


def _as_ours(shown: TrialShown) -> TrialShown:
    """The same, marked as resting on a reading of ours."""
    return replace(shown, marks=(*shown.marks, text("rules.mark.interpretation")))


def our_trial(entry: TrialEntry, runs: str) -> TrialShown:
    """A whole trial, as everybody may read it, with the mark of any part of it."""
    shown = _shown(entry, entry.words.freed, entry.words.promise, runs, entry.source())
    ours = any(part.interpretation for part in entry.parts.values())
    return _as_ours(shown) if ours else shown


def _shown(entry: TrialEntry, freed: str, promise: str, runs: str, source: Source) -> TrialShown:
    return TrialShown(
        entry.words.name, freed, promise, runs, source.citation, source.eli, _marks(entry, source)
    )


def _runs(entry: TrialEntry, part: TrialPart, reader: Reader) -> str:
    for_whom = "of_somebody" if reader is Reader.STAFF else "of_you"
    if part.to_on is None:
        return text(f"rules.trial.{for_whom}", name=entry.words.name)
    until = speech.day_year(part.to_on)
    return text(f"rules.trial.{for_whom}_until", name=entry.words.name, until=until)


def _marks(entry: TrialEntry, source: Source) -> tuple[str, ...]:
    marks = []
    if entry.demo:
        marks.append(text("rules.trial.demo"))
    if not source.confirmed and source.eli:
        marks.append(text("rules.mark.unconfirmed", act=source.act))
    if source.grade is Grade.B:
        marks.append(text("rules.mark.secondary"))
    return tuple(marks)
