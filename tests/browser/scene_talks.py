"""Who is assessed to find work alone, and whom a lead is to answer about."""

from datetime import timedelta

from staasted.apps.citizens.models import Citizen
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.states import ExemptionState
from tests import town
from tests.town import MONDAY, NOON, Town


def about_finding_work(place: Town) -> dict[str, Citizen]:
    """Selma, who finds work alone, and Vera, about whom a lead has not answered yet.

    The 75 % rule begins after the scene's day: the rows are written past the service, which would
    find nothing to lift.
    """
    found = {"works_alone": "Selma Selv", "beyond_room": "Vera Venter"}
    cases = {key: town.citizen(place.karen, name=name) for key, name in found.items()}
    _assessed(place, cases["works_alone"], state=ExemptionState.STANDS, stands_on=MONDAY)
    _assessed(place, cases["beyond_room"], state=ExemptionState.WAITING, beyond_room=True)
    return cases


def _assessed(place: Town, case: Citizen, **how: object) -> None:
    ShareExemption.objects.create(
        citizen=case,
        reason="Du har to samtaler hos arbejdsgivere i næste uge.",
        touch_on=MONDAY + timedelta(days=5),
        channel="phone",
        review_on=MONDAY + timedelta(days=10),
        made_at=NOON,
        made_by=place.karen,
        **how,
    )
