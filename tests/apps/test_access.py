"""Who may read whom, and that no reading goes unlogged."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ReadLog
from staasted.apps.audit.reading import ReadWithoutLog, reading
from staasted.apps.audit.selectors import readings_by_others
from staasted.apps.citizens.access import (
    AccessRefused,
    NotYours,
    caseload,
    citizen_of_caseload,
    citizens_behind_number,
    demo_citizens,
    own_case,
)
from staasted.apps.citizens.services import case_open, counsellor_assign
from staasted.apps.org.models import Installation
from tests import town
from tests.town import MONDAY, NOON, Town


def test_a_counsellor_reads_the_own_caseload_and_nobody_elses(place: Town, logged: None) -> None:
    mine = town.citizen(place.karen, name="Åse Møller")
    others = town.citizen(place.jens, name="Bo Friis")
    assert caseload(place.counsellor(), on=MONDAY) == [mine]
    assert citizen_of_caseload(place.counsellor(), mine.public_id, on=MONDAY) == mine
    with pytest.raises(NotYours):
        citizen_of_caseload(place.counsellor(), others.public_id, on=MONDAY)


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


def test_nobody_is_counsellor_in_their_own_case(place: Town, logged: None) -> None:
    own = case_open(person=place.karen, municipality_code="0999", opened_on=MONDAY)
    counsellor_assign(citizen=own, counsellor=place.karen, from_on=MONDAY)
    with pytest.raises(NotYours):
        citizen_of_caseload(place.counsellor(), own.public_id, on=MONDAY)


def test_a_citizen_reads_the_own_case_and_has_no_other_door(place: Town, logged: None) -> None:
    case = town.citizen(place.karen)
    assert own_case(town.acting(case), on=MONDAY) == case
    with pytest.raises(AccessRefused):
        caseload(town.acting(case), on=MONDAY)
    with pytest.raises(AccessRefused):
        citizens_behind_number(town.acting(case), [case.public_id])


def test_the_lead_sees_names_behind_a_number_and_no_case(place: Town, logged: None) -> None:
    case = town.citizen(place.karen)
    assert citizens_behind_number(place.leading(), [case.public_id]) == {case.public_id: case}
    with pytest.raises(AccessRefused):
        citizen_of_caseload(place.leading(), case.public_id, on=MONDAY)


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
        own = citizen_of_caseload(place.counsellor(), cases[0].public_id, on=MONDAY)
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
                citizen_of_caseload(actor, case.public_id, on=MONDAY)
            else:
                own_case(actor, on=MONDAY)
    told = readings_by_others(citizen_ref=case.public_id)
    assert [row.role for row in told] == ["counsellor"]
    assert date(2026, 5, 18) == told[0].at.date()
