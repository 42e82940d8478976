"""What the law said is kept as long as nothing about the citizen has changed, and no longer."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.booking.models import FundChoice
from staasted.apps.citizens.models import (
    BenefitPeriod,
    Circumstances,
    Citizen,
    DocumentedRelief,
    RegisteredHours,
)
from staasted.apps.conversations import course
from staasted.apps.conversations.course import Course, courses
from staasted.apps.conversations.guards import GUARDS
from staasted.apps.conversations.kept import KeptAnswers
from staasted.apps.conversations.models import Conversation, RuleOverride, Stamp
from staasted.apps.effort import selectors
from staasted.apps.effort.looking_back import courses_looking_back
from staasted.apps.effort.selectors import Summed, level_on
from staasted.apps.offers.models import Measure
from staasted.apps.org.models import Person
from staasted.apps.retention.services import case_erase
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.situations.models import SituationChange
from staasted.apps.trials.models import TrialParticipation
from staasted.apps.trials.selectors import book_in_force
from staasted.core.axes import OverrideEffect
from staasted.core.calendar import add_months
from tests import town
from tests.ending import close_case
from tests.happenings import FIRST, hold, utc
from tests.situation import tells
from tests.town import MONDAY, NOON, Town

DAY = timedelta(days=1)
LATER = MONDAY + 60 * DAY


@pytest.fixture
def case(place: Town) -> Citizen:
    """Somebody with a row in every table the law looks at."""
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    Circumstances.objects.create(citizen=case)
    DocumentedRelief.objects.create(citizen=case, ground="illness", from_on=MONDAY)
    RegisteredHours.objects.create(citizen=case, month=date(2026, 5, 1), hours=40)
    Measure.objects.create(citizen=case, kind="internship", starts_on=MONDAY)
    TrialParticipation.objects.create(citizen=case, trial="demo_average", from_on=MONDAY)
    FundChoice.objects.create(
        citizen=case, answer="joins", period_on=MONDAY, chosen_at=NOON, chosen_by=case.person
    )
    tells(case, "early_follow_up")
    ShareExemption.objects.create(
        citizen=case,
        made_by=place.karen,
        made_at=NOON,
        state="stands",
        reason="Finder selv job.",
        touch_on=MONDAY,
        channel="phone",
        stands_on=MONDAY,
        review_on=MONDAY + DAY,
    )
    RuleOverride.objects.create(
        citizen=case,
        rule="V6-SH-1",
        window_first_on=MONDAY,
        effect=OverrideEffect.NOT_BOUND,
        reason="Efter samtalen.",
        made_at=NOON,
        made_by=place.karen,
    )
    return case


def stamp(case: Citizen) -> int:
    return Stamp.objects.get(citizen=case).stamp


def asked(case: Citizen) -> tuple[Course, int]:
    """The course of somebody, and the queries it took."""
    with CaptureQueriesContext(connection) as captured:
        found = courses([case.pk], on=MONDAY)[case.pk]
    return found, len(captured)


def told(found: Course) -> object:
    """What a course says: everything but the rows it was read from."""
    overrides = [(each.rule, each.ended_at) for each in found.overrides]
    return found.answer, found.facts, found.offers, overrides, found.citizen.closed_on


def test_while_nothing_changes_the_answer_is_the_one_that_was_given(case: Citizen) -> None:
    first, queries = asked(case)
    assert queries == 4
    again, queries = asked(case)
    assert again is first
    assert queries == 1
    assert asked(case)[0].on == MONDAY
    assert courses([case.pk], on=MONDAY + DAY)[case.pk] is not first


def test_somebody_without_a_benefit_is_kept_as_such(case: Citizen) -> None:
    BenefitPeriod.objects.filter(citizen=case).delete()
    for _ in range(2):
        assert courses([case.pk], on=MONDAY) == {}
    BenefitPeriod.objects.create(
        citizen=case, benefit=town.CASH, target_group=town.JOB_READY, starts_on=MONDAY
    )
    assert case.pk in courses([case.pk], on=MONDAY)


CHANGES: dict[str, Callable[[Citizen], object]] = {
    "citizens_benefitperiod": lambda c: c.periods.update(starts_on=MONDAY - 30 * DAY),
    "citizens_circumstances": lambda c: Circumstances.objects.filter(citizen=c).update(
        child_at_home=True
    ),
    "citizens_documentedrelief": lambda c: c.reliefs.update(until_on=MONDAY),
    "citizens_registeredhours": lambda c: c.registered_hours.update(hours=30),
    "booking_fundchoice": lambda c: c.fund_choices.update(answer="stays_out"),
    "conversations_conversation": lambda c: c.conversations.update(outcome="unknown"),
    "conversations_ruleoverride": lambda c: c.overrides.update(reason="En anden."),
    "offers_measure": lambda c: c.measures.update(ends_on=MONDAY),
    "share_exemptions_shareexemption": lambda c: c.share_exemptions.update(review_on=LATER),
    "situations_situationchange": lambda c: c.situation_changes.update(begins_on=MONDAY),
    "trials_trialparticipation": lambda c: c.trial_participations.update(to_on=MONDAY),
    "citizens_citizen": lambda c: Citizen.objects.filter(pk=c.pk).update(closed_on=MONDAY),
    "org_person": lambda c: Person.objects.filter(pk=c.person_id).update(
        birth_date=date(1970, 1, 1)
    ),
}


@pytest.mark.parametrize("table", sorted(CHANGES))
def test_a_change_past_every_service_is_seen_at_once(table: str, case: Citizen) -> None:
    before, _ = asked(case)
    assert CHANGES[table](case) == 1
    after, queries = asked(case)
    assert queries == 4
    course.KEPT = KeptAnswers()
    assert told(after) == told(asked(case)[0])
    assert after is not before


@pytest.mark.parametrize("table", sorted(CHANGES))
def test_the_lead_sees_the_sums_of_today_after_every_change(
    table: str, case: Citizen, place: Town
) -> None:
    town.citizen(place.karen)
    before = level_on(place.leading(), on=MONDAY)
    assert level_on(place.leading(), on=MONDAY) == before
    assert CHANGES[table](case) == 1
    after = level_on(place.leading(), on=MONDAY)
    course.KEPT, selectors.SUMMED = KeptAnswers(), Summed()
    assert after == level_on(place.leading(), on=MONDAY)


def test_the_sums_of_one_day_are_not_those_of_another(case: Citizen, place: Town) -> None:
    first = level_on(place.leading(), on=MONDAY)
    later = level_on(place.leading(), on=MONDAY + 250 * DAY)
    assert later.conversations.period != first.conversations.period
    assert level_on(place.leading(), on=MONDAY) == first


ROWS = (
    *(BenefitPeriod, Circumstances, DocumentedRelief, RegisteredHours, Conversation),
    *(RuleOverride, Measure, ShareExemption, SituationChange, TrialParticipation),
)


@pytest.mark.parametrize("rows", ROWS, ids=lambda rows: rows.__name__)
def test_a_row_that_goes_and_one_that_comes_change_the_stamp(
    rows: type[BenefitPeriod], case: Citizen
) -> None:
    other = town.citizen(None, name="Bo Friis")
    row = rows.objects.get(citizen=case)
    seen = [stamp(case)]
    row.delete()
    seen.append(stamp(case))
    row.save(force_insert=True)
    seen.append(stamp(case))
    rows.objects.filter(citizen=other).delete()
    others = stamp(other)
    rows.objects.filter(citizen=case).update(citizen=other)
    seen.append(stamp(case))
    assert len(set(seen)) == 4
    assert stamp(other) != others


def test_every_table_the_law_reads_has_its_triggers(case: Citizen) -> None:
    guarded = {guard.table for guard in GUARDS}
    with CaptureQueriesContext(connection) as captured:
        courses([case.pk], on=MONDAY)
    read = {name for sql in captured for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql["sql"])}
    assert read - guarded == {"conversations_stamp", "trials_trialact"}
    assert guarded <= read
    assert set(CHANGES) == guarded


def test_a_state_that_was_taken_back_is_never_met_again(case: Citizen) -> None:
    before, _ = asked(case)
    with transaction.atomic():
        case.periods.update(starts_on=MONDAY - 60 * DAY)
        asked(case)
        transaction.set_rollback(True)
    assert told(asked(case)[0]) == told(before)
    case.periods.update(starts_on=MONDAY - 90 * DAY)
    assert asked(case)[0].period.starts_on == MONDAY - 90 * DAY


def test_a_citizen_who_goes_takes_the_stamp_along(place: Town) -> None:
    gone = town.citizen(None, name="Bo Friis")
    assert Stamp.objects.filter(citizen=gone).exists()
    key = gone.pk
    BenefitPeriod.objects.filter(citizen=gone).delete()
    gone.delete()
    assert not Stamp.objects.filter(citizen_id=key).exists()


def test_one_who_has_no_stamp_is_looked_at_each_time(case: Citizen) -> None:
    Stamp.objects.all().delete()
    assert [asked(case)[1] for _ in range(2)] == [4, 4]
    assert [found.citizen.pk for found in courses_looking_back(MONDAY)] == [case.pk]


def test_whoever_was_erased_is_kept_no_longer_than_the_day(
    place: Town, case: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "KEPT", KeptAnswers())
    asked(case)
    assert case.pk in course.KEPT.known({case.pk: stamp(case)}, book_in_force(), MONDAY)
    held = stamp(case)
    close_case(case, place.karen)
    due = add_months(MONDAY, 60)
    assert case_erase(actor=OPERATOR, public_id=case.public_id, on=due)
    other = town.citizen(place.karen, name="Bo Friis")
    assert other.pk in courses([other.pk], on=due)
    assert len(course.KEPT) == 1
    assert course.KEPT.known({case.pk: held}, book_in_force(), MONDAY) == {}


def test_a_day_gone_by_is_kept_beside_a_later_one_only_where_it_is_asked_for_again() -> None:
    kept, law = KeptAnswers[str](), object()
    for day, name in ((MONDAY, "Ane"), (MONDAY + DAY, "Bo"), (MONDAY, "Cai")):
        kept.keep({1: name}, {1: 7}, law, day)
    assert kept.known({1: 7}, law, MONDAY) == {1: "Cai"}
    assert kept.known({1: 7}, law, MONDAY + DAY) == {1: "Bo"}
    assert len(kept) == 2


def test_those_asked_for_longest_ago_make_room() -> None:
    kept, law = KeptAnswers[str](most=2), object()
    for key, name in enumerate(("Ane", "Bo", "Cai")):
        kept.keep({key: name}, {key: 7}, law, MONDAY)
        kept.known({0: 7}, law, MONDAY)
    assert len(kept) == 2
    assert kept.known({0: 7, 1: 7, 2: 7}, law, MONDAY) == {0: "Ane", 2: "Cai"}
    assert kept.known({0: 8}, law, MONDAY) == {}
    assert kept.known({0: 7}, object(), MONDAY) == {}
