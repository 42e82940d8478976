"""What `rules check` looks at: the catalogue, and any folders of cases."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from staasted.catalog.contents import Catalog
from staasted.catalog.loader import catalog
from staasted.catalog.reader import FOLDER, CatalogError
from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.checking import Surroundings, faults, unconfirmed
from staasted.catalog.rules.file import FileStatus, LawFile
from staasted.catalog.rules.folder import FolderRead, cases_of, read_folder
from staasted.catalog.rules.running import Cases
from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.texts import text
from staasted.cli.case_files import CANNOT_RUN, cannot_run, names_of, unknown_words
from staasted.cli.faults_said import fault_said, rule_fault
from staasted.core.law import Rule


@dataclass(frozen=True, slots=True)
class Checked:
    """The report, line by line, and whether all of it holds."""

    lines: tuple[str, ...]
    ok: bool


def checked(folders: Iterable[Path]) -> Checked:
    """Check every rule, and run every case of the catalogue and of the folders."""
    try:
        loaded = catalog()
    except CatalogError as error:
        return Checked((rule_fault("unreadable", rule=str(error)),), ok=False)
    reads = [read_folder(folder) for folder in folders]
    own = read_folder(FOLDER / "law").files
    trials = [(Path(f"{slug}.yaml"), entry) for slug, entry in loaded.trials.items()]
    extra = [pair for read in reads for pair in read.files]
    bad = [*_unreadable(reads), *_faulty(loaded, [file for _, file in extra])]
    ran, failed = _run(loaded, [*own, *extra], trials)
    flagged = [_unconfirmed(rule) for rule in unconfirmed(loaded.law_files)]
    summary = text(
        "cli.lawbook.checked",
        rules=len(loaded.rules),
        cases=ran,
        faults=len(bad) + len(failed),
        unconfirmed=len(flagged),
    )
    return Checked((*flagged, *bad, *failed, summary), ok=not bad and not failed)


def _unreadable(reads: Iterable[FolderRead]) -> list[str]:
    return [rule_fault("unreadable", rule=str(error)) for read in reads for error in read.errors]


def _faulty(loaded: Catalog, extra: list[LawFile]) -> list[str]:
    """The faults of the catalogue, together with rules that a folder brings."""
    around = Surroundings(loaded.target_groups, loaded.clocks, loaded.facts, loaded.acts)
    with_rules = [file for file in extra if file.rules or file.told_cases]
    return [fault_said(fault) for fault in faults([*loaded.law_files, *with_rules], around)]


def _run(
    loaded: Catalog, files: list[tuple[Path, LawFile]], trials: list[tuple[Path, TrialEntry]]
) -> tuple[int, list[str]]:
    """Run every case: how many ran, and a line for each that does not hold."""
    active = [file for _, file in files if file.status is FileStatus.ACTIVE]
    rules = tuple(rule for file in active for rule in file.as_rules())
    known = tuple(file for _, file in files)
    runner = Cases(rules, loaded.clocks, known, loaded.book.parts)
    names = names_of(loaded, rules)
    ran, lines = 0, list[str]()
    for path, file in (*files, *trials):
        try:
            for case in cases_of(path, file):
                ran += 1
                lines.extend(unknown_words(names, case))
                lines.extend(differences(runner, case))
        except CatalogError as error:
            lines.append(rule_fault("unreadable", rule=str(error)))
    return ran, lines


def differences(runner: Cases, case: Case) -> Iterator[str]:
    """Return a line for each thing a case expects that is otherwise."""
    try:
        found = runner.run(case)
    except CANNOT_RUN as error:
        yield cannot_run(case, error)
        return
    for each in found:
        yield text(
            "cli.lawbook.differs",
            case=case.name,
            place=each.place,
            expected=_plain(each.expected),
            found=_plain(each.found),
        )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(each)}" for key, each in value.items())
    if isinstance(value, frozenset | tuple | list):
        return ", ".join(sorted(_plain(each) for each in value)) or "–"
    return "–" if value is None else str(getattr(value, "value", value))


def _unconfirmed(rule: Rule) -> str:
    source = rule.source
    grade = source.grade.value
    return text("cli.lawbook.unconfirmed", rule=rule.id, citation=source.citation, grade=grade)
