"""The demo's agreements: somebody stands in each state, made through the services."""

from staasted.apps.agreements.selectors import agreements_standing
from staasted.apps.screening.models import MirrorAnswers, ScreeningDraft
from staasted.cli.adal_agreements import agreements_write
from tests import town
from tests.agreeing import recorded
from tests.town import MONDAY, Town


def test_one_asks_one_disputes_one_is_offered_and_one_is_halfway(place: Town) -> None:
    cases = [town.citizen(place.karen, name=f"Borger {n}") for n in range(4)]
    bare = town.citizen(place.karen, name="Uden Aftale")
    for case in cases:
        recorded(place, case)
    agreements_write([bare, *cases], on=MONDAY)
    waits = [agreements_standing(case).proposed for case in cases]
    assert [(one.proposed_by, bool(one.pause_reason)) for one in waits[:1]] == [("citizen", True)]
    assert waits[1].disputed_at is not None
    assert (waits[2].proposed_by, waits[2].disputed_at) == ("counsellor", None)
    assert waits[3] is None
    assert ScreeningDraft.objects.get().citizen == cases[3]
    assert MirrorAnswers.objects.get().citizen == cases[3]
    assert agreements_standing(bare) == (None, None)
