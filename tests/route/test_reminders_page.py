"""A citizen sees what reminders come, chooses how, and reads what is kept back."""

from collections.abc import Iterator
from datetime import time

import pytest
from django.conf import settings
from django.test import Client

from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Account, Installation, Person
from staasted.apps.outbox.models import Message, ReminderWishes
from tests.browsing import Browser, come_in, main
from tests.browsing import book as book_by_hand
from tests.happenings import FIRST, hold, utc
from tests.outgoing import AASE, send_all
from tests.reminding import FRIDAY, booked, four_on_friday, lying, with_phone
from tests.town import NOON, Town, bystanders, danish

pytestmark = pytest.mark.django_db

PAGE = "/mit-forloeb/paamindelser/"
CHOSEN = {
    "which": ["reminder_days", "reminder_hours"],
    "where": "sms",
    "first_time": "09:00",
    "last_time": "20:00",
}


@pytest.fixture
def case(place: Town) -> Iterator[Citizen]:
    """Åse, with an e-mail address and a telephone, at noon on a Monday."""
    with clock.pinned(NOON):
        yield with_phone(place)


def says(client: Client, status: int = 200) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == status
    return main(answer.content.decode())


def test_from_a_booking_to_the_choice_and_to_what_is_sent(place: Town, case: Citizen) -> None:
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    citizen = Browser(case.person)
    assert "Der ligger ingen påmindelser" in main(citizen.get(PAGE))
    booking = book_by_hand(citizen, "skills_and_courses")
    receipt = citizen.get(f"/mit-forloeb/samtaler/{booking}/")
    shown = main(citizen.get(citizen.link(receipt, "paamindelser")))
    assert "Vi minder dig" in shown
    assert "På mail og SMS." in shown
    kept = citizen.post(PAGE, **CHOSEN, shared_phone="on")
    assert "Dine valg er gemt." in kept
    assert "På mail og SMS." not in main(kept)
    assert {road for _, road, _ in lying()} == {"sms"}
    assert all(
        "ny besked" in row.body for row in Message.objects.filter(road="sms", state="waiting")
    )
    assert PAGE in citizen.get("/mit-forloeb/")


def test_what_was_chosen_is_kept_and_logged(case: Citizen) -> None:
    client = come_in(case.person)
    assert client.post(PAGE, CHOSEN).url == PAGE
    row = ReminderWishes.objects.get()
    assert (row.where, row.first_time, row.last_time) == ("sms", time(9), time(20))
    assert (row.days_before, row.hours_before, row.shared_phone) == (True, True, False)
    assert ActLog.objects.get(act="reminders_choose").subject == case.person.public_id
    assert 'value="sms"' in says(client)
    assert ReadLog.objects.latest("id").page == "reminders"


def test_none_is_a_choice_too(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    client = come_in(case.person)
    client.post(PAGE, CHOSEN | {"which": []})
    assert lying() == []
    assert "Der ligger ingen påmindelser" in says(client)


def test_what_the_days_most_keeps_back_is_said(place: Town, case: Citizen) -> None:
    four_on_friday(case, place.karen)
    said = says(come_in(case.person))
    last = said.partition("Fredag den 22. maj kl. 13.00")[2]
    assert "Påmindelsen 48 timer før kommer ikke." in last
    assert said.count("kommer ikke.") == 1
    assert "Du får højst 3 påmindelser på en dag." in said


def test_what_the_quiet_hours_keep_back_is_said(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(9)))
    client = come_in(case.person)
    client.post(PAGE, CHOSEN | {"first_time": "09:30", "which": ["reminder_hours"]})
    late = danish(FRIDAY, time(8, 30))
    send_all(late)
    Installation.objects.update(demo_now=late)
    with clock.pinned(late):
        assert "uden for de timer, vi må minde dig i" in says(come_in(case.person))


@pytest.mark.parametrize(
    "wrong",
    [{"where": "pigeon"}, {"first_time": "03:00"}, {"last_time": "23:59"}, {"which": ["weekly"]}],
)
def test_what_one_cannot_choose_is_refused_and_nothing_is_kept(
    case: Citizen, wrong: dict[str, object]
) -> None:
    answer = come_in(case.person).post(PAGE, CHOSEN | wrong)
    assert answer.status_code == 400
    assert "Vælg en af mulighederne." in answer.content.decode()
    assert not ReminderWishes.objects.exists()


def test_the_warning_stands_by_the_telephone(case: Citizen) -> None:
    said = says(come_in(case.person))
    for told in ("20 30 40 50", AASE, "Andre kan se min telefon", "En SMS kan ses"):
        assert told in said
    Person.objects.update(phone="", email="")
    said = says(come_in(case.person))
    assert "Vi har ikke et nummer" in said
    assert "Vi har ikke din mail, så" in said


def test_whoever_acts_in_everything_chooses_and_whoever_acts_in_conversations_sees(
    place: Town, case: Citizen
) -> None:
    others = bystanders(place, case)
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    met = {}
    for who in ("representative", "narrow_representative"):
        client = come_in(others[who])
        client.post("/paa-vegne-af/", {"borger": case.public_id})
        said = says(client)
        assert "Vi minder dig onsdag den 20. maj kl. 10.30." in said
        met[who] = ("20 30 40 50" in said, client.post(PAGE, CHOSEN).status_code)
    assert met == {"representative": (True, 302), "narrow_representative": (False, 403)}
    (logged,) = ActLog.objects.filter(act="reminders_choose")
    assert logged.role == "representative"


def test_where_there_is_no_gateway_nobody_is_offered_an_sms(case: Citizen) -> None:
    account = Account.objects.create(person=case.person, provider="test", subject="aase")
    Installation.objects.all().delete()
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    said = says(client)
    assert "På mail" in said
    for none in ("SMS", "Andre kan se min telefon"):
        assert none not in said
    assert client.post(PAGE, CHOSEN | {"where": "both"}).status_code == 400
    assert client.post(PAGE, CHOSEN | {"where": "email"}).url == PAGE


def test_a_page_in_english_says_it_in_english(case: Citizen) -> None:
    Person.objects.filter(pk=case.person_id).update(language="en")
    said = says(come_in(case.person))
    assert "How I want to be reminded" in said
    assert "20:30" in said
