"""``staasted generate``: the invented municipality as files; needs no database and no key."""

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import refuse, say

if TYPE_CHECKING:
    from staasted.apps.imports.synthetic import Measured

CITIZENS = 200
SEED = 31  # the demo's; another number, another municipality
MOST_CITIZENS = 200_000  # an import takes no more rows

Citizens = Annotated[
    int, typer.Option(min=1, max=MOST_CITIZENS, help=text("cli.generate.citizens"))
]
Seed = Annotated[int, typer.Option(help=text("cli.generate.seed"))]
On = Annotated[datetime.datetime, typer.Option(formats=["%Y-%m-%d"], help=text("cli.generate.on"))]
Out = Annotated[Path, typer.Option(help=text("cli.generate.out"))]


def generate(on: On, out: Out, citizens: Citizens = CITIZENS, seed: Seed = SEED) -> None:
    """Write caseload, conversations and offers into a folder; say what was measured."""
    from staasted.apps.imports.synthetic import FILE_NAMES, municipality_write

    began = time.perf_counter()
    try:
        out.mkdir(parents=True, exist_ok=True)
        measured = municipality_write(out, citizens=citizens, seed=seed, on=on.date())
    except OSError as error:
        refuse("generate.not_written", folder=out, error=error.strerror)
    _figures(measured, time.perf_counter() - began)
    for name in FILE_NAMES.values():
        typer.echo(str(out / name))


def _figures(measured: "Measured", seconds: float) -> None:
    from staasted.core.axes import Outcome

    cancelled = (Outcome.CANCELLED_BY_CITIZEN, Outcome.CANCELLED_BY_US)
    say(
        "generate.written",
        citizens=measured.citizens,
        periods=measured.periods,
        conversations=measured.conversations,
        offers=measured.offers,
        seconds=_number(seconds),
    )
    say(
        "generate.level",
        a_year=_number(measured.a_year),
        at_a_distance=_percent(measured.at_a_distance),
    )
    say(
        "generate.outcomes",
        not_met=_percent(measured.share(Outcome.NOT_MET)),
        cancelled=_percent(sum(measured.share(each) for each in cancelled)),
    )


def _number(value: float) -> str:
    """With one decimal, written the Danish way."""
    return f"{value:.1f}".replace(".", ",")


def _percent(share: float) -> str:
    return str(round(share * 100))
