"""Whatever is registered of a conversation leaves for the case system, and each offer decision."""

import pytest

from staasted.apps.case_system.models import CaseEvent
from staasted.apps.citizens.models import Citizen
from staasted.core.axes import Outcome
from tests import town
from tests.apps.test_conversations_corrected import close, correct, undo
from tests.gathering import join, meeting, present
from tests.happenings import FIRST, book
from tests.offer_courses import SECTION, WHY, granted_to
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def told(kind: str = "conversation") -> list[tuple[int, dict[str, object]]]:
    rows = CaseEvent.objects.filter(kind=kind).order_by("id")
    return [(row.version, row.facts) for row in rows]


def test_a_corrected_conversation_is_told_again_as_the_next_version(
    place: Town, ase: Citizen
) -> None:
    booking = book(ase, place.karen, purpose=FIRST, channel="in_person")
    close(place, booking)
    correct(place, booking, minutes=30)
    assert [(version, facts["minutes"]) for version, facts in told()] == [(1, 45), (2, 30)]
    correct(place, booking, minutes=30)
    assert len(told()) == 2, "the same again is nothing to tell"


def test_a_closing_that_is_taken_back_is_told_of_and_so_is_the_next(
    place: Town, ase: Citizen
) -> None:
    booking = book(ase, place.karen, purpose=FIRST, channel="in_person")
    close(place, booking)
    undo(place.counsellor(), booking)
    booking.refresh_from_db()
    close(place, booking, outcome=Outcome.NOT_MET, minutes=None, next=None)
    assert [facts["outcome"] for _, facts in told()] == ["held", "undone", "not_met"]
    assert [version for version, _ in told()] == [1, 2, 3]
    assert "note" not in told()[1][1]


def test_an_offer_decision_leaves_with_its_section_and_reasons(place: Town, ase: Citizen) -> None:
    granted_to(place, ase)
    [(version, facts)] = told("decision")
    assert version == 1
    assert facts["decision"] == "offer_grant"
    assert (facts["section"], facts["reason"]) == (SECTION, WHY)


def test_of_a_meeting_with_seats_each_persons_conversation_leaves(place: Town) -> None:
    made = meeting(place, seats=2)
    for name in ("Åse Møller", "Bo Ravn"):
        join(town.citizen(place.karen, name=name), made)
    present(place, made)
    assert [facts["form"] for _, facts in told()] == [made.form, made.form]
    assert CaseEvent.objects.values("subject").distinct().count() == 2
