"""``staasted check``: everything that is wrong, each in a sentence with how to mend it."""

import typer

from staasted.cli.speaking import say


def check() -> None:
    """Look at settings, database, log, worker, messages and backup; exit code 1 for a problem."""
    found = _problems()
    for what, remedy in found:
        typer.echo(f"{what} {remedy}", err=True)
    if found:
        raise typer.Exit(1)
    say("check.fine")


def _problems() -> list[tuple[str, str]]:
    from staasted.apps.operations.database import problems_of_the_database
    from staasted.apps.operations.problems import problems_of
    from staasted.apps.operations.status import status_now
    from staasted.apps.org.clock import clock
    from staasted.apps.org.selectors import is_demo

    # A house whose floor is missing says no more than that.
    found = problems_of_the_database() or problems_of(status_now(now=clock.now(), demo=is_demo()))
    return [(problem.what, problem.remedy) for problem in found]
