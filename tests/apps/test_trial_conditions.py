"""A condition approved by an act is judged on everybody who was in its measuring period."""

from collections.abc import Iterator
from datetime import date

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.citizens.models import BenefitPeriod
from staasted.apps.effort.looking_back import courses_looking_back
from staasted.apps.effort.selectors import level_on
from staasted.apps.trials.services import trial_approve, trial_begin
from staasted.core.effort import Judged
from tests import town
from tests.apps.trial_drafts import DRAFT, own_folder
from tests.town import MONDAY, Town

SLUG = "letter_of_monday"
BEGUN, LEFT = date(2026, 6, 1), date(2026, 6, 20)
AVERAGE = DRAFT.partition("cases:")[0].replace(
    "mode: waive", "mode: average\n    condition: {baseline: statutory, period: {months: 6}}"
)
VIBORG = "0791"


@pytest.fixture(scope="module", autouse=True)
def _draft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_folder(tmp_path_factory.mktemp("own"), AVERAGE):
        yield


@pytest.fixture
def viborg(place: Town) -> Town:
    """Two were there when the trial was begun; one of them left before July."""
    town.citizen(place.karen, lives_in=VIBORG)
    gone = town.citizen(place.karen, name="Bo Friis", lives_in=VIBORG)
    BenefitPeriod.objects.filter(citizen=gone).update(ends_on=LEFT)
    return place


def approved_and_begun() -> None:
    told = {"actor": OPERATOR, "slug": SLUG, "by": "Birgitte Holm"}
    trial_approve(on=MONDAY, **told)
    trial_begin(on=BEGUN, **told)


@pytest.mark.parametrize("day", [date(2027, 1, 15), date(2027, 5, 15)])
def test_a_trial_approved_by_an_act_looks_back_to_its_last_measuring_period(
    viborg: Town, day: date
) -> None:
    approved_and_begun()
    (condition,) = level_on(viborg.leading(), on=day).conditions
    assert condition.part.from_on == BEGUN
    assert condition.last.so_far.period.first == BEGUN
    assert (condition.last.so_far.persons, condition.last.so_far.judged) == (2, Judged.BREACH)


def test_a_draft_looks_no_further_back_than_the_law(viborg: Town) -> None:
    assert len(list(courses_looking_back(date(2027, 5, 15)))) == 1
    approved_and_begun()
    assert len(list(courses_looking_back(date(2027, 5, 15)))) == 2
