"""Staff who come, change roles and go. Nobody changes their own; one administrator always stays."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, beyond, row_end
from staasted.apps.org.doors import STAFF_ROLES, administrator_require, day_require
from staasted.apps.org.models import Person, RoleGrant, Team, TeamMembership
from staasted.apps.org.own_number import own_number_give
from staasted.apps.org.services import role_grant, staff_register
from staasted.apps.org.staffing import team_join
from staasted.core.errors import DomainError


@transaction.atomic
def member_register(
    *,
    actor: Actor,
    name: str,
    email: str,
    roles: Sequence[Role],
    from_on: date,
    team: Team | None = None,
    cpr: str = "",
) -> Person:
    """Add somebody of the staff with roles, perhaps in a team, from a day on.

    ``cpr`` closes their own case to them. Errors: AccessRefused; DomainError, as
    ``own_number_give``; ``staff_without_name``, ``staff_without_role``, ``staff_known`` where
    somebody of the staff has the e-mail.
    """
    administrator_require(actor)
    administrators_lock()  # two pages sent at once are told apart by the e-mail
    name, email = name.strip(), email.strip()
    if not name:
        raise DomainError("staff_without_name")
    if not roles or not set(roles) <= set(STAFF_ROLES):
        raise DomainError("staff_without_role")
    known = Person.objects.filter(roles__role__in=STAFF_ROLES, email__iexact=email).first()
    if email and known is not None:
        raise DomainError("staff_known", name=known.name, email=email)
    person = staff_register(
        actor=actor, name=name, email=email, roles=list(dict.fromkeys(roles)), from_on=from_on
    )
    if team is not None:
        team_join(actor=actor, person=person, team=team, from_on=from_on)
    if cpr:
        own_number_give(actor=actor, person=person, cpr=cpr)
    return person


@transaction.atomic
def role_give(*, actor: Actor, person: Person, role: Role, from_on: date) -> None:
    """Give a role from a day, today at the earliest; holding it already changes nothing.

    Errors: AccessRefused; DomainError ``own_roles``, ``day_has_passed``, ``not_a_staff_role``.
    """
    others_roles_require(actor, person)
    if role not in STAFF_ROLES:
        raise DomainError("not_a_staff_role")
    day_require(from_on, earliest=clock.today())
    person_lock(person)
    given = role_grant(person=person, role=role, from_on=from_on)
    if given is not None:
        _logged(actor, "role_give", person, role=role.value, from_on=given.from_on.isoformat())


@transaction.atomic
def roles_end(*, actor: Actor, person: Person, roles: Sequence[Role], last_on: date) -> None:
    """Let a day, yesterday at the earliest, be the last one with these roles.

    What is not held after that day changes nothing. Errors: AccessRefused; DomainError
    ``own_roles``, ``day_has_passed``, ``last_administrator``.
    """
    others_roles_require(actor, person)
    day_require(last_on, earliest=clock.today() - DAY)
    person_lock(person)
    if Role.ADMINISTRATOR in roles:
        _administrator_stays(person, last_on)
    for grant in RoleGrant.objects.filter(beyond(last_on), person=person, role__in=roles):
        row_end(grant, last=last_on)
        _logged(actor, "role_end", person, role=grant.role, last_on=last_on.isoformat())


@transaction.atomic
def membership_end(*, actor: Actor, person: Person, last_on: date) -> None:
    """Let a day, yesterday at the earliest, be the last one in a team.

    Errors: AccessRefused; DomainError ``day_has_passed``.
    """
    administrator_require(actor)
    day_require(last_on, earliest=clock.today() - DAY)
    person_lock(person)
    for row in TeamMembership.objects.filter(beyond(last_on), person=person):
        row_end(row, last=last_on)
        _logged(actor, "team_leave", person, team_id=row.team_id, last_on=last_on.isoformat())


def person_lock(*people: Person) -> None:
    """Hold people until the transaction ends, in one order, so that two acts take turns.

    Without their keys: whoever books a time with them meanwhile points at them, and holds the
    resource this act may want next.
    """
    keys = [person.pk for person in people]
    list(
        Person.objects.select_for_update(no_key=True).only("pk").filter(pk__in=keys).order_by("pk")
    )


def administrators_lock() -> None:
    """Hold the administrators' open roles: what must look at all of the staff takes turns."""
    held = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, to_on=None)
    list(held.select_for_update(no_key=True).order_by("pk"))


def others_roles_require(actor: Actor, person: Person) -> None:
    """Errors: AccessRefused; DomainError ``own_roles``."""
    administrator_require(actor)
    if actor.person_id == person.pk:
        raise DomainError("own_roles")


def _administrator_stays(leaving: Person, last_on: date) -> None:
    """Errors: DomainError ``last_administrator`` where nobody else is one from the day after on."""
    administrators_lock()
    open_ended = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, to_on=None, withdrawn=False)
    if not open_ended.filter(from_on__lte=last_on + DAY).exclude(person=leaving).exists():
        raise DomainError("last_administrator")


def _logged(actor: Actor, act: str, person: Person, **facts: object) -> None:
    act_log(actor=actor, act=act, at=clock.now(), subject=person.public_id, facts=facts)
