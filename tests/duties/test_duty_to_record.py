"""The duty to record: what was said, sent and decided stands in the case, in order, as a copy."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import self_booking_give_back, self_booking_take
from tests.browsing import come_in, main
from tests.ending import close_case
from tests.happenings import book, close
from tests.hearings import answers_hearing, asks
from tests.inviting import who_books
from tests.plans import a_goal
from tests.talking import answers, posts, posts_in, writes
from tests.town import Town

pytestmark = pytest.mark.django_db
OWN = "/mit-forloeb/journal/"
NOTE = "Vi talte om et kursus i regnskab."


@pytest.fixture
def recorded(place: Town, ase: Citizen) -> Citizen:
    """Åse, with something of each kind in her case."""
    close(book(ase, place.karen, purpose="job_search", channel="phone"), note=NOTE)
    writes(ase, "Må jeg flytte min tid?")
    answers(ase, place.karen, "Ja, gerne.")
    posts(ase, place.karen)
    posts_in(ase)
    self_booking_take(actor=place.counsellor(), citizen=ase, reason="Tre tider er ikke brugt.")
    self_booking_give_back(actor=place.counsellor(), citizen=ase)
    answers_hearing(ase, asks(ase, place.karen))
    return ase


EVERYTHING = (
    *(NOTE, "Må jeg flytte min tid?", "Ja, gerne.", "Bekræftelse på plads", "Jeg er uenig"),
    *("Tre tider er ikke brugt.", "Du er ikke kommet til to samtaler.", "Jeg var syg begge dage."),
)


def paper(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_the_journal_holds_every_note_message_letter_decision_and_hearing(
    place: Town, recorded: Citizen
) -> None:
    own = main(come_in(recorded.person).get(OWN).content.decode())
    staff = f"/borgere/{recorded.public_id}/journal/"
    coach = main(come_in(place.karen).get(staff).content.decode())
    for words in EVERYTHING:
        assert words in own
        assert words in coach


def test_the_copy_holds_the_same_and_says_when_it_was_made(place: Town, recorded: Citizen) -> None:
    own = paper(come_in(recorded.person), f"{OWN}pdf/")
    coach = paper(come_in(place.karen), f"/borgere/{recorded.public_id}/journal/pdf/")
    assert own == coach
    for words in (*EVERYTHING, recorded.public_id, "18. maj 2026 kl. 12.00"):
        assert words in own


def test_it_stands_in_order_and_reading_it_is_logged(place: Town, recorded: Citizen) -> None:
    staff = f"/borgere/{recorded.public_id}/journal/"
    page = main(come_in(place.karen).get(staff).content.decode())
    assert page.index("Må jeg flytte min tid?") < page.index("Ja, gerne.")
    assert ReadLog.objects.filter(page="journal").exists()


def test_what_is_the_citizens_alone_is_no_part_of_it(place: Town, recorded: Citizen) -> None:
    a_goal(recorded, "Mit hemmelige mål")
    staff = f"/borgere/{recorded.public_id}/journal/"
    assert "hemmelige" not in come_in(place.karen).get(staff).content.decode()


def test_the_citizen_reads_it_after_the_case_is_closed_and_nobody_elses(
    place: Town, recorded: Citizen
) -> None:
    close_case(recorded, place.karen)
    assert NOTE in main(come_in(recorded.person).get(OWN).content.decode())
    other = who_books(place, name="Bo Friis", email="bo@eksempel.dk")
    assert NOTE not in come_in(other.person).get(OWN).content.decode()


def test_a_conversation_is_recorded_with_who_held_it_and_when(
    place: Town, recorded: Citizen
) -> None:
    page = main(come_in(recorded.person).get(OWN).content.decode())
    assert "Samtale: holdt" in page
    assert place.karen.name in page
