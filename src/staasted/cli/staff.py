"""``staasted staff add``: somebody who can log in to a staff room."""

from collections.abc import Callable
from enum import Enum
from typing import Annotated, TypeVar

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import refuse, say


class StaffRole(Enum):
    """The roles the command line gives; citizens come with the caseload file."""

    COUNSELLOR = "counsellor"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


Name = Annotated[str, typer.Option(help=text("cli.staff.name"))]
Email = Annotated[str, typer.Option(help=text("cli.staff.email"))]
Roles = Annotated[list[StaffRole], typer.Option("--role", help=text("cli.staff.role"))]

Local = Annotated[str, typer.Option("--local", help=text("cli.staff.local"))]
Renewed = Annotated[str, typer.Option("--local", help=text("cli.staff.local"))]
Done = TypeVar("Done")

app = typer.Typer(no_args_is_help=True)


@app.command("add", help=text("cli.staff.add_help"))
def add(name: Name, role: Roles, email: Email = "", local: Local = "") -> None:
    """Add a member of staff from today on; print the public id, and a local login's code."""
    from staasted.apps.audit.actor import Role
    from staasted.apps.org.clock import clock
    from staasted.apps.org.local_login import local_staff_register
    from staasted.apps.org.services import staff_register

    if not name.strip():
        refuse("staff.nameless")
    roles = [Role(each.value) for each in dict.fromkeys(role)]
    asked = {"name": name.strip(), "email": email.strip(), "roles": roles}
    code = ""
    if local:
        person, code = _or_refuse(
            lambda: local_staff_register(**asked, from_on=clock.today(), username=local)
        )
    else:
        person = staff_register(**asked, from_on=clock.today())
    words = ", ".join(text(f"ui.role.{each.value}").lower() for each in roles)
    say("staff.added", name=person.name, roles=words, public_id=person.public_id)
    if code:
        say("staff.code", username=local.strip().lower(), code=code)


@app.command("renew", help=text("cli.staff.renew_help"))
def renew(local: Renewed) -> None:
    """Take a local login's password and second factors away, and print a new code."""
    from staasted.apps.org.local_login import local_renew

    username = local.strip().lower()
    say("staff.code", username=username, code=_or_refuse(lambda: local_renew(username=username)))


def _or_refuse(act: Callable[[], Done]) -> Done:
    """What an act gives; a refusal is said on standard error."""
    from staasted.core.errors import DomainError

    try:
        return act()
    except DomainError as error:
        parts = (text(f"errors.{error.code}.{part}") for part in ("what", "why", "next"))
        typer.echo(" ".join(parts), err=True)
        raise typer.Exit(1) from error
