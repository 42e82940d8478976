"""``staasted rules``: what is due, why it is so, and whether the rules hold together."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import refuse, say

PURPOSE_LONGEST = 40  # the read log's column

On = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=text("cli.lawbook.on"))]
AsJson = Annotated[bool, typer.Option("--json", help=text("cli.lawbook.json"))]
Purpose = Annotated[str | None, typer.Option("--purpose", help=text("cli.lawbook.purpose"))]
PublicId = Annotated[str, typer.Argument(metavar="PUBLIC-ID", help=text("cli.lawbook.public_id"))]
CaseFile = Annotated[Path | None, typer.Option("--case", help=text("cli.lawbook.case"))]
Folders = Annotated[list[Path] | None, typer.Argument(help=text("cli.lawbook.folders"))]

app = typer.Typer(no_args_is_help=True)


@app.command("due", help=text("cli.lawbook.due_help"))
def due(on: On, as_json: AsJson = False, purpose: Purpose = None) -> None:
    """List what is owed everybody on a day, the soonest first."""
    _django()
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.audit.reading import reading
    from staasted.apps.effort.explaining import due_lines
    from staasted.apps.org.clock import clock
    from staasted.cli.rules_said import due_said
    from staasted.cli.rules_told import due_json

    stated = _stated(purpose)
    with reading(actor=OPERATOR, purpose=stated, page="rules due", at=clock.now()):
        found = due_lines(OPERATOR, on=on.date())
    if as_json:
        typer.echo(json.dumps(due_json(found), ensure_ascii=False, indent=2))
        return
    for line in due_said(found):
        typer.echo(line)
    if not found:
        say("lawbook.nothing_due", day=on.date())


@app.command("explain", help=text("cli.lawbook.explain_help"))
def explain(
    on: On,
    public_id: PublicId = "",
    case: CaseFile = None,
    as_json: AsJson = False,
    purpose: Purpose = None,
) -> None:
    """Explain one person on a day, from the database or from a case file."""
    if case is not None and not public_id:
        _explain_cases(case, on.date(), as_json=as_json)
    elif public_id and case is None:
        _explain_citizen(public_id, on.date(), purpose, as_json=as_json)
    else:
        refuse("lawbook.one_of")


@app.command("check", help=text("cli.lawbook.check_help"))
def check(folders: Folders = None) -> None:
    """Check the rules and run every case, the catalogue's and those of any folder given."""
    from staasted.cli.rules_checked import checked

    report = checked(folders or [])
    for line in report.lines:
        typer.echo(line)
    if not report.ok:
        raise typer.Exit(1)


def _explain_citizen(public_id: str, on: date, purpose: str | None, *, as_json: bool) -> None:
    _django()
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.audit.reading import reading
    from staasted.apps.citizens.access import NotYours
    from staasted.apps.effort.explaining import explained
    from staasted.apps.org.clock import clock

    stated = _stated(purpose)
    try:
        with reading(actor=OPERATOR, purpose=stated, page="rules explain", at=clock.now()):
            found = explained(OPERATOR, public_id, on=on)
    except NotYours:
        refuse("export.nobody")
    _print(found, public_id, as_json=as_json)


def _explain_cases(file: Path, on: date, *, as_json: bool) -> None:
    from staasted.cli.case_files import CaseRefused, answers_of

    try:
        for case, found in answers_of(file, on):
            _print(found, case.name, as_json=as_json)
    except CaseRefused as error:
        refuse("lawbook.refused", why=str(error))


def _print(found: object, whom: str, *, as_json: bool) -> None:
    from staasted.cli.rules_said import answer_said
    from staasted.cli.rules_told import answer_json

    if as_json:
        typer.echo(json.dumps(answer_json(found, whom), ensure_ascii=False, indent=2))
        return
    for line in answer_said(found, whom):
        typer.echo(line)


def _stated(purpose: str | None) -> str:
    """Why somebody is read, as it was given or is typed now: a command has no reason of its own."""
    if purpose is None:  # asked beside the answer, which may be data
        purpose = str(typer.prompt(text("cli.export.purpose_asked"), err=True))
    stated = purpose.strip()
    if not stated or len(stated) > PURPOSE_LONGEST:
        refuse("export.purpose_missing", most=PURPOSE_LONGEST)
    return stated


def _django() -> None:
    import django

    django.setup()
