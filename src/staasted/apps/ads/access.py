"""A citizen's saved searches: their own, and nobody else's.

Staff has no way to them, nor has whoever acts for the citizen (decision 0042).
"""

from collections.abc import Sequence

from django.db.models import Model

from staasted.apps.ads.models import AdSearch
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, NotYours, role_require

WORDS = frozenset({"name", "words", "field", "place", "within_km", "order"})
"""What somebody looks for, as its columns."""


def own_searches(actor: Actor, case: Citizen) -> Sequence[AdSearch]:
    """Every search of the citizen's own opened case, the oldest first. Errors: AccessRefused,
    NotYours."""
    role_require(actor, Role.CITIZEN)
    if actor.person_id != case.person_id:
        raise NotYours
    return list(AdSearch.objects.filter(citizen=case))


def own_search(actor: Actor, case: Citizen, public_id: str) -> AdSearch:
    """One of them. Errors: AccessRefused, NotYours."""
    for search in own_searches(actor, case):
        if search.public_id == public_id:
            return search
    raise NotYours


def private_columns(record: Model) -> frozenset[str]:
    """The columns of a search nobody but its citizen reads; none of any other row."""
    return WORDS if isinstance(record, AdSearch) else frozenset()
