"""A mapping: which header stands for which field, as data people can see, save and change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from staasted.apps.imports.reading.hours import month_read
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import FileKind, Layout, name_fold

IGNORED = ""
"""The field of a column that is left unread."""
_LONGEST = 100_000
"""Characters in a saved mapping; 200 columns with long headers take a third of it."""
_MONTH = ":"


@dataclass(frozen=True, slots=True)
class Target:
    """What a column is read as: a field, and the month where the column holds one month."""

    field: str
    month: date | None = None

    def __str__(self) -> str:
        return f"{self.field}{_MONTH}{self.month:%Y-%m}" if self.month else self.field


def header_fold(header: str) -> str:
    """A header as it is compared: folded as a name, or as it stands where that leaves nothing."""
    return name_fold(header) or header.strip().casefold()


def target_find(header: str, layout: Layout) -> Target | None:
    """What a header names by itself, a month's column such as ``Timer 2026-01`` among them."""
    column = layout.by_name().get(name_fold(header))
    return Target(column.field) if column else _month_target(header, layout)


def target_of(header: str, layout: Layout, *, mapped: Mapping[str, Target | None]) -> Target | None:
    """What a header is read as: what ``mapped`` says of it, else what it names by itself."""
    fold = header_fold(header)
    return mapped[fold] if fold in mapped else target_find(header, layout)


def header_line(header: str) -> str:
    """A header as it is shown and kept: on one line, spaces between its words."""
    return " ".join(header.split())


def _month_target(header: str, layout: Layout) -> Target | None:
    folded = header_line(header).casefold()
    for column in layout.columns:
        for start in column.month_headers:
            if folded.startswith(f"{start.casefold()} "):
                month = month_read(folded.removeprefix(start.casefold()))
                return Target(column.field, month) if month else None
    return None


def targets_read(mapping: Mapping[str, str], layout: Layout) -> dict[str, Target | None]:
    """Folded header → what it is read as; None where it is left unread.

    Errors: ImportRefused ``mapping_field_unknown``, ``mapping_header_twice``.
    """
    found: dict[str, Target | None] = {}
    for header, field in mapping.items():
        if header_fold(header) in found:
            raise ImportRefused(FileReason.MAPPING_HEADER_TWICE, header=header)
        found[header_fold(header)] = _target(header, field.strip(), layout)
    return found


def _target(header: str, field: str, layout: Layout) -> Target | None:
    if field == IGNORED:
        return None
    name, _, month = field.partition(_MONTH)
    column = layout.by_field.get(name)
    first = month_read(month) if month else None
    if column is None or (month and not (first and column.month_headers)):
        known = ", ".join(layout.by_field)
        raise ImportRefused(
            FileReason.MAPPING_FIELD_UNKNOWN, header=header, field=field, known=known
        )
    return Target(name, first)


def mapping_text(mapping: Mapping[str, str], *, kind: FileKind) -> str:
    """The mapping as YAML people can keep and change."""
    content = {"kind": str(kind), "columns": dict(mapping)}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=_LONGEST)


def mapping_read(text: str, *, kind: FileKind) -> dict[str, str]:
    """A saved mapping: header → field. Every value is a word, also ``no`` and ``2``.

    Errors: ImportRefused ``mapping_format``, ``mapping_other_kind``,
    ``mapping_field_unknown``, ``mapping_header_twice``.
    """
    top = _node(text)
    content = dict(_pairs(top))
    stated, columns = content.get("kind"), content.get("columns")
    if not isinstance(columns, yaml.MappingNode):
        raise _misshapen(top)
    if isinstance(stated, yaml.ScalarNode) and stated.value != kind:
        raise ImportRefused(FileReason.MAPPING_OTHER_KIND, stated=stated.value, kind=str(kind))
    return dict(_words(columns))


def _node(text: str) -> yaml.Node:
    """The document as nodes: nothing is built of it, so nothing in it is ever run."""
    if len(text) > _LONGEST:
        raise ImportRefused(FileReason.MAPPING_FORMAT, line=1)
    try:
        return yaml.compose(text, yaml.SafeLoader) or yaml.ScalarNode("", "")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ImportRefused(FileReason.MAPPING_FORMAT, line=mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, RecursionError):
        raise ImportRefused(FileReason.MAPPING_FORMAT, line=1) from None


def _pairs(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise _misshapen(node)
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _misshapen(key)
        yield key.value, value


def _words(node: yaml.MappingNode) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for header, field in _pairs(node):
        if not isinstance(field, yaml.ScalarNode):
            raise _misshapen(field)
        if header_fold(header) in seen:
            raise ImportRefused(FileReason.MAPPING_HEADER_TWICE, header=header)
        seen.add(header_fold(header))
        yield header, field.value


def _misshapen(node: yaml.Node) -> ImportRefused:
    line = node.start_mark.line + 1 if node.start_mark else 1
    return ImportRefused(FileReason.MAPPING_FORMAT, line=line)
