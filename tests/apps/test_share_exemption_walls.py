"""What stands of an assessment: its review, pauses beside it, and what the database refuses."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.agreements.selectors import pauses
from staasted.apps.agreements.states import PauseReason
from staasted.apps.agreements.terms import Pause, Terms
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.selectors import reviews_near
from staasted.apps.share_exemptions.states import ExemptionState
from staasted.core.axes import Channel, Freedom
from tests.agreeing import recorded
from tests.assessing import DAY, NOW, REVIEW, TODAY, assess, bound, several
from tests.ending import close_case
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_august(the_clock: datetime) -> Iterator[None]:
    with clock.pinned(NOW):
        yield


def test_reviews_are_found_when_they_are_near_and_when_they_have_passed(place: Town) -> None:
    case, _ = bound(place), several(place, 3)
    row = assess(place, case)
    assert reviews_near([case.pk], on=REVIEW - 15 * DAY, days=14) == []
    assert reviews_near([case.pk], on=REVIEW - 14 * DAY, days=14) == [row]
    assert reviews_near([case.pk], on=REVIEW + 30 * DAY, days=14) == [row]
    assert reviews_near([], on=REVIEW, days=14) == []


def test_a_pause_covers_to_its_day_and_no_longer(place: Town) -> None:
    case = bound(place)
    pause = Pause(PauseReason.TREATMENT, TODAY + 30 * DAY)
    recorded(place, case, terms=Terms(Freedom.CHECK_INS, 6, None, None, pause=pause))
    assert pauses(on=TODAY) == {case.pk: TODAY + 30 * DAY}
    assert pauses([case.pk], on=TODAY + 30 * DAY) == {case.pk: TODAY + 30 * DAY}
    assert pauses([case.pk], on=TODAY + 31 * DAY) == {}
    assert pauses([], on=TODAY) == {}


WRONG = {
    "without a reason": {"reason": ""},
    "too long to review": {"review_on": TODAY + 93 * DAY},
    "talking after the review": {"touch_on": REVIEW + DAY},
    "beyond the room with no lead": {"beyond_room": True},
    "standing from no day": {"stands_on": None},
}


@pytest.mark.parametrize("how", WRONG)
def test_the_database_refuses_what_no_service_writes(place: Town, how: str) -> None:
    case = bound(place)
    row: dict[str, Any] = {
        "citizen": case,
        "state": ExemptionState.STANDS,
        "reason": "Du finder selv job.",
        "touch_on": TODAY,
        "channel": Channel.PHONE,
        "review_on": REVIEW,
        "made_at": NOW,
        "made_by": place.karen,
        "stands_on": TODAY,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareExemption.objects.create(**(row | WRONG[how]))
    ShareExemption.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareExemption.objects.create(**row)


def test_nothing_is_assessed_of_a_closed_case_even_past_every_service(place: Town) -> None:
    case = bound(place)
    close_case(case, place.karen, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareExemption.objects.create(
            citizen=case,
            state=ExemptionState.WAITING,
            reason="Du finder selv job.",
            touch_on=TODAY,
            channel=Channel.PHONE,
            review_on=REVIEW,
            made_at=NOW,
            made_by=place.karen,
        )
