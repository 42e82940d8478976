"""Why a file or a cell is refused, or asked about: codes and values, never prose.

A file that cannot be read at all raises ``ImportRefused``. A cell that cannot be used
becomes a ``RowError``; the import collects them all before it says no. A cell that can be
read and still leaves a question becomes a ``RowNotice``: the row is good.
The sentences lie in ``texts/imports.da.yaml`` under ``file``, ``row`` and ``notice``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FileReason(StrEnum):
    """Why no row of the file could be read."""

    NOT_OPENED = "not_opened"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    INFECTED = "infected"
    SCANNER_AWAY = "scanner_away"
    SPREADSHEET = "spreadsheet"
    SPREADSHEET_LOCKED = "spreadsheet_locked"
    SPREADSHEET_BROKEN = "spreadsheet_broken"
    SPREADSHEET_TOO_LARGE = "spreadsheet_too_large"
    NUL_BYTES = "nul_bytes"
    ENCODING = "encoding"
    QUOTES = "quotes"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ERRORS = "too_many_errors"
    NO_HEADER = "no_header"
    COLUMN_MISSING = "column_missing"
    COLUMN_BLANK = "column_blank"
    COLUMN_TWICE = "column_twice"
    NO_ROWS = "no_rows"
    MAPPING_FORMAT = "mapping_format"
    MAPPING_OTHER_KIND = "mapping_other_kind"
    MAPPING_FIELD_UNKNOWN = "mapping_field_unknown"
    MAPPING_HEADER_TWICE = "mapping_header_twice"
    CHANGED_MEANWHILE = "changed_meanwhile"


class RowReason(StrEnum):
    """Why one cell, or one row, could not be used."""

    CPR_MISSING = "cpr_missing"
    CPR_NOT_DIGITS = "cpr_not_digits"
    CPR_LENGTH = "cpr_length"
    CPR_ALL_ZERO = "cpr_all_zero"
    CPR_NO_SUCH_DATE = "cpr_no_such_date"
    CPR_BORN_AHEAD = "cpr_born_ahead"
    CPR_OUT_OF_PLACE = "cpr_out_of_place"
    PERIOD_TWICE = "period_twice"
    PERIODS_OVERLAP = "periods_overlap"
    CONVERSATION_TWICE = "conversation_twice"
    OFFER_TWICE = "offer_twice"
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
    TIME_FORMAT = "time_format"
    END_BEFORE_START = "end_before_start"
    PARTNER_MISSING = "partner_missing"
    EXEMPTION_DENIED = "exemption_denied"
    NO_DAY = "no_day"
    NUMBER_FORMAT = "number_format"
    NUMBER_OUTSIDE = "number_outside"
    HOURS_FORMAT = "hours_format"
    HOURS_TWICE = "hours_twice"
    HOURS_AHEAD = "hours_ahead"
    WORD_UNKNOWN = "word_unknown"
    TARGET_GROUP_UNKNOWN = "target_group_unknown"
    BENEFIT_UNKNOWN = "benefit_unknown"
    COUNSELLOR_UNKNOWN = "counsellor_unknown"
    COUNSELLOR_AMBIGUOUS = "counsellor_ambiguous"
    PERIOD_OTHER_START = "period_other_start"
    PERIOD_EARLIER = "period_earlier"
    CITIZEN_UNKNOWN = "citizen_unknown"


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


class NoticeReason(StrEnum):
    """What a good row leaves for a human to answer."""

    TARGET_GROUP_SEVERAL = "target_group_several"
    TARGET_GROUP_NONE = "target_group_none"
    BIRTH_DATE_OTHER = "birth_date_other"


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


class CellUnsettled(Exception):
    """One cell says something that names no single value: *not known*, and a ``RowNotice``."""

    def __init__(self, reason: NoticeReason, **values: object) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values: dict[str, object] = values


@dataclass(frozen=True, slots=True)
class RowError:
    """One bad cell.

    ``row`` is the number a spreadsheet shows (header = 1), ``column`` the header as the
    file writes it ("" when the whole row is meant), ``value`` the cell as written, always
    "" for a CPR cell and for what looks like a CPR number. ``values`` fills the sentences
    of reason and remedy.
    """

    row: int
    column: str
    reason: RowReason
    value: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowNotice:
    """One cell of a good row that a human should look at; the fields are those of ``RowError``."""

    row: int
    column: str
    reason: NoticeReason
    value: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
