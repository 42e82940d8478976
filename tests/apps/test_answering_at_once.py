"""Two presses of one button at the same moment, with real threads and connections."""

import pytest

from staasted.apps.agreements.following import Position, answers_follow
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.conversations.models import RuleOverride
from staasted.apps.conversations.overrides import Override, override_make
from staasted.apps.screening.models import ScreeningAnswers
from staasted.catalog.loader import catalog
from staasted.core.axes import OverrideEffect
from tests import town
from tests.apps.test_races import all_at_once
from tests.town import MONDAY, build_town

pytestmark = pytest.mark.django_db(transaction=True)

PRESSES = 8


def test_answers_sent_many_times_at_once_are_stored_once_and_make_one_proposal() -> None:
    place = build_town()
    case = town.citizen(place.karen)
    actor, start = town.acting(case), catalog().instruments["start"].as_instrument()

    def press() -> str:
        made = answers_follow(
            actor=actor,
            citizen=case,
            instrument=start,
            answers={"job_goal_clear": "yes"},
            share=True,
            position=Position(weeks=2, law_due=None),
        )
        return made.public_id

    answered = all_at_once([press] * PRESSES)
    assert len(set(answered)) == 1
    assert ScreeningAnswers.objects.count() == 1
    assert ContactAgreement.objects.count() == 1


def test_a_finding_about_a_duty_sent_many_times_at_once_is_kept_once() -> None:
    place = build_town()
    case = town.citizen(place.karen, asked_on=MONDAY)
    actor = place.counsellor()
    found = Override("V5-KU-1", MONDAY, OverrideEffect.NOT_BOUND, None, "Er på ferie.")

    def press() -> str:
        return override_make(actor=actor, citizen=case, override=found).public_id

    assert len(set(all_at_once([press] * PRESSES))) == 1
    assert RuleOverride.objects.count() == 1
