"""Hearing a citizen before a decision, in a test."""

from datetime import timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.records.models import Hearing
from staasted.apps.records.services import Asked, hearing_answer, hearing_open
from tests.town import acting

INTENDS = "at dine sygedagpenge stopper"
FACTS = "Du er ikke kommet til to samtaler."
SECTION = "LBK 1221/2025 § 21, stk. 1"


def asks(case: Citizen, coach: Person, *, days: int = 7) -> Hearing:
    """The coach asks, and gives so many days."""
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    asked = Asked(INTENDS, FACTS, SECTION, clock.today() + timedelta(days=days))
    return hearing_open(actor=actor, citizen=case, asked=asked)


def answers_hearing(
    case: Citizen, hearing: Hearing, words: str = "Jeg var syg begge dage."
) -> None:
    """The citizen answers."""
    hearing_answer(actor=acting(case), hearing=hearing, answer=words)


def hearing_there(case: Citizen, coach: Person) -> dict[str, str]:
    """What stands for a hearing in an address."""
    return {"hearing": asks(case, coach).public_id}
