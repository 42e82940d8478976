"""What those with a seat, and those who wait, are told; reminders, calendars, the end of a case."""

from datetime import timedelta

import icalendar
import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.calendars.feeds import feed_make, feed_read
from staasted.apps.cases.closing import Closing, case_close
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.making import meeting_cancel, meeting_change
from staasted.apps.meetings.models import GroupMeeting, SeatWait
from staasted.apps.meetings.services import meeting_leave, meetings_fill
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.outbox.models import Message
from staasted.catalog import speech
from staasted.core.errors import DomainError
from tests import town
from tests.gathering import join, meeting, plan, present, seated, waiting
from tests.outgoing import states
from tests.reminding import lying, with_phone
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db

HEALTH = "Job trods sygdom"


@pytest.fixture
def ase(place: Town) -> Citizen:
    return with_phone(place)


@pytest.fixture
def bo(place: Town) -> Citizen:
    case = town.citizen(place.karen, name="Bo Ravn")
    Person.objects.filter(pk=case.person_id).update(email="bo@staasted.example")
    case.person.refresh_from_db()
    return case


@pytest.fixture
def held(place: Town) -> GroupMeeting:
    return meeting(place, seats=1, title=HEALTH, about="Om at være syg.")


def kinds_to(case: Citizen) -> list[str]:
    rows = Message.objects.filter(person=case.person, reminder=False).order_by("id")
    return list(rows.values_list("kind", flat=True))


def leave(case: Citizen, held: GroupMeeting) -> None:
    meeting_leave(actor=town.acting(case), citizen=case, meeting=held)


def entry(message: Message) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(message.calendar).walk("VEVENT")
    return event


def test_nothing_that_leaves_the_house_says_what_a_meeting_is_about(
    place: Town, held: GroupMeeting, ase: Citizen, bo: Citizen
) -> None:
    join(ase, held)
    join(bo, held)
    later = plan(place.karen, seats=1, title=HEALTH, at=held.starts_at + timedelta(days=1))
    changed = meeting_change(actor=place.counsellor(), meeting=held, plan=later)
    leave(ase, changed)
    meeting_cancel(actor=place.counsellor(), meeting=changed, because="Karen er syg")
    told = Message.objects.filter(kind__startswith="meeting")
    assert len(set(told.values_list("kind", flat=True))) == 7
    for each in Message.objects.all():
        said = f"{each.title} {each.body} {each.calendar}".lower()
        assert "syg" not in said
        assert "industri" not in said


def test_a_seat_is_told_with_an_entry_for_the_calendar_and_reminders_by_every_road(
    held: GroupMeeting, ase: Citizen
) -> None:
    join(ase, held)
    letter = Message.objects.get(reminder=False)
    assert speech.moment(held.starts_at) in letter.body
    assert entry(letter)["SUMMARY"] == "Møde med Karen Østergård"
    assert lying() == [
        *(("days", road, "30 10:00") for road in ("email", "sms")),
        *(("hours", road, "01 08:00") for road in ("email", "sms")),
    ]
    sms = Message.objects.filter(road="sms").first()
    assert sms.body.startswith("Møde man 1/6 kl. 10.00 med Karen")
    mail = Message.objects.filter(road="email", reminder=True).first()
    assert (mail.title, "Flyt" in mail.body) == ("Husk dit møde", False)


def test_who_moves_up_is_told_once_and_the_news_of_waiting_is_dropped(
    held: GroupMeeting, ase: Citizen, bo: Citizen
) -> None:
    join(ase, held)
    join(bo, held)
    assert lying()
    assert not Message.objects.filter(person=bo.person, reminder=True).exists()
    leave(ase, held)
    assert kinds_to(bo) == ["meeting_waiting", "meeting_moved_up"]
    assert ("meeting_waiting", "dropped") in states()
    assert kinds_to(ase) == ["meeting_seat", "meeting_given_back"]
    assert {each.person for each in Message.objects.filter(reminder=True, state="waiting")} == {
        bo.person
    }


def test_a_meeting_at_another_time_keeps_its_entry_and_reminds_of_the_new(
    place: Town, held: GroupMeeting, ase: Citizen
) -> None:
    join(ase, held)
    first = entry(Message.objects.get(kind="meeting_seat"))
    later = plan(place.karen, seats=1, at=held.starts_at + timedelta(days=1))
    meeting_change(actor=place.counsellor(), meeting=held, plan=later)
    second = entry(Message.objects.get(kind="meeting_changed"))
    assert second["UID"] == first["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert {at for _, _, at in lying()} == {"31 10:00", "02 08:00"}


def test_each_change_is_told_to_those_who_wait(
    place: Town, held: GroupMeeting, ase: Citizen, bo: Citizen
) -> None:
    join(ase, held)
    join(bo, held)
    for days in (1, 2):
        later = plan(place.karen, seats=1, at=held.starts_at + timedelta(days=days))
        meeting_change(actor=place.counsellor(), meeting=held, plan=later)
    assert kinds_to(bo) == ["meeting_waiting", *["meeting_wait_changed"] * 2]
    waits = Message.objects.filter(person=bo.person, state="waiting")
    assert waits.count() == 1, "the last news alone is still to go"


def test_a_cancelled_meeting_is_told_to_everybody_and_its_entry_is_cancelled(
    place: Town, held: GroupMeeting, ase: Citizen, bo: Citizen
) -> None:
    join(ase, held)
    join(bo, held)
    meeting_cancel(actor=place.counsellor(), meeting=held, because="Syg")
    assert kinds_to(ase)[-1] == "meeting_cancelled"
    assert kinds_to(bo)[-1] == "meeting_wait_cancelled"
    letter = Message.objects.get(kind="meeting_cancelled")
    assert "METHOD:CANCEL" in letter.calendar
    assert lying() == []


def test_the_feeds_hold_the_citizens_seat_and_the_holders_meeting_without_names(
    place: Town, held: GroupMeeting, ase: Citizen, bo: Citizen
) -> None:
    join(ase, held)
    karens = feed_make(actor=place.counsellor())
    ases = feed_make(actor=actor_for(person=ase.person, role=Role.CITIZEN))
    own, staff = (
        icalendar.Calendar.from_ical(
            feed_read(secret, asked_from="here", now=clock.now()).content
        ).walk("VEVENT")
        for secret in (ases, karens)
    )
    assert [str(each["SUMMARY"]) for each in own] == ["Møde med Karen Østergård"]
    assert [str(each["SUMMARY"]) for each in staff] == ["Møde"]
    meeting_cancel(actor=place.counsellor(), meeting=held, because="Syg")
    (after,) = icalendar.Calendar.from_ical(
        feed_read(karens, asked_from="here", now=clock.now()).content
    ).walk("VEVENT")
    assert (after["UID"], after["STATUS"]) == (staff[0]["UID"], "CANCELLED")
    assert after["SEQUENCE"] == 1


def test_a_case_that_closes_gives_its_seat_back_and_the_timetable_moves_up_who_waits(
    place: Town, held: GroupMeeting, ase: Citizen, bo: Citizen
) -> None:
    other = meeting(place, seats=1, at=held.ends_at)
    for case in (ase, bo):
        join(case, held)
    for case in (bo, ase):
        join(case, other)
    closing = Closing("job", on=MONDAY)
    case_close(actor=place.counsellor(), citizen=ase, closing=closing)
    assert (seated(held), waiting(held), waiting(other)) == ([], [bo], [])
    assert not Occupation.objects.filter(booking__citizen=ase, live=True).exists()
    assert meetings_fill(now=clock.now()) == 1
    assert seated(held) == [bo]


def test_a_case_is_not_closed_while_its_presence_is_not_recorded(
    place: Town, held: GroupMeeting, ase: Citizen
) -> None:
    join(ase, held)
    with clock.pinned(held.ends_at):
        day = Closing("job", on=clock.today())
        with pytest.raises(DomainError, match="conversation_not_closed"):
            case_close(actor=place.counsellor(), citizen=ase, closing=day)
    present(place, held)
    with clock.pinned(held.ends_at):
        case_close(actor=place.counsellor(), citizen=ase, closing=day)
    assert Booking.objects.get().outcome == "held"


def test_a_death_is_told_to_nobody_and_frees_the_seat(
    place: Town, held: GroupMeeting, ase: Citizen
) -> None:
    join(ase, held)
    case_close(actor=place.counsellor(), citizen=ase, closing=Closing("death", on=MONDAY))
    assert seated(held) == []
    assert not Message.objects.filter(state="waiting").exists()


def test_who_waits_for_nothing_any_more_is_told_why_in_the_table(
    place: Town, held: GroupMeeting, ase: Citizen, bo: Citizen
) -> None:
    join(ase, held)
    join(bo, held)
    leave(bo, held)
    assert SeatWait.objects.get().ended_for == "left"
