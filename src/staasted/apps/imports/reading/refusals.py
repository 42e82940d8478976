"""Why a file or a cell is refused: codes and values, never prose.

A file that cannot be read at all raises ``ImportRefused``. A cell that cannot be used
becomes a ``RowError``; the import collects them all before it says no.
The sentences lie in ``texts/imports.da.yaml`` under ``file`` and ``row``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FileReason(StrEnum):
    """Why no row of the file could be read."""

    NOT_OPENED = "not_opened"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    SPREADSHEET = "spreadsheet"
    NUL_BYTES = "nul_bytes"
    ENCODING = "encoding"
    QUOTES = "quotes"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NO_HEADER = "no_header"
    COLUMN_MISSING = "column_missing"
    COLUMN_BLANK = "column_blank"
    COLUMN_TWICE = "column_twice"
    NO_ROWS = "no_rows"


class RowReason(StrEnum):
    """Why one cell, or one row, could not be used."""

    CPR_MISSING = "cpr_missing"
    CPR_NOT_DIGITS = "cpr_not_digits"
    CPR_LENGTH = "cpr_length"
    CPR_ALL_ZERO = "cpr_all_zero"
    CPR_NO_SUCH_DATE = "cpr_no_such_date"
    CPR_BORN_AHEAD = "cpr_born_ahead"
    CPR_TWICE = "cpr_twice"
    VALUE_MISSING = "value_missing"
    VALUE_TOO_LONG = "value_too_long"
    ROW_TOO_SHORT = "row_too_short"
    ROW_TOO_LONG = "row_too_long"
    EMAIL = "email"
    MUNICIPALITY = "municipality"
    DATE_FORMAT = "date_format"
    DATE_NO_SUCH_DAY = "date_no_such_day"
    DATE_BEFORE_BIRTH = "date_before_birth"
    DATE_TOO_FAR_AHEAD = "date_too_far_ahead"
    DATE_AHEAD = "date_ahead"
    TARGET_GROUP_UNKNOWN = "target_group_unknown"
    BENEFIT_UNKNOWN = "benefit_unknown"
    COUNSELLOR_UNKNOWN = "counsellor_unknown"
    COUNSELLOR_AMBIGUOUS = "counsellor_ambiguous"
    PERIOD_OTHER_START = "period_other_start"
    PERIOD_EARLIER = "period_earlier"


SAID_BY_CORE = frozenset(
    {
        RowReason.CPR_MISSING,
        RowReason.CPR_NOT_DIGITS,
        RowReason.CPR_LENGTH,
        RowReason.CPR_ALL_ZERO,
        RowReason.CPR_NO_SUCH_DATE,
    }
)
"""Reasons that are a DomainError's code; their sentences lie in ``texts/errors.da.yaml``."""


class ImportRefused(Exception):
    """The file cannot be read; ``reason`` and ``values`` say why and where."""

    def __init__(self, reason: FileReason, **values: object) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values: dict[str, object] = values


class CellRefused(Exception):
    """One cell cannot be used; the row reader turns it into a ``RowError``."""

    def __init__(self, reason: RowReason, **values: object) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values: dict[str, object] = values


@dataclass(frozen=True, slots=True)
class RowError:
    """One bad cell.

    ``row`` is the number a spreadsheet shows (header = 1), ``column`` the header as the
    file writes it ("" when the whole row is meant), ``value`` the cell as written, always
    "" for a CPR cell. ``values`` fills the sentences of reason and remedy.
    """

    row: int
    column: str
    reason: RowReason
    value: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
