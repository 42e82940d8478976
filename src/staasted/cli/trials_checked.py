"""What `trials check` looks at: a draft, before anybody approves it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from staasted.catalog.loader import catalog
from staasted.catalog.reader import CatalogError
from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.folder import cases_of, read_bounded
from staasted.catalog.rules.running import Cases
from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.texts import text
from staasted.cli.case_files import CANNOT_RUN, names_of, unknown_words
from staasted.cli.faults_said import rule_fault, trial_fault
from staasted.cli.rules_checked import Checked, differences
from staasted.cli.trial_faults import faults_of, notes_of
from staasted.cli.trials_said import TrialTold, trial_said
from staasted.core.errors import DomainError
from staasted.core.law.trial import TrialPart, TrialStatus, conflicts

NEVER = frozenset({TrialStatus.REFUSED, TrialStatus.DESCRIPTIVE})
"""Trials that are never approved: they lie on top of nothing."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that could be read, with its parts over the law."""

    path: Path
    entry: TrialEntry
    parts: tuple[TrialPart, ...]

    @property
    def standing(self) -> tuple[TrialPart, ...]:
        """Return the parts as they would stand once it is approved."""
        return () if self.entry.status in NEVER else self.parts


class Unusable(Exception):
    """A file that cannot be used; the message is a sentence for whoever wrote it."""


def checked(file: Path, on: date) -> Checked:
    """Explain a draft and say everything that is wrong with it."""
    try:
        draft = read_draft(file)
    except Unusable as error:
        return Checked((str(error),), ok=False)
    told = TrialTold(draft.entry, draft.parts, on)
    others = tuple(part for part in _running() if part.trial != draft.entry.slug)
    ran, differing = _run(draft, others)
    faults = [
        *faults_of(draft.entry, draft.parts),
        *_conflicts((*others, *draft.standing), draft.entry),
        *differing,
    ]
    summary = text("cli.trialing.checked", cases=ran, faults=len(faults))
    notes = [*notes_of(draft.entry, draft.parts), *_reached(draft, on)]
    return Checked((*trial_said(told), *notes, *faults, summary), ok=not faults)


def read_draft(file: Path) -> Draft:
    """Return the file with its parts as they would be. Errors: Unusable."""
    loaded = catalog()
    try:
        entry = read_bounded(TrialEntry, file)
        parts = entry.as_parts(loaded.rules, loaded.acts, loaded.municipalities)
    except CatalogError as error:
        raise Unusable(trial_fault("unreadable", why=str(error))) from error
    except (*CANNOT_RUN, AttributeError) as error:  # of a field no single check foresees
        raise Unusable(trial_fault("not_understood", file=file.name, why=_why(error))) from error
    return Draft(file, entry, parts)


def _running() -> tuple[TrialPart, ...]:
    from staasted.apps.trials.selectors import book_in_force

    return book_in_force().parts


def _run(draft: Draft, others: tuple[TrialPart, ...]) -> tuple[int, list[str]]:
    """Run the cases as if it were approved: how many, and a line for each that does not hold."""
    loaded = catalog()
    parts = (*others, *draft.standing)
    try:
        runner = Cases(loaded.rules, loaded.clocks, loaded.law_files, parts)
    except CANNOT_RUN as error:
        return 0, [trial_fault("not_understood", file=draft.path.name, why=_why(error))]
    names = names_of(loaded, loaded.rules)
    ran, lines = 0, list[str]()
    try:
        for case in cases_of(draft.path, draft.entry):
            ran += 1
            lines.extend(unknown_words(names, case))
            lines.extend(_differences(runner, case))
    except CatalogError as error:
        lines.append(trial_fault("unreadable", why=str(error)))
    except CANNOT_RUN as error:
        lines.append(trial_fault("not_understood", file=draft.path.name, why=_why(error)))
    return ran, lines


def _differences(runner: Cases, case: Case) -> list[str]:
    try:
        return list(differences(runner, case))
    except DomainError as error:  # of a rule the draft adds
        why = text(f"errors.{error.code}.why", **error.values)
        return [trial_fault("cannot_run", case=case.name, why=why)]


def _conflicts(parts: Iterable[TrialPart], entry: TrialEntry) -> Iterator[str]:
    """Return each trial that lifts the same rule for the same people, both by name."""
    names = {slug: other.words.name for slug, other in catalog().trials.items()}
    names[entry.slug] = entry.words.name
    for one, other in conflicts(parts):
        if entry.slug in (one.trial, other.trial):
            yield trial_fault(
                "conflict",
                one=names[one.trial],
                one_part=one.id,
                other=names[other.trial],
                other_part=other.id,
            )


def _reached(draft: Draft, on: date) -> Iterator[str]:
    """Return how many open citizens each part is for, and all of them."""
    if not draft.standing:
        yield text("cli.trialing.reaches_nobody")
        return
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.trials.reach import citizens_reached

    found = citizens_reached(OPERATOR, draft.standing, on=on)
    for part in draft.standing:
        if part.to_on is not None and part.to_on < on:
            yield text("cli.trialing.over", part=part.id)
            continue
        key = "cli.trialing.reaches" if part.when is None else "cli.trialing.reaches_at_most"
        day = max(on, part.from_on)
        yield text(key, part=part.id, day=day, number=found.by_part[part.id])
    yield text("cli.trialing.reaches_altogether", number=found.altogether)


def _why(error: Exception) -> str:
    """Return an error in one line."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return ": ".join([*(str(place) for place in first["loc"]), first["msg"]])
    if isinstance(error, KeyError):
        return rule_fault("missing", word=error.args[0])
    return " ".join(str(error).split())
