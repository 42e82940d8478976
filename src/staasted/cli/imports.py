"""``staasted import``: a municipality's own files, everything or nothing; and taking one back."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress as Bar

from staasted.apps.imports.options import ImportOptions, Progress, Stage
from staasted.apps.imports.reading.mapping import mapping_read, mapping_text
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.wording import refusal_data, refusal_words, report_data
from staasted.catalog.imports import FileKind, bounds
from staasted.catalog.texts import text
from staasted.cli.import_report import json_print, report_print
from staasted.core.errors import DomainError

STANDARD_INPUT = "-"
REJECTED = 1
UNREADABLE = 2
LEFT_OUT = ".afvist.csv"

File = Annotated[str, typer.Argument(metavar="FILE", help=text("imports.command.file"))]
AsJson = Annotated[bool, typer.Option("--json", help=text("imports.command.json"))]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help=text("imports.command.skip_bad"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=text("imports.command.dry_run"))]
Corrections = Annotated[
    bool, typer.Option("--accept-corrections", help=text("imports.command.accept_corrections"))
]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", metavar="FILE", help=text("imports.command.mapping"))
]
SaveMapping = Annotated[
    Path | None,
    typer.Option("--save-mapping", metavar="FILE", help=text("imports.command.save_mapping")),
]

app = typer.Typer(no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    kind: FileKind
    file: str
    as_json: bool
    mapping: Path | None
    save_mapping: Path | None
    options: ImportOptions


@app.command("caseload", help=text("imports.command.caseload"))
def caseload(
    file: File,
    as_json: AsJson = False,
    skip_bad: SkipBad = False,
    dry_run: DryRun = False,
    accept_corrections: Corrections = False,
    mapping: MappingFile = None,
    save_mapping: SaveMapping = None,
) -> None:
    """Import a caseload file; exit code 0 only when nothing was rejected."""
    options = ImportOptions(skip_bad, dry_run, accept_corrections)
    _run(Asked(FileKind.CASELOAD, file, as_json, mapping, save_mapping, options))


@app.command("conversations", help=text("imports.command.conversations"))
def conversations(
    file: File,
    as_json: AsJson = False,
    skip_bad: SkipBad = False,
    dry_run: DryRun = False,
    mapping: MappingFile = None,
    save_mapping: SaveMapping = None,
) -> None:
    """Import a conversations file; exit code 0 only when nothing was rejected."""
    options = ImportOptions(skip_bad, dry_run)
    _run(Asked(FileKind.CONVERSATIONS, file, as_json, mapping, save_mapping, options))


@app.command("offers", help=text("imports.command.offers"))
def offers(
    file: File,
    as_json: AsJson = False,
    skip_bad: SkipBad = False,
    dry_run: DryRun = False,
    mapping: MappingFile = None,
    save_mapping: SaveMapping = None,
) -> None:
    """Import an offers file; exit code 0 only when nothing was rejected."""
    options = ImportOptions(skip_bad, dry_run)
    _run(Asked(FileKind.OFFERS, file, as_json, mapping, save_mapping, options))


def _run(asked: Asked) -> None:
    try:
        report = _imported(asked)
        left_out = _left_out_write(asked, report)
        if asked.save_mapping:
            _write(asked.save_mapping, mapping_text(report.mapping, kind=asked.kind).encode())
    except ImportRefused as refused:
        _refused_print(refused, as_json=asked.as_json)
        raise typer.Exit(UNREADABLE) from None
    if asked.as_json:
        json_print(report_data(report))
    else:
        report_print(report, left_out=left_out)
    raise typer.Exit(REJECTED if report.rejected else 0)


def _imported(asked: Asked) -> ImportReport:
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.imports import services
    from staasted.apps.org.clock import clock

    take_in = {
        FileKind.CASELOAD: services.caseload_import,
        FileKind.CONVERSATIONS: services.conversations_import,
        FileKind.OFFERS: services.offers_import,
    }[asked.kind]
    content, mapping = _content(asked.file), _mapping(asked)
    with _bar(shown=not asked.as_json) as progress:
        return take_in(
            actor=OPERATOR,
            content=content,
            file_name=Path(asked.file).name,
            today=clock.today(),
            options=replace(asked.options, mapping=mapping, progress=progress),
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


def _mapping(asked: Asked) -> Mapping[str, str] | None:
    if asked.mapping is None:
        return None
    try:
        written = asked.mapping.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ImportRefused(FileReason.NOT_OPENED, path=str(asked.mapping)) from None
    return mapping_read(written, kind=asked.kind)


@contextmanager
def _bar(*, shown: bool) -> Iterator[Progress]:
    """A progress bar on a terminal; elsewhere nothing is drawn."""
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not (shown and console.is_terminal)) as bar:
        tasks = {
            stage: bar.add_task(text(f"imports.stage.{stage}"), total=None, start=False)
            for stage in Stage
        }

        def tell(stage: Stage, done: int, total: int | None) -> None:
            bar.start_task(tasks[stage])
            bar.update(tasks[stage], completed=done, total=total)

        yield tell


def _left_out_write(asked: Asked, report: ImportReport) -> Path | None:
    """The bad rows beside the file, where the good ones were taken in without them."""
    if report.rejected_file is None or report.dry_run:
        return None
    source = Path(asked.file if asked.file != STANDARD_INPUT else FileKind(asked.kind).value)
    path = source.with_name(f"{source.stem}{LEFT_OUT}")
    _write(path, report.rejected_file)
    return path


def _write(path: Path, content: bytes) -> None:
    try:
        # Bad rows hold CPR numbers: a new file, for the owner's eyes alone, behind no link.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError:
        typer.echo(text("imports.report.not_written", path=path), err=True)


def _refused_print(refused: ImportRefused, *, as_json: bool) -> None:
    if as_json:
        json_print({"refused": refusal_data(refused)})
        return
    for sentence in refusal_words(refused):
        typer.echo(sentence, err=True)


Batch = Annotated[str, typer.Argument(metavar="BATCH", help=text("imports.command.batch"))]


@app.command("undo", help=text("imports.command.undo"))
def undo(batch: Batch) -> None:
    """Take an import back; exit code 1 where something was built on it."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.imports.services import batch_undo

    try:
        undone = batch_undo(actor=OPERATOR, public_id=batch)
    except DomainError as refused:
        _undo_refused(refused)
    typer.echo(text("imports.undo.done", file=undone.file_name))


def _undo_refused(refused: DomainError) -> NoReturn:
    """Why it cannot be undone, and everything that was built on it by name."""
    for part in ("what", "why"):
        typer.echo(text(f"errors.{refused.code}.{part}", **refused.values), err=True)
    for built in getattr(refused, "records", ()):
        typer.echo(f"  {text(f'imports.undo.built.{built.kind}')}: {built.ref}", err=True)
    typer.echo(text(f"errors.{refused.code}.next", **refused.values), err=True)
    raise typer.Exit(REJECTED)
