"""Who acts for a citizen, and which partners are invited: seen and ended, each act logged."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import AccessRefused, role_require
from staasted.apps.citizens.kinds import PowerKind
from staasted.apps.citizens.models import Citizen, PartnerInvitation, Power
from staasted.apps.citizens.reach import own_caseload
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.naming import name_key
from staasted.apps.org.sealing import cpr_lookup
from staasted.apps.org.services import person_register
from staasted.core.citizen.cpr import cpr_parse
from staasted.core.errors import DomainError

POWER = "power"
"""The purpose of looking into who is to act for somebody else."""


@transaction.atomic
def representative_for(*, actor: Actor, citizen: Citizen, cpr: str, name: str) -> Person:
    """The person with a CPR number, made with this name where nobody here has it.

    A number opens no name: somebody known must be called what was typed, whole. If they have a
    case, that it was looked into is noted and logged there. Errors: AccessRefused; DomainError, as
    ``cpr_parse``; ``name_missing``, ``power_name_differs``, ``power_of_the_dead``.
    """
    role_require(actor, Role.COUNSELLOR)
    digits, typed = cpr_parse(cpr).digits, " ".join(name.split())
    if not typed:
        raise DomainError("name_missing")
    person = _known(digits) or _registered(typed, digits)
    _looked_into(actor, citizen, person)
    if name_key(" ".join(person.name.split())) != name_key(typed):
        raise DomainError("power_name_differs")
    if person.died_on is not None:
        raise DomainError("power_of_the_dead")
    return person


def _known(digits: str) -> Person | None:
    return Person.objects.filter(cpr_lookup=cpr_lookup(digits)).first()


def _registered(name: str, digits: str) -> Person:
    """Somebody new; whoever was made in the same moment by another is the one."""
    try:
        with transaction.atomic():
            return person_register(name=name, cpr=digits)
    except IntegrityError:
        return Person.objects.get(cpr_lookup=cpr_lookup(digits))


def _looked_into(actor: Actor, citizen: Citizen, person: Person) -> None:
    """Note and log that a citizen was recognised by their number."""
    theirs = list(Citizen.objects.filter(person=person).values_list("public_id", flat=True))
    if theirs:
        note(theirs, purpose=POWER)
        act_log(
            actor=actor,
            act="representative_known",
            at=clock.now(),
            citizens=theirs,
            subject=citizen.public_id,
        )


@transaction.atomic
def power_end(*, actor: Actor, citizen: Citizen, public_id: str) -> None:
    """End a power today: nothing more is opened with it from this moment.

    A citizen ends a power of attorney; a guardianship, only staff. A representative ends none.
    Errors: AccessRefused, DomainError ``power_gone``, ``guardian_stays``.
    """
    if actor.role not in (Role.CITIZEN, Role.COUNSELLOR):
        raise AccessRefused
    rows = Power.objects.select_for_update(of=("self",)).filter(citizen=citizen)
    row = rows.filter(_open()).filter(public_id=public_id).first()
    if row is None:
        raise DomainError("power_gone")
    if actor.role is Role.CITIZEN and row.kind == PowerKind.GUARDIAN:
        raise DomainError("guardian_stays")
    row.ended_at, row.to_on = clock.now(), max(row.from_on, clock.today())
    row.save(update_fields=["ended_at", "to_on"])
    _logged(actor, "power_end", citizen, row.public_id)


@transaction.atomic
def invitation_end(*, actor: Actor, citizen: Citizen, public_id: str) -> None:
    """End a partner's invitation at once.

    Errors: AccessRefused, DomainError ``invitation_gone``.
    """
    if actor.role not in (Role.CITIZEN, Role.COUNSELLOR):
        raise AccessRefused
    rows = PartnerInvitation.objects.select_for_update(of=("self",)).filter(citizen=citizen)
    row = rows.filter(_open()).filter(public_id=public_id).first()
    if row is None:
        raise DomainError("invitation_gone")
    row.ended_at, row.to_on = clock.now(), max(row.from_on, clock.today())
    row.save(update_fields=["ended_at", "to_on"])
    _logged(actor, "invitation_end", citizen, row.public_id)


def powers_given(actor: Actor, citizen: Citizen, *, on: date) -> Sequence[Power]:
    """Every power over a case, those that stand or begin later first; who holds each is loaded.

    A protected name is on none, but for the holder's own counsellor.
    """
    held = Power.objects.select_related("representative").filter(citizen=citizen)
    rows = list(held.order_by(F("ended_at").asc(nulls_first=True), "-from_on", "-id"))
    hidden = {row.representative_id for row in rows if row.representative.protected}
    if hidden and actor.role is Role.COUNSELLOR:
        own = own_caseload(actor, on=on).filter(person__in=hidden)
        hidden -= set(own.values_list("person_id", flat=True))
    for row in rows:
        if row.representative_id in hidden:
            row.representative.name = ""
    return rows


def partners_of(citizen: Citizen, *, on: date) -> Sequence[PartnerInvitation]:
    """The invitations that stand on a day or begin later, by partner's name."""
    rows = PartnerInvitation.objects.select_related("partner").filter(_open(), citizen=citizen)
    return list(rows.filter(to_on__gte=on).order_by("partner__name_key", "from_on"))


def _open() -> Q:
    """What is not over: neither ended by somebody nor past its last day."""
    today = clock.today()
    return Q(ended_at=None) & (Q(to_on=None) | Q(to_on__gte=today))


def _logged(actor: Actor, act: str, citizen: Citizen, subject: str) -> None:
    act_log(actor=actor, act=act, at=clock.now(), citizens=[citizen.public_id], subject=subject)
