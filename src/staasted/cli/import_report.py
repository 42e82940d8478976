"""What an import prints: counts, bad cells, open questions, and what would change."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from staasted.apps.imports.reading.refusals import RowError
from staasted.apps.imports.report import FactChange, ImportReport
from staasted.apps.imports.wording import error_words, notice_words
from staasted.catalog.texts import text

ROWS_SHOWN = 50  # a screenful or two; --json has them all
IDS_SHOWN = 20


def json_print(data: Mapping[str, object]) -> None:
    """Print plain data as JSON."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def report_print(report: ImportReport, *, left_out: Path | None) -> None:
    """Print a report; ``left_out`` is where the bad rows were written."""
    typer.echo(text("imports.report.read", read=report.read))
    if report.rejected:
        _rejected_print(report.rejected)
    _outcome_print(report)
    if left_out:
        typer.echo(text("imports.report.left_out", path=left_out))
    _remarks_print(report)


def _outcome_print(report: ImportReport) -> None:
    counts = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged}
    touched = report.created or report.updated
    if report.dry_run:
        _changes_print(report.changes)
        typer.echo(text("imports.report.would_store", **counts))
    elif report.batch:
        typer.echo(text("imports.report.stored", **counts))
        typer.echo(text("imports.report.batch", batch=report.batch))
    elif report.rejected:
        typer.echo(text("imports.report.refused", count=len(report.rejected)))
    elif not touched:
        typer.echo(text("imports.report.nothing_new"))


def _remarks_print(report: ImportReport) -> None:
    for notice in report.notices[:ROWS_SHOWN]:
        reason, remedy = notice_words(notice)
        typer.echo(text("imports.report.notice", row=notice.row, reason=reason, remedy=remedy))
    if report.ignored_columns:
        columns = _some(report.ignored_columns)
        typer.echo(text("imports.report.ignored_columns", columns=columns))
    if report.without_counsellor:
        rows = _some(report.without_counsellor)
        typer.echo(text("imports.report.without_counsellor", rows=rows))
    if report.absent:
        count, citizens = len(report.absent), _some(report.absent)
        typer.echo(text("imports.report.absent", count=count, citizens=citizens))


def _some(items: Sequence[object]) -> str:
    shown = [str(item) for item in items[:IDS_SHOWN]]
    if len(items) > IDS_SHOWN:
        shown.append(text("imports.report.more", count=len(items) - IDS_SHOWN))
    return ", ".join(shown)


def _rejected_print(rejected: Sequence[RowError]) -> None:
    lines = (
        (
            error.row,
            error.column or text("imports.report.whole_row"),
            error.value,
            *error_words(error),
        )
        for error in rejected[:ROWS_SHOWN]
    )
    _table_print(("row", "column", "value", "reason", "remedy"), lines, len(rejected))


def _changes_print(changes: Sequence[FactChange]) -> None:
    lines = (
        (each.row, each.table, each.fact, _word(each.before), _word(each.after))
        for each in changes[:ROWS_SHOWN]
    )
    if changes:
        _table_print(("row", "table", "fact", "before", "after"), lines, len(changes))


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _table_print(names: Iterable[str], lines: Iterable[Sequence[object]], count: int) -> None:
    """A table; cells of the file are printed as plain text, never as markup."""
    table = Table(show_lines=True)
    for name in names:
        table.add_column(text(f"imports.report.column.{name}"))
    for line in lines:
        table.add_row(*(Text(str(cell)) for cell in line))
    Console().print(table)
    if count > ROWS_SHOWN:
        typer.echo(text("imports.report.errors_shown", shown=ROWS_SHOWN, count=count))
