"""The town's openings, laid in a calendar in one statement.

Published row by row they took four fifths of the time before a test of the apps began. The rows
are those of ``openings_publish``; ``tests/apps/test_laying.py`` holds the two against each other.
"""

from datetime import datetime
from functools import cache

from django.db import connection

from staasted.apps.booking.models import Opening, ResourceKind
from staasted.apps.booking.taking import resource_open
from staasted.apps.org.models import Person
from staasted.apps.org.public_id import new_public_id

Stretches = tuple[tuple[datetime, datetime], ...]

OWN = ("public_id", "resource_id", "starts_at", "ends_at")
"""What differs from one opening to the next; all else is what the model starts with."""


def openings_lay(counsellor: Person, stretches: Stretches) -> None:
    """Put openings in a counsellor's calendar: half-open, in UTC."""
    resource = resource_open(person=counsellor, kind=ResourceKind.COUNSELLOR)
    drawn = [word for _ in stretches for word in (new_public_id(), resource.pk)]
    with connection.cursor() as cursor:
        cursor.execute(_statement(stretches, connection.vendor), drawn)


@cache
def _statement(stretches: Stretches, vendor: str) -> str:
    """The statement for these stretches, with a place for each row's id and calendar."""
    zone = "" if vendor == "sqlite" else "+00:00"  # SQLite keeps a moment as words in UTC
    fields = [f for f in Opening._meta.local_concrete_fields if not f.primary_key]
    others = {f.column: _literal(f.get_default()) for f in fields if f.column not in OWN}
    columns, rest = ", ".join((*OWN, *others)), ", ".join(others.values())
    rows = ", ".join(
        f"(%s, %s, '{start:%Y-%m-%d %H:%M:%S}{zone}', '{end:%Y-%m-%d %H:%M:%S}{zone}', {rest})"
        for start, end in stretches
    )
    return f"INSERT INTO {Opening._meta.db_table} ({columns}) VALUES {rows}"


def _literal(value: object) -> str:
    """What a field starts with, as a statement writes it: nothing, no words, or no."""
    return {None: "NULL", "": "''", False: "FALSE"}[value]
