"""Every sentence people read, by key: `<room>.<key>` from `texts/<room>.da.yaml`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from staasted.catalog.loader import read_instruments
from staasted.catalog.reader import FOLDER, CatalogError, read_yaml


class MissingText(KeyError):
    """A text nobody has written, or one that lacks a value for its placeholder."""


def text(key: str, **values: object) -> str:
    """Return the text of `key` with its placeholders filled.

    Raises MissingText for an unknown key and for a placeholder without a value.
    """
    try:
        return texts()[key].format(**values)
    except KeyError as missing:
        raise MissingText(f"{key}: {missing.args[0]}") from missing


@cache
def texts() -> Mapping[str, str]:
    """Return all Danish texts by key, the catalogue entries' own reasons among them; read once."""
    return MappingProxyType(read_texts(FOLDER / "texts") | _answers_as_reasons())


def read_texts(folder: Path) -> dict[str, str]:
    """Return the texts of every room in `folder`; raises CatalogError for what is no text."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.da.yaml")):
        room = file.name.removesuffix(".da.yaml")
        found.update(_flat(file, room, read_yaml(file) or {}))
    return found


def _answers_as_reasons() -> dict[str, str]:
    """Return the sentences of every screening rule under the code the core gives for it."""
    rules = (rule for entry in read_instruments(FOLDER).values() for rule in entry.rules)
    found: dict[str, str] = {}
    for rule in rules:
        found[f"reasons.answered_{rule.slug}"] = rule.da.reason
        found[f"reasons.staff.answered_{rule.slug}"] = rule.staff.reason
    return found


def _flat(file: Path, key: str, content: Any) -> Iterator[tuple[str, str]]:
    """Yield dotted key and text for every leaf."""
    if isinstance(content, dict):
        for part, below in content.items():
            yield from _flat(file, f"{key}.{part}", below)
    elif isinstance(content, str):
        yield key, content.strip()
    else:
        raise CatalogError(file, key, f"{content!r} is no text", "put the sentence in quotes")
