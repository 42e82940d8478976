"""The calendar part of a letter, read back by ``icalendar``, which did not check it for us."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from django.db import transaction
from icalendar import Calendar, Event

from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.integrations.mail import letter
from staasted.ports.messages import Outgoing
from tests import town
from tests.happenings import FIRST, book, free, request
from tests.outgoing import AASE, post, reachable, send_all
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place: Town) -> Citizen:
    """Åse, who has an address."""
    return reachable(place)


def invited(kind: str) -> tuple[str, Event]:
    """The method and the one entry of a letter of a kind that waits."""
    calendar = Calendar.from_ical(Message.objects.get(kind=kind, state="waiting").calendar)
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    return str(calendar["METHOD"]), event


def sent(outgoing: Outgoing) -> tuple[str, Calendar]:
    """The method and the calendar of a letter as a mail program meets them."""
    made = letter(outgoing, sent_from="jobcenter@staasted.example", name="Å")
    read = message_from_bytes(bytes(made), policy=policy.default)
    assert read.get_content_type() == "multipart/alternative"
    plain, part = read.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert part.get_content_type() == "text/calendar"
    return part.get_param("method"), Calendar.from_ical(part.get_content())


def move(case: Citizen, booking: Booking, place: Town, nth: int = 5) -> Booking:
    start = free(case, place.karen)[nth].start
    asked = {"counsellor": place.karen, "request": request(start)}
    return booking_move(actor=town.acting(case), booking=booking, **asked)


def test_a_booked_time_is_an_invitation_in_utc(place: Town, case: Citizen) -> None:
    booking = book(case, place.karen)
    method, event = invited("booked")
    assert method == "REQUEST"
    assert event["UID"] == f"{booking.public_id}@aadal.staasted"
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTART") == booking.starts_at
    assert event.decoded("DTEND") == booking.ends_at
    assert event["DTSTART"].to_ical().endswith(b"Z")
    assert event["SUMMARY"] == "Samtale med Karen Østergård"
    assert event["ATTENDEE"] == f"mailto:{AASE}"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert event["ORGANIZER"].params["CN"] == "Ådal Kommune"


def test_an_invitation_never_says_what_it_is_about_or_who_it_is_for(
    place: Town, case: Citizen
) -> None:
    start = free(case, place.karen)[0].start
    Booking.objects.update(wish="")
    with transaction.atomic():
        booking = book(case, place.karen)
    assert booking.starts_at == start
    told = Message.objects.get(kind="booked").calendar
    for secret in ("jobs", "job_search", case.person.name, "Møller", case.public_id, "Kontant"):
        assert secret not in told


def test_a_moved_time_is_the_same_entry_changed_once_more(place: Town, case: Citizen) -> None:
    booking = book(case, place.karen)
    once = move(case, booking, place)
    _, event = invited("moved")
    assert event["UID"] == f"{booking.public_id}@aadal.staasted"
    assert (event["SEQUENCE"], event.decoded("DTSTART")) == (1, once.starts_at)
    twice = move(case, once, place, nth=9)
    method, event = invited("moved")
    assert method == "REQUEST"
    assert event["UID"] == f"{booking.public_id}@aadal.staasted"
    assert (event["SEQUENCE"], event.decoded("DTSTART")) == (2, twice.starts_at)


@pytest.mark.parametrize("moves", [0, 1])
def test_a_cancelled_time_takes_the_entry_out(place: Town, case: Citizen, moves: int) -> None:
    booking = first = book(case, place.karen)
    for _ in range(moves):
        booking = move(case, booking, place)
    booking_cancel(actor=town.acting(case), booking=booking)
    method, event = invited("cancelled")
    assert method == "CANCEL"
    assert event["UID"] == f"{first.public_id}@aadal.staasted"
    assert event["SEQUENCE"] == moves + 1
    assert event["STATUS"] == "CANCELLED"


def test_every_line_is_folded_and_ends_as_the_format_asks(place: Town, case: Citizen) -> None:
    place.karen.name = "Kæren Ødegård-Æbelø, født i Ålborg; og meget, meget langt navn her"
    place.karen.save(update_fields=["name"])
    book(case, place.karen)
    written = Message.objects.get(kind="booked").calendar.encode()
    assert written.count(b"\n") == written.count(b"\r\n")
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    _, event = invited("booked")
    assert event["SUMMARY"] == f"Samtale med {place.karen.name}"


def test_a_meeting_in_person_says_where_in_the_receivers_language(
    place: Town, case: Citizen
) -> None:
    case.person.language = "en"
    case.person.save(update_fields=["language"])
    book(case, place.karen, purpose=FIRST, channel="in_person")
    _, event = invited("booked_by_us")
    assert event["LOCATION"] == "At our office"
    assert event["SUMMARY"] == "Conversation with Karen Østergård"


def test_the_same_bytes_go_at_each_try_and_nothing_stays(place: Town, case: Citizen) -> None:
    book(case, place.karen)
    written = Message.objects.get(kind="booked").calendar
    with post() as way:
        send_all()
    assert way.taken[0].calendar == written
    assert sent(way.taken[0])[0] == "REQUEST"
    assert Message.objects.get(kind="booked").calendar == ""


def test_what_later_news_takes_the_place_of_leaves_no_calendar(place: Town, case: Citizen) -> None:
    move(case, book(case, place.karen), place)
    assert Message.objects.get(kind="booked").calendar == ""


def test_a_letter_carries_the_part_with_its_method(place: Town, case: Citizen) -> None:
    booking = book(case, place.karen)
    calendar = Message.objects.get(kind="booked").calendar
    for method, content in (
        ("REQUEST", calendar),
        ("CANCEL", calendar.replace("REQUEST", "CANCEL")),
    ):
        outgoing = Outgoing("k", AASE, "Emne Æ", "Hej Å", clock.now(), calendar=content)
        found, read = sent(outgoing)
        (event,) = read.walk("VEVENT")
        assert (found, event.decoded("DTSTART")) == (method, booking.starts_at)


def test_a_letter_without_a_time_is_plain() -> None:
    outgoing = Outgoing("k", AASE, "Emne", "Hej", datetime(2026, 5, 18, tzinfo=UTC))
    made = letter(outgoing, sent_from="jobcenter@staasted.example", name="Å")
    assert made.get_content_type() == "text/plain"
