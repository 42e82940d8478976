"""Which roles a service is open to. Asked by the services themselves, whatever the room asked."""

from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.org.models import Person
from staasted.core.errors import DomainError

STAFF_ROLES = (Role.COUNSELLOR, Role.FRONT_DESK, Role.LEAD, Role.PARTNER, Role.ADMINISTRATOR)
"""The roles an administrator gives and ends; citizens and representatives come by their cases."""


class AccessRefused(PermissionError):
    """The actor's role has no business here."""


def role_require(actor: Actor | None, *roles: Role) -> Actor:
    """The actor, where its role is one of these. Errors: AccessRefused."""
    if actor is None or actor.role not in roles:
        raise AccessRefused
    return actor


def day_require(day: date, *, earliest: date) -> None:
    """Errors: DomainError ``day_has_passed``."""
    if day < earliest:
        raise DomainError("day_has_passed", day=day, earliest=earliest)


def administrator_require(actor: Actor) -> Actor:
    """The actor, where they keep the staff: an administrator, or the command line."""
    return role_require(actor, Role.ADMINISTRATOR, Role.OPERATOR)


def own_or_administrator_require(actor: Actor, person: Person) -> None:
    """Errors: AccessRefused unless a counsellor acts for themselves, or one keeps the staff."""
    if actor.role is not Role.COUNSELLOR or actor.person_id != person.pk:
        administrator_require(actor)
