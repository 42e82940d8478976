"""Where no time suits, over HTTP: the waiting list, being called, and who sees what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.booking.models import Opening, TimeWish
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from tests import town
from tests.browsing import Browser, come_in, main
from tests.happenings import FIRST, hold, utc
from tests.town import LONG_AGO, MONDAY, Town
from tests.waiting import asks_for_call, open_at, with_mail

pytestmark = pytest.mark.django_db
COURSES = "formaal=skills_and_courses&kanal=phone"
TIMES = f"/mit-forloeb/book/tid/?{COURSES}"
WAIT = f"/mit-forloeb/book/venteliste/?{COURSES}"
CALL = f"/mit-forloeb/book/ring-op/?{COURSES}"
ANY_DAY = {"weekdays": ["1", "2", "3", "4", "5"], "day_part": "any"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    Person.objects.filter(pk=case.person_id).update(phone="12 34 56 78")
    with_mail(case)
    return case


@pytest.fixture
def nothing_open(place: Town, ase: Citizen) -> None:
    Opening.objects.update(closed_at=clock.now())


@pytest.fixture
def own(ase: Citizen) -> Browser:
    return Browser(ase.person)


def days(**asked: object) -> dict[str, object]:
    last = (MONDAY + timedelta(weeks=4)).isoformat()
    usual = {"who": "own", "channel": "phone", "first_on": MONDAY.isoformat(), "last_on": last}
    return usual | ANY_DAY | asked


@pytest.mark.usefixtures("nothing_open")
def test_from_no_times_one_tap_leads_to_each_way_out(own: Browser) -> None:
    shown = own.get(TIMES)
    assert "Skriv dig på venteliste" in own.get(own.link(shown, "/venteliste/"))
    assert "Bed os ringe til dig" in own.get(own.link(shown, "/ring-op/"))


def test_below_a_list_of_times_the_same_ways_stand_quietly(own: Browser) -> None:
    shown = own.get(TIMES)
    assert "Passer ingen af tiderne?" in shown
    assert own.link(shown, "/venteliste/")
    assert own.link(shown, "/ring-op/")


@pytest.mark.usefixtures("nothing_open")
def test_the_waiting_list_from_no_times_to_a_booked_time(
    place: Town, ase: Citizen, own: Browser
) -> None:
    own.client.get(WAIT)
    receipt = own.post(WAIT, **days())
    assert "Du står på venteliste" in receipt
    assert "mandag den 15. juni" in receipt
    home = own.get("/mit-forloeb/")
    assert "Det venter du på" in home
    open_at(place.karen, MONDAY + timedelta(days=3), 9, 10)
    waiting_round(now=clock.now())
    again = own.get(own.link(home, "/oensker/"))
    assert "torsdag den 21. maj" in again
    check = own.get(own.link(again, "/book/tjek/"))
    assert "Book samtalen" in check
    address = own.link(again, "/book/tjek/")
    booked = own.post(address, tid=address.split("tid=")[1].replace("%3A", ":"))
    assert "Din samtale er booket" in booked
    assert TimeWish.objects.get().state == "settled"
    assert "Det venter du på" not in own.get("/mit-forloeb/")


@pytest.mark.usefixtures("nothing_open")
def test_a_call_is_asked_for_and_taken_back(ase: Citizen, own: Browser) -> None:
    form = main(own.get(CALL))
    assert 'value="12 34 56 78"' in form
    assert "onsdag den 20. maj" in form
    receipt = own.post(CALL, phone="87 65 43 21", about="Min nye situation", **ANY_DAY)
    for words in ("Vi ringer til dig", "onsdag den 20. maj", "87 65 43 21", "Min nye situation"):
        assert words in receipt
    ended = own.post(own.response.request["PATH_INFO"])
    assert "Du tog ønsket tilbage" in ended
    assert [row.act for row in ActLog.objects.order_by("-id")[:2]] == [
        "time_wish_withdraw",
        "call_ask",
    ]


def test_who_waits_for_what_is_free_is_shown_the_times(own: Browser) -> None:
    refused = own.client.post(WAIT, days())
    assert refused.status_code == 409
    assert "Der er allerede ledige tider" in refused.content.decode()
    assert not TimeWish.objects.exists()


@pytest.mark.usefixtures("nothing_open")
def test_a_second_wish_about_the_same_leads_to_the_first(own: Browser) -> None:
    own.post(CALL, phone="12 34 56 78", **ANY_DAY)
    other = own.client.post(CALL, {"phone": "87 65 43 21"} | ANY_DAY)
    assert other.status_code == 409
    assert TimeWish.objects.get().public_id in other.content.decode()


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (CALL, {"phone": ""} | ANY_DAY),
        (CALL, {"phone": "1" * 99} | ANY_DAY),
        (CALL, {"phone": "12 34 56 78"}),
        (WAIT, days(first_on="i morgen")),
        (WAIT, days(channel="letter")),
        (WAIT, days(weekdays=["9"])),
        (WAIT, days(who="nogen")),
    ],
)
@pytest.mark.usefixtures("nothing_open")
def test_what_is_wrong_is_said_and_what_was_written_stays(
    own: Browser, address: str, sent: dict[str, object]
) -> None:
    answer = own.client.post(address, sent)
    assert answer.status_code == 400
    assert "Ret dette, og prøv igen" in answer.content.decode()
    assert not TimeWish.objects.exists()


def test_without_a_purpose_one_is_led_to_choose_it(own: Browser) -> None:
    for address in ("/mit-forloeb/book/venteliste/", "/mit-forloeb/book/ring-op/"):
        own.get(address)
        assert own.response.redirect_chain[-1][0] == "/mit-forloeb/book/"


def test_somebody_elses_wish_is_nobodys(place: Town, ase: Citizen) -> None:
    wish = asks_for_call(ase)
    other = town.citizen(place.karen, name="Bo Friis")
    assert come_in(other.person).get(f"/mit-forloeb/oensker/{wish.public_id}/").status_code == 404
    stolen = come_in(other.person).post(f"/mit-forloeb/oensker/{wish.public_id}/")
    assert stolen.status_code == 404
    assert TimeWish.objects.get().state == "open"


def test_the_counsellor_calls_and_marks_what_came_of_it(place: Town, ase: Citizen) -> None:
    wish = asks_for_call(ase, about="Om min plan")
    karen = Browser(place.karen)
    shown = karen.get("/ring-til/")
    assert "onsdag den 20. maj" in shown
    assert "Om min plan" not in shown
    page = karen.get(karen.link(main(shown), "/ring-til/"))
    assert 'href="tel:12345678"' in page
    assert "Om min plan" in page
    assert ReadLog.objects.latest("id").citizens == f"|{ase.public_id}|"
    at = f"/ring-til/{wish.public_id}/"
    for _ in range(2):
        assert "Forsøget er skrevet ned" in karen.post(at, udfald="intet-svar", forsoeg="0")
    assert TimeWish.objects.get().tries == 1
    assert "Opkaldet er afsluttet" in karen.post(at, udfald="talt")
    assert "Ingen venter på et opkald fra dig" in karen.get("/ring-til/")
    late = karen.client.post(at, {"udfald": "ikke-noedvendigt"})
    assert late.status_code == 409
    assert "Karen Østergård" in late.content.decode()
    assert karen.client.post(at, {"udfald": "noget"}).status_code == 409


def test_the_desk_does_both_on_the_citizens_behalf_and_reads_nothing_of_what_it_is_about(
    place: Town, ase: Citizen
) -> None:
    frida = staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=LONG_AGO)
    Opening.objects.update(closed_at=clock.now())
    desk, here = Browser(frida), f"/reception/{ase.public_id}/"
    times = desk.get(f"{here}book/?{COURSES}")
    assert "Coachen har ingen åbne tider" in times
    called = desk.link(times, "/ring-op/")
    assert "Det er gemt" in desk.post(called, phone="12 34 56 78", about="Fortroligt", **ANY_DAY)
    person = desk.post(desk.link(times, "/venteliste/"), **days())
    assert "Vi ringer om: Kompetencer og kurser" in person
    assert "Venteliste til: Kompetencer og kurser" in person
    assert "Fortroligt" not in person
    for wish in TimeWish.objects.all():
        assert "Det er taget tilbage" in desk.post(f"{here}oensker/{wish.public_id}/tilbage/")
    assert {wish.state for wish in TimeWish.objects.all()} == {"withdrawn"}
    assert {row.role for row in ActLog.objects.filter(act="time_wish_withdraw")} == {"front_desk"}
    other = town.citizen(place.karen, name="Bo Friis")
    wrong = f"/reception/{other.public_id}/oensker/{wish.public_id}/tilbage/"
    assert desk.client.post(wrong).status_code == 404


def test_whoever_acts_for_a_citizen_neither_sees_nor_is_given_the_number(
    place: Town, ase: Citizen
) -> None:
    helper = town.bystanders(place, ase)["narrow_representative"]
    wish = asks_for_call(ase, phone="11 22 33 44")
    client: Client = come_in(helper)
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    assert "12 34 56 78" not in client.get(CALL).content.decode()
    shown = client.get(f"/mit-forloeb/oensker/{wish.public_id}/").content.decode()
    assert "11 22 33 44" not in shown
    assert "Vi ringer til dig" in shown


def test_the_front_page_asks_no_more_for_those_who_wait(ase: Citizen) -> None:
    client = come_in(ase.person)
    client.get("/mit-forloeb/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/mit-forloeb/")
        return len(captured)

    before = asked()
    asks_for_call(ase)
    assert asked() == before
