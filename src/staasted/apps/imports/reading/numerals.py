"""Numbers as Danes and spreadsheets write them."""

import re
from decimal import Decimal

from staasted.apps.imports.reading.refusals import CellRefused, RowReason

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+,\d+")
_NUMBER = re.compile(r"-?\d{1,9}([.,]\d{1,17})?")
_DECIMALS = Decimal("0.01")


def number_read(written: str, *, least: Decimal, most: Decimal) -> Decimal:
    """``37``, ``96,20``, ``96.20`` or ``1.234,5``, rounded to two decimals.

    Between ``least`` and ``most``, both included. A point with no comma after it is a decimal
    point: that is how a spreadsheet hands a number over. Errors: CellRefused.
    """
    text = written.replace(" ", "").replace("\u00a0", "")
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    if not (text.isascii() and _NUMBER.fullmatch(text)):
        raise CellRefused(RowReason.NUMBER_FORMAT)
    return _inside(Decimal(text.replace(",", ".")), least, most).quantize(_DECIMALS)


def whole_number_read(written: str, *, least: Decimal, most: Decimal) -> int:
    """A number without decimals, between ``least`` and ``most``. Errors: CellRefused."""
    if not (written.isascii() and re.fullmatch(r"-?\d{1,9}(\.0+)?", written)):
        raise CellRefused(RowReason.NUMBER_FORMAT)
    return int(_inside(Decimal(written), least, most))


def _inside(number: Decimal, least: Decimal, most: Decimal) -> Decimal:
    if not least <= number <= most:
        raise CellRefused(RowReason.NUMBER_OUTSIDE, least=least, most=most)
    return number
