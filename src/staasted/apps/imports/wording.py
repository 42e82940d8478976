"""Reason codes as Danish sentences, and a report as plain data."""

from collections.abc import Mapping

from staasted.apps.imports.reading.refusals import (
    SAID_BY_CORE,
    ImportRefused,
    RowError,
    RowNotice,
)
from staasted.apps.imports.report import ImportReport
from staasted.catalog.texts import text


def refusal_words(refused: ImportRefused) -> tuple[str, str]:
    """Why a file cannot be read, and what to do next."""
    key = f"imports.file.{refused.reason}"
    values = refused.values
    return text(f"{key}.reason", **values), text(f"{key}.remedy", **values)


def refusal_data(refused: ImportRefused) -> dict[str, object]:
    """Why a file cannot be read, as JSON can hold it."""
    reason, remedy = refusal_words(refused)
    return {"code": refused.reason.value, "reason": reason, "remedy": remedy}


def error_words(error: RowError) -> tuple[str, str]:
    """Why a cell cannot be used, and what to do next."""
    if error.reason in SAID_BY_CORE:
        return _core_words(error.reason)
    key = f"imports.row.{error.reason}"
    values = _listed(error.values)
    plain = values.get("nearest") == ""
    remedy = text(f"{key}.remedy_plain" if plain else f"{key}.remedy", **values)
    return text(f"{key}.reason", **values), remedy


def notice_words(notice: RowNotice) -> tuple[str, str]:
    """What a good row leaves open, and how to settle it."""
    key, values = f"imports.notice.{notice.reason}", _listed(notice.values)
    return text(f"{key}.reason", **values), text(f"{key}.remedy", **values)


def _listed(values: Mapping[str, object]) -> dict[str, object]:
    """Lists of names as one line."""
    return {
        key: " · ".join(map(str, value)) if isinstance(value, tuple) else value
        for key, value in values.items()
    }


def _core_words(code: str) -> tuple[str, str]:
    key = f"errors.{code}"
    return f"{text(f'{key}.what')} {text(f'{key}.why')}", text(f"{key}.next")


def report_data(report: ImportReport) -> dict[str, object]:
    """The report as JSON can hold it; of a CPR cell never the value."""
    return {
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": [error_data(error) for error in report.rejected],
        "notices": [notice_data(notice) for notice in report.notices],
        "ignored_columns": list(report.ignored_columns),
        "mapping": dict(report.mapping),
        "without_counsellor": list(report.without_counsellor),
        "absent": list(report.absent),
        "dry_run": report.dry_run,
        "batch": report.batch,
    }


def notice_data(notice: RowNotice) -> dict[str, object]:
    """One open question as JSON can hold it."""
    reason, remedy = notice_words(notice)
    return {
        "row": notice.row,
        "column": notice.column,
        "value": notice.value,
        "code": notice.reason.value,
        "reason": reason,
        "remedy": remedy,
    }


def error_data(error: RowError) -> dict[str, object]:
    """One bad cell as JSON can hold it; ``code`` is for programs, the sentences for people."""
    reason, remedy = error_words(error)
    return {
        "row": error.row,
        "column": error.column,
        "value": error.value,
        "code": error.reason.value,
        "reason": reason,
        "remedy": remedy,
    }
