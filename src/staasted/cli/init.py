"""``staasted init``: makes an empty installation ready, one step at a time, and says the next."""

from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli import database, keys
from staasted.cli.speaking import refuse, say

Name = Annotated[str, typer.Option(prompt=text("cli.init.name"), help=text("cli.init.name_help"))]
Email = Annotated[
    str, typer.Option(prompt=text("cli.init.email"), help=text("cli.init.email_help"))
]


def init(name: Name, email: Email) -> None:
    """Key file, tables, checks, the first administrator; what is there already stays as it is."""
    if not name.strip():
        refuse("init.nameless")
    _keys()
    database.migrate()
    database.check_or_refuse()
    say("init.database")
    _administrator(name.strip(), email.strip())
    say("init.next.log_in")
    say("init.next.serve")
    say("init.next.worker")
    say("init.next.staff")
    say("init.next.caseload")


def _keys() -> None:
    """Make the key file, unless the database has an owner already who has another one."""
    path, made = keys.key_path(), keys.create_where_missing()
    import django

    django.setup()
    refused = _refused(new_keys=made)
    if refused and made:
        path.unlink()  # nothing was ever sealed with it
    if refused:
        refuse(refused.removeprefix("cli."), path=path)
    if made:
        say("keys.created", path=path)
    else:
        say("init.keys_there", path=path)


def _refused(*, new_keys: bool) -> str:
    """Why this database is not one to set up: the key of the sentence; "" where it is."""
    from django.db import DatabaseError

    from staasted.apps.org.selectors import holds_people, is_demo

    if database.is_empty():
        return ""
    try:
        if is_demo():
            return "cli.init.demo"
        return "cli.init.wrong_keys" if new_keys and holds_people() else ""
    except DatabaseError:
        return "cli.demo.not_ours"


def _administrator(name: str, email: str) -> None:
    """Add the first administrator; where there is one, nobody is added."""
    from staasted.apps.audit.actor import OPERATOR, Role
    from staasted.apps.org.clock import clock
    from staasted.apps.org.members import member_register
    from staasted.apps.org.staff import has_administrator
    from staasted.core.errors import DomainError

    today = clock.today()
    if has_administrator(on=today):
        say("init.administrator_there")
        return
    try:
        person = member_register(
            actor=OPERATOR, name=name, email=email, roles=[Role.ADMINISTRATOR], from_on=today
        )
    except DomainError:
        refuse("init.email_taken", email=email)
    say("init.administrator", name=person.name, public_id=person.public_id)
