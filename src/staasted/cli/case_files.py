"""Case files on the command line: answered one by one, and refused in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from staasted.catalog.contents import Catalog
from staasted.catalog.loader import catalog
from staasted.catalog.reader import CatalogError
from staasted.catalog.rules.case_names import CaseNames
from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.folder import read_cases
from staasted.catalog.rules.running import Cases
from staasted.catalog.texts import text
from staasted.cli.faults_said import rule_fault
from staasted.core.effort import LegalAnswer
from staasted.core.law import Rule

CANNOT_RUN = (ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""What a rule of a folder can run into that no single check foresees."""


class CaseRefused(Exception):
    """A case file that cannot be answered; the message is a sentence for whoever wrote it."""


def answers_of(file: Path, on: date) -> Iterator[tuple[Case, LegalAnswer]]:
    """Return each person of a case file with the answer for a day. Errors: CaseRefused."""
    loaded = catalog()
    runner = Cases(loaded.rules, loaded.clocks, loaded.law_files, loaded.book.parts)
    names = names_of(loaded, loaded.rules)
    told = [case for case in _read(file) if case.person is not None]
    if not told:
        raise CaseRefused(text("cli.lawbook.no_person", file=file.name))
    for case in told:
        for line in unknown_words(names, case):
            raise CaseRefused(line)
        try:
            yield case, runner.answer(case.model_copy(update={"on": on}))
        except CANNOT_RUN as error:
            raise CaseRefused(cannot_run(case, error)) from error


def names_of(loaded: Catalog, rules: Iterable[Rule]) -> CaseNames:
    """Return the words that cases may use under these rules."""
    return CaseNames(
        groups=loaded.target_groups,
        benefits=loaded.benefits,
        facts=loaded.facts,
        offers=loaded.offer_kinds,
        municipalities=loaded.municipalities,
        rules=rules,
    )


def unknown_words(names: CaseNames, case: Case) -> Iterator[str]:
    """Return a line for each word of a case that nothing is called."""
    for each in names.unknown(case):
        yield rule_fault(
            "word_near" if each.nearest else "no_such_word",
            rule=case.name,
            place=each.place,
            word=each.word,
            near=each.nearest,
            file=each.file,
        )


def cannot_run(case: Case, error: Exception) -> str:
    """Return the line for a case that could not be answered."""
    missing = isinstance(error, KeyError)
    why = rule_fault("missing", word=error.args[0]) if missing else error
    return rule_fault("cannot_run", rule=case.name, why=why)


def _read(file: Path) -> tuple[Case, ...]:
    try:
        return read_cases(file)
    except CatalogError as error:
        raise CaseRefused(rule_fault("unreadable", rule=str(error))) from error
