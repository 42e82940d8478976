"""Lines in the story of a course, for tests."""

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import Role, actor_for
from staasted.apps.story.models import StoryLine
from staasted.apps.story.services import Told, line_write
from tests import town
from tests.town import MONDAY, NOON

BEGAN = Told(MONDAY.replace(day=13), "Jeg begyndte i praktik i et køkken.")


def says(case: Citizen, told: Told = BEGAN, key: str = "", *, by: Actor | None = None) -> StoryLine:
    """One side puts a line into the story; the citizen unless told otherwise."""
    actor, key = by or town.acting(case), key or new_public_id()
    return line_write(actor=actor, citizen=case, told=told, sent_key=key, now=NOON)


def lines_there(case: Citizen, coach: Person) -> dict[str, str]:
    """A line of each side, by the names of their places in an address."""
    as_coach = actor_for(person=coach, role=Role.COUNSELLOR)
    return {
        "own_line": says(case).public_id,
        "coachs_line": says(case, Told(MONDAY, "Vi talte om uddannelse."), by=as_coach).public_id,
    }
