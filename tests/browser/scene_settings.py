"""In the scene: somebody whom mail does not reach, and somebody whose words reach nobody."""

from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from tests import town
from tests.talking import wants_help, writes
from tests.town import NOON, Town

SUPPORTING = "group:self_supporting"
ADDRESS = "rie@staasted.example"


def beyond_reach(place: Town) -> Citizen:
    """Rie, whose address and number take nothing; and somebody whose words reach nobody."""
    _beyond_answer()
    case = town.citizen(place.karen, name="Rie Retur", group=SUPPORTING)
    Person.objects.filter(pk=case.person_id).update(
        email=ADDRESS,
        email_bounced=ADDRESS,
        email_bounced_at=NOON,
        phone="20 30 40 99",
        phone_bounced="4520304099",
        phone_bounced_at=NOON,
    )
    Circumstances.objects.create(
        citizen=case, interpreter=True, interpreter_language="tigrinya", interpreter_own=True
    )
    return case


def _beyond_answer() -> None:
    """Ulla, who has no coach, wants help, and has written."""
    case = town.citizen(None, name="Ulla Uden-Svar", group=SUPPORTING)
    with clock.pinned(NOON):
        wants_help(case)
        writes(case, "Hvem skal jeg tale med?")
