"""Presence at a meeting: recorded for everybody in one act, corrected, counted by the law."""

from datetime import date, timedelta

import pytest

from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.presence import Presence, presence_record
from staasted.apps.meetings.models import GroupMeeting
from staasted.apps.meetings.seating import seats_taken
from staasted.apps.meetings.services import meeting_join
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.core.axes import Channel, Outcome
from staasted.core.conversation import minutes_each, two_way_contact
from staasted.core.errors import DomainError
from staasted.core.law import CountedEvent
from tests import town
from tests.gathering import DAY, a_room, join, meeting, present, seated, waiting
from tests.happenings import utc
from tests.town import AADAL, JOB_READY, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(place: Town) -> list[Citizen]:
    names = ("Åse Møller", "Bo Ravn", "Carla Ærø", "Dan Øst")
    return [town.citizen(place.karen, name=name) for name in names]


@pytest.fixture
def held(place: Town, people: list[Citizen]) -> GroupMeeting:
    made = meeting(place, seats=3)
    for case in people:
        join(case, made)
    return made


def counted(case: Citizen, *, on: date = DAY) -> CountedEvent:
    (told,) = course_of(case, on=on).answer.events
    return told


def minutes() -> list[int | None]:
    return list(
        Conversation.objects.order_by("booking__seat__number").values_list("minutes", flat=True)
    )


def test_a_meeting_of_two_hours_with_three_present_is_forty_minutes_each(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    present(place, held)
    assert minutes() == [40, 40, 40]
    told = Conversation.objects.get(citizen=people[0])
    assert (told.form, told.outcome, told.holder) == (held.form, Outcome.HELD, place.karen)
    assert waiting(held) == [], "the meeting is over: nobody waits for it"
    assert set(Booking.objects.values_list("outcome", flat=True)) == {Outcome.HELD}


def test_the_law_counts_nothing_of_it_says_why_and_sees_a_two_way_contact(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    present(place, held)
    told = counted(people[0])
    assert (told.value, told.reason) == (0, "form_not_individual")
    assert two_way_contact(told.event)
    assert told.event.minutes == 40


def test_a_trial_that_counts_industry_meetings_counts_it(place: Town) -> None:
    november = utc(2026, 11, 16, 11)
    with clock.pinned(november):
        ase = town.citizen(place.karen, asked_on=date(2026, 8, 3), group=JOB_READY, lives_in=AADAL)
        here = {"channel": Channel.IN_PERSON, "place": a_room().place}
        made = meeting(place, at=november + timedelta(days=1), **here)
        join(ase, made)
        present(place, made)
    told = counted(ase, on=date(2026, 11, 17))
    assert (told.value, told.reason) == (1, "counted_by_trial")


def test_those_who_were_not_there_have_no_minutes_and_no_contact(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    others = {people[1]: Outcome.NOT_MET, people[2]: Outcome.CANCELLED_BY_CITIZEN}
    present(place, held, but=others)
    assert minutes() == [120, None, None]
    told = counted(people[1])
    assert (told.value, told.reason) == (0, "not_held_not_met")
    assert not two_way_contact(told.event)


def test_a_correction_changes_the_same_conversations_and_everything_recounts(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    present(place, held, but={people[2]: Outcome.NOT_MET})
    assert minutes() == [60, 60, None]
    assert counted(people[2]).reason == "not_held_not_met"
    present(place, held, but={people[0]: Outcome.UNKNOWN}, minutes=90)
    assert minutes() == [None, 45, 45]
    assert counted(people[2]).reason == "form_not_individual"
    assert counted(people[0]).reason == "not_held_unknown"
    assert Conversation.objects.count() == 3
    rows = ActLog.objects.filter(act__startswith="presence").order_by("id")
    acts = list(rows.values_list("act", flat=True))
    assert acts == ["presence_record", "presence_correct"]


def test_every_one_of_the_five_outcomes_can_be_recorded(place: Town, people: list[Citizen]) -> None:
    made = meeting(place, seats=5)
    cases = [*people, town.citizen(place.karen, name="Eva Å")]
    for case in cases:
        join(case, made)
    present(place, made, but=dict(zip(cases, Outcome, strict=True)))
    found = dict(Conversation.objects.values_list("citizen", "outcome"))
    assert found == {case.pk: word.value for case, word in zip(cases, Outcome, strict=True)}


@pytest.mark.parametrize(
    ("whole", "present_there", "each"),
    [(120, 3, [40, 40, 40]), (100, 3, [34, 33, 33]), (60, 1, [60]), (2, 3, [1, 1, 1]), (9, 0, [])],
)
def test_whole_minutes_are_shared_and_together_they_are_the_meetings(
    whole: int, present_there: int, each: list[int]
) -> None:
    assert minutes_each(whole, present_there) == each


def test_the_holder_alone_records_it_and_not_before_it_begins(
    place: Town, held: GroupMeeting
) -> None:
    told = Presence({seat.pk: Outcome.HELD for seat in seats_taken(held)}, 120)
    with pytest.raises(DomainError, match="not_begun_yet"):
        presence_record(actor=place.counsellor(), meeting=held, presence=told)
    with clock.pinned(held.ends_at):
        with pytest.raises(AccessRefused):
            presence_record(actor=place.counsellor(place.jens), meeting=held, presence=told)
        for wrong, code in (
            (Presence({}, 120), "meeting_seats_changed"),
            (Presence(told.outcomes, 0), "minutes_missing"),
        ):
            with pytest.raises(DomainError, match=code):
                presence_record(actor=place.counsellor(), meeting=held, presence=wrong)
    assert not Conversation.objects.exists()


def test_who_comes_without_a_seat_is_let_in_by_staff_while_it_lasts(
    place: Town, people: list[Citizen]
) -> None:
    made = meeting(place)
    with clock.pinned(made.starts_at + timedelta(minutes=10)):
        meeting_join(actor=place.counsellor(), citizen=people[0], meeting=made)
    present(place, made)
    assert seated(made) == people[:1]
    assert minutes() == [120]
    late = made.starts_at + timedelta(minutes=20)
    with clock.pinned(late), pytest.raises(DomainError, match="meeting_closed_for_joining"):
        meeting_join(actor=place.counsellor(), citizen=people[1], meeting=made)


def test_a_next_contact_is_agreed_with_some_and_stands_for_the_others(
    place: Town, held: GroupMeeting, people: list[Citizen]
) -> None:
    first, second = list(seats_taken(held))[:2]
    day = DAY + timedelta(days=20)
    record = Presence({seat.pk: Outcome.HELD for seat in seats_taken(held)}, 120, {first.pk: day})
    with clock.pinned(held.ends_at):
        for _ in range(2):
            presence_record(actor=place.counsellor(), meeting=held, presence=record)
        agreed, others = agreement_in_force(first.citizen), agreement_in_force(second.citizen)
    assert agreed is not None
    assert (agreed.next_to, agreed.source) == (day, AgreementSource.CONVERSATION)
    assert others is None or others.next_to != day
    made = ActLog.objects.filter(subject=agreed.public_id)
    assert made.count() == 1, "told twice it is one agreement"


def test_a_next_contact_too_far_ahead_records_nothing(place: Town, held: GroupMeeting) -> None:
    seats = list(seats_taken(held))
    far = {seats[0].pk: DAY + timedelta(days=1000)}
    record = Presence({seat.pk: Outcome.HELD for seat in seats}, 120, far)
    with clock.pinned(held.ends_at), pytest.raises(DomainError) as refused:
        presence_record(actor=place.counsellor(), meeting=held, presence=record)
    assert refused.value.code == "next_contact_too_far"
    assert not Conversation.objects.exists()
