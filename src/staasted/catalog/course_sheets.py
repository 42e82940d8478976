"""The course on one printed page, in as many languages as there are files.

A file is a whole page in one language: none is half in Danish. A municipality adds a language, or
words one of ours anew, by a file of the same kind in ``course`` in its own folder (decision 0044).
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from staasted.catalog.language import Language
from staasted.catalog.reader import FOLDER, CatalogError, Entry, own_folders, read_entry

FOLDER_NAME = "course"
MOST = 2600
"""Signs on a sheet, so that it fits one A4 page; measured in a browser. Source: decision 0044."""
OFFICE = ("office", "phone", "hours", "address")
"""What a line may ask of the office: its name, telephone, hours and address."""


class SheetPart(Entry):
    """A heading and its lines."""

    heading: str = Field(min_length=1)
    lines: tuple[str, ...] = Field(min_length=1)

    def filled(self, office: Mapping[str, str]) -> list[str]:
        """Return the lines with what the office is; one that has nothing left to say is gone."""
        return [told for line in self.lines if (told := _filled(line, office))]


class CourseSheet(Entry):
    """One page: ``lang`` is its language (BCP 47), ``name`` what the language calls itself.

    ``place`` is its place among them, ``direction`` which way it is read.
    """

    place: int = Field(gt=0)
    lang: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    direction: Literal["ltr", "rtl"] = "ltr"
    name: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1)
    lead: str
    parts: tuple[SheetPart, ...] = Field(min_length=1)

    @property
    def signs(self) -> int:
        """Return how many signs people read."""
        told = (each for part in self.parts for each in (part.heading, *part.lines))
        return sum(map(len, (self.title, self.lead, *told)))


@cache
def course_sheets() -> Mapping[str, CourseSheet]:
    """Return every sheet by its file's name, in their order. Errors: CatalogError."""
    return read_sheets((FOLDER, *own_folders()))


def read_sheets(folders: Iterable[Path]) -> Mapping[str, CourseSheet]:
    """Return the sheets of these folders; of one name the last. Errors: CatalogError."""
    files = {
        file.stem: file
        for folder in folders
        for file in sorted((folder / FOLDER_NAME).glob("*.yaml"))
    }
    read = {name: _read(file) for name, file in files.items()}
    return MappingProxyType(dict(sorted(read.items(), key=lambda one: (one[1].place, one[0]))))


def sheet_for(language: Language, *, easily: bool) -> str:
    """Return the name of the sheet somebody who is spoken to so is shown first."""
    name = f"{language}-easy" if easily else language.value
    return name if name in course_sheets() else Language.DANISH.value


def _read(file: Path) -> CourseSheet:
    sheet = read_entry(CourseSheet, file)
    if not file.stem.replace("-", "").isalnum() or not file.stem.isascii():
        raise CatalogError(file, "", "has a name no address can hold", "call it as en.yaml is")
    if sheet.signs > MOST:
        what = f"has {sheet.signs} signs, and one page holds {MOST}"
        raise CatalogError(file, "parts", what, "shorten it")
    return sheet


def _filled(line: str, office: Mapping[str, str]) -> str:
    """A line with the office's own words; without those it has not got."""
    for name in OFFICE:
        line = line.replace(f"{{{name}}}", office.get(name, ""))
    return line.strip()
