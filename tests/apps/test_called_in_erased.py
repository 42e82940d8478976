"""A case that was asked, called in and decided about goes whole; a shortage of times stays."""

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.booking.models import Opening
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import self_booking_give_back, self_booking_take
from staasted.apps.invitations.models import (
    ExemptionReview,
    Invitation,
    Regard,
    SelfBookingTaken,
    Summons,
    TimesMissing,
)
from staasted.apps.retention.services import due_erase
from staasted.core.calendar import add_months
from tests.apps.test_no_trace_is_left import where
from tests.ending import close_case
from tests.happenings import book
from tests.inviting import call_in, exempt, invite, who_books
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
SECRET = "Kan ikke tåle stress"
DUE = add_months(MONDAY, 60)


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Åse has been asked, has booked, was called in, was deprived, and the case is closed."""
    case, karen = who_books(place), place.counsellor()
    invite(place, case)
    book(case, place.karen)
    self_booking_take(actor=karen, citizen=case, reason=SECRET)
    self_booking_give_back(actor=karen, citizen=case)
    exempt(case)
    call_in(place, case, regard={"health": SECRET})
    close_case(case, place.karen)
    return case


def test_nothing_of_it_is_left(ase: Citizen) -> None:
    known = {"invitations.regard", "invitations.summons", "invitations.selfbookingtaken"}
    assert known <= where(SECRET)
    list(due_erase(actor=OPERATOR, on=DUE))
    assert where(SECRET, ase.person.name) == set()
    for table in (Invitation, Regard, Summons, SelfBookingTaken, ExemptionReview):
        assert not table.objects.exists()


def test_a_shortage_of_times_stays_and_names_nobody(place: Town) -> None:
    case = who_books(place)
    Opening.objects.update(closed_at=NOON)
    assert isinstance(invite(place, case), TimesMissing)
    close_case(case, place.karen)
    list(due_erase(actor=OPERATOR, on=DUE))
    assert TimesMissing.objects.count() == 1
    assert "invitations.timesmissing" not in where(case.public_id, case.person.name)
