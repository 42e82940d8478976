"""Taking turns at the last room of the 25 % rule, without holding anybody while it is counted.

The room is counted beforehand, from everybody's course. Whoever then begins to stand takes a short
turn: nobody else begins meanwhile, and one who counted before another began counts again.
Lock order (decision 0020): the case first, the turn last.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Max, Q

from staasted.apps.share_exemptions.models import ShareExemption

_TURN = 47_025
"""The name of the turn among PostgreSQL's advisory locks; nothing else here uses one."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What had begun to stand when the room was counted: how many, and the newest of them."""

    count: int
    newest: int | None
    confirmed: datetime | None


class RoomMoved(Exception):
    """Somebody else began to stand since the room was counted."""


def begun() -> Begun:
    """What has begun to stand by now, ended or not: one query."""
    stood = ~Q(stands_on=None)
    rows = ShareExemption.objects.filter(stood)
    held = rows.aggregate(count=Count("pk"), newest=Max("pk"), confirmed=Max("decided_at"))
    return Begun(held["count"], held["newest"], held["confirmed"])


def turn_take() -> None:
    """Begin alone, until the transaction ends. SQLite has one writer at a time as it is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def turn_still(counted: Begun) -> None:
    """Take the turn where nothing began since the room was counted. Errors: RoomMoved."""
    turn_take()
    if begun() != counted:
        raise RoomMoved
