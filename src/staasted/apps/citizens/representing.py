"""Whom a representative acts for, and the openings a citizen is told of."""

from collections.abc import Sequence
from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.kinds import Covers
from staasted.apps.citizens.models import BrokenGlass, Citizen, Power
from staasted.apps.citizens.reach import powers_of


def represented(actor: Actor, *, on: date) -> list[Power]:
    """The powers of the day with their citizens, by name, closed cases too.

    Errors: AccessRefused.
    """
    role_require(actor, Role.REPRESENTATIVE)
    held = powers_of(actor, on=on, covers=Covers.CONVERSATIONS)
    rows = held.select_related("citizen__person")
    found = list(rows.order_by("citizen__person__name_key", "id"))
    note(power.citizen.public_id for power in found)
    return found


def openings_of(citizen: Citizen) -> Sequence[BrokenGlass]:
    """Each time the case was opened outside team and caseload, newest first."""
    return list(BrokenGlass.objects.filter(citizen=citizen).order_by("-at", "-id"))
