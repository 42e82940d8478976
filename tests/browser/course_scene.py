"""A citizen whose story both sides write, and answers of a quarter that is over."""

from staasted.apps.citizens.models import Citizen
from staasted.apps.feedback.models import FeedbackBox
from staasted.apps.feedback.seals import box_seal
from staasted.apps.org.models import Person, Team
from staasted.catalog.feedback import WORDS
from tests import town
from tests.happenings import hold, utc
from tests.telling import lines_there
from tests.town import MONDAY, Town

ANSWERS = [
    {"heard": "fully", "helped": "partly", "next_known": "fully"},
    {"heard": "partly", WORDS: "Der var tid til at tænke mig om."},
]


def about_courses(place: Town, team: Team) -> tuple[dict[str, Person], dict[str, str]]:
    """Who can log in, and what stands for ``{…}`` in an address."""
    teller = somebody_who_tells(place)
    box = FeedbackBox(team=team, quarter_on=MONDAY.replace(month=1, day=1))
    box_seal(box, ANSWERS * 5)
    box.save()
    lines = lines_there(teller, place.karen)
    return {"teller": teller.person}, {"teller": teller.public_id} | lines


def somebody_who_tells(place: Town) -> Citizen:
    """With a conversation held a week ago."""
    case = town.citizen(place.karen, name="Tove Ågren")
    hold(case, place.karen, utc(2026, 5, 11, 8))
    return case
