"""CPR numbers where none belong: they are neither quoted nor kept."""

import re
from collections.abc import Callable

from staasted.apps.imports.reading.refusals import CellRefused, RowReason
from staasted.core.citizen.cpr_shaped import CPR_SHAPE, holds_cpr, is_cpr

_GLUED = re.compile(r"\d{11,}")
"""More digits in a row than a number has: in a file of fixed widths one may stand in them."""


def is_cpr_shaped(written: str) -> bool:
    """Whether something in the text looks like a CPR number, though none was ever issued."""
    shaped = CPR_SHAPE.search(written) or _GLUED.search(written)
    return shaped is not None or is_cpr(written)


def without_cpr(reader: Callable[[str], str]) -> Callable[[str], str]:
    """The reader of a cell, refusing what holds a CPR number. Errors: CellRefused."""

    def read(written: str) -> str:
        if holds_cpr(written):
            raise CellRefused(RowReason.CPR_OUT_OF_PLACE)
        return reader(written)

    return read


def quotable(written: str) -> str:
    """The cell as a message may quote it: "" where a CPR number may stand in it."""
    return "" if is_cpr_shaped(written) else written.strip()
