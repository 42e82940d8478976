"""``staasted trials``: what our trials change, for whom, and what has been done about them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import refuse, say
from staasted.core.errors import DomainError

if TYPE_CHECKING:  # reading it in would wake Django up
    from staasted.apps.trials.selectors import TrialHere

Slug = Annotated[str, typer.Argument(metavar="SLUG", help=text("cli.trialing.slug"))]
Draft = Annotated[Path, typer.Argument(metavar="FILE", help=text("cli.trialing.file"))]
Day = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help=text("cli.trialing.on"))
]
ActDay = Annotated[
    datetime, typer.Option("--on", formats=["%Y-%m-%d"], help=text("cli.trialing.act_on"))
]
Enrolled = Annotated[str, typer.Argument(metavar="PUBLIC-ID", help=text("cli.trialing.enrolled"))]
_DAYS = ["%Y-%m-%d"]
FromDay = Annotated[datetime, typer.Option("--from", formats=_DAYS, help=text("cli.trialing.from"))]
LastDay = Annotated[datetime, typer.Option("--to", formats=_DAYS, help=text("cli.trialing.to"))]
By = Annotated[str, typer.Option("--by", help=text("cli.trialing.by"))]
Reason = Annotated[str, typer.Option("--reason", help=text("cli.trialing.reason"))]
AsJson = Annotated[bool, typer.Option("--json", help=text("cli.lawbook.json"))]

app = typer.Typer(no_args_is_help=True)


@app.command("list", help=text("cli.trialing.list_help"))
def list_all(on: Day = None, as_json: AsJson = False) -> None:
    """List every trial of the catalogue, the newest first."""
    _django()
    with _spoken():
        from staasted.apps.trials.selectors import trials_here
        from staasted.cli.trials_said import listed
        from staasted.cli.trials_told import listed_json

        found, day = trials_here(), _day(on)
    if as_json:
        _json([listed_json(here, day) for here in found])
        return
    for here in found:
        typer.echo(listed(here, day))
    if not found:
        say("trialing.empty")


@app.command("show", help=text("cli.trialing.show_help"))
def show(slug: Slug, on: Day = None, as_json: AsJson = False) -> None:
    """Tell everything about one trial."""
    _django()
    with _spoken():
        here = _known(slug)
    from staasted.catalog.loader import catalog
    from staasted.cli.trials_said import TrialTold, trial_said
    from staasted.cli.trials_told import trial_json

    parts = tuple(part for part in catalog().parts if part.trial == slug)
    told = TrialTold(here.entry, parts, _day(on), here)
    if as_json:
        _json(trial_json(told, here))
        return
    for line in trial_said(told):
        typer.echo(line)


@app.command("check", help=text("cli.trialing.check_help"))
def check(file: Draft) -> None:
    """Explain a draft before anybody approves it; exit code 1 where something is wrong."""
    _django()
    from staasted.cli.trials_checked import checked

    with _spoken():
        report = checked(file, _day(None))
    for line in report.lines:
        typer.echo(line)
    if not report.ok:
        raise typer.Exit(1)


@app.command("approve", help=text("cli.trialing.approve_help"))
def approve(slug: Slug, on: ActDay, by: By, reason: Reason = "") -> None:
    """Approve a trial: it runs from the day it is begun."""
    _act("approved", slug, on.date(), by, reason)


@app.command("begin", help=text("cli.trialing.begin_help"))
def begin(slug: Slug, on: ActDay, by: By, reason: Reason = "") -> None:
    """Begin an approved trial on a day."""
    _act("begun", slug, on.date(), by, reason)


@app.command("stop", help=text("cli.trialing.stop_help"))
def stop(slug: Slug, on: ActDay, by: By, reason: Reason = "") -> None:
    """Stop a trial: the day is the first one without it."""
    _act("stopped", slug, on.date(), by, reason)


@app.command("enrol", help=text("cli.trialing.enrol_help"))
def enrol(slug: Slug, citizen: Enrolled, on: FromDay) -> None:
    """Let a citizen take part in a trial that asks who does."""
    _takes_part("enrolled", slug, citizen, on.date())


@app.command("withdraw", help=text("cli.trialing.withdraw_help"))
def withdraw(slug: Slug, citizen: Enrolled, on: LastDay) -> None:
    """End a citizen's part in a trial."""
    _takes_part("withdrawn", slug, citizen, on.date())


def _takes_part(kind: str, slug: str, public_id: str, on: date) -> None:
    """Let the service do it as the operator, the reading logged, and say so in one sentence."""
    _django()
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.audit.reading import reading
    from staasted.apps.citizens.access import NotYours
    from staasted.apps.citizens.staff_access import case_for_command
    from staasted.apps.org.clock import clock
    from staasted.apps.trials.services import participation_begin, participation_end
    from staasted.catalog.loader import catalog

    page = f"trials {kind}"
    with _spoken(), reading(actor=OPERATOR, purpose=page, page=page, at=clock.now()):
        try:
            case = case_for_command(OPERATOR, public_id)
        except NotYours:
            refuse("export.nobody")
        if kind == "enrolled":
            participation_begin(actor=OPERATOR, citizen=case, slug=slug, from_on=on)
        else:
            participation_end(actor=OPERATOR, citizen=case, slug=slug, to_on=on)
    name = catalog().trials[slug].words.name
    say(f"trialing.said.{kind}", name=name, citizen=public_id, day=on)


def _act(kind: str, slug: str, on: date, by: str, reason: str) -> None:
    """Let the service do it as the operator, and say so in one sentence."""
    _django()
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.trials import services
    from staasted.catalog.loader import catalog

    service = {
        "approved": services.trial_approve,
        "begun": services.trial_begin,
        "stopped": services.trial_stop,
    }[kind]
    with _spoken():
        service(actor=OPERATOR, slug=slug, on=on, by=by, reason=reason)
    name = catalog().trials[slug].words.name
    said = text(f"cli.trialing.said.{kind}", name=name, slug=slug, day=on, by=by.strip())
    typer.echo(said)


def _known(slug: str) -> "TrialHere":
    """Return a trial with what has been done about it. Errors: DomainError."""
    from staasted.apps.trials.selectors import trial_here
    from staasted.catalog.loader import catalog

    here = trial_here(slug)
    if here is None:
        known = ", ".join(sorted(catalog().trials))
        raise DomainError("trial_unknown", trial=slug, known=known)
    return here


@contextmanager
def _spoken() -> Iterator[None]:
    """Say a refusal, and a database that cannot be used, in words; exit code 1."""
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except DomainError as refused:
        for part in ("what", "why", "next"):
            typer.echo(text(f"errors.{refused.code}.{part}", **refused.values), err=True)
        raise typer.Exit(1) from refused
    except (OperationalError, ProgrammingError) as error:
        refuse("trialing.no_database", why=" ".join(str(error).split()))


def _day(on: datetime | None) -> date:
    from staasted.apps.org.clock import clock

    return on.date() if on else clock.today()


def _json(told: object) -> None:
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _django() -> None:
    import django

    django.setup()
