"""Reading catalogue files: strict YAML, strict shapes, and errors that say what to do."""

import reprlib
from collections.abc import Hashable
from os import environ, pathsep
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

_short = reprlib.repr

FOLDER = Path(__file__).parent
"""The folder of the catalogue."""

OWN_FOLDERS = "STAASTED_CATALOG_DIRS"
"""The setting (docs/settings.md) that names a municipality's own folders of law and trials."""

DEEPEST = 40
"""Levels inside each other in a file; the reader below recurses. Source: decision 0012."""

MOST_PARTS = 500_000
"""Words, lists and mappings of a file; a reference counts as all it stands for. Source: same."""


class CatalogError(Exception):
    """A catalogue file that cannot be used: file, place in it, what is wrong, and the remedy."""

    def __init__(self, file: Path, place: str, what: str, remedy: str) -> None:
        super().__init__(f"{file.name} · {place or 'top'}: {what} → {remedy}")
        self.file = file
        self.place = place
        self.what = what
        self.remedy = remedy


class Entry(BaseModel):
    """A frozen catalogue entry; a field nobody knows is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_Entry = TypeVar("_Entry", bound=BaseModel)


def own_folders() -> tuple[Path, ...]:
    """Return the municipality's own folders, as the setting names them."""
    return tuple(Path(name) for name in environ.get(OWN_FOLDERS, "").split(pathsep) if name.strip())


class _StrictLoader(yaml.CSafeLoader):
    """Safe YAML in which yes, no, on and off are words and a key stands once."""


def _without_words_as_booleans() -> None:
    """Keep true and false as booleans and read every other word as a word."""
    _StrictLoader.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def _mapping_once(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    """Return the mapping; a key written twice is an error, not the last one wins."""
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twice:
        raise yaml.YAMLError(f"the key {twice[0]} stands twice, line {node.start_mark.line + 1}")
    return loader.construct_mapping(node, deep=True)


_without_words_as_booleans()
_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping_once)


def read_yaml(file: Path) -> Any:
    """Return the content of a YAML file; raises CatalogError when it is not plain YAML."""
    try:
        content = file.read_text(encoding="utf-8")
        _plain(content)
        return yaml.load(content, _StrictLoader)  # noqa: S506 # nosec B506 # a SafeLoader
    except (yaml.YAMLError, ValueError, OSError) as error:
        raise CatalogError(file, "", str(error), "write it as plain YAML in UTF-8") from error


def _plain(content: str) -> None:
    """Refuse what is small to write and endless to read: depth, and parts that repeat parts.

    Errors: YAMLError.
    """
    parts, open_parts, sizes = 0, list[tuple[str | None, int]](), dict[str, int]()
    for event in yaml.parse(content, _StrictLoader):
        if isinstance(event, yaml.AliasEvent):
            parts += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.CollectionStartEvent):
            open_parts.append((event.anchor, parts))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_parts.pop()
            sizes[anchor or ""] = parts - before + 1
        parts += 1
        if len(open_parts) > DEEPEST:
            raise yaml.YAMLError(f"more than {DEEPEST} levels inside each other")
        if parts > MOST_PARTS:
            raise yaml.YAMLError(f"more than {MOST_PARTS} parts, with those pointed to")


def read_entry(model: type[_Entry], file: Path) -> _Entry:
    """Return the file as one entry; raises CatalogError at its first fault."""
    content = read_yaml(file)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _first_fault(file, error) from error


def read_entries(model: type[_Entry], file: Path) -> dict[str, _Entry]:
    """Return a file that is a mapping of slug → entry; each entry is given its slug."""
    content = read_yaml(file)
    if not isinstance(content, dict):
        raise CatalogError(file, "", "is not a mapping", "write one slug per entry")
    return {slug: _entry(model, file, slug, fields) for slug, fields in content.items()}


def _entry(model: type[_Entry], file: Path, slug: str, fields: Any) -> _Entry:
    if not isinstance(fields, dict):
        raise CatalogError(
            file, slug, f"{reprlib.repr(fields)} is no entry", "write its fields below it"
        )
    try:
        return model.model_validate({"slug": slug, **fields})
    except ValidationError as error:
        raise _first_fault(file, error, slug) from error


def _first_fault(file: Path, error: ValidationError, *above: str) -> CatalogError:
    """Return the first fault with its place in the file, in words that help."""
    fault = error.errors()[0]
    place = ".".join(str(part) for part in (*above, *fault["loc"]))
    remedies = {
        "extra_forbidden": "take the field away, or spell it as its neighbours do",
        "missing": "add the field",
    }
    remedy = remedies.get(
        fault["type"], f"it was {_short(fault['input'])}: write what the field asks"
    )
    return CatalogError(file, place, fault["msg"], remedy)
