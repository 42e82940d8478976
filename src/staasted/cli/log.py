"""``staasted log``: seal the logs, verify them, and make their index anew."""

from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import say

Known = Annotated[
    list[str] | None, typer.Option("--known", metavar="SEAL", help=text("cli.log.known"))
]

app = typer.Typer(no_args_is_help=True)


@app.command("verify", help=text("cli.log.verify_help"))
def verify(known: Known = None) -> None:
    """Read both logs against their blocks; exit code 1 where anything is broken."""
    from staasted.apps.audit.services import log_verify
    from staasted.apps.operations.problems import problems_of
    from staasted.apps.operations.status import status_now
    from staasted.apps.org.clock import clock
    from staasted.apps.org.selectors import is_demo

    found = log_verify(now=clock.now(), known=known or ())
    for state in found.logs:
        name = text(f"operations.log.{state.log}")
        say("log.state", log=name, blocks=state.blocks, sealed=state.sealed, tail=state.tail)
        if state.broken is None and state.blocks:
            say("log.head", number=state.head[0], hash=state.head[1])
    if found.whole:
        say("log.whole")
        return
    for problem in problems_of(status_now(now=clock.now(), demo=is_demo())):
        if problem.code.startswith("log_"):
            typer.echo(f"{problem.what} {problem.remedy}", err=True)
    raise typer.Exit(1)


@app.command("seal", help=text("cli.log.seal_help"))
def seal() -> None:
    """Seal what is not sealed yet."""
    from staasted.apps.audit.blocks import logs_seal
    from staasted.apps.org.clock import clock

    say("log.sealed", count=logs_seal(now=clock.now()))


@app.command("index", help=text("cli.log.index_help"))
def index() -> None:
    """Make the index of who has seen whom anew."""
    from staasted.apps.audit.seen import seen_rebuild

    say("log.indexed", count=seen_rebuild())
