"""The front desk books for whoever calls: the same times, and nothing of the case."""

import re

import pytest
from django.test import Client

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import self_booking_take
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.apps.outbox.models import Message
from staasted.core.axes import Origin
from tests import town
from tests.happenings import FIRST, free, hold, utc
from tests.inviting import exempt
from tests.town import LONG_AGO, MONDAY, Town

pytestmark = pytest.mark.django_db
COURSES = {"formaal": "skills_and_courses", "kanal": "phone"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    Person.objects.filter(pk=case.person_id).update(email="aase@example.dk")
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


@pytest.fixture
def desk() -> Client:
    frida = staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=LONG_AGO)
    client = Client()
    client.post("/log-ind/", {"person": frida.public_id})
    return client


def at(case: Citizen) -> str:
    return f"/reception/{case.public_id}/book/"


def a_time(case: Citizen, place: Town, number: int = 3) -> str:
    slot = free(case, place.karen, purpose="skills_and_courses")[number]
    return slot.start.strftime("%Y-%m-%dT%H:%MZ")


def test_a_time_is_booked_in_three_steps_and_the_citizen_is_told(
    place: Town, ase: Citizen, desk: Client
) -> None:
    assert "Kompetencer og kurser" in desk.get(at(ase)).content.decode()
    assert "ledige tider" in desk.get(at(ase), COURSES).content.decode()
    chosen = COURSES | {"tid": a_time(ase, place)}
    check = desk.get(at(ase), chosen).content.decode()
    assert "Book tiden" in check
    assert place.karen.name in check
    done = desk.post(at(ase), chosen)
    assert done.url == f"/reception/{ase.public_id}/"
    held = Booking.objects.get(outcome=None)
    assert (held.citizen, held.counsellor, held.origin) == (ase, place.karen, Origin.BY_STAFF)
    assert ActLog.objects.get(act="slot_book", subject=held.public_id).role == "front_desk"
    assert Message.objects.filter(matter=held.public_id).exists()
    assert "telefon" in desk.get(done.url).content.decode().lower()


def test_the_desk_reads_no_more_than_name_and_times(
    place: Town, ase: Citizen, desk: Client
) -> None:
    shown = desk.get(at(ase), COURSES).content.decode()
    assert "Hvorfor?" not in shown
    assert "jobparat" not in shown.lower()
    read = ReadLog.objects.latest("id")
    assert (read.role, read.citizens) == ("front_desk", f"|{ase.public_id}|")


def test_the_same_time_twice_is_one_booking_and_a_lost_one_leads_to_the_next(
    place: Town, ase: Citizen, desk: Client
) -> None:
    chosen = COURSES | {"tid": a_time(ase, place)}
    for _ in range(2):
        assert desk.post(at(ase), chosen).status_code == 302
    assert Booking.objects.filter(outcome=None).count() == 1
    other = town.citizen(place.karen, name="Bo Friis")
    hold(other, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    lost = desk.post(at(other), chosen)
    assert lost.status_code == 409
    assert "De næste ledige tider er" in lost.content.decode()


def test_another_time_for_what_is_booked_already_is_refused_in_words(
    place: Town, ase: Citizen, desk: Client
) -> None:
    desk.post(at(ase), COURSES | {"tid": a_time(ase, place)})
    again = desk.post(at(ase), COURSES | {"tid": a_time(ase, place, 6)})
    assert again.status_code == 409
    assert f"/reception/{ase.public_id}/" in again.content.decode()


def test_who_is_summoned_or_has_no_coach_is_led_to_a_human(place: Town, desk: Client) -> None:
    newcomer = town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY)
    alone = town.citizen(None, name="Ida Uden-Coach")
    for case, said in ((newcomer, "coach finder tiden"), (alone, "ingen coach endnu")):
        sent_back = desk.get(at(case), follow=True)
        assert sent_back.redirect_chain[-1][0] == f"/reception/{case.public_id}/"
        assert said in sent_back.content.decode()
        posted = desk.post(at(case), COURSES | {"tid": "2026-05-20T07:00Z"})
        assert posted.status_code == 302
    assert not Booking.objects.filter(citizen__in=(newcomer, alone)).exists()


def test_a_citizen_may_move_what_the_desk_has_booked(
    place: Town, ase: Citizen, desk: Client
) -> None:
    desk.post(at(ase), COURSES | {"tid": a_time(ase, place)})
    held = Booking.objects.get(outcome=None)
    own = Client()
    own.post("/log-ind/", {"person": ase.person.public_id})
    assert own.get(f"/mit-forloeb/samtaler/{held.public_id}/flyt/").status_code == 200


def test_a_colleagues_time_can_be_booked_for_whoever_calls(
    place: Town, ase: Citizen, desk: Client
) -> None:
    place.in_team(place.karen, place.jens)
    both = desk.get(at(ase), COURSES | {"kolleger": "1"}).content.decode()
    assert f"Alle tider hos {place.jens.name}" in both
    slot = free(ase, place.jens, purpose="skills_and_courses")[3]
    chosen = COURSES | {
        "hos": place.jens.public_id,
        "tid": slot.start.strftime("%Y-%m-%dT%H:%MZ"),
    }
    assert place.jens.name in desk.get(at(ase), chosen).content.decode()
    desk.post(at(ase), chosen)
    held = Booking.objects.get(outcome=None)
    assert (held.counsellor, held.starts_at) == (place.jens, slot.start)


def test_who_is_exempt_gets_the_same_choices_by_telephone_in_the_same_data(
    place: Town, ase: Citizen, desk: Client
) -> None:
    exempt(ase)
    Circumstances.objects.create(citizen=ase, interpreter=True, interpreter_language="arabisk")
    shown = desk.get(at(ase), COURSES).content.decode()
    own = Client()
    own.post("/log-ind/", {"person": ase.person.public_id})
    citizens = own.get("/mit-forloeb/book/tid/?formaal=skills_and_courses&kanal=phone")
    days = re.findall(r"dag=(\d{4}-\d\d-\d\d)", shown)
    assert days
    assert days == re.findall(r"dag=(\d{4}-\d\d-\d\d)", citizens.content.decode())
    chosen = COURSES | {"tid": a_time(ase, place)}
    assert 'value="arabisk"' in desk.get(at(ase), chosen).content.decode()
    desk.post(at(ase), chosen | {"tolk_spurgt": "1", "tolk": "1", "tolkesprog": "arabisk"})
    held = Booking.objects.get(outcome=None)
    assert (held.origin, held.interpreter_language) == (Origin.BY_STAFF, "arabisk")


def test_from_whom_the_right_to_book_is_taken_the_desk_leads_to_the_coach(
    place: Town, ase: Citizen, desk: Client
) -> None:
    self_booking_take(actor=place.counsellor(), citizen=ase, reason="Aflyser hver gang.")
    answer = desk.get(at(ase), follow=True).content.decode()
    assert "coach finder tiden" in answer
    assert "Aflyser hver gang" not in answer
