"""A joint conversation afterwards: moved, cancelled, held, told of."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from staasted.apps.booking.absences import absence_record, away_ahead
from staasted.apps.booking.fund import fund_of
from staasted.apps.booking.models import Booking, FundChoice, Occupation
from staasted.apps.booking.planning import ending_plan
from staasted.apps.booking.series import series_make
from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.booking.times_shown import booked_amiss, times_ahead
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.outbox.models import Message
from staasted.core.axes import ConversationForm, Outcome
from tests import town
from tests.happenings import book, close, free, request
from tests.joining import (
    ALONE,
    JOINS,
    PLAN,
    Fund,
    asking,
    book_joint,
    both,
    build_fund,
    choose,
    insured,
    joint_times,
)
from tests.opening import WEEK, terms
from tests.town import MONDAY, Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def fund(place: Town) -> Fund:
    return build_fund(place)


def clocks(slots) -> list[str]:
    return [slot.start.astimezone(COPENHAGEN).strftime("%a %H:%M") for slot in slots]


def taken_of(person) -> list[tuple[object, object]]:
    rows = Occupation.objects.filter(resource__person=person, live=True)
    return list(rows.values_list("starts_at", "ends_at"))


def test_moving_looks_at_both_calendars_and_frees_both(place: Town, fund: Fund) -> None:
    case = both(fund)
    booking = book_joint(case, place.karen)
    later = joint_times(case, place.karen, moving=booking)[2]
    moved = booking_move(
        actor=town.acting(case),
        booking=booking,
        counsellor=place.karen,
        request=asking(case, later),
    )
    assert moved.partner == fund.anna
    assert taken_of(fund.anna) == taken_of(place.karen) == [(later.start, later.end)]


def test_moving_after_a_no_leaves_the_a_kasse_out(place: Town, fund: Fund) -> None:
    case = both(fund)
    booking = book_joint(case, place.karen)
    choose(case, ALONE)
    slot = free(case, place.karen, purpose=PLAN)[-1]
    wanted = request(slot.start, purpose=PLAN)
    moved = booking_move(
        actor=town.acting(case), booking=booking, counsellor=place.karen, request=wanted
    )
    assert (moved.form, moved.partner) == (ConversationForm.INDIVIDUAL, None)
    assert taken_of(fund.anna) == []


def test_cancelling_frees_both(place: Town, fund: Fund) -> None:
    booking = book_joint(both(fund), place.karen)
    booking_cancel(actor=town.acting(booking.citizen), booking=booking)
    assert taken_of(fund.anna) == taken_of(place.karen) == []


def test_a_no_takes_the_a_kasse_out_of_what_is_booked_and_the_time_stays(
    place: Town, fund: Fund
) -> None:
    case = both(fund)
    booking = book_joint(case, place.karen)
    choose(case, ALONE)
    booking.refresh_from_db()
    assert (booking.form, booking.partner, booking.outcome) == ("individual", None, None)
    assert taken_of(fund.anna) == []
    assert taken_of(place.karen) == [(booking.starts_at, booking.ends_at)]


def test_the_database_knows_no_joint_conversation_without_a_partner(
    place: Town, fund: Fund
) -> None:
    booking = book_joint(both(fund), place.karen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(partner=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(partner=place.karen)


def test_once_held_the_answer_is_used_and_the_conversation_counts_as_a_joint_one(
    place: Town, fund: Fund
) -> None:
    case = both(fund)
    held = close(book_joint(case, place.karen))
    assert (held.form, held.held_by) == ("joint", "counsellor")
    assert FundChoice.objects.get().ended_for == "held"
    assert fund_of(case, on=MONDAY + timedelta(days=3)).answer is None
    (told,) = course_of(case, on=MONDAY + timedelta(days=3)).answer.events
    assert told.value == 1


def test_another_conversation_leaves_the_answer_standing(place: Town, fund: Fund) -> None:
    """It was about the one the a-kasse comes to. Source: decision 0032."""
    case = both(fund)
    close(book(case, place.karen, purpose="skills_and_courses"))
    assert FundChoice.objects.get().ended_at is None


def test_one_that_was_not_held_leaves_the_answer_standing(place: Town, fund: Fund) -> None:
    case = both(fund)
    close(book_joint(case, place.karen), outcome=Outcome.NOT_MET)
    assert FundChoice.objects.get().ended_at is None


def joint_duty(case) -> set[str]:
    course = course_of(case, on=clock.today())
    return {o.rule.line for o in course.answer.numbered if o.rule.line.endswith("first_joint")}


def test_a_yes_is_what_the_law_asks_for_the_first_joint_conversation_by(
    place: Town, fund: Fund
) -> None:
    case = insured(place.karen)
    assert not joint_duty(case)
    choose(case, JOINS)
    assert joint_duty(case) == {"conversations.first_joint"}
    choose(case, ALONE)
    assert not joint_duty(case)


def letters_to(person) -> list[Message]:
    return list(Message.objects.filter(person=person).order_by("id"))


def test_the_a_kasse_hears_when_and_how_and_neither_whom_with_nor_what_about(
    place: Town, fund: Fund
) -> None:
    case = both(fund, mail="dagny@citizen.example")
    book_joint(case, place.karen)
    (letter,) = letters_to(fund.anna)
    said = letter.title + letter.body + letter.calendar
    assert "kl. 10.00" in letter.body
    for never in ("Dagny", "Min plan", case.public_id, case.person.email):
        assert never not in said
    (mine,) = [m for m in letters_to(case.person) if m.kind == "booked"]
    assert "Anna Fond fra din a-kasse er også med" in mine.body


def test_the_a_kasse_keeps_one_calendar_entry_over_a_move_and_loses_it_when_cancelled(
    place: Town, fund: Fund
) -> None:
    case = both(fund)
    booking = book_joint(case, place.karen)
    later = joint_times(case, place.karen, moving=booking)[2]
    moved = booking_move(
        actor=town.acting(case),
        booking=booking,
        counsellor=place.karen,
        request=asking(case, later),
    )
    told = [letters_to(fund.anna)[-1].calendar]
    choose(case, ALONE)
    told.append(letters_to(fund.anna)[-1].calendar)
    entries = [Calendar.from_ical(each).walk("VEVENT")[0] for each in told]
    one, other = (str(e["UID"]) for e in entries)
    assert one == other
    assert booking.public_id not in str(entries[0]["UID"])
    assert [int(e["SEQUENCE"]) for e in entries] == [1, 2]
    assert [e["STATUS"] for e in entries] == ["CONFIRMED", "CANCELLED"]
    assert entries[0]["DTSTART"].dt == moved.starts_at


def test_what_is_told_the_a_kasse_drops_nothing_of_what_is_told_the_citizen(
    place: Town, fund: Fund
) -> None:
    case = both(fund, mail="dagny@citizen.example")
    book_joint(case, place.karen)
    waiting = {m.kind for m in letters_to(case.person) if m.state == "waiting"}
    assert "booked" in waiting


def test_closing_the_a_kasses_openings_tells_of_the_joint_conversation_there(
    place: Town, fund: Fund
) -> None:
    booking = book_joint(both(fund), place.karen)
    mine = fund.acting()
    series = series_make(actor=mine, person=fund.anna, terms=terms(from_on=MONDAY + WEEK))
    assert ending_plan(series, MONDAY + WEEK).stranded == ()
    absence_record(actor=town.operator, person=fund.anna, from_on=MONDAY, to_on=None)
    row = fund.anna.resources.get()
    amiss = times_ahead(row, away_ahead(row, now=clock.now()), now=clock.now()).amiss
    assert [each.pk for each in booked_amiss(fund.anna, amiss, now=clock.now())] == [booking.pk]
