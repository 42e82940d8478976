"""Writing people, roles and logins."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, beyond, has_left, row_end
from staasted.apps.org.models import Account, Installation, Person, RoleGrant
from staasted.apps.org.naming import name_key
from staasted.apps.org.phones import phone_keys
from staasted.apps.org.sealing import cpr_seal
from staasted.core.errors import DomainError
from staasted.ports.identity import Claim, LoginRefused


def person_register(
    *, name: str, email: str = "", phone: str = "", cpr: str | None = None
) -> Person:
    """Add a person; ``cpr`` is ten digits, stored sealed."""
    keys = phone_keys(phone)._asdict()
    person = Person(name=name, name_key=name_key(name), email=email, phone=phone, **keys)
    if cpr is not None:
        sealed = cpr_seal(cpr)
        person.cpr_cipher, person.cpr_key_id = sealed.cipher, sealed.key_id
        person.cpr_lookup = sealed.lookup
    person.save(force_insert=True)
    return person


def role_grant(*, person: Person, role: Role, from_on: date) -> RoleGrant | None:
    """Give a role from a day until further notice; None where it is held from then on already.

    It goes on where an end that is known already lies; a grant that was to begin later begins now.
    The person is held where somebody else may give the same.
    """
    held = RoleGrant.objects.filter(beyond(from_on - DAY), person=person, role=role)
    for grant in held.order_by("from_on"):
        if grant.from_on > from_on:
            row_end(grant, last=from_on - DAY)
        elif grant.to_on is None:
            return None
        else:
            from_on = grant.to_on + DAY
    return RoleGrant.objects.create(person=person, role=role, from_on=from_on)


def death_record(*, person: Person, on: date) -> None:
    """Record a death: every role ends at once, no log-in opens and no message is sent."""
    person.died_on = on
    person.save(update_fields=["died_on"])
    yesterday = clock.today() - DAY
    for held in RoleGrant.objects.filter(beyond(yesterday), person=person):
        row_end(held, last=yesterday)


def death_take_back(*, person: Person) -> None:
    """Take back a death that was recorded by mistake; roles are granted anew."""
    person.died_on = None
    person.save(update_fields=["died_on"])


@transaction.atomic
def staff_register(
    *,
    name: str,
    email: str = "",
    roles: list[Role],
    from_on: date,
    actor: Actor = OPERATOR,
) -> Person:
    """Add a member of staff with roles from a day on."""
    person = person_register(name=name, email=email)
    for role in roles:
        role_grant(person=person, role=role, from_on=from_on)
    act_log(
        actor=actor,
        act="staff_register",
        at=clock.now(),
        subject=person.public_id,
        facts={"roles": [role.value for role in roles], "from_on": from_on.isoformat()},
    )
    return person


@transaction.atomic
def installation_mark_demo(*, now: datetime) -> None:
    """Write the demo mark and the moment the demo's clock starts at."""
    Installation.objects.update_or_create(id=1, defaults={"demo": True, "demo_now": now})
    act_log(actor=OPERATOR, act="installation_mark_demo", at=now)


@transaction.atomic
def sitting_log(*, actor: Actor, act: str, facts: Mapping[str, object] | None = None) -> None:
    """Log that somebody came in, went out, changed role or said what they are there for."""
    act_log(actor=actor, act=act, at=clock.now(), subject=actor.ref, facts=facts)


@transaction.atomic
def demo_clock_move(*, days: int, actor: Actor | None = None) -> datetime:
    """Move the demo's clock forward. Errors: DomainError ``not_a_demo``."""
    row = Installation.objects.select_for_update().filter(demo=True).first()
    if row is None or row.demo_now is None:
        raise DomainError("not_a_demo")
    row.demo_now += timedelta(days=days)
    row.save(update_fields=["demo_now"])
    act_log(actor=actor or OPERATOR, act="demo_clock_move", at=row.demo_now, facts={"days": days})
    return row.demo_now


@transaction.atomic
def account_for(*, claim: Claim) -> Account:
    """The account a claim opens.

    A demo claim is honoured only where the database carries the demo mark. Errors: DomainError
    ``not_a_demo``, ``nobody_by_that_login``, ``login_has_ended`` for whoever has left.
    """
    if claim.demo and not Installation.objects.filter(demo=True).exists():
        raise DomainError("not_a_demo")
    if Person.objects.filter(_behind(claim), died_on__isnull=False).exists():
        raise DomainError("nobody_by_that_login")
    known = Account.objects.filter(provider=claim.provider, subject=claim.subject).first()
    if known is not None:
        left_refuse(known.person_id)
        return known
    person = Person.objects.filter(public_id=claim.subject).first() if claim.demo else None
    if person is None:
        raise DomainError("nobody_by_that_login")
    left_refuse(person.pk)
    account, made = Account.objects.get_or_create(
        provider=claim.provider, subject=claim.subject, defaults={"person": person}
    )
    if made:
        act_log(actor=OPERATOR, act="account_make", at=clock.now(), subject=person.public_id)
    return account


def left_refuse(person_id: int) -> None:
    """Errors: LoginRefused ``login_has_ended`` where every role the person ever had has ended."""
    held = RoleGrant.objects.filter(person_id=person_id)
    ends = list(held.values_list("to_on", flat=True))
    if has_left(ends, on=clock.today()):
        raise LoginRefused("login_has_ended", day=max(end for end in ends if end))


def _behind(claim: Claim) -> Q:
    """The person a claim names, known by an account or by themselves."""
    known = Q(accounts__provider=claim.provider, accounts__subject=claim.subject)
    return known | Q(public_id=claim.subject) if claim.demo else known


def person_draft(*, name: str, cpr: str) -> Person:
    """A person who is not stored yet, for storing many at once; ``cpr`` is ten digits."""
    sealed = cpr_seal(cpr)
    return Person(
        name=name,
        name_key=name_key(name),
        cpr_cipher=sealed.cipher,
        cpr_key_id=sealed.key_id,
        cpr_lookup=sealed.lookup,
    )


def role_draft(*, person: Person, role: Role, from_on: date) -> RoleGrant:
    """A role that is not stored yet, for storing many at once."""
    return RoleGrant(person=person, role=role, from_on=from_on)
