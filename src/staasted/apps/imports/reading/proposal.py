"""How a file's headers would be read, so that a human can say otherwise before it is."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from staasted.apps.imports.reading.mapping import (
    IGNORED,
    header_fold,
    header_line,
    target_of,
    targets_read,
)
from staasted.apps.imports.reading.names import LEAST_ALIKE
from staasted.catalog.imports import Layout


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is known about a file's headers.

    ``mapping``: header as written → field, "" where nothing is known. ``nearest``: an
    unknown header → the field whose name is most like it; a suggestion, never used by
    itself. ``missing`` are required fields that no header names; ``twice`` are headers that
    name a field another header names already.
    """

    mapping: Mapping[str, str]
    nearest: Mapping[str, str]
    missing: tuple[str, ...]
    twice: tuple[str, ...]


def proposal(cells: Sequence[str], *, layout: Layout, mapping: Mapping[str, str]) -> Proposal:
    """Read the headers without refusing any; ``mapping`` comes first where it names one.

    Errors: ImportRefused ``mapping_field_unknown``, ``mapping_header_twice``.
    """
    mapped = targets_read(mapping, layout)
    headers = [header for header in map(header_line, cells) if header]
    found: dict[str, str] = {}
    twice: list[str] = []
    for header in headers:
        target = target_of(header, layout, mapped=mapped)
        field = str(target) if target else IGNORED
        if header in found or (field and field in found.values()):
            twice.append(header)
        found.setdefault(header, field)
    unknown = [each for each in found if not found[each] and header_fold(each) not in mapped]
    return Proposal(
        mapping=found,
        nearest=_nearest(unknown, layout, taken=set(found.values())),
        missing=_missing(layout, set(found.values())),
        twice=tuple(twice),
    )


def _missing(layout: Layout, fields: set[str]) -> tuple[str, ...]:
    return tuple(
        each.field for each in layout.columns if each.required and each.field not in fields
    )


def _nearest(unknown: Sequence[str], layout: Layout, *, taken: set[str]) -> dict[str, str]:
    """Suggestions among the fields that are still free."""
    free = {name: each.field for name, each in layout.by_name().items() if each.field not in taken}
    found = {}
    for header in unknown:
        close = difflib.get_close_matches(header_fold(header), free, n=1, cutoff=LEAST_ALIKE)
        if close:
            found[header] = free[close[0]]
    return found
