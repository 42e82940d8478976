"""Who acts for a citizen, and which partners are invited: seen and ended, each act logged."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import AccessRefused
from staasted.apps.citizens.kinds import PowerKind
from staasted.apps.citizens.models import Citizen, PartnerInvitation, Power
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.sealing import cpr_lookup
from staasted.apps.org.services import person_register
from staasted.core.citizen.cpr import cpr_parse
from staasted.core.errors import DomainError


@transaction.atomic
def representative_for(*, cpr: str, name: str) -> Person:
    """The person with a CPR number, made with this name where nobody here has it.

    Somebody known keeps the name we know. Errors: DomainError, as ``cpr_parse``; ``name_missing``,
    ``power_of_the_dead``.
    """
    digits = cpr_parse(cpr).digits
    known = Person.objects.filter(cpr_lookup=cpr_lookup(digits)).first()
    if known is None and not name.strip():
        raise DomainError("name_missing")
    if known is not None and known.died_on is not None:
        raise DomainError("power_of_the_dead")
    return known or person_register(name=name.strip(), cpr=digits)


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


def powers_given(citizen: Citizen) -> Sequence[Power]:
    """Every power over a case, those that stand or begin later first; who holds each is loaded."""
    rows = Power.objects.select_related("representative").filter(citizen=citizen)
    return list(rows.order_by(F("ended_at").asc(nulls_first=True), "-from_on", "-id"))


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
