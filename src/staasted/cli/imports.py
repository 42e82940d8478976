"""``staasted import caseload``: a municipality's own file, everything or nothing."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.wording import error_words, refusal_data, refusal_words, report_data
from staasted.catalog.imports import bounds
from staasted.catalog.texts import text

STANDARD_INPUT = "-"
REJECTED = 1
UNREADABLE = 2
ERRORS_SHOWN = 50  # a screenful or two; --json has them all
IDS_SHOWN = 20

File = Annotated[str, typer.Argument(metavar="FILE", help=text("imports.caseload.file_help"))]
AsJson = Annotated[bool, typer.Option("--json", help=text("imports.caseload.json_help"))]

app = typer.Typer(no_args_is_help=True)


@app.callback()
def imports() -> None:
    """Keep ``caseload`` a word of its own while it is the only one."""


@app.command("caseload", help=text("imports.caseload.help"))
def caseload(file: File, as_json: AsJson = False) -> None:
    """Import a caseload file; exit code 0 only when nothing was rejected."""
    try:
        report = _imported(file)
    except ImportRefused as refused:
        _print_refused(refused, as_json=as_json)
        raise typer.Exit(UNREADABLE) from None
    if as_json:
        _print_json(report_data(report))
    else:
        _print_report(report)
    raise typer.Exit(REJECTED if report.rejected else 0)


def _imported(file: str) -> ImportReport:
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.imports.services import caseload_import
    from staasted.apps.org.clock import clock

    return caseload_import(
        actor=OPERATOR, content=_content(file), file_name=Path(file).name, today=clock.today()
    )


def _content(file: str) -> bytes:
    """At most one byte more than is allowed: enough to see that it is too much."""
    most = bounds().file_bytes + 1
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(most)
    except OSError:
        raise ImportRefused(FileReason.NOT_OPENED, path=file) from None


def _print_refused(refused: ImportRefused, *, as_json: bool) -> None:
    if as_json:
        _print_json({"refused": refusal_data(refused)})
        return
    for sentence in refusal_words(refused):
        typer.echo(sentence, err=True)


def _print_json(data: Mapping[str, object]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _print_report(report: ImportReport) -> None:
    typer.echo(text("imports.report.read", read=report.read))
    if report.rejected:
        _print_rejected(report)
    elif report.batch:
        counts = {"created": report.created, "updated": report.updated}
        typer.echo(text("imports.report.stored", unchanged=report.unchanged, **counts))
        typer.echo(text("imports.report.batch", batch=report.batch))
    else:
        typer.echo(text("imports.report.nothing_new"))
    _print_remarks(report)


def _print_remarks(report: ImportReport) -> None:
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


def _print_rejected(report: ImportReport) -> None:
    """The bad cells as a table; cells of the file are printed as plain text, never as markup."""
    table = Table(show_lines=True)
    for name in ("row", "column", "value", "reason", "remedy"):
        table.add_column(text(f"imports.report.column.{name}"))
    for error in report.rejected[:ERRORS_SHOWN]:
        column = error.column or text("imports.report.whole_row")
        cells = (str(error.row), column, error.value, *error_words(error))
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)
    count = len(report.rejected)
    if count > ERRORS_SHOWN:
        typer.echo(text("imports.report.errors_shown", shown=ERRORS_SHOWN, count=count))
    typer.echo(text("imports.report.refused", count=count))
