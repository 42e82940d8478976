"""Reading people and roles (staff and logins; citizens' data goes through access)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import STAFF_ROLES
from staasted.apps.org.models import (
    Account,
    Installation,
    Person,
    RoleGrant,
    StaffAbsence,
    TeamMembership,
)
from staasted.apps.org.naming import name_key
from staasted.core.errors import DomainError
from staasted.ports.identity import Audience


class DemoLogin(NamedTuple):
    """One person a demo offers to log in as."""

    name: str
    role: Role
    public_id: str


def is_demo() -> bool:
    """Whether this database carries the demo mark."""
    return Installation.objects.filter(demo=True).exists()


def roles_on(*, person_id: int, on: date) -> list[Role]:
    """The roles a person holds on a day (both ends inclusive)."""
    held = RoleGrant.objects.filter(person_id=person_id).filter(in_force_on(on))
    return sorted({Role(role) for role in held.values_list("role", flat=True)})


def roles_held(account: Account, *, on: date) -> list[Role]:
    """The roles an account opens on a day; no query where the session has read them.

    A citizen's login opens a citizen's rooms alone, and staff's never do (docs/decisions/0017).
    """
    grants = getattr(account, "grants", None)
    held = (
        roles_on(person_id=account.person_id, on=on)
        if grants is None
        else {Role(r) for r, first, last in grants if first <= on and not (last and last < on)}
    )
    return sorted(role for role in held if _opens(account.audience, role))


OWN_ROOM = frozenset({Role.CITIZEN, Role.REPRESENTATIVE})
"""Roles people hold as private persons, and log in to as such."""


def _opens(audience: str, role: Role) -> bool:
    return not audience or (role in OWN_ROOM) == (audience == Audience.CITIZENS)


def in_force_on(on: date, path: str = "") -> Q:
    """The condition that a dated row with from_on/to_on is in force on a day.

    ``path`` leads to the row, with its underscores: ``assignments__``.
    """
    open_ended = Q(**{f"{path}to_on": None}) | Q(**{f"{path}to_on__gte": on})
    return Q(**{f"{path}from_on__lte": on}) & open_ended


def actor_for(*, person: Person, role: Role) -> Actor:
    """The person as an actor in one role."""
    return Actor(ref=person.public_id, role=role, person_id=person.pk, name=person.name)


def actor_of(account: Account, role: Role, *, purpose: str = "", acts_for: str = "") -> Actor:
    """The one who has logged in as an actor: in their team, and with what the sitting says.

    Only staff have a unit; no query where the session has read the team.
    """
    actor = actor_for(person=account.person, role=role)
    if role in (Role.CITIZEN, Role.REPRESENTATIVE):
        return replace(actor, acts_for=acts_for)
    team = getattr(account, "team_id", None)
    return replace(
        actor, unit=getattr(account, "team_name", None) or "", team_id=team, purpose=purpose
    )


def staff_in_role(*, role: Role, on: date) -> Sequence[Person]:
    """Everybody who holds a staff role on a day, by name."""
    held = RoleGrant.objects.filter(role=role).filter(in_force_on(on))
    return list(Person.objects.filter(roles__in=held).distinct().order_by("name_key", "id"))


def people_here(*, on: date) -> Sequence[Person]:
    """Everybody with any staff role on a day, by name: one query."""
    held = RoleGrant.objects.filter(in_force_on(on), role__in=STAFF_ROLES)
    return list(Person.objects.filter(roles__in=held).distinct().order_by("name_key", "id"))


def absent_on(*, on: date, team_id: int | None) -> Sequence[Person]:
    """The team's members who are away on a day, by name; nobody without a team."""
    if team_id is None:
        return []
    return _absent()(on=on, team=team_id)


def covering_for(actor: Actor, *, on: date) -> Sequence[StaffAbsence]:
    """The colleagues who are away that day and named the actor to stand in, each with the last day
    of it."""
    return _covering()(on=on, person=actor.person_id)


@Prepared
def _covering(given: Given) -> QuerySet[StaffAbsence]:
    named = {"withdrawn": False, "covered_by": given.key("person")}
    rows = StaffAbsence.objects.filter(in_force_on(given.day("on")), **named)
    return rows.select_related("person").order_by("to_on", "person__name_key")


@Prepared
def _absent(given: Given) -> QuerySet[Person]:
    on = given.day("on")
    members = TeamMembership.objects.filter(in_force_on(on), team_id=given.key("team"))
    away = StaffAbsence.objects.filter(in_force_on(on), person__in=members.values("person"))
    return Person.objects.filter(pk__in=away.values("person")).order_by("name_key", "id")


def demo_logins(*, search: str = "", most: int = 30) -> list[DemoLogin]:
    """Who a demo lets one be: staff first, then citizens by name.

    Errors: DomainError ``not_a_demo`` on a database without the demo mark.
    """
    if not is_demo():
        raise DomainError("not_a_demo")
    held = RoleGrant.objects.select_related("person").filter(in_force_on(clock.today()))
    rows = held.filter(name_matches(search, "person__")).order_by("-role", "person__name_key", "id")
    staff = list(rows.exclude(role=Role.CITIZEN))
    citizens = list(rows.filter(role=Role.CITIZEN)[:most])
    return [
        DemoLogin(row.person.name, Role(row.role), row.person.public_id)
        for row in [*staff, *citizens]
    ]


def name_matches(search: str, path: str = "") -> Q:
    """The condition that a search is part of a person's name; an empty one matches everybody.

    What is no part of any name (only signs) matches nobody. ``path`` leads to the person.
    """
    if not search:
        return Q()
    key = name_key(search)
    return Q(**{f"{path}name_key__contains": key}) if key else Q(pk__in=[])


def account_of(account_id: int) -> Account | None:
    """An account with its person, or None."""
    return Account.objects.select_related("person").filter(pk=account_id).first()


def holds_people() -> bool:
    """Whether anybody at all is registered here."""
    return Person.objects.exists()


def person_of(actor: Actor) -> Person:
    """The person who acts."""
    return Person.objects.get(pk=actor.person_id)
