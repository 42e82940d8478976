"""What becomes of messages and wishes for help when a case closes."""

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.selectors import person_of
from staasted.apps.talking.helping import help_leave
from staasted.apps.talking.kinds import Settled
from staasted.apps.talking.services import settle


def talk_end(*, actor: Actor, citizen: Citizen) -> None:
    """Nothing waits any more; the citizen can read it all until the case is erased.

    The case is held, and still open.
    """
    by = person_of(actor)
    settle(actor, citizen, by, Settled.CASE_CLOSED)
    help_leave(actor, citizen, by)
