"""Every sentence people read, by key: `<room>.<key>` from `texts/<room>.<language>.yaml`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from staasted.catalog.english import said
from staasted.catalog.language import Language, speaking, spoken
from staasted.catalog.loader import read_instruments
from staasted.catalog.reader import FOLDER, CatalogError, read_yaml

EITHER = "|"
"""Between the word for one and the word for more, as in ``{count:time|times}``."""


class MissingText(KeyError):
    """A text nobody has written, or one that lacks a value for its placeholder."""


class _Counting(Formatter):
    """Fills ``{count:time|times}`` with the word the number asks for."""

    def format_field(self, value: Any, spec: str) -> str:
        one, either, more = spec.partition(EITHER)
        if not either:
            return format(value, spec)
        return one if value == 1 else more


_counting = _Counting()


def text(key: str, **values: object) -> str:
    """Return the text of `key`, in the language spoken, with its placeholders filled.

    Raises MissingText for an unknown key and for a placeholder without a value.
    """
    try:
        found = texts()[key]
        if not values and "{" not in found and "}" not in found:
            return found
        return _counting.vformat(found, (), values) if EITHER in found else found.format(**values)
    except KeyError as missing:
        raise MissingText(f"{key}: {missing.args[0]}") from missing


def texts() -> Mapping[str, str]:
    """Return all texts by key in the language spoken, the entries' own reasons among them."""
    return _texts(spoken())


@cache
def _texts(language: Language) -> Mapping[str, str]:
    """Return a language's texts, read once; what nobody has written in it yet stands in Danish."""
    with speaking(language):
        own = read_texts(FOLDER / "texts", language) | _answers_as_reasons()
    danish = {} if language is Language.DANISH else _texts(Language.DANISH)
    return MappingProxyType({**danish, **own})


def read_texts(folder: Path, language: Language = Language.DANISH) -> dict[str, str]:
    """Return a language's texts of every room in `folder`; raises CatalogError."""
    found: dict[str, str] = {}
    ending = f".{language}.yaml"
    for file in sorted(folder.glob(f"*{ending}")):
        room = file.name.removesuffix(ending)
        found.update(_flat(file, room, read_yaml(file) or {}))
    return found


def _answers_as_reasons() -> dict[str, str]:
    """Return the sentences of every screening rule under the code the core gives for it.

    Those of older versions too; where a rule stands in several, the newest one's.
    """
    rules = (rule for entry in read_instruments(FOLDER).values() for rule in entry.rules)
    found: dict[str, str] = {}
    for rule in rules:
        found[f"reasons.answered_{rule.slug}"] = rule.words.reason
        found[f"reasons.staff.answered_{rule.slug}"] = said(rule.staff).reason
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
