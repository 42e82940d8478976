"""``staasted ads``: read the feed of job ads, and say what is wrong with it, row by row."""

import typer

from staasted.catalog.texts import text
from staasted.ports.ads import AdsNotRead

MOST_SAID = 50  # rows that are named; the rest is counted


def ads() -> None:
    """Read what lies in the folder now. Nothing is changed."""
    from staasted.apps.ads.taking_in import feed_in_use
    from staasted.apps.org.clock import clock

    source = feed_in_use()
    if source is None:
        typer.echo(text("ads.cli.none"))
        raise typer.Exit(1)
    try:
        read = source.read(on=clock.today(), now=clock.now())
    except AdsNotRead as refused:
        typer.echo(text("ads.cli.broken", why=text(f"ads.fault.{refused.code}")))
        raise typer.Exit(1) from None
    for each in read.refused[:MOST_SAID]:
        typer.echo(text("ads.cli.row", row=each.row, why=text(f"ads.row.{each.code}")))
    if len(read.refused) > MOST_SAID:
        typer.echo(text("ads.cli.more", count=len(read.refused) - MOST_SAID))
    typer.echo(text("ads.cli.done", ads=len(read.ads), refused=len(read.refused)))
    if read.refused:
        raise typer.Exit(1)
