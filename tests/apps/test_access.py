"""Who may read whom, and that no reading goes unlogged."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ReadLog
from staasted.apps.audit.reading import ReadWithoutLog, reading
from staasted.apps.audit.seen import seen_of
from staasted.apps.citizens.access import (
    AccessRefused,
    NotYours,
    caseload,
    citizen_reached,
    own_case,
)
from staasted.apps.citizens.services import case_open, counsellor_assign
from staasted.apps.citizens.staff_access import (
    citizens_behind_number,
    citizens_without_coach,
    demo_citizens,
)
from staasted.apps.org.models import Installation, Person
from staasted.apps.org.selectors import demo_logins
from tests import town
from tests.town import MONDAY, NOON, Town


def test_a_counsellor_reads_the_own_caseload_and_nobody_elses(place: Town, logged: None) -> None:
    mine = town.citizen(place.karen, name="Åse Møller")
    others = town.citizen(place.jens, name="Bo Friis")
    assert caseload(place.counsellor(), on=MONDAY) == [mine]
    assert citizen_reached(place.counsellor(), mine.public_id, on=MONDAY) == mine
    with pytest.raises(NotYours):
        citizen_reached(place.counsellor(), others.public_id, on=MONDAY)


def test_a_caseload_is_searched_by_part_of_a_name(place: Town, logged: None) -> None:
    found = town.citizen(place.karen, name="Åse Møller")
    town.citizen(place.karen, name="Bo Friis")
    assert caseload(place.counsellor(), on=MONDAY, search="aase") == [found]


def test_a_case_handed_over_is_read_by_the_new_counsellor_from_that_day(
    place: Town, logged: None
) -> None:
    case = town.citizen(place.karen)
    counsellor_assign(citizen=case, counsellor=place.jens, from_on=MONDAY)
    assert caseload(place.counsellor(), on=MONDAY) == []
    assert caseload(place.counsellor(place.jens), on=MONDAY) == [case]
    assert caseload(place.counsellor(), on=MONDAY - timedelta(days=1)) == [case]


def test_whoever_is_handed_over_while_a_page_is_chosen_is_not_read_any_more(place: Town) -> None:
    stays, goes = town.citizen(place.karen), town.citizen(place.karen)

    def choose(keys: list[int]) -> list[int]:
        counsellor_assign(citizen=goes, counsellor=place.jens, from_on=MONDAY)
        return keys

    with reading(actor=place.counsellor(), purpose="follow_up", page="caseload", at=NOON) as open_:
        assert caseload(place.counsellor(), on=MONDAY, choose=choose) == [stays]
    assert open_.citizens == {stays.public_id}


def test_nobody_is_counsellor_in_their_own_case(place: Town, logged: None) -> None:
    own = case_open(person=place.karen, municipality_code="0999", opened_on=MONDAY)
    counsellor_assign(citizen=own, counsellor=place.karen, from_on=MONDAY)
    with pytest.raises(NotYours):
        citizen_reached(place.counsellor(), own.public_id, on=MONDAY)


def test_a_citizen_reads_the_own_case_and_has_no_other_door(place: Town, logged: None) -> None:
    case = town.citizen(place.karen)
    assert own_case(town.acting(case), on=MONDAY) == case
    with pytest.raises(AccessRefused):
        caseload(town.acting(case), on=MONDAY)
    with pytest.raises(AccessRefused):
        citizens_behind_number(town.acting(case), [case.public_id], on=MONDAY)


def test_the_lead_sees_names_behind_a_number_and_no_case(place: Town, logged: None) -> None:
    case = town.citizen(place.karen)
    assert citizens_behind_number(place.leading(), [case.public_id], on=MONDAY) == {
        case.public_id: case
    }
    with pytest.raises(AccessRefused):
        citizen_reached(place.leading(), case.public_id, on=MONDAY)


def test_the_demos_loader_reads_everybody_on_a_demo_alone(place: Town, logged: None) -> None:
    case = town.citizen(place.karen)
    assert demo_citizens(town.operator) == [case]
    Installation.objects.all().delete()
    with pytest.raises(AccessRefused):
        demo_citizens(town.operator)


def test_nothing_can_be_read_outside_a_reading(place: Town) -> None:
    case = town.citizen(place.karen)
    with pytest.raises(ReadWithoutLog):
        own_case(town.acting(case), on=MONDAY)


def test_a_reading_of_many_leaves_one_row_with_all_of_them(place: Town) -> None:
    cases = [town.citizen(place.karen) for _ in range(3)]
    with reading(actor=place.counsellor(), purpose="follow_up", page="caseload", at=NOON):
        caseload(place.counsellor(), on=MONDAY)
        own = citizen_reached(place.counsellor(), cases[0].public_id, on=MONDAY)
    row = ReadLog.objects.get()
    assert all(f"|{case.public_id}|" in row.citizens for case in cases)
    assert (row.actor, row.role, row.purpose) == (place.karen.public_id, "counsellor", "follow_up")
    assert own == cases[0]


def test_a_reading_whose_row_cannot_be_written_is_refused(place: Town) -> None:
    case = town.citizen(place.karen)
    no_moment = None  # the log demands one

    def read() -> None:
        with reading(actor=town.acting(case), purpose="own_case", page="x", at=no_moment):
            own_case(town.acting(case), on=MONDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        read()


def test_the_citizen_is_told_of_others_readings_and_not_of_their_own(place: Town) -> None:
    case = town.citizen(place.karen)
    for actor in (place.counsellor(), town.acting(case)):
        with reading(actor=actor, purpose="follow_up", page="citizen", at=NOON):
            if actor.role == "counsellor":
                citizen_reached(actor, case.public_id, on=MONDAY)
            else:
                own_case(actor, on=MONDAY)
    told = seen_of(case.public_id)
    assert [seen.sight.role for seen in told] == ["counsellor"]
    assert told[0].sight.day == date(2026, 5, 18)


def test_the_citizen_is_told_once_a_danish_day_how_often_newest_first(place: Town) -> None:
    case = town.citizen(place.karen)
    late_in_the_evening = datetime(2026, 5, 18, 22, 30, tzinfo=UTC)  # 0.30 the next day here
    for at in (NOON, NOON + timedelta(hours=1), late_in_the_evening):
        with reading(actor=place.counsellor(), purpose="follow_up", page="citizen", at=at):
            citizen_reached(place.counsellor(), case.public_id, on=MONDAY)
    told = seen_of(case.public_id)
    assert [(seen.sight.day, seen.times) for seen in told] == [
        (date(2026, 5, 19), 1),
        (date(2026, 5, 18), 2),
    ]


def test_only_those_chosen_from_a_caseload_are_handed_out_and_noted(place: Town) -> None:
    cases = [town.citizen(place.karen, name=f"Person {number}") for number in range(3)]
    with reading(actor=place.counsellor(), purpose="follow_up", page="caseload", at=NOON) as open_:
        found = caseload(place.counsellor(), on=MONDAY, choose=lambda keys: keys[2:])
    assert found == cases[2:]
    assert open_.citizens == {cases[2].public_id}


def test_a_search_of_signs_alone_finds_nobody(place: Town, logged: None) -> None:
    town.citizen(place.karen)
    assert caseload(place.counsellor(), on=MONDAY, search="???") == []
    assert [login for login in demo_logins(search="???") if login.role == "citizen"] == []


def test_the_lead_is_told_of_those_without_a_coach_from_the_day_they_have_none(
    place: Town, logged: None
) -> None:
    town.citizen(place.karen)
    nobodys = town.citizen(None, name="Ida Uden-Coach")
    coming = town.citizen(None, name="Per Snart")
    counsellor_assign(citizen=coming, counsellor=place.karen, from_on=MONDAY + timedelta(days=1))
    found = citizens_without_coach(place.leading(), on=MONDAY, choose=list)
    assert found == [nobodys, coming]
    assert citizens_without_coach(place.leading(), on=MONDAY + timedelta(days=1), choose=list) == [
        nobodys
    ]
    with pytest.raises(AccessRefused):
        citizens_without_coach(place.counsellor(), on=MONDAY, choose=list)


def test_a_protected_name_never_reaches_the_leads_list(place: Town, logged: None) -> None:
    case = town.citizen(None, name="Hemmelig Hansen")
    Person.objects.filter(pk=case.person_id).update(protected=True)
    behind = citizens_behind_number(place.leading(), [case.public_id], on=MONDAY)
    loose = citizens_without_coach(place.leading(), on=MONDAY, choose=lambda keys: keys)
    assert [behind[case.public_id].person.name, loose[0].person.name] == ["", ""]


def test_nobody_is_in_their_own_list(place: Town, logged: None) -> None:
    own = case_open(person=place.lead, municipality_code="0999", opened_on=MONDAY)
    assert citizens_behind_number(place.leading(), [own.public_id], on=MONDAY) == {}
    assert citizens_without_coach(place.leading(), on=MONDAY, choose=lambda keys: keys) == []
