"""Asked to book by SMS too, and reminded as one wants to be: which, where, when, and how often."""

from datetime import datetime, time, timedelta
from itertools import product

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import ExemptFor, exemption_grant, self_booking_take
from staasted.apps.invitations.expiring import invitations_round
from staasted.apps.invitations.models import Invitation
from staasted.apps.invitations.services import invitation_withdraw
from staasted.apps.invitations.telling import invitation_sms
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message, Where
from staasted.apps.outbox.notices import (
    EXEMPTED,
    INVITED,
    INVITED_AGAIN,
    INVITED_OVER,
    INVITED_REMINDER,
    INVITED_WITHDRAWN,
)
from staasted.catalog.gsm import MOST, septets
from staasted.catalog.language import Language, speaking
from tests.inviting import day, invite, who_books
from tests.reminding import PHONE, choose
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Åse with an address and a telephone."""
    case = who_books(place)
    Person.objects.filter(pk=case.person_id).update(phone=PHONE)
    case.person.refresh_from_db()
    return case


def told(kind: str, state: str = "waiting") -> list[str]:
    """The roads a kind goes by."""
    rows = Message.objects.filter(kind=kind, state=state).order_by("road")
    return list(rows.values_list("road", flat=True))


def round_at(number: int, hour: int = 14) -> tuple[int, int]:
    with clock.pinned(datetime.combine(day(number), time(hour), COPENHAGEN)):
        return invitations_round(now=clock.now())


def test_whoever_wants_sms_is_asked_by_both_and_the_letter_goes_in_any_case(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase)
    assert told(INVITED) == ["email", "sms"]
    sms = Message.objects.get(kind=INVITED, road="sms").body
    assert "senest tor 28/5" in sms
    assert "Ellers kan kommunen ændre ydelsen." in sms
    assert "jobsøgning" not in sms


@pytest.mark.parametrize("where", [Where.EMAIL, Where.PAGE])
def test_whoever_wants_no_sms_gets_none_but_the_letter(
    place: Town, ase: Citizen, where: Where
) -> None:
    choose(ase, where=where)
    invite(place, ase)
    assert told(INVITED) == ["email"]
    assert round_at(0) == (0, 0)
    assert told(INVITED) == ["email"]


def test_the_sms_waits_for_the_hours_and_goes_once(place: Town, ase: Citizen) -> None:
    choose(ase, first_time=time(9), last_time=time(15))
    with clock.pinned(NOON + timedelta(hours=5)):
        invite(place, ase)
    assert told(INVITED) == ["email"]
    round_at(0, hour=20)
    assert told(INVITED) == ["email"]
    assert Invitation.objects.get().texted_at is None
    round_at(1, hour=10)
    round_at(1, hour=11)
    assert told(INVITED) == ["email", "sms"]


def test_on_a_shared_telephone_it_says_only_that_there_is_a_message(
    place: Town, ase: Citizen
) -> None:
    choose(ase, shared_phone=True)
    invite(place, ase)
    sms = Message.objects.get(kind=INVITED, road="sms").body
    assert sms.startswith("Du har en ny besked fra")
    assert "book" not in sms.lower()


def test_the_reminder_goes_where_and_when_one_wants_it(place: Town, ase: Citizen) -> None:
    choose(ase, where=Where.SMS, first_time=time(12), last_time=time(15))
    invite(place, ase)
    assert round_at(8, hour=11) == (0, 0)
    assert round_at(8, hour=13) == (0, 1)
    assert told(INVITED_REMINDER) == ["sms"]
    assert "Husk at booke" in Message.objects.get(kind=INVITED_REMINDER).body
    assert round_at(9, hour=13) == (0, 0)


def test_whoever_wants_none_some_days_before_or_none_at_all_gets_none(
    place: Town, ase: Citizen
) -> None:
    choose(ase, days_before=False)
    invite(place, ase)
    assert round_at(8) == (0, 0)
    choose(ase, where=Where.PAGE)
    assert round_at(9) == (0, 0)
    assert told(INVITED_REMINDER) == []


def test_the_reminder_waits_where_the_days_most_is_reached(place: Town, ase: Citizen) -> None:
    invite(place, ase)
    others = ("job_search", "plan_and_next_step", "skills_and_courses", "health_and_daily_life")
    with clock.pinned(datetime.combine(day(8), time(9), COPENHAGEN)):
        for purpose in others[1:]:
            invite(place, ase, purpose=purpose)
    assert round_at(8) == (0, 0)
    assert round_at(9) == (0, 1)


def test_taken_back_by_both_roads_and_what_waited_is_dropped(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    invitation_withdraw(actor=place.counsellor(), invitation=row, reason="Har fået job.")
    assert told(INVITED) == []
    assert told(INVITED_WITHDRAWN) == ["email", "sms"]
    assert "behøver ikke" in Message.objects.get(kind=INVITED_WITHDRAWN, road="sms").body


def test_an_exemption_and_a_right_taken_away_are_told_and_nothing_waits_of_what_was_asked(
    place: Town, ase: Citizen
) -> None:
    bo = who_books(place, name="Bo Ravn", email="bo@borger.example")
    for case in (ase, bo):
        invite(place, case)
    exemption_grant(actor=place.counsellor(), citizen=ase, ground=ExemptFor.LANGUAGE)
    self_booking_take(actor=place.counsellor(), citizen=bo, reason="Aflyser hver gang.")
    ends = (EXEMPTED, "self_booking_taken")
    letters = Message.objects.filter(road="email", kind__in=ends)
    told_of = {(letter.person_id, letter.kind) for letter in letters}
    assert {(ase.person_id, EXEMPTED), (bo.person_id, "self_booking_taken")} == told_of
    assert not Invitation.objects.filter(state="live").exists()
    assert told(INVITED) == []


@pytest.mark.parametrize("language", Language)
def test_every_sms_about_an_invitation_is_one_message_at_its_longest(
    place: Town, ase: Citizen, language: Language, settings: object
) -> None:
    row = invite(place, ase)
    kinds = (INVITED, INVITED_REMINDER, INVITED_WITHDRAWN, INVITED_AGAIN, INVITED_OVER)
    names = ("Å" * 200, "Łukasz Żółć", "Ирина Петрова", "€" * 20)
    addresses = ("", "https://staasted.aadal.dk", "https://" + "x" * 200, "https://šø.dk")
    phones = ("70 00 00 00", "+45 70 00 00 00")
    for kind, name, address, phone, shared in product(
        kinds, names, addresses, phones, (False, True)
    ):
        house = {"public_url": address, "office_phone": phone, "office_name": name}
        settings.STAASTED = settings.STAASTED.model_copy(update=house)
        row.counsellor.name, row.book_by_on = name, day(225)
        with speaking(language):
            sms = invitation_sms(kind, row, shared_phone=shared)
        assert septets(sms) <= MOST
        assert phone.replace(" ", "") in sms
