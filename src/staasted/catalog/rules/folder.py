"""Case files from any folder: bounded, and each fault named with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from staasted.catalog.reader import CatalogError, read_entry
from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.file import LawFile
from staasted.catalog.rules.trials import TrialEntry

LARGEST = 1_000_000
"""Bytes of a file that is read. Source: decision 0012."""
MOST_CASES = 10_000
"""Cases of a file. Source: the same."""

_File = TypeVar("_File", LawFile, TrialEntry)


@dataclass(frozen=True, slots=True)
class FolderRead:
    """The files of a folder that could be read, by name, and the errors of the others."""

    files: tuple[tuple[Path, LawFile], ...]
    errors: tuple[CatalogError, ...]


def read_folder(folder: Path) -> FolderRead:
    """Return every YAML file of a folder, and of those below it, in order of name."""
    if not folder.is_dir():
        return FolderRead((), (CatalogError(folder, "", "is no folder", "name a folder"),))
    files, errors = [], []
    for path in sorted(p for p in folder.rglob("*.y*ml") if p.suffix in (".yaml", ".yml")):
        try:
            files.append((path, read_law(path)))
        except CatalogError as error:
            errors.append(error)
    if not files and not errors:
        errors.append(CatalogError(folder, "", "holds no .yaml file", "write a file with cases:"))
    return FolderRead(tuple(files), tuple(errors))


def read_law(path: Path) -> LawFile:
    """Return one file of rules or cases. Errors: CatalogError."""
    return read_bounded(LawFile, path)


def read_bounded(model: type[_File], path: Path) -> _File:
    """Return a file with cases, no larger than is read. Errors: CatalogError."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise CatalogError(path, "", "cannot be read", "check its name and rights") from error
    if size > LARGEST:
        raise CatalogError(path, "", f"is {size} bytes", f"split it: at most {LARGEST} are read")
    file = read_entry(model, path)
    if len(file.told_cases) > MOST_CASES:
        told = f"holds {len(file.told_cases)} cases"
        raise CatalogError(path, "cases", told, f"split it: at most {MOST_CASES} are run")
    return file


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of one file, each read whole. Errors: CatalogError."""
    return tuple(cases_of(path, read_law(path)))


def cases_of(path: Path, file: LawFile | TrialEntry) -> Iterator[Case]:
    """Return the cases of a file one by one. Errors: CatalogError at the first that fails."""
    for place, told in enumerate(file.told_cases):
        try:
            yield Case.model_validate(told)
        except ValidationError as error:
            raise _fault(path, place, told, error) from error


def _fault(path: Path, place: int, told: object, error: ValidationError) -> CatalogError:
    first = error.errors()[0]
    name = told.get("name", "") if isinstance(told, dict) else ""
    where = ".".join(str(part) for part in ("cases", place, *first["loc"]))
    return CatalogError(path, f"{where} ({name})", first["msg"], "see docs/law-as-data.md")
