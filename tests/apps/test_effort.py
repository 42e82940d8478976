"""The lead's number over time: neither a new benefit nor a new group takes anything away."""

import html
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.citizens.services import period_record
from staasted.apps.conversations.course import course_of
from staasted.apps.effort.selectors import level_on
from staasted.catalog.texts import text
from staasted.core.effort import Level
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, hold, utc
from tests.town import JOB_READY, MONDAY, Town

SICK, SICKNESS = "group:sickness_benefit", "benefit:sickness_benefit"


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Asked for help on 2 March; nobody talked with her."""
    return town.citizen(place.karen, asked_on=date(2026, 3, 2))


def level(place: Town, on: date = MONDAY) -> Level:
    return level_on(place.leading(), on=on).conversations


def sick_from(case: Citizen, on: date) -> BenefitPeriod:
    """From a day the citizen is on sickness benefit instead."""
    known = BenefitPeriod.objects.get(citizen=case)
    known.ends_on = on.replace(day=on.day - 1)
    known.save()
    return period_record(
        citizen=case, benefit=SICKNESS, target_group=SICK, starts_on=on, first_request_on=None
    )


def regrouped(case: Citizen, group: str) -> None:
    """The import says another group for the same period."""
    known = BenefitPeriod.objects.get(citizen=case)
    known.target_group, known.group_at_start = group, known.group_at_start or group
    known.save()


def test_a_change_of_benefit_does_not_take_a_breach_out_of_the_leads_number(
    place: Town, ase: Citizen
) -> None:
    before = level(place)
    assert (before.persons_met, before.persons_bound) == (0, 1)
    newest = sick_from(ase, date(2026, 5, 12))
    after = level(place)
    assert (after.persons_met, after.persons_bound) == (0, 1)
    assert [(p.ref, p.met) for p in after.persons] == [(ase.public_id, False)]
    assert [(g.group, g.persons, g.persons_bound) for g in after.groups] == [
        (JOB_READY, 1, 1),
        (SICK, 1, 0),
    ]
    assert after.groups[1].unknown == 1, "the first day of absence is asked for"
    assert course_of(ase, on=MONDAY).period == newest


def test_what_ended_before_the_half_year_is_not_read_in_it(place: Town, ase: Citizen) -> None:
    sick_from(ase, date(2026, 5, 12))
    later = level(place, on=date(2026, 7, 1))
    assert [g.group for g in later.groups] == [SICK]
    assert later.persons_bound == 0


def test_a_window_follows_the_group_on_its_first_day(place: Town, ase: Citizen) -> None:
    regrouped(ase, SICK)
    found = level(place)
    assert [(g.group, g.persons_bound) for g in found.groups] == [(JOB_READY, 1), (SICK, None)]
    assert (found.persons_met, found.persons_bound) == (0, 1)
    course = course_of(ase, on=MONDAY)
    assert course.period.target_group == SICK
    assert {o.group for o in course.obligations} == {JOB_READY}


def test_a_course_is_known_once_its_group_is(place: Town) -> None:
    case = town.citizen(place.karen, group="")
    assert not course_of(case, on=MONDAY).loaded
    regrouped(case, JOB_READY)
    assert course_of(case, on=MONDAY).loaded


def test_the_lead_asks_seven_questions_at_first_and_four_again(place: Town) -> None:
    for number in range(5):
        case = town.citizen(place.karen, name=f"Person {number}", asked_on=date(2026, 3, 2))
        sick_from(case, date(2026, 5, 12))
    actor = place.leading()
    for queries in (7, 4):
        with CaptureQueriesContext(connection) as asked:
            assert len(level_on(actor, on=MONDAY).conversations.persons) == 5
        assert len(asked) == queries


def test_the_page_says_who_had_the_first_conversation_in_time(place: Town, ase: Citizen) -> None:
    case = town.citizen(place.karen, name="Bo Friis", asked_on=date(2026, 3, 2))
    hold(case, place.karen, utc(2026, 3, 2, 8), purpose=FIRST, channel="in_person")
    page = html.unescape(Browser(place.lead).get("/niveau/"))
    assert text("lead.level.in_time.samtaler", met=1, bound=2) in page
    assert text("lead.level.one_lacks") in page
    assert text("lead.level.counted.samtaler", counted=0, required=0) not in page
