"""The lead's number over time: neither a new benefit nor a new group takes anything away."""

import html
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.citizens.services import period_record
from staasted.apps.conversations.course import course_of
from staasted.apps.effort.selectors import Levels, level_on
from staasted.apps.effort.written import KEPT_FOR, Kept, written_now
from staasted.apps.org.clock import clock
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


def everything(place: Town, on: date = MONDAY) -> Levels:
    return level_on(place.leading(), on=on)


def sick_from(case: Citizen, on: date) -> BenefitPeriod:
    """From a day the citizen is on sickness benefit instead."""
    known = BenefitPeriod.objects.get(citizen=case)
    known.ends_on = on.replace(day=on.day - 1)
    known.save()
    return period_record(
        citizen=case, benefit=SICKNESS, target_group=SICK, starts_on=on, first_request_on=None
    )


def written(subject: str = "") -> None:
    """Anybody writes anything, as every import does."""
    act_log(actor=OPERATOR, act="import_caseload", at=clock.now(), subject=subject)


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
    written()
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


def test_the_lead_asks_seven_questions_four_once_something_is_written_and_one_else(
    place: Town,
) -> None:
    for number in range(5):
        case = town.citizen(place.karen, name=f"Person {number}", asked_on=date(2026, 3, 2))
        sick_from(case, date(2026, 5, 12))
    actor = place.leading()
    for queries in (7, 1, 4, 1):
        if queries == 4:
            written()
        with CaptureQueriesContext(connection) as asked:
            assert len(level_on(actor, on=MONDAY).conversations.persons) == 5
        assert len(asked) == queries


def test_the_level_is_the_same_until_somebody_writes(place: Town, ase: Citizen) -> None:
    first = everything(place)
    assert everything(place) is first
    written()
    assert everything(place) is not first
    assert everything(place, on=date(2026, 5, 19)) is not everything(place)


def test_an_act_that_is_committed_after_a_later_one_is_seen(place: Town, ase: Citizen) -> None:
    """Its key was taken first: the newest key alone would say that nothing had happened."""
    for _ in range(3):
        written()
    slow = ActLog.objects.order_by("-id")[0].pk + 1
    ActLog.objects.create(id=slow + 1, act="later", at=clock.now(), actor="a", role=Role.LEAD)
    before = everything(place)
    ActLog.objects.create(id=slow, act="slow", at=clock.now(), actor="a", role=Role.LEAD)
    assert everything(place) is not before


def test_after_a_minute_the_level_is_read_anew_whatever_was_written(
    place: Town, ase: Citizen
) -> None:
    kept, stands = Kept[str, object](), written_now()
    first = kept.of("a", stands, object)
    assert kept.of("a", stands, object) is first
    assert kept.of("b", stands, object) is not first
    for name in "cdef":
        kept.of(name, stands, object)
    assert kept.of("a", stands, object) is not first, "four are kept at once"
    kept = Kept[str, object](stands_for=timedelta())
    assert kept.of("a", stands, object) is not kept.of("a", stands, object)
    assert timedelta(seconds=60) == KEPT_FOR


def test_where_nobody_has_written_anything_yet_nothing_is_kept(db: None) -> None:
    kept, stands = Kept[str, object](), written_now()
    assert stands.acts == ()
    assert kept.of("a", stands, object) is not kept.of("a", stands, object)


def test_the_page_says_who_had_the_first_conversation_in_time(place: Town, ase: Citizen) -> None:
    case = town.citizen(place.karen, name="Bo Friis", asked_on=date(2026, 3, 2))
    hold(case, place.karen, utc(2026, 3, 2, 8), purpose=FIRST, channel="in_person")
    page = html.unescape(Browser(place.lead).get("/niveau/"))
    assert text("lead.level.in_time.samtaler", met=1, bound=2) in page
    assert text("lead.level.one_lacks") in page
    assert text("lead.level.counted.samtaler", counted=0, required=0) not in page
