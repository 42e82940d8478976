"""``staasted net simulate``: what the net would find in the nights ahead if nobody acted."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from staasted.catalog.texts import text

if TYPE_CHECKING:  # reading it in would wake Django up
    from staasted.apps.net.ahead import NightAhead

MOST_NIGHTS = 91
"""As far as the longest limit of silence. Source: policy ``relief_review_days``."""
Nights = Annotated[
    int, typer.Option("--nights", min=1, max=MOST_NIGHTS, help=text("net.cli.nights"))
]
AsJson = Annotated[bool, typer.Option("--json", help=text("net.cli.json"))]

app = typer.Typer(no_args_is_help=True)


@app.callback()
def net() -> None:
    """Keeps ``simulate`` a command of its own."""


@app.command("simulate", help=text("net.cli.simulate"))
def simulate(nights: Nights = 14, as_json: AsJson = False) -> None:
    """Tell each night ahead: numbers alone, nobody is named and nothing is written."""
    from staasted.apps.net.ahead import net_ahead
    from staasted.apps.org.clock import clock

    found = net_ahead(now=clock.now(), nights=nights)
    if as_json:
        typer.echo(json.dumps([_told(night) for night in found], indent=2))
        return
    typer.echo(text("net.cli.heading", count=nights))
    for night in found:
        typer.echo(_line(night))
    typer.echo(text("net.cli.means"))


def _told(night: "NightAhead") -> dict[str, object]:
    figures = night.figures
    named = ("open", "uncovered", "watched", "lost", "largest_gap", "gap_p95", "person_days")
    told: dict[str, object] = {"on": night.on.isoformat(), "opened": dict(night.opened)}
    return told | {"raised": night.raised} | {name: getattr(figures, name) for name in named}


def _line(night: "NightAhead") -> str:
    """One night in a line: the figures, and the new alerts by what they are about."""
    from staasted.catalog.speech import day
    from staasted.catalog.watches import watches

    figures = night.figures
    numbers = {"uncovered": figures.uncovered, "watched": figures.watched, "lost": figures.lost}
    line = text("net.cli.night", day=day(night.on), raised=night.raised, **numbers)
    opened = sorted(night.opened.items(), key=lambda each: (-each[1], each[0]))
    named = [f"{count} {watches()[slug].words.name}" for slug, count in opened]
    return f"{line} {text('net.cli.opened', watches=', '.join(named))}" if named else line
