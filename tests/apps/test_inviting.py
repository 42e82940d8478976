"""Asking a citizen to book: only with times enough, one at a time, settled by whatever books it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Opening
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.models import Citizen, SelfBookingExemption
from staasted.apps.invitations.models import (
    Invitation,
    TimesMissing,
)
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.core.errors import DomainError
from tests import gathering, joining, town
from tests.happenings import FIRST, JOB_SEARCH, book, free, hold, request, utc
from tests.inviting import day, invite, who_books
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def test_a_citizen_is_asked_told_books_and_it_is_settled(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    assert (row.state, row.book_by_on, row.talk_by_on) == ("live", day(10), day(17))
    assert Message.objects.get(kind="invited", matter=row.public_id).person == ase.person
    assert ActLog.objects.get(act="invitation_make").subject == row.public_id
    booking = book(ase, place.karen)
    row.refresh_from_db()
    assert (row.state, row.booking, row.ended_at) == ("booked", booking, clock.now())


def test_where_there_are_too_few_times_nobody_is_asked_and_it_is_written_down(
    place: Town, ase: Citizen
) -> None:
    Opening.objects.filter(resource__person=place.karen).update(closed_at=NOON)
    row = invite(place, ase)
    assert isinstance(row, TimesMissing)
    assert (row.at, row.counsellor_ref) == (clock.now(), place.karen.public_id)
    assert (row.purpose, row.first_on, row.last_on) == (JOB_SEARCH, day(0), day(17))
    assert (row.found, row.wanted) == (0, 3)
    assert not Invitation.objects.exists()
    assert not Message.objects.filter(kind="invited").exists()
    fields = {field.name for field in TimesMissing._meta.get_fields()}
    assert "citizen" not in fields


def test_every_form_must_have_times_since_the_citizen_chooses_it(place: Town, ase: Citizen) -> None:
    Opening.objects.filter(resource__person=place.karen).update(channels=" in_person phone ")
    row = invite(place, ase)
    assert (row.channel, row.found) == ("video", 0)


def test_times_after_the_last_day_of_the_conversation_do_not_count(
    place: Town, ase: Citizen
) -> None:
    beyond = NOON + timedelta(days=16)
    Opening.objects.filter(starts_at__lt=beyond).update(closed_at=NOON)
    assert isinstance(invite(place, ase, days=8), TimesMissing)
    assert isinstance(invite(place, ase, days=14), Invitation)


def test_only_the_times_the_a_kasse_has_too_count_where_the_citizen_wants_it_there(
    place: Town,
) -> None:
    case = joining.insured(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    joining.choose(case, joining.JOINS)
    assert joining.joint_times(case, place.karen) == [], "nobody from there is invited yet"
    short = invite(place, case, purpose=joining.PLAN)
    assert (type(short), short.found) == (TimesMissing, 0)
    joining.choose(case, joining.ALONE)
    assert isinstance(invite(place, case, purpose=joining.PLAN), Invitation)


def test_whom_the_coach_has_asked_already_is_counted(place: Town) -> None:
    people = [who_books(place, name=f"Nr. {number}") for number in range(5)]
    kept = free(people[0], place.karen, channel="in_person")[4].start.date()
    Opening.objects.exclude(starts_at__date=kept).update(closed_at=NOON)
    there = len(free(people[0], place.karen, channel="in_person"))
    assert there == 6
    made = [invite(place, case) for case in people]
    assert [type(row) for row in made] == [*[Invitation] * 4, TimesMissing]
    assert (made[-1].wanted, made[-1].found) == (7, 6), "three, and one for each who was asked"


@pytest.mark.parametrize("days", [7, 22])
def test_fewer_days_than_the_law_gives_or_more_than_the_house_are_refused(
    place: Town, ase: Citizen, days: int
) -> None:
    with pytest.raises(DomainError, match="invitation_days"):
        invite(place, ase, days=days)


def test_eight_days_are_enough(place: Town, ase: Citizen) -> None:
    assert invite(place, ase, days=8).book_by_on == day(8)


def test_the_database_refuses_seven_days_whoever_writes(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=row.pk).update(book_by_on=day(7))


def test_whoever_has_not_been_guided_is_not_asked(place: Town, ase: Citizen) -> None:
    with pytest.raises(DomainError, match="invitation_unguided"):
        invite(place, ase, guided=False)


def test_one_is_asked_once_for_each_purpose(place: Town, ase: Citizen) -> None:
    invite(place, ase)
    with pytest.raises(DomainError, match="asked_already"):
        invite(place, ase)
    assert isinstance(invite(place, ase, purpose="skills_and_courses"), Invitation)


def test_the_database_refuses_a_second_live_one(place: Town, ase: Citizen) -> None:
    row = invite(place, ase)
    row.pk = row.public_id = None
    row.public_id = "2345678923"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_who_has_a_time_is_not_asked_for_one(place: Town, ase: Citizen) -> None:
    book(ase, place.karen)
    with pytest.raises(DomainError, match="citizen_has_booked"):
        invite(place, ase)


def test_a_seat_in_a_meeting_is_no_time_one_has(place: Town, ase: Citizen) -> None:
    meeting = gathering.meeting(place)
    gathering.join(ase, meeting)
    assert isinstance(invite(place, ase, purpose=meeting.purpose), Invitation)


def test_who_is_summoned_to_the_first_conversation_is_not_asked_to_book(place: Town) -> None:
    newcomer = town.citizen(place.karen, name="Nana Ny", asked_on=day(0))
    with pytest.raises(DomainError, match="invitation_not_theirs"):
        invite(place, newcomer)


def test_who_is_exempt_is_not_asked_to_book(place: Town, ase: Citizen) -> None:
    SelfBookingExemption.objects.create(citizen=ase, exempt=True)
    with pytest.raises(DomainError, match="invitation_not_theirs"):
        invite(place, ase)


@pytest.mark.parametrize("email", ["aase@example.dk", ""])
def test_the_letter_says_by_when_and_what_it_may_mean_and_never_what_about(
    place: Town, email: str
) -> None:
    case = who_books(place, email=email)
    row = invite(place, case)
    sent = Message.objects.filter(matter=row.public_id)
    assert sent.count() == bool(email)
    for letter in sent:
        told = letter.title + letter.body
        assert "torsdag den 28. maj" in letter.title
        assert "Vi beder dig om selv at booke" in told, "no must that was not read for that day"
        assert "kan kommunen beslutte, at det påvirker din ydelse" in told
        assert "ring til os nu" in told
        for secret in ("jobsøgning", "Jobsøgning", case.person.name, row.public_id):
            assert secret not in told


def test_a_shortage_of_times_is_never_changed_or_removed(place: Town, ase: Citizen) -> None:
    Opening.objects.update(closed_at=NOON)
    row = invite(place, ase)
    for act in (row.delete, lambda: TimesMissing.objects.update(found=2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_the_reminder_is_in_the_language_its_receiver_chose(place: Town, ase: Citizen) -> None:
    Person.objects.filter(pk=ase.person_id).update(language="en")
    ase.person.refresh_from_db()
    invite(place, ase)
    assert Message.objects.get(kind="invited").title == "Book a conversation by Thursday 28 May"


def test_a_time_after_the_last_day_of_the_conversation_is_marked(place: Town, ase: Citizen) -> None:
    row = invite(place, ase, days=8)
    slots = free(ase, place.karen)
    late = next(slot.start for slot in slots if slot.start.date() > day(15))
    acting = {"actor": town.acting(ase), "citizen": ase, "counsellor": place.karen}
    slot_book(**acting, request=request(late))
    row.refresh_from_db()
    assert (row.state, row.too_late) == ("booked", True)
