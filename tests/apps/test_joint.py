"""Conversations with the a-kasse: the citizen chooses, and two calendars must both be free."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.absences import absence_record
from staasted.apps.booking.fund import fund_choose, fund_of
from staasted.apps.booking.models import Booking, FundChoice, Occupation
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import slot_book, slot_hold
from staasted.apps.citizens.models import BenefitPeriod
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.doors import AccessRefused
from staasted.core.axes import ConversationForm
from staasted.core.errors import DomainError
from staasted.core.slots import why_none
from tests import town
from tests.joining import (
    ALONE,
    IN_PERSON,
    JOINS,
    Fund,
    asking,
    book_joint,
    both,
    build_fund,
    choose,
    insured,
    invite,
    joint_search,
    joint_times,
    open_for,
)
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


def test_the_times_are_those_when_both_are_open(place: Town, fund: Fund) -> None:
    case = both(fund)
    assert clocks(joint_times(case, place.karen)) == [
        "Wed 10:00",
        "Wed 10:30",
        "Wed 11:00",
        "Wed 11:30",
    ]


def test_nothing_is_chosen_beforehand_and_without_a_choice_nobody_takes_part(
    place: Town, fund: Fund
) -> None:
    case = insured(place.karen)
    invite(case, fund.anna)
    assert fund_of(case, on=clock.today()).answer is None
    assert joint_search(case, place.karen).also == []


def test_who_has_said_no_talks_alone(place: Town, fund: Fund) -> None:
    case = both(fund, ALONE)
    assert joint_search(case, place.karen).also == []


def test_somebody_on_another_benefit_has_nothing_to_choose(place: Town, fund: Fund) -> None:
    case = town.citizen(place.karen)
    assert fund_of(case, on=clock.today()) is None
    with pytest.raises(DomainError, match="no_fund"):
        choose(case, JOINS)


def test_a_partner_does_not_choose_for_the_citizen(place: Town, fund: Fund) -> None:
    case = insured(place.karen)
    with pytest.raises(AccessRefused):
        fund_choose(actor=fund.acting(), citizen=case, answer=JOINS)


def test_each_answer_is_kept_with_its_date_and_the_last_one_stands(place: Town, fund: Fund) -> None:
    case = both(fund)
    with clock.pinned(clock.now() + timedelta(days=1)):
        choose(case, ALONE)
        choose(case, ALONE)
    rows = list(FundChoice.objects.order_by("id").values_list("answer", "fund", "ended_for"))
    assert rows == [("joins", "Min A-kasse", "changed"), ("stays_out", "Min A-kasse", "")]
    assert ActLog.objects.filter(act="fund_choose").count() == 2


def test_the_database_lets_one_answer_stand(place: Town, fund: Fund) -> None:
    case = both(fund)
    held = FundChoice.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        FundChoice.objects.create(
            citizen=case,
            answer=ALONE,
            period_on=held.period_on,
            chosen_at=held.chosen_at,
            chosen_by=case.person,
        )


@pytest.mark.parametrize("change", [{"unemployment_fund": "En Anden"}, {"benefit": town.CASH}])
def test_with_another_fund_or_benefit_the_answer_stands_no_longer(
    place: Town, fund: Fund, change: dict[str, str]
) -> None:
    case = both(fund)
    BenefitPeriod.objects.filter(citizen=case).update(**change)
    theirs = fund_of(case, on=clock.today())
    assert theirs is None or theirs.answer is None


def test_a_joint_booking_takes_the_time_of_all_three(place: Town, fund: Fund) -> None:
    booking = book_joint(both(fund), place.karen)
    assert (booking.form, booking.partner) == (ConversationForm.JOINT, fund.anna)
    when = [(booking.starts_at, booking.ends_at)]
    assert taken_of(place.karen) == taken_of(fund.anna) == taken_of(booking.citizen.person) == when


def test_nobody_else_gets_the_time_of_the_a_kasse(place: Town, fund: Fund) -> None:
    book_joint(both(fund), place.karen)
    other = insured(place.jens, name="Egon Ø")
    invite(other, fund.anna)
    choose(other, JOINS)
    assert clocks(joint_times(other, place.jens)) == ["Wed 10:30", "Wed 11:00", "Wed 11:30"]


def test_the_same_time_of_the_a_kasse_with_two_coaches_is_refused(place: Town, fund: Fund) -> None:
    one, other = both(fund), insured(place.jens, name="Egon Ø")
    invite(other, fund.anna)
    choose(other, JOINS)
    slot = joint_times(other, place.jens)[0]
    book_joint(one, place.karen)
    with pytest.raises(SlotRefused, match="slot_taken") as lost:
        slot_book(
            actor=town.acting(other),
            citizen=other,
            counsellor=place.jens,
            request=asking(other, slot),
        )
    assert clocks(lost.value.others) == ["Wed 10:30", "Wed 11:00", "Wed 11:30"]


def test_a_time_that_is_checked_is_held_with_the_a_kasse_too(place: Town, fund: Fund) -> None:
    case = both(fund)
    slot = joint_times(case, place.karen)[0]
    slot_hold(citizen=case, counsellor=place.karen, request=asking(case, slot))
    assert taken_of(fund.anna) == [(slot.start, slot.end)]


def test_why_there_are_no_times_names_the_a_kasse(place: Town, fund: Fund) -> None:
    case = both(fund)
    absence_record(actor=town.operator, person=fund.anna, from_on=MONDAY, to_on=None)
    assert why_none(joint_search(case, place.karen)) == "fund_has_no_times"


def test_where_nobody_from_the_a_kasse_is_invited_that_is_said(place: Town) -> None:
    case = insured(place.karen)
    choose(case, JOINS)
    assert why_none(joint_search(case, place.karen)) == "fund_has_nobody"


def test_nobody_is_booked_after_the_day_they_are_invited_to(place: Town, fund: Fund) -> None:
    case = insured(place.karen)
    invite(case, fund.anna, days=2)
    choose(case, JOINS)
    open_for(fund.anna, MONDAY + timedelta(days=3), 10, 12)
    assert {each[:3] for each in clocks(joint_times(case, place.karen))} == {"Wed"}


def test_somebody_the_case_is_marked_for_is_not_sent(place: Town, fund: Fund) -> None:
    case = both(fund)
    town.keep_apart(case, fund.anna)
    assert why_none(joint_search(case, place.karen)) == "fund_has_nobody"


@pytest.mark.parametrize(("answer", "by"), [(JOINS, "video"), (IN_PERSON, "in_person")])
def test_when_we_meet_the_a_kasse_is_on_video_unless_wanted_in_the_room(
    place: Town, fund: Fund, answer: str, by: str
) -> None:
    booking = book_joint(both(fund, answer), place.karen, channel="in_person")
    assert (booking.channel, booking.partner_channel) == ("in_person", by)


def test_an_opening_kept_for_video_will_do_unless_they_must_be_in_the_room(
    place: Town, fund: Fund
) -> None:
    fund.anna.resources.get().openings.update(channels=" video ")
    case = both(fund)
    assert joint_times(case, place.karen, channel="in_person")
    choose(case, IN_PERSON)
    assert not joint_times(case, place.karen, channel="in_person")


def test_a_choice_changed_meanwhile_books_nothing(place: Town, fund: Fund) -> None:
    case = both(fund)
    wanted = asking(case, joint_times(case, place.karen)[0])
    choose(case, ALONE)
    with pytest.raises(DomainError, match="fund_choice_changed"):
        slot_book(actor=town.acting(case), citizen=case, counsellor=place.karen, request=wanted)
    assert not Booking.objects.exists()
