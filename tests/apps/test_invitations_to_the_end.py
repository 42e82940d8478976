"""An invitation to its end: run out, cancelled and asked again, booked, and closed; who is told."""

from datetime import datetime, time, timedelta

import pytest

from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.cases.closing import Closing, case_close
from staasted.apps.citizens.ending import assignment_give
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import self_booking_take
from staasted.apps.invitations.expiring import invitations_round
from staasted.apps.invitations.models import HumanAnswer, Invitation
from staasted.apps.invitations.services import invitation_answer, invitation_withdraw
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message, Where
from staasted.apps.outbox.notices import (
    INVITED,
    INVITED_AGAIN,
    INVITED_OVER,
    INVITED_REMINDER,
    INVITED_WITHDRAWN,
)
from staasted.catalog.loader import catalog
from staasted.core.axes import Outcome
from staasted.ports.messages import NotSent
from tests import town
from tests.happenings import book, free, request
from tests.inviting import day, exempt, invite, who_books
from tests.outgoing import post, send_all
from tests.reminding import PHONE, choose
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db
BY_INVITATION = "before_rehabilitation_team"


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Åse with an address and a telephone."""
    case = who_books(place)
    Person.objects.filter(pk=case.person_id).update(phone=PHONE)
    case.person.refresh_from_db()
    return case


def hour(number: int, at: int) -> datetime:
    """An hour in Denmark, so many days after Monday."""
    return datetime.combine(day(number), time(at), COPENHAGEN)


def round_at(number: int, at: int = 14) -> None:
    with clock.pinned(hour(number, at)):
        invitations_round(now=clock.now())


def told(kind: str, state: str = "waiting") -> list[str]:
    """The roads a kind goes by."""
    rows = Message.objects.filter(kind=kind, state=state).order_by("pk")
    return sorted(rows.values_list("road", flat=True))


def body(kind: str, road: str = "email") -> str:
    return Message.objects.filter(kind=kind, road=road).latest("pk").body


def test_whoever_did_not_book_reads_that_it_is_over_who_decides_and_what_to_do_now(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase)
    round_at(11)
    assert told(INVITED_OVER) == ["email", "sms"]
    letter = body(INVITED_OVER)
    for words in ("torsdag den 28. maj", "påvirke din ydelse", "kommunen", "70 00 00 00", "vælge"):
        assert words in letter
    assert "Fristen tor 28/5" in body(INVITED_OVER, "sms")
    for secret in ("jobsøgning", ase.person.name, "Jobsøgning"):
        assert secret not in letter + body(INVITED_OVER, "sms")


def test_it_waits_for_the_hours_one_has_chosen(place: Town, ase: Citizen) -> None:
    choose(ase, where=Where.SMS, first_time=time(9), last_time=time(15))
    invite(place, ase)
    round_at(11, at=0)
    row = Message.objects.get(kind=INVITED_OVER)
    assert (row.road, row.next_try_at) == ("sms", hour(11, 9))


def test_whoever_wants_nothing_but_the_page_gets_no_word_of_it(place: Town, ase: Citizen) -> None:
    choose(ase, where=Where.PAGE)
    invite(place, ase)
    round_at(11)
    assert told(INVITED_OVER) == []


def test_on_a_shared_telephone_it_says_only_that_there_is_a_message(
    place: Town, ase: Citizen
) -> None:
    choose(ase, shared_phone=True)
    invite(place, ase)
    round_at(11)
    assert body(INVITED_OVER, "sms").startswith("Du har en ny besked fra")


def test_what_can_be_booked_by_invitation_alone_is_to_be_rung_about_when_it_is_over(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase, purpose=BY_INVITATION)
    round_at(11)
    assert "så finder vi en tid sammen" in body(INVITED_OVER)
    assert "vælge en tid her" not in body(INVITED_OVER)
    assert "Book nu" not in body(INVITED_OVER, "sms")


@pytest.mark.parametrize("how", ["books", "human", "asked_again"])
def test_it_is_no_news_once_they_book_or_a_human_has_acted(
    place: Town, ase: Citizen, how: str
) -> None:
    row = invite(place, ase)
    round_at(11, at=1)
    with clock.pinned(hour(11, 7)):
        if how == "books":
            book(ase, place.karen)
        elif how == "human":
            done = {"answer": HumanAnswer.CALLED}
            invitation_answer(actor=place.counsellor(), invitation=row, **done)
        else:
            invite(place, ase)
    assert told(INVITED_OVER) == []


def test_what_waits_of_an_invitation_is_dropped_when_they_book(place: Town, ase: Citizen) -> None:
    invite(place, ase)
    with clock.pinned(hour(8, 14)):
        invitations_round(now=clock.now())
        assert told(INVITED_REMINDER) == ["email", "sms"]
        book(ase, place.karen)
    assert told(INVITED_REMINDER) == told(INVITED) == []


def test_and_when_the_case_closes(place: Town, ase: Citizen) -> None:
    invite(place, ase)
    closing = Closing(next(iter(catalog().closing_causes)), on=day(0))
    case_close(actor=place.counsellor(), citizen=ase, closing=closing)
    assert told(INVITED) == []


def test_whoever_cancels_in_time_reads_that_they_are_still_to_book_and_by_when(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase)
    for number in (1, 2):
        with clock.pinned(NOON + timedelta(minutes=number)):
            booking_cancel(actor=town.acting(ase), booking=book(ase, place.karen))
    assert told(INVITED_AGAIN) == ["email", "sms"], "the second time says it anew"
    assert told(INVITED_AGAIN, "dropped") == ["email", "sms"]
    assert "Book senest torsdag den 28. maj" in body(INVITED_AGAIN)
    assert "påvirker din ydelse" in body(INVITED_AGAIN)
    assert "senest tor 28/5" in body(INVITED_AGAIN, "sms")


def test_whoever_moves_a_time_is_not_asked_again(place: Town, ase: Citizen) -> None:
    invite(place, ase)
    new, booking = request(free(ase, place.karen)[9].start), book(ase, place.karen)
    booking_move(actor=town.acting(ase), booking=booking, counsellor=place.karen, request=new)
    assert told(INVITED_AGAIN) == []


@pytest.mark.parametrize("barred", ["exempt", "deprived"])
def test_whoever_need_not_or_may_not_book_is_not_asked_again_but_comes_to_a_human(
    place: Town, ase: Citizen, barred: str
) -> None:
    row, booking = invite(place, ase), book(ase, place.karen)
    if barred == "exempt":
        exempt(ase)
    else:
        self_booking_take(actor=place.counsellor(), citizen=ase, reason="Aflyser hver gang.")
    by_phone = {"actor": place.counsellor(), "outcome": Outcome.CANCELLED_BY_CITIZEN}
    booking_cancel(booking=booking, **by_phone)
    assert Invitation.objects.get(pk=row.pk).state == "expired"
    assert told(INVITED_AGAIN) == []


def test_whoever_gets_another_coach_is_reminded_with_that_ones_name(
    place: Town, ase: Citizen
) -> None:
    row = invite(place, ase)
    with clock.pinned(hour(5, 12)):
        assignment_give(citizen=ase, counsellor=place.jens, from_on=day(5))
    round_at(8)
    for road in ("email", "sms"):
        assert "Jens" in body(INVITED_REMINDER, road)
        assert "Karen" not in body(INVITED_REMINDER, road)
    row.refresh_from_db()
    assert row.counsellor == place.karen, "who was asked for is history"


def test_one_that_is_taken_back_after_its_last_day_is_told_too(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    round_at(11)
    with clock.pinned(hour(12, 14)):
        invitation_withdraw(actor=place.counsellor(), invitation=row, reason="Har fået job.")
    with post() as way:
        send_all(hour(12, 15))
    assert [each.road for each in way.taken if "behøver" in each.body] == ["email", "sms"]


def test_an_sms_that_could_not_go_in_the_day_waits_for_the_morning_and_the_letter_does_not(
    place: Town, ase: Citizen
) -> None:
    with post(), clock.pinned(hour(0, 20)):
        send_all(hour(0, 20))
        invite(place, ase)
    with post(NotSent("server_away"), NotSent("gateway_away")):
        send_all(hour(0, 20))
    with post() as way:
        send_all(hour(0, 23))
        assert [each.road for each in way.taken] == ["email"]
        send_all(hour(1, 8))
    assert [each.road for each in way.taken] == ["email", "sms"]


@pytest.mark.parametrize("chosen", [{"where": Where.EMAIL}, {"shared_phone": True}])
def test_an_sms_that_waits_is_dropped_where_one_wants_none_or_others_may_read_it(
    place: Town, ase: Citizen, chosen: dict[str, object]
) -> None:
    invite(place, ase)
    choose(ase, **chosen)
    assert told(INVITED) == ["email"]


def test_what_one_chooses_otherwise_drops_no_sms(place: Town, ase: Citizen) -> None:
    choose(ase, shared_phone=True)
    row = invite(place, ase)
    invitation_withdraw(actor=place.counsellor(), invitation=row, reason="Har fået job.")
    choose(ase, shared_phone=True, days_before=False)
    assert told(INVITED_WITHDRAWN) == ["email", "sms"]
