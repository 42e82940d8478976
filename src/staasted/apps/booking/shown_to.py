"""Whom a purpose is shown to, and who may take a time for it (decision 0039).

Who is invited and whom the law summons is known by apps above, which declare how to ask.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.purposes import Purpose, Visibility
from staasted.core.axes import Origin
from staasted.core.errors import DomainError

OUTSIDE = (Role.CITIZEN, Role.REPRESENTATIVE, Role.PARTNER)
"""Who chooses as the citizen may, whatever else they are."""
OF_STAFF = (Origin.BY_STAFF, Origin.SUMMONED, Origin.PROPOSED)


@dataclass(frozen=True, slots=True)
class Knowing:
    """What an app above knows of how a citizen books, on a day.

    ``invited`` are the purposes they are asked to book; ``by_summons`` says that the picker is
    closed to them.
    """

    invited: Callable[[Citizen, date], frozenset[str]]
    by_summons: Callable[[Citizen, date], bool]


_knowing: dict[Knowing, None] = {}


def know(knowing: Knowing) -> None:
    """Make known who knows; the same one is known once."""
    _knowing[knowing] = None


def picker_closed(citizen: Citizen, *, on: date) -> bool:
    """Whether the law has come to summon the citizen, or the right to book is taken away."""
    return any(each.by_summons(citizen, on) for each in _knowing)


def may_choose(purpose: Purpose, invited: Collection[str]) -> bool:
    """Whether a purpose is shown to a citizen who is invited to these."""
    if purpose.visibility is Visibility.INVITED:
        return purpose.slug in invited
    return purpose.for_everyone


def shown_to(citizen: Citizen, purpose: Purpose, *, on: date) -> bool:
    """Whether the citizen may book a purpose: no query where it is for everyone."""
    known = purpose.visibility is Visibility.INVITED
    invited = _invited(citizen, on) if known else frozenset()
    return may_choose(purpose, invited)


def shown_require(citizen: Citizen, purpose: Purpose) -> None:
    """Inside a transaction that holds the case: the citizen may book the purpose themselves.

    Errors: DomainError ``purpose_by_invitation``, ``purpose_by_staff``.
    """
    if purpose.visibility is Visibility.STAFF:
        raise DomainError("purpose_by_staff")
    invited = purpose.visibility is Visibility.INVITED
    if invited and purpose.slug not in _invited(citizen, clock.today()):
        raise DomainError("purpose_by_invitation")


def taking_require(
    citizen: Citizen, purpose: Purpose, origin: Origin, actor: Actor | None = None
) -> None:
    """Whoever takes a time may: staff any, all others what the citizen may. Errors: as
    ``shown_require``."""
    outside = actor is not None and actor.role in OUTSIDE
    if outside or origin not in OF_STAFF:
        shown_require(citizen, purpose)


def _invited(citizen: Citizen, on: date) -> frozenset[str]:
    return frozenset().union(*(each.invited(citizen, on) for each in _knowing))
