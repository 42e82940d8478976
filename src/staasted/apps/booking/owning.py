"""Whose times somebody may see and change: their own, or anybody's who keeps the staff."""

from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.models import Resource, ResourceKind
from staasted.apps.booking.taking import resource_open
from staasted.apps.citizens.access import NotYours
from staasted.apps.org.doors import AccessRefused, role_require
from staasted.apps.org.models import Person

KEEPERS = (Role.ADMINISTRATOR, Role.OPERATOR)
HOLDING = (Role.COUNSELLOR, Role.PARTNER)
"""Who holds conversations, and so has times of their own."""


def times_require(actor: Actor, person: Person) -> None:
    """Errors: AccessRefused unless the times are one's own, or one keeps them."""
    role_require(actor, *HOLDING, *KEEPERS)
    if actor.role in HOLDING and actor.person_id != person.pk:
        raise AccessRefused


def times_owner(actor: Actor, public_id: str) -> tuple[Person, Resource | None]:
    """Whose times an address means, with their row as a counsellor where there is one.

    A counsellor and a partner open their own alone; who keeps the staff, and a lead, anybody's.
    Errors: AccessRefused, NotYours.
    """
    role_require(actor, *HOLDING, Role.LEAD, *KEEPERS)
    if actor.role in HOLDING and actor.ref != public_id:
        raise NotYours
    row = _rows().filter(person__public_id=public_id).first()
    if row is not None:
        return row.person, row
    held = Person.objects.filter(public_id=public_id, roles__role__in=HOLDING)
    person = held.distinct().first()
    if person is None:
        raise NotYours
    return person, None


def may_change(actor: Actor) -> bool:
    """Whether the actor changes the times they may open; a lead looks."""
    return actor.role is not Role.LEAD


def times_hold(person: Person) -> Resource:
    """Hold somebody's time as a counsellor: whoever books meanwhile waits, and looks again."""
    row = resource_open(person=person, kind=ResourceKind.COUNSELLOR)
    return Resource.objects.select_for_update(no_key=True).get(pk=row.pk)


def _rows() -> QuerySet[Resource]:
    held = Resource.objects.filter(kind=ResourceKind.COUNSELLOR)
    return held.filter(person__roles__role__in=HOLDING).distinct().select_related("person")
