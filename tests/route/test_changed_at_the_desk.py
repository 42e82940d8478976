"""The front desk moves and cancels for whoever calls: the same choices, told in writing."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.apps.outbox.models import Message
from tests import gathering, town
from tests.browsing import Browser, main
from tests.happenings import FIRST, book, free, hold, utc
from tests.town import LONG_AGO, Town
from tests.waiting import with_mail

pytestmark = pytest.mark.django_db
COURSES = "skills_and_courses"


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    with_mail(case)
    return case


@pytest.fixture
def held(place: Town, ase: Citizen) -> Booking:
    booking = book(ase, place.karen, purpose=COURSES)
    Booking.objects.filter(pk=booking.pk).update(wish="Om kurser")
    return booking


@pytest.fixture
def frida(place: Town) -> Person:
    return staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=LONG_AGO)


@pytest.fixture
def desk(frida: Person) -> Browser:
    return Browser(frida)


def at(held: Booking, act: str) -> str:
    return f"/reception/{held.citizen.public_id}/samtaler/{held.public_id}/{act}/"


def another(held: Booking, coach: object, number: int = 5) -> str:
    slot = free(held.citizen, coach, purpose=COURSES)[number]
    return slot.start.strftime("%Y-%m-%dT%H:%MZ")


def test_a_time_is_moved_in_three_taps_and_the_citizen_is_told(
    place: Town, held: Booking, desk: Browser
) -> None:
    person = desk.get(f"/reception/{held.citizen.public_id}/")
    times = desk.get(desk.link(main(person), "/flyt/"))
    assert "Flyt en tid for Åse Møller" in times
    start = another(held, place.karen)
    check = desk.get(f"{at(held, 'flyt')}?kanal=phone&tid={start}")
    assert "Flyt tiden" in check
    desk.post(f"{at(held, 'flyt')}?kanal=phone", tid=start)
    held.refresh_from_db()
    new = Booking.objects.get(outcome=None)
    assert (held.outcome, held.moved_to) == ("cancelled_by_citizen", new)
    assert (new.origin, new.wish) == ("by_staff", "Om kurser")
    assert Message.objects.get(kind="moved").matter == new.public_id
    assert ActLog.objects.get(act="booking_move").role == "front_desk"


@pytest.mark.parametrize(
    ("whose", "outcome", "letter"),
    [("borger", "cancelled_by_citizen", "cancelled"), ("os", "cancelled_by_us", "cancelled_by_us")],
)
def test_a_time_is_cancelled_for_the_citizen_or_by_us_and_new_ones_come_at_once(
    held: Booking, desk: Browser, whose: str, outcome: str, letter: str
) -> None:
    asked = desk.get(at(held, "afbud"))
    assert "Hvem melder afbud?" in asked
    again = desk.post(at(held, "afbud"), hvem=whose)
    assert "ledige tider" in again
    held.refresh_from_db()
    assert held.outcome == outcome
    assert Message.objects.filter(kind=letter, matter=held.public_id).exists()
    assert ActLog.objects.get(act="booking_cancel").facts["outcome"] == outcome


def test_by_telephone_it_goes_until_the_conversation_begins(
    place: Town, held: Booking, frida: Person
) -> None:
    """The limits are for what one does alone: the page itself says *ring*."""
    with clock.pinned(held.starts_at - timedelta(minutes=10)):
        start = another(held, place.karen)
        Browser(frida).post(f"{at(held, 'flyt')}?kanal=phone", tid=start)
    held.refresh_from_db()
    assert held.moved_to is not None
    new = held.moved_to
    with clock.pinned(new.starts_at):
        for act in ("flyt", "afbud"):
            shown = Browser(frida).get(at(new, act))
            assert "kan receptionen ikke ændre" in shown
    new.refresh_from_db()
    assert new.outcome is None


def test_a_time_that_is_lost_leads_to_the_next_ones(
    place: Town, held: Booking, desk: Browser
) -> None:
    start = another(held, place.karen)
    other = town.citizen(place.karen, name="Bo Friis")
    hold(other, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    wanted = f"/reception/{other.public_id}/book/?formaal=skills_and_courses&kanal=phone"
    desk.post(wanted, tid=start)
    lost = desk.client.post(f"{at(held, 'flyt')}?kanal=phone", {"tid": start})
    assert lost.status_code == 409
    assert "De næste ledige tider er" in lost.content.decode()
    held.refresh_from_db()
    assert held.outcome is None


def test_who_is_summoned_is_the_coachs_and_others_times_are_nobodys(
    place: Town, held: Booking, desk: Browser
) -> None:
    newcomer = town.citizen(place.karen, name="Nana Ny")
    summons = book(newcomer, place.karen, purpose=FIRST, channel="in_person")
    for act in ("flyt", "afbud"):
        assert "kan receptionen ikke ændre" in desk.get(at(summons, act))
        wrong = f"/reception/{newcomer.public_id}/samtaler/{held.public_id}/{act}/"
        assert desk.client.get(wrong).status_code == 404
        assert desk.client.post(at(summons, act), {"hvem": "os"}).status_code == 302
    summons.refresh_from_db()
    assert summons.outcome is None


def test_a_seat_in_a_meeting_is_not_changed_at_the_desk(
    place: Town, ase: Citizen, desk: Browser
) -> None:
    seat = gathering.join(ase, gathering.meeting(place)).booking
    person = main(desk.get(f"/reception/{ase.public_id}/"))
    assert "/flyt/" not in person
    assert "/afbud/" not in person
    for act in ("flyt", "afbud"):
        assert "kan receptionen ikke ændre" in desk.get(at(seat, act))


def test_nobody_said_is_asked_again(held: Booking, desk: Browser) -> None:
    answer = desk.client.post(at(held, "afbud"), {"hvem": "alle"})
    assert answer.status_code == 400
    assert "Vælg, hvem der melder afbud" in answer.content.decode()
    held.refresh_from_db()
    assert held.outcome is None


def test_a_cancellation_that_is_sent_twice_is_one(held: Booking, desk: Browser) -> None:
    for _ in range(2):
        desk.client.post(at(held, "afbud"), {"hvem": "borger"})
    assert ActLog.objects.filter(act="booking_cancel").count() == 1
