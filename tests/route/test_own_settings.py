"""A citizen has all settings in one place, changes each, and sees what does not reach them."""

from collections.abc import Iterator
from datetime import time

import pytest
from django.test import Client

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.ports.messages import NotSent
from tests.browsing import Browser, come_in, main, refused
from tests.happenings import book
from tests.outgoing import AASE, post, send_all, written
from tests.reminding import FRIDAY, PHONE, booked, lying, with_phone
from tests.town import NOON, Town, danish

pytestmark = pytest.mark.django_db

SETTINGS = "/mit-forloeb/indstillinger/"
CONTACT, INTERPRETER = f"{SETTINGS}kontakt/", f"{SETTINGS}tolk/"
NOBODY = NotSent("recipient_refused", final=True, bounced=True)
NEW = "ny@staasted.example"


@pytest.fixture
def case(place: Town) -> Iterator[Citizen]:
    """Åse, with an e-mail address and a telephone, at noon on a Monday."""
    with clock.pinned(NOON):
        yield with_phone(place)


def bounce(case: Citizen) -> None:
    """A letter to her is refused: nobody has the address."""
    written(case)
    with post(NOBODY):
        send_all()
    case.person.refresh_from_db()
    assert case.person.email_bounced == AASE


def test_every_setting_stands_there_with_its_value_and_a_way(case: Citizen) -> None:
    citizen = Browser(case.person)
    shown = main(citizen.get(citizen.link(citizen.get("/mit-forloeb/"), "indstillinger")))
    for told in (AASE, PHONE, "dagene før og timerne før", "Dansk", "ikke brug for tolk"):
        assert told in shown
    for way in (CONTACT, INTERPRETER, "/paamindelser/", "/hvem-hjaelper-mig/", "/sprog/"):
        assert way in shown
    assert SETTINGS in citizen.get("/hjaelp/"), "the footer leads there from every page"


def test_a_new_address_is_kept_told_by_letter_and_logged(case: Citizen) -> None:
    citizen = Browser(case.person)
    kept = citizen.post(CONTACT, email=NEW, phone="+45 30 40 50 60")
    assert "Det er gemt." in kept
    assert NEW in main(kept)
    person = Person.objects.get(pk=case.person_id)
    assert (person.email, person.phone_key) == (NEW, "30405060")
    assert (person.email_own, person.phone_own) == (True, True)
    with post() as way:
        send_all()
    assert [each.to for each in way.taken] == [NEW]
    assert ActLog.objects.get(act="contact_change").facts == {"roads": ["email", "sms"]}
    citizen.post(CONTACT, email=NEW, phone="+45 30 40 50 60")
    assert ActLog.objects.filter(act="contact_change").count() == 1, "the same changes nothing"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"email": "aase", "phone": PHONE}, "Den ligner ikke en mail"),
        ({"email": NEW, "phone": "ring bare"}, "Vi kan ikke se et telefonnummer"),
        ({"email": f"{'a' * 260}@x.dk", "phone": ""}, "højst 254"),
    ],
)
def test_what_is_no_address_is_said_and_nothing_typed_is_lost(
    case: Citizen, sent: dict[str, str], says: str
) -> None:
    page = refused(Browser(case.person), CONTACT, **sent)
    assert says in page
    assert f'value="{sent["email"]}"' in page
    assert Person.objects.get(pk=case.person_id).email == AASE


def test_reminders_follow_an_address_that_is_taken_away(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    assert {road for _, road, _ in lying()} == {"email", "sms"}
    Browser(case.person).post(CONTACT, email="", phone=PHONE)
    assert {road for _, road, _ in lying()} == {"sms"}


def test_mail_that_nobody_takes_is_told_to_citizen_and_coach(place: Town, case: Citizen) -> None:
    citizen, karen = Browser(case.person), Browser(place.karen)
    bounce(case)
    for page in (SETTINGS, "/mit-forloeb/", CONTACT):
        assert f"Mail til {AASE} kommer ikke frem" in main(citizen.get(page))
    ours = f"/borgere/{case.public_id}/"
    assert "Beskeder hertil kommer ikke frem" in main(karen.get(ours))
    citizen.post(CONTACT, email=NEW, phone=PHONE)
    for page in (SETTINGS, "/mit-forloeb/", CONTACT):
        assert "kommer ikke frem" not in main(citizen.get(page)).replace("Kommer det ikke frem", "")
    assert "kommer ikke frem" not in main(karen.get(ours))


def test_an_address_that_is_right_is_tried_again_and_marked_again(case: Citizen) -> None:
    citizen = Browser(case.person)
    bounce(case)
    assert "Det er gemt" in citizen.post(CONTACT, igen="email")
    assert Person.objects.get(pk=case.person_id).email_bounced == ""
    assert Message.objects.get(kind="contact_changed").state == "waiting"
    with post(NOBODY):
        send_all()
    assert f"Mail til {AASE} kommer ikke frem" in main(citizen.get(SETTINGS))
    assert ActLog.objects.get(act="contact_confirm").citizens


def test_an_interpreter_is_told_of_carried_to_what_is_booked_and_seen(
    place: Town, case: Citizen
) -> None:
    ahead = book(case, place.karen)
    citizen = Browser(case.person)
    assert "Det er gemt." in citizen.post(
        INTERPRETER, tolk_spurgt="1", tolk="on", tolkesprog="tigrinya"
    )
    ahead = Booking.objects.get(pk=ahead.pk)
    assert (ahead.interpreter, ahead.interpreter_language) == (True, "tigrinya")
    assert "tigrinya" in main(citizen.get(SETTINGS))
    assert "tigrinya" in main(Browser(place.karen).get(f"/borgere/{case.public_id}/"))
    assert ActLog.objects.get(act="interpreter_tell").facts == {"wanted": True}
    citizen.post(INTERPRETER, tolk_spurgt="1", tolkesprog="")
    assert not Booking.objects.get(pk=ahead.pk).interpreter


def test_an_interpreter_who_is_ordered_stays_ordered(place: Town, case: Citizen) -> None:
    ahead = book(case, place.karen)
    Booking.objects.filter(pk=ahead.pk).update(
        interpreter=True, interpreter_language="arabisk", interpreter_ordered_at=NOON
    )
    Browser(case.person).post(INTERPRETER, tolk_spurgt="1", tolkesprog="")
    assert Booking.objects.get(pk=ahead.pk).interpreter_language == "arabisk"


def test_a_language_too_long_is_refused_with_what_was_typed(case: Citizen) -> None:
    page = refused(
        Browser(case.person), INTERPRETER, tolk_spurgt="1", tolk="on", tolkesprog="a" * 101
    )
    assert "a" * 101 in page
    assert not Circumstances.objects.exists()


def test_easy_danish_follows_the_person_to_another_browser(case: Citizen) -> None:
    first, second = come_in(case.person), Client()
    first.post("/let-dansk/", {"let": "ja", "next": SETTINGS})
    assert Person.objects.get(pk=case.person_id).easy_danish is True
    second.post("/log-ind/", {"person": case.person.public_id})
    assert "Spørgsmålene er skrevet let" in second.get(SETTINGS).content.decode()
    second.post("/let-dansk/", {"let": "nej", "next": SETTINGS})
    assert "kan skrive spørgsmålene lettere" in second.get(SETTINGS).content.decode()
    third = come_in(case.person)
    assert "kan skrive spørgsmålene lettere" in third.get(SETTINGS).content.decode()


def test_the_help_page_says_what_the_office_has_set(place: Town, settings) -> None:
    assert "Telefonen er åben" not in main(Client().get("/hjaelp/").content.decode())
    chosen = {
        "office_hours": "mandag-torsdag 9-15",
        "office_address": "Torvet 1",
        "doctor_phone": "70 11 00 00",
    }
    settings.STAASTED = settings.STAASTED.model_copy(update=chosen)
    page = main(Client().get("/hjaelp/").content.decode())
    for told in (*chosen.values(), "tel:112", "70 00 00 00"):
        assert told in page, told
