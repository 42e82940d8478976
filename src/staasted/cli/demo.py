"""``staasted demo``: the invented municipality Ådal, on this machine, with nothing to set up."""

import datetime
from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli import database
from staasted.cli.serve import Port, port_or_refuse, serve_until_stopped
from staasted.cli.speaking import refuse, say
from staasted.cli.static import static_collect
from staasted.cli.worker import worker_beside

HERE = "127.0.0.1"
FIRST_DAY = datetime.date(
    2026, 11, 16
)  # a Monday, four and a half months into the law of 1 July 2026
CITIZENS = 200
CITIZENS_NAMED = 3  # the login page lists the rest

Citizens = Annotated[int | None, typer.Option(min=1, help=text("cli.demo.citizens"))]
On = Annotated[
    datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"], help=text("cli.demo.first_day"))
]
Fresh = Annotated[bool, typer.Option("--fresh", help=text("cli.demo.fresh"))]


def demo(port: Port = 8000, citizens: Citizens = None, on: On = None, fresh: Fresh = False) -> None:
    """Load Ådal where the database is empty, then serve it."""
    port_or_refuse(HERE, port)
    loaded = _loaded_or_refuse()
    if loaded and fresh:
        database.throw_away()
        loaded = False
    if loaded and (citizens or on):
        refuse("demo.already_loaded")
    database.migrate()
    database.check_or_refuse()
    if not loaded:
        _load(citizens or CITIZENS, on.date() if on else FIRST_DAY)
    static_collect()
    _welcome(port)
    with worker_beside():
        serve_until_stopped(HERE, port)


def _loaded_or_refuse() -> bool:
    """True with the demo mark, False when empty; refuses before it touches anything else's data."""
    from django.db import DatabaseError

    from staasted.apps.org.selectors import holds_people, is_demo

    if database.is_empty():
        return False
    try:
        loaded, inhabited = is_demo(), holds_people()
    except DatabaseError:
        refuse("demo.not_ours")
    if inhabited and not loaded:
        refuse("demo.not_a_demo")
    return loaded


def _load(citizens: int, on: datetime.date) -> None:
    from staasted.cli.adal import adal_load

    say("demo.loading", citizens=citizens)
    adal_load(citizens=citizens, on=on, report=typer.echo)


def _welcome(port: int) -> None:
    """Print the address and whom one can log in as."""
    from staasted.apps.org.selectors import demo_logins

    say("demo.people")
    for person in demo_logins(most=CITIZENS_NAMED):
        typer.echo(f"  {person.name:<28} {text(f'ui.role.{person.role}')}")
    say("demo.ready", address=f"http://{HERE}:{port}/")
