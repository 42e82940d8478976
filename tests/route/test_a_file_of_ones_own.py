"""A caseload file written by hand is imported, and its people walk the same route."""

import html
from datetime import date, timedelta

import pytest

from staasted.apps.booking.models import Booking
from staasted.apps.imports.services import caseload_import
from staasted.apps.org.models import Person
from tests import town
from tests.browsing import Browser, book, close_conversation, days_forward
from tests.inviting import heeded
from tests.town import MONDAY, Town, build_town

pytestmark = pytest.mark.django_db

FILE = """CPR-nr;Navn;E-mail;Telefon;Kommunekode;Målgruppe;Ydelse;Startdato;Første henvendelse;\
Sagsbehandler;Noget andet
620180-4999;Grethe Håndskrevet;grethe@post.example;;0999;Jobparat kontanthjælpsmodtager;\
Kontanthjælp;15-05-2026;2026-05-15;Karen Østergård;ses bort fra
"""


@pytest.fixture(autouse=True)
def the_clock() -> None:
    """Nothing pinned: the clock is the demo's own."""


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


def test_somebody_from_a_hand_written_file_is_summoned_then_books_by_herself(place: Town) -> None:
    taken = caseload_import(
        actor=town.operator, content=FILE.encode("cp1252"), file_name="min.csv", today=MONDAY
    )
    assert (taken.created, taken.rejected, list(taken.ignored_columns)) == (1, (), ["Noget andet"])
    grethe = Person.objects.get(name="Grethe Håndskrevet")
    citizen, counsellor, lead = Browser(grethe), Browser(place.karen), Browser(place.lead)
    assert "0 af 1" in lead.get("/niveau/")
    assert "indkalder" in html.unescape(citizen.get("/mit-forloeb/book/"))

    heeded(counsellor, grethe.citizen)
    times = counsellor.get(counsellor.link(counsellor.get("/i-dag/"), "/indkald/"))
    day = counsellor.get(counsellor.link(times, "dag=").partition("#")[0])
    chosen = counsellor.link(day, "tid=")
    counsellor.get(chosen)
    counsellor.post(chosen.partition("?")[0], tid=chosen.partition("tid=")[2].replace("%3A", ":"))
    first = Booking.objects.get()
    assert first.origin == "summoned"
    assert first.starts_at.date() <= date(2026, 5, 22)

    days_forward(citizen, first.starts_at.date() + timedelta(days=1))
    close_conversation(counsellor, first.public_id, first.starts_at.date() + timedelta(days=1))
    assert "1 af 1" in lead.get("/niveau/")
    assert book(citizen, "job_search")
    assert "For at følge op" in html.unescape(citizen.get("/mit-forloeb/hvem-har-set-min-sag/"))
