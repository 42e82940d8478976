"""``staasted erase``: what has been kept long enough goes; what must stay is named."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import refuse_domain
from staasted.core.errors import DomainError

if TYPE_CHECKING:
    from staasted.apps.retention.due import Due

IsDue = Annotated[bool, typer.Option("--due", help=text("retention.cli.due"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=text("retention.cli.dry_run"))]
On = Annotated[str, typer.Option("--on", metavar="DATE", help=text("retention.cli.on"))]
Ref = Annotated[str, typer.Argument(metavar="PUBLIC-ID", help=text("retention.cli.public_id"))]
Reason = Annotated[str, typer.Option("--reason", help=text("retention.cli.reason"))]
ByWhom = Annotated[str, typer.Option("--by", help=text("retention.cli.by"))]

app = typer.Typer()


@app.callback(invoke_without_command=True)
def erase(context: typer.Context, due: IsDue = False, dry_run: DryRun = False, on: On = "") -> None:
    """Erase what is due, or say what would be."""
    if context.invoked_subcommand:
        return
    if not due:
        _refuse("ask_for_due")
    from staasted.apps.org.clock import clock

    day = _day(on) if on else clock.today()
    if dry_run:
        _tell(day)
    elif day > clock.today():
        _refuse("too_late")
    else:
        _erase(day)


@app.command("hold", help=text("retention.cli.hold_help"))
def hold(public_id: Ref, reason: Reason, by: ByWhom) -> None:
    """Keep a case from being erased."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.retention.services import hold_set

    with _said():
        hold_set(actor=OPERATOR, public_id=public_id, reason=reason, by=by)
    _say("held", ref=public_id)


@app.command("lift", help=text("retention.cli.lift_help"))
def lift(public_id: Ref, by: ByWhom) -> None:
    """Let a case be erased again."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.retention.services import hold_lift

    with _said():
        hold_lift(actor=OPERATOR, public_id=public_id, by=by)
    _say("lifted", ref=public_id)


def _tell(day: date) -> None:
    """What would be erased, by rule with its source; the cases it names are noted as read."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.audit.reading import reading
    from staasted.apps.org.clock import clock
    from staasted.apps.retention.due import due_listed

    now = clock.now()
    with (
        _said(),
        reading(actor=OPERATOR, purpose="erase_due", page="erase --due --dry-run", at=now),
    ):
        found = due_listed(actor=OPERATOR, on=day)
    _say("would", day=f"{day:%d-%m-%Y}")
    for each in found:
        _rule_tell(each)


def _rule_tell(due: "Due") -> None:
    from staasted.catalog.retention import length_said, retention

    rule = retention().rules[due.rule]
    told = {"name": rule.words.name, "length": length_said(rule), "source": rule.source}
    _say("heading" if due.rows else "nothing", units=due.units, **told)
    for table, count in sorted(due.rows.items()):
        _say("rows", table=table, count=count)
    for ref, stop in due.stopped:
        _say("stopped", ref=ref, why=text(f"retention.cli.stop.{stop}"))
    for ref, why in due.kept:
        _say("kept", ref=ref, why=text(f"retention.cli.keeps.{why}"))


def _erase(day: date) -> None:
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.retention.due import stopped_on
    from staasted.apps.retention.services import due_erase

    with _said():
        gone = Counter(each.rule for each in due_erase(actor=OPERATOR, on=day))
    counts = {"cases": gone["case"], "answers": gone["answers"]}
    _say("done", files=gone["import_trace"], people=gone["person"], **counts)
    left = stopped_on(day)
    if left:
        _say("left", count=left)


@contextmanager
def _said() -> Iterator[None]:
    """What cannot be done, said plainly."""
    from staasted.apps.citizens.access import NotYours
    from staasted.apps.retention.rows import TableNotNamed

    try:
        yield
    except NotYours:
        _refuse("nobody")
    except TableNotNamed as unnamed:
        _refuse("not_named", table=unnamed)
    except DomainError as refused:
        refuse_domain(refused)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        _refuse("no_day", value=written)


def _say(key: str, **values: object) -> None:
    typer.echo(text(f"retention.cli.{key}", **values))


def _refuse(key: str, **values: object) -> NoReturn:
    typer.echo(text(f"retention.cli.{key}", **values), err=True)
    raise typer.Exit(1)
