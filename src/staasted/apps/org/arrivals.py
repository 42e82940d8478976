"""Whose account a claim of a real provider opens, and which roles its attributes give."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, has_left, row_end
from staasted.apps.org.models import Account, Person, RoleGrant, UsedAnswer
from staasted.apps.org.naming import name_key
from staasted.apps.org.own_number import own_number_from_login
from staasted.apps.org.sealing import cpr_lookup
from staasted.apps.org.services import left_refuse
from staasted.catalog.role_map import RoleMap, read_role_map, roles_of
from staasted.core.citizen.cpr import cpr_parse
from staasted.core.errors import DomainError
from staasted.ports.identity import Assurance, Audience, Claim, LoginRefused, OneUse

TAKEN_BACK = "/back"  # behind a grant's source: the provider that gave it no longer says it
LONGEST_SUBJECT = 200  # characters: the column's
TEN_DIGITS = re.compile(r"\d{6}-?\d{4}")


def account_arrive(*, claim: Claim) -> Account:
    """The account a verified claim opens, with staff's roles brought up to date.

    Errors: LoginRefused where the level of assurance is too low, the answer is used, nobody here
    is meant, no attribute gives a role, or they have left. What their provider has taken back is
    ended all the same.
    """
    account = _arrived(claim)
    if claim.audience is Audience.STAFF:
        left_refuse(account.person_id)
    return account


@transaction.atomic
def _arrived(claim: Claim) -> Account:
    _sure_enough(claim)
    _a_name_of_its_own(claim)
    if claim.once is not None:
        _use(claim.provider, claim.once)
    if claim.audience is Audience.STAFF:
        return _staff_account(claim, clock.today())
    return _citizen_account(claim)


def _sure_enough(claim: Claim) -> None:
    lowest = Assurance[settings.STAASTED.assurance.upper()]
    if claim.needs_assurance and (claim.assurance is None or claim.assurance < lowest):
        told = claim.assurance.name.lower() if claim.assurance else "none"
        raise LoginRefused("login_assurance_low", f"assurance_{told}")


def _a_name_of_its_own(claim: Claim) -> None:
    """Refuse a subject that cannot be kept: none, one cut short, or a CPR number."""
    if not 0 < len(claim.subject) <= LONGEST_SUBJECT:
        raise LoginRefused("login_answer_refused", "subject_length")
    held = bool(claim.cpr) and claim.cpr in claim.subject.replace("-", "")
    if held or _reads_as_cpr(claim.subject):
        raise LoginRefused("login_answer_refused", "subject_is_a_number")


def _reads_as_cpr(subject: str) -> bool:
    try:
        return bool(TEN_DIGITS.fullmatch(subject) and cpr_parse(subject))
    except DomainError:
        return False


def _use(provider: str, once: OneUse) -> None:
    """Note that an answer is used; the database refuses it the second time."""
    UsedAnswer.objects.filter(until__lt=clock.now()).delete()
    try:
        with transaction.atomic():
            UsedAnswer.objects.create(provider=provider, ref=once.ref, until=once.until)
    except IntegrityError:
        raise LoginRefused("login_answer_refused", "replayed") from None


def _citizen_account(claim: Claim) -> Account:
    """The account of the citizen with the claim's CPR number, found by its keyed hash."""
    known = _known(claim)
    meant = Person.objects.filter(cpr_lookup=cpr_lookup(claim.cpr)).first() if claim.cpr else None
    if any(person.died_on for person in (meant, known and known.person) if person):
        raise LoginRefused("login_nobody_here", "died")
    if known is not None and meant is not None and meant.pk != known.person_id:
        raise LoginRefused("login_nobody_here", "two_people")
    if known is not None and claim.cpr and known.person.cpr_lookup != cpr_lookup(claim.cpr):
        raise LoginRefused("login_nobody_here", "other_number")
    if known is None and meant is None:
        raise LoginRefused("login_nobody_here", "unknown" if claim.cpr else "no_cpr")
    return known or _made(claim, meant)


def _staff_account(claim: Claim, today: date) -> Account:
    """The account of a member of staff; somebody new is registered where a role is given.

    Whoever has never held a role comes in, and is told so by the page of roles.
    """
    mapped = roles_of(_role_map(settings.STAASTED.role_map), claim.provider, claim.attributes)
    known = _known(claim)
    person = known.person if known else _colleague(claim.email)
    if person is None:
        if not mapped:
            raise LoginRefused("login_no_role", "unmapped")
        person = _registered(claim)
    account = known or _made(claim, person)
    if account.person_id != person.pk:  # the same first log-in twice in one moment
        raise LoginRefused("login_expired", "twice_at_once")
    own_number_from_login(person=person, digits=claim.cpr)
    _roles_sync(person, {Role(word) for word in mapped}, claim.provider, today)
    return account


def _roles_sync(person: Person, mapped: set[Role], provider: str, today: date) -> None:
    """Give what the provider says from today, and end what it gave and no longer says.

    A role somebody here gave stays, and a last day given here wins: the provider gives no role
    again that somebody here has ended, and none at all to whoever has left by that. One given
    and taken back on one day is withdrawn.
    """
    settled = _settled_here(person)
    ends = list(RoleGrant.objects.filter(person=person).values_list("to_on", flat=True))
    if settled and has_left(ends, on=today):
        return
    given = RoleGrant.objects.select_for_update().filter(person=person, source=provider, to_on=None)
    ended = [grant for grant in given if Role(grant.role) not in mapped]
    for grant in ended:
        grant.source = f"{provider}{TAKEN_BACK}"
        grant.save(update_fields=["source"])
        row_end(grant, last=today - DAY)
    fresh = sorted(role for role in mapped if role not in settled)
    for role in fresh:
        given_today = {"from_on": today, "source": provider}
        RoleGrant.objects.get_or_create(person=person, role=role, to_on=None, defaults=given_today)
    if fresh or ended:
        facts = {
            "provider": provider,
            "granted": [role.value for role in fresh],
            "ended": sorted(grant.role for grant in ended),
        }
        at = clock.now()
        act_log(actor=OPERATOR, act="roles_sync", at=at, subject=person.public_id, facts=facts)


def _settled_here(person: Person) -> set[str]:
    """Roles a provider has nothing to say of: held until further notice, or ended here."""
    newest = {
        grant.role: grant
        for grant in RoleGrant.objects.filter(person=person).order_by("from_on", "id")
    }
    return {
        role
        for role, grant in newest.items()
        if grant.to_on is None or not grant.source.endswith(TAKEN_BACK)
    }


def _colleague(email: str) -> Person | None:
    """The one member of staff with that address, registered before the provider was set up."""
    if not email:
        return None
    staff = RoleGrant.objects.filter(to_on=None).exclude(role=Role.CITIZEN).values("person")
    found = list(Person.objects.filter(email__iexact=email, pk__in=staff)[:2])
    return found[0] if len(found) == 1 else None


def _registered(claim: Claim) -> Person:
    """Somebody the provider knows and we did not."""
    name = claim.name.strip()[:200]
    person = Person.objects.create(name=name, name_key=name_key(name), email=claim.email[:254])
    facts = {"provider": claim.provider}
    at = clock.now()
    act_log(actor=OPERATOR, act="staff_register", at=at, subject=person.public_id, facts=facts)
    return person


@cache
def _role_map(file: Path | None) -> RoleMap:
    """The mapping file, read once a process; without one no attribute gives a role."""
    return read_role_map(file) if file else {}


def _known(claim: Claim) -> Account | None:
    same = Account.objects.select_related("person").filter(
        provider=claim.provider, subject=claim.subject
    )
    return same.first()


def _made(claim: Claim, person: Person) -> Account:
    account, made = Account.objects.get_or_create(
        provider=claim.provider,
        subject=claim.subject,
        defaults={"person": person, "audience": claim.audience},
    )
    if made:
        facts = {"provider": claim.provider}
        at = clock.now()
        act_log(actor=OPERATOR, act="account_make", at=at, subject=person.public_id, facts=facts)
    return account
