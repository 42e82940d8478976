"""What the catalogue's entries say in English: Danish sentence → English, decision 0024.

The entries hold Danish alone. A sentence that is changed has no English until somebody gives
it one, so that an old translation never stands beside a new rule.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from staasted.catalog.language import Language, spoken, spoken_easily
from staasted.catalog.reader import FOLDER, CatalogError, Entry, own_folders, read_yaml

FOLDER_NAME = "english"
_Words = TypeVar("_Words", bound="Entry | str")


def said(words: _Words) -> _Words:
    """Return an entry's words in the language spoken; what has no English stays Danish."""
    if spoken() is Language.DANISH:
        return words
    if isinstance(words, str):
        return english().get(words.strip(), words)  # type: ignore[return-value]
    known = english()
    told = {name: known.get(value.strip(), value) for name, value in words if value}
    return words.model_copy(update=told)


def told(danish: _Words, easy: _Words | None) -> _Words:
    """Return an entry's words in the language spoken; in easy Danish where it has any."""
    return easy if easy is not None and spoken_easily() else said(danish)


@cache
def english() -> Mapping[str, str]:
    """Return Danish → English for every sentence of the catalogue; read once."""
    return MappingProxyType(read_english((FOLDER, *own_folders())))


def read_english(folders: Iterable[Path]) -> dict[str, str]:
    """Return the pairs of the folders' ``english`` folders. Errors: CatalogError."""
    found = dict[str, str]()
    for folder in folders:
        for file in sorted((folder / FOLDER_NAME).glob("*.yaml")):
            for place, pair in enumerate(read_yaml(file) or (), start=1):
                danish, said_so = _pair(file, place, pair)
                if found.setdefault(danish, said_so) != said_so:
                    what = f"{danish!r} has another English elsewhere"
                    raise CatalogError(file, str(place), what, "keep one of the two")
    return found


def _pair(file: Path, place: int, pair: object) -> tuple[str, str]:
    match pair:
        case {"da": str(danish), "en": str(said_so), **more} if not more:
            return danish.strip(), said_so.strip()
    raise CatalogError(file, str(place), "is no pair", "write a sentence under da and under en")
