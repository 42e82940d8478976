"""``staasted staff add``: somebody who can log in to a staff room."""

from enum import Enum
from typing import Annotated

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

app = typer.Typer(no_args_is_help=True)


@app.callback()
def staff() -> None:
    """Keep ``add`` a word of its own while it is the only one."""


@app.command("add", help=text("cli.staff.add_help"))
def add(name: Name, role: Roles, email: Email = "") -> None:
    """Add a member of staff from today on and print the public id."""
    from staasted.apps.audit.actor import Role
    from staasted.apps.org.clock import clock
    from staasted.apps.org.services import staff_register

    if not name.strip():
        refuse("staff.nameless")
    roles = [Role(each.value) for each in dict.fromkeys(role)]
    person = staff_register(
        name=name.strip(), email=email.strip(), roles=roles, from_on=clock.today()
    )
    words = ", ".join(text(f"ui.role.{each.value}").lower() for each in roles)
    say("staff.added", name=person.name, roles=words, public_id=person.public_id)
