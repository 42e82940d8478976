"""Reminders lie with the booking: which, where, when, and in which words."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.audit.services import ActOutsideTransaction
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.cases.closing import Closing, case_close
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Installation, Person
from staasted.apps.outbox.models import Message, ReminderWishes, Where
from staasted.apps.outbox.reminders import reminders_lay
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import FIRST, book, request
from tests.outgoing import AASE
from tests.reminding import FRIDAY, THURSDAY, WEDNESDAY, booked, choose, lying, with_phone
from tests.town import NOON, Town, danish

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place: Town) -> Citizen:
    """Åse, who has an e-mail address and a telephone, on Monday at noon."""
    with clock.pinned(NOON):
        yield with_phone(place)


def test_a_booking_lays_two_reminders_on_two_roads(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    assert lying() == [
        ("days", "email", "20 10:30"),
        ("days", "sms", "20 10:30"),
        ("hours", "email", "22 08:30"),
        ("hours", "sms", "22 08:30"),
    ]


def test_a_summons_lays_them_too(place: Town, case: Citizen) -> None:
    booking = book(case, place.karen, purpose=FIRST, channel="in_person")
    found = Message.objects.filter(reminder=True, matter=booking.public_id)
    assert found.exists()
    assert all("ring" in row.body and "flyt" not in row.body.casefold() for row in found)


def test_one_whose_moment_has_passed_is_not_laid(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(WEDNESDAY, time(10)))
    assert lying() == [("hours", "email", "20 08:00"), ("hours", "sms", "20 08:00")]


def test_moving_replaces_them(place: Town, case: Citizen) -> None:
    booking = booked(case, place.karen, danish(THURSDAY, time(10, 30)))
    moved = booking_move(
        actor=town.acting(case),
        booking=booking,
        counsellor=place.karen,
        request=request(danish(FRIDAY, time(13))),
    )
    waiting = Message.objects.filter(reminder=True, state="waiting")
    assert {row.matter for row in waiting} == {moved.public_id}
    assert lying()[0] == ("days", "email", "20 13:00")
    dropped = Message.objects.filter(reminder=True, matter=booking.public_id)
    assert {(row.state, row.body) for row in dropped} == {("dropped", "")}


@pytest.mark.parametrize("email", [AASE, ""])
def test_cancelling_drops_them_also_where_the_letter_has_nowhere_to_go(
    place: Town, case: Citizen, email: str
) -> None:
    booking = booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    Person.objects.filter(pk=case.person_id).update(email=email)
    booking_cancel(actor=town.acting(case), booking=Booking.objects.get(pk=booking.pk))
    assert lying() == []


def test_cancelling_one_leaves_the_others(place: Town, case: Citizen) -> None:
    booking = booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    other = booked(case, place.karen, danish(FRIDAY, time(13)), "skills_and_courses")
    booking_cancel(actor=town.acting(case), booking=booking)
    left = Message.objects.filter(reminder=True, state="waiting")
    assert {row.matter for row in left} == {other.public_id}
    assert left.count() == 4


@pytest.mark.parametrize("death", [False, True])
def test_a_case_that_closes_takes_them_along(place: Town, case: Citizen, *, death: bool) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    causes = catalog().closing_causes
    cause = next(slug for slug, each in causes.items() if each.death is death)
    closing = Closing(cause, on=town.MONDAY)
    case_close(actor=place.counsellor(), citizen=case, closing=closing)
    assert lying() == []


def test_booking_and_reminders_stand_or_fall_together(place: Town, case: Citizen) -> None:
    with transaction.atomic():
        booked(case, place.karen, danish(FRIDAY, time(10, 30)))
        assert len(lying()) == 4
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_reminders_outside_an_act_are_refused(transactional_db: None) -> None:
    with pytest.raises(ActOutsideTransaction):
        reminders_lay(person=Person(), laid=[], standing=[], now=NOON)


def test_a_reminder_says_what_one_needs_and_not_what_it_is_about(
    place: Town, case: Citizen, settings: object
) -> None:
    house = {"public_url": "https://staasted.aadal.example"}
    settings.STAASTED = settings.STAASTED.model_copy(update=house)
    booking = booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    mail = Message.objects.get(kind="reminder_days", road="email")
    for needed in (
        "fredag den 22. maj kl. 10.30",
        "Karen Østergård",
        "telefon",
        f"https://staasted.aadal.example/mit-forloeb/samtaler/{booking.public_id}/",
        "70 00 00 00",
        "kan kommunen beslutte, at det påvirker din ydelse",
    ):
        assert needed in mail.body
    sms = Message.objects.get(kind="reminder_days", road="sms")
    assert sms.body == (
        "Samtale fre 22/5 kl. 10.30 med Karen, telefon. Kan du ikke, så flyt/aflys: "
        "https://staasted.aadal.example el. 70000000, ellers kan kommunen ændre ydelsen."
    )
    for secret in ("jobsøgning", "Jobsøgning", "ontanthjælp", case.person.name):
        assert secret not in mail.title + mail.body + sms.body


def test_two_hours_before_nobody_is_told_to_move_what_can_no_longer_be_moved(
    place: Town, case: Citizen
) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    for late in Message.objects.filter(kind="reminder_hours"):
        assert "flyt" not in late.body.casefold()
        assert "ring" in late.body


def test_a_reminder_is_written_in_the_language_its_receiver_chose(
    place: Town, case: Citizen
) -> None:
    Person.objects.filter(pk=case.person_id).update(language="en")
    case.person.refresh_from_db()
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    sms = Message.objects.get(kind="reminder_days", road="sms")
    assert sms.body.startswith("Meeting Fri 22/5 at 10:30 with Karen, phone.")


def test_on_a_shared_telephone_an_sms_says_only_that_there_is_a_message(
    place: Town, case: Citizen
) -> None:
    choose(case, shared_phone=True)
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    sms = Message.objects.get(kind="reminder_days", road="sms")
    assert "ny besked" in sms.body
    for told in ("22", "10.30", "Karen", "amtale", "ydelse"):
        assert told not in sms.body


@pytest.mark.parametrize(
    ("chosen", "roads"),
    [
        ({"where": Where.EMAIL}, {"email"}),
        ({"where": Where.SMS}, {"sms"}),
        ({"where": Where.PAGE}, set()),
        ({"days_before": False, "hours_before": False}, set()),
    ],
)
def test_one_is_reminded_where_one_wants(
    place: Town, case: Citizen, chosen: dict[str, object], roads: set[str]
) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    choose(case, **chosen)
    assert {road for _, road, _ in lying()} == roads
    assert Message.objects.filter(kind="booked", state="waiting").exists(), "confirmations go"
    choose(case)
    assert len(lying()) == 4, "and changes one's mind"


def test_choosing_other_hours_moves_those_that_lie(place: Town, case: Citizen) -> None:
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    choose(case, first_time=time(9), where=Where.SMS)
    assert lying() == [("days", "sms", "20 10:30"), ("hours", "sms", "21 20:45")]
    assert ActLog.objects.get(act="reminders_choose").facts["where"] == "sms"


@pytest.mark.parametrize(
    "hours", [(time(4, 30), time(21)), (time(8), time(14)), (time(8), time(23, 30))]
)
def test_hours_outside_those_one_can_choose_are_refused(
    case: Citizen, hours: tuple[time, time]
) -> None:
    with pytest.raises(DomainError, match="reminder_hours_bounds"):
        choose(case, first_time=hours[0], last_time=hours[1])


def test_the_database_refuses_hours_that_end_before_they_begin(case: Citizen) -> None:
    choose(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderWishes.objects.update(last_time=time(3))


def test_without_a_gateway_nobody_gets_an_sms(place: Town, case: Citizen) -> None:
    Installation.objects.all().delete()
    booked(case, place.karen, danish(FRIDAY, time(10, 30)))
    assert {road for _, road, _ in lying()} == {"email"}
