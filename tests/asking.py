"""A citizen asks who stood behind a line of the log, or to have something put right."""

from staasted.apps.audit.reading import reading
from staasted.apps.audit.seen import seen_of
from staasted.apps.citizens.access import citizen_reached
from staasted.apps.citizens.models import Citizen
from staasted.apps.insight.models import NameRequest
from staasted.apps.insight.services import name_ask
from staasted.apps.rights.kinds import Part, RightKind
from staasted.apps.rights.models import RightsRequest
from staasted.apps.rights.services import Asked, rights_ask
from tests import town
from tests.town import MONDAY, NOON, Town


def read_by_karen(case: Citizen, place: Town) -> None:
    """Karen opens the case once, to follow up."""
    with reading(actor=place.counsellor(), purpose="follow_up", page="citizen", at=NOON):
        citizen_reached(place.counsellor(), case.public_id, on=MONDAY)


def ask_for_the_name(case: Citizen, place: Town) -> NameRequest:
    """Karen has read the case, and its citizen asks who it was."""
    read_by_karen(case, place)
    sight = seen_of(case.public_id)[0].sight
    return name_ask(actor=town.acting(case), citizen=case, sight=sight, now=NOON)


def ask_to_correct(
    case: Citizen,
    *,
    kind: RightKind = RightKind.CORRECTION,
    part: Part = Part.OFFERS,
    words: str = "Kurset varede tre uger, ikke to.",
) -> RightsRequest:
    """The citizen writes that something is wrong, or that they are against it."""
    asked = Asked(kind, part, words)
    return rights_ask(actor=town.acting(case), citizen=case, asked=asked, now=NOON)
