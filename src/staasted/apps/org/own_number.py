"""The CPR number of one of the staff: asked for so that their own case is closed to them.

Only its keyed hash is kept (decision 0009). Whether anybody here has that number is told to nobody.
"""

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR, Actor
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import administrator_require
from staasted.apps.org.models import Person
from staasted.apps.org.sealing import cpr_lookup
from staasted.core.citizen.cpr import cpr_parse
from staasted.core.errors import DomainError


@transaction.atomic
def own_number_give(*, actor: Actor, person: Person, cpr: str) -> None:
    """Keep the hash of somebody's number; nobody changes their own once it is given.

    Errors: AccessRefused; DomainError, as ``cpr_parse``; ``own_number_stands``.
    """
    administrator_require(actor)
    lookup = cpr_lookup(cpr_parse(cpr).digits)
    if person.pk == actor.person_id and person.own_lookup not in ("", lookup):
        raise DomainError("own_number_stands")
    _keep(actor, person, lookup)


@transaction.atomic
def own_number_from_login(*, person: Person, digits: str) -> None:
    """Keep the hash of the number a staff login vouches for; without one nothing changes."""
    if digits:
        _keep(OPERATOR, person, cpr_lookup(digits))


def _keep(actor: Actor, person: Person, lookup: str) -> None:
    if person.own_lookup == lookup:
        return
    person.own_lookup = lookup
    person.save(update_fields=["own_lookup"])
    act_log(actor=actor, act="own_number_give", at=clock.now(), subject=person.public_id)
