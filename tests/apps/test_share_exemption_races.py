"""The last room of the 25 % rule, taken in the same moment with real connections."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import pytest

from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.conversations.course import course_of
from staasted.apps.effort.exempting import liftable
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.services import Counted, exemption_confirm, exemption_write
from staasted.apps.share_exemptions.turns import RoomMoved, begun
from tests.assessing import NOW, TODAY, assess, assessment, bound, several
from tests.racing import all_at_once
from tests.town import Town

pytestmark = pytest.mark.django_db(transaction=True)

TOUCH = assessment().touch_on


@pytest.fixture(autouse=True)
def in_august(the_clock: datetime) -> Iterator[None]:
    with clock.pinned(NOW):
        yield


def states() -> list[str]:
    return sorted(ShareExemption.objects.values_list("state", flat=True))


def test_of_those_who_take_the_last_room_at_once_one_does(place: Town) -> None:
    cases = [bound(place, f"Åse {letter}") for letter in "abcd"]
    assert not liftable(course_of(cases[0], on=TODAY), on=TODAY).beyond_room
    answers = all_at_once([partial(assess, place, case) for case in cases])
    assert all(isinstance(answer, ShareExemption) for answer in answers)
    assert states() == ["stands", "waiting", "waiting", "waiting"]
    touched = [row for row in map(agreement_in_force, cases) if row and row.next_to == TOUCH]
    assert len(touched) == 1, "the agreement follows what stands alone"


def test_as_many_stand_as_there_is_room_for_and_nobody_waits_in_vain(place: Town) -> None:
    cases = [bound(place, f"Åse {letter}") for letter in "abcd"]
    several(place, 4)
    all_at_once([partial(assess, place, case) for case in cases])
    assert states() == ["stands", "stands", "waiting", "waiting"]


def test_what_was_counted_before_another_began_is_not_written(place: Town) -> None:
    first, second = bound(place, "Åse a"), bound(place, "Åse b")
    several(place, 2)
    seen = Counted(beyond_room=False, begun=begun())
    assess(place, first)
    with pytest.raises(RoomMoved):
        exemption_write(
            actor=place.counsellor(),
            citizen=second,
            assessment=assessment(),
            counted=seen,
            now=NOW,
        )
    assert not ShareExemption.objects.filter(citizen=second).exists()


def test_a_leads_yes_is_seen_by_whoever_counted_before_it(place: Town) -> None:
    first, second = bound(place, "Åse a"), bound(place, "Åse b")
    several(place, 2)
    assess(place, first)
    waits = assess(place, second)
    assert waits.state == "waiting"
    seen = begun()
    exemption_confirm(actor=place.leading(), public_id=waits.public_id, now=NOW)
    assert begun() != seen
