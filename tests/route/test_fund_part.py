"""A-kassens del: its own part of a course, and the note with which it gives the course on."""

from datetime import date

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.apps.talking.models import FundTransfer
from staasted.catalog.texts import text
from tests import joining, town
from tests.browsing import Browser, come_in, main
from tests.town import Town

pytestmark = pytest.mark.django_db
NOTE = "Hun vil gerne på kursus i regnskab."
FUND = "/mit-forloeb/a-kasse/"


@pytest.fixture
def fund(place: Town) -> joining.Fund:
    return joining.build_fund(place)


@pytest.fixture
def case(fund: joining.Fund) -> Citizen:
    """Somebody in the a-kasse's months, of an age the law leaves there."""
    told = {"group": joining.INSURED, "benefit": joining.DAGPENGE, "starts_on": date(2026, 4, 6)}
    found = town.citizen(fund.place.karen, name="Dagny Ø", **told)
    Person.objects.filter(pk=found.person_id).update(birth_date=date(1980, 1, 2))
    joining.invite(found, fund.anna)
    return found


@pytest.fixture
def address(case: Citizen) -> str:
    return f"/partner/{joining.invitation_of(case).public_id}/a-kassen/"


def test_the_a_kasse_sees_its_own_part_and_the_reading_is_logged(
    fund: joining.Fund, case: Citizen, address: str
) -> None:
    anna = Browser(fund.anna)
    assert address in anna.get("/partner/")
    page = main(anna.get(address))
    assert "Dagny Ø" in page
    assert "A-kassen har" in page or text("transfer.nothing") not in page
    assert text("transfer.held_none") in page
    (read,) = ReadLog.objects.order_by("-pk")[:1]
    assert read.citizens.strip("|") == case.public_id


def test_the_note_is_written_once_and_read_by_coach_and_citizen(
    fund: joining.Fund, case: Citizen, address: str
) -> None:
    anna = Browser(fund.anna)
    asked = main(anna.get(address))
    key = asked.partition('name="noegle" value="')[2].partition('"')[0]
    sent = {"words": NOTE, "on": "2026-06-01", "noegle": key}
    done = anna.post(address, **sent)
    assert text("transfer.give.done") in done
    assert text("transfer.given.unread") in main(done)
    assert 'name="words"' not in main(done), "it is written once"
    given = FundTransfer.objects.get()
    karen = Browser(fund.place.karen)
    talk = f"/borgere/{case.public_id}/samarbejdsparter/{given.note.invitation.public_id}/"
    read = main(karen.get(talk))
    assert NOTE in read
    assert text("transfer.given.badge") in read
    assert text("transfer.given.unread") not in main(anna.get(address))
    citizen = Browser(case.person)
    assert NOTE in main(citizen.get(FUND))
    assert "1. juni 2026" in main(citizen.get(FUND))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": NOTE, "on": "32-13-2026"}, "transfer.give.day_wrong"),
        ({"words": "", "on": "2026-06-01"}, "talking.missing"),
        ({"words": NOTE, "on": "2026-04-06"}, "errors.transfer_day.next"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    fund: joining.Fund, case: Citizen, address: str, sent: dict[str, str], said: str
) -> None:
    client = come_in(fund.anna, "partner")
    answer = client.post(address, sent | {"noegle": "2345678923"})
    assert answer.status_code == 400
    page = main(answer.content.decode())
    assert text(said) in page
    assert sent["words"] in page
    assert not FundTransfer.objects.exists()


def test_the_citizen_sees_what_the_a_kasse_holds_apart_from_the_municipalitys(
    fund: joining.Fund, case: Citizen
) -> None:
    page = main(Browser(case.person).get("/mit-forloeb/"))
    assert text("transfer.own_heading") in page
    assert text("transfer.own_lead") in page


def test_another_partner_has_no_such_page(fund: joining.Fund, case: Citizen) -> None:
    other = town.citizen(fund.place.karen, name="En anden")
    joining.invite(other, fund.anna, held_by="mentor")
    address = f"/partner/{joining.invitation_of(other).public_id}/a-kassen/"
    client = come_in(fund.anna, "partner")
    assert client.get(address).status_code == 404
    assert address not in client.get("/partner/").content.decode()
