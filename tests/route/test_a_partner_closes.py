"""A partner closes the conversations they hold themselves, to the last day of the invitation."""

from datetime import timedelta

import pytest

from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen, PartnerInvitation
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.core.axes import Holder
from tests import town
from tests.browsing import Browser, main
from tests.happenings import book
from tests.inviting import who_books
from tests.joining import invite, open_for
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db
HELD = {"outcome": "held", "minutes": "25", "note": "Vi skrev en ansøgning."}


@pytest.fixture
def mia(place: Town) -> Person:
    person = staff_register(name="Mia Mentor", roles=[Role.PARTNER], from_on=town.LONG_AGO)
    open_for(person, MONDAY + timedelta(days=2), 10, 12)
    return person


@pytest.fixture
def ase(place: Town, mia: Person) -> Citizen:
    case = who_books(place)
    invite(case, mia, purpose="job_search", held_by=Holder.MENTOR)
    return case


@pytest.fixture
def theirs(ase: Citizen, mia: Person) -> Booking:
    """A conversation Mia holds with Åse on Wednesday."""
    return book(ase, mia, purpose="job_search", channel="phone")


def address(booking: Booking) -> str:
    return f"/partner/samtaler/{booking.public_id}/"


def test_the_partner_closes_it_and_the_agreement_with_the_coach_stands(
    place: Town, ase: Citizen, mia: Person, theirs: Booking
) -> None:
    before = agreement_in_force(ase)
    with clock.pinned(theirs.ends_at):
        browser = Browser(mia)
        assert address(theirs) in main(browser.get("/partner/"))
        page = browser.post(address(theirs), **HELD)
        assert "Samtalen er lukket" in page
        assert address(theirs) not in main(browser.get("/partner/"))
    row = Conversation.objects.get(booking=theirs)
    assert (row.held_by, row.minutes, row.closed_by) == ("mentor", 25, mia)
    assert agreement_in_force(ase) == before


def test_a_conversation_that_was_held_has_minutes(theirs: Booking, mia: Person) -> None:
    with clock.pinned(theirs.ends_at):
        client = Browser(mia).client
        answer = client.post(address(theirs), HELD | {"minutes": ""})
    assert answer.status_code == 400
    assert "Vi skrev en ansøgning." in answer.content.decode(), "nothing typed is lost"
    assert not Conversation.objects.filter(booking=theirs).exists()


def test_nobody_elses_conversation_and_none_once_the_invitation_is_over(
    place: Town, ase: Citizen, mia: Person, theirs: Booking
) -> None:
    coachs = book(ase, place.karen, purpose="job_search", channel="phone")
    last = PartnerInvitation.objects.get().to_on
    with clock.pinned(theirs.ends_at):
        client = Browser(mia).client
        assert client.get(address(coachs)).status_code == 404
        assert client.get(address(theirs)).status_code == 200
    with clock.pinned(theirs.ends_at + (last - MONDAY) + timedelta(days=1)):
        assert Browser(mia).client.get(address(theirs)).status_code == 404
