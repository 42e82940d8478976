"""A change is told, seen by a human where it may lessen a duty, and heard by the law."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.thinking import seen_with
from staasted.apps.org.selectors import actor_for
from staasted.apps.outbox.models import Message
from staasted.apps.situations.models import LONGEST, SituationChange
from staasted.apps.situations.services import (
    Told,
    situation_confirm,
    situation_refuse,
    situation_take_back,
    situation_tell,
)
from staasted.apps.situations.states import SituationState
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.situation import due, tells, told
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SOON = MONDAY + 20 * DAY
SICK = {"benefit": "benefit:sickness_benefit", "group": "group:sickness_benefit"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen, asked_on=MONDAY)


def sick_since(place: Town, first: date) -> Citizen:
    """Somebody who has been ill from a day, in category 2."""
    case = town.citizen(place.karen, starts_on=first, **SICK)
    case.periods.update(first_absence_on=first)
    return case


def later(case: Citizen, owed: date | None) -> bool:
    """Whether the next conversation is due later than it was."""
    return owed is not None and (due(case) or date.max) > owed


def confirm(place: Town, row: SituationChange, **more: str) -> SituationChange:
    given = {"paper": "Kontrakten", "answer": ""} | more
    return situation_confirm(actor=place.counsellor(), public_id=row.public_id, now=NOON, **given)


def refuse(place: Town, row: SituationChange, answer: str = "Vi mangler kontrakten.") -> None:
    situation_refuse(actor=place.counsellor(), public_id=row.public_id, answer=answer, now=NOON)


def test_a_job_changes_nothing_until_a_human_has_seen_the_paper(place: Town, ase: Citizen) -> None:
    owed = due(ase)
    assert owed is not None
    row = tells(ase, "job_on_the_way", SOON)
    assert row.state == SituationState.WAITING
    assert due(ase) == owed
    confirm(place, row)
    assert later(ase, owed)


def test_what_is_shown_beforehand_is_what_comes_to_stand(place: Town, ase: Citizen) -> None:
    before = course_of(ase, on=MONDAY)
    shown = seen_with(before, told("job_on_the_way", SOON).as_law(MONDAY))
    confirm(place, tells(ase, "job_on_the_way", SOON))
    after = course_of(ase, on=MONDAY)
    assert shown.answer.obligations == after.answer.obligations
    assert shown.answer.obligations != before.answer.obligations


def test_a_job_without_its_paper_is_not_confirmed(place: Town, ase: Citizen) -> None:
    row = tells(ase, "job_on_the_way", SOON)
    with pytest.raises(DomainError, match="situation_paper_missing"):
        confirm(place, row, paper=" ")
    row.refresh_from_db()
    assert row.state == SituationState.WAITING


def test_an_early_follow_up_is_owed_at_once_within_two_weeks(place: Town) -> None:
    sick = sick_since(place, MONDAY - 7 * DAY)
    before = due(sick)
    row = tells(sick, "early_follow_up")
    assert row.state == SituationState.STANDS
    assert due(sick) == MONDAY + 14 * DAY
    assert before != due(sick)


def test_the_later_of_two_days_of_being_well_is_heard(place: Town) -> None:
    sick = sick_since(place, MONDAY - 7 * DAY)
    row = tells(sick, "expected_length", SOON, theirs_on=SOON + 30 * DAY)
    confirm(place, row)
    known = course_of(sick, on=MONDAY).facts.days["expected_well"]
    assert known == (SOON + 30 * DAY,)


def test_a_refusal_has_its_reason_and_the_citizen_is_told_that_there_is_one(
    place: Town, ase: Citizen
) -> None:
    ase.person.email = "aase@eksempel.dk"
    ase.person.save()
    row = tells(ase, "job_on_the_way", SOON)
    with pytest.raises(DomainError, match="situation_without_reason"):
        refuse(place, row, " ")
    refuse(place, row)
    row.refresh_from_db()
    assert (row.state, row.answer) == (SituationState.REFUSED, "Vi mangler kontrakten.")
    message = Message.objects.get(kind="situation_answered")
    assert "kontrakt" not in message.body.lower()
    with pytest.raises(DomainError, match="situation_ended"):
        confirm(place, row)


def test_the_same_again_is_one_change_and_another_takes_its_place(
    place: Town, ase: Citizen
) -> None:
    row = tells(ase, "job_on_the_way", SOON)
    assert tells(ase, "job_on_the_way", SOON) == row
    later = tells(ase, "job_on_the_way", SOON + DAY)
    row.refresh_from_db()
    assert row.state == SituationState.WITHDRAWN
    confirm(place, later)
    third = tells(ase, "job_on_the_way", SOON + 2 * DAY)
    later.refresh_from_db()
    assert later.state == SituationState.STANDS, "it stands until the new one is confirmed"
    confirm(place, third)
    later.refresh_from_db()
    assert (later.state, later.ended_on) == (SituationState.ENDED, MONDAY)


def test_what_came_to_nothing_is_taken_back_and_the_duty_is_there_again(
    place: Town, ase: Citizen
) -> None:
    owed = due(ase)
    row = tells(ase, "job_on_the_way", SOON)
    confirm(place, row)
    actor = town.acting(ase)
    situation_take_back(actor=actor, citizen=ase, public_id=row.public_id, now=NOON)
    assert due(ase, MONDAY + DAY) == owed
    with pytest.raises(DomainError, match="situation_ended"):
        situation_take_back(actor=actor, citizen=ase, public_id=row.public_id, now=NOON)


LACKING = {
    "situation_lacks": Told(told("job_on_the_way").kind),
    "situation_days_disorder": told("leave", SOON, ends_on=SOON - DAY),
    "situation_day_far": told("job_on_the_way", SOON + 4000 * DAY),
    "words_too_long": told("something_else", words="x" * 1001),
}


@pytest.mark.parametrize("code", sorted(LACKING))
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(code: str, ase: Citizen) -> None:
    with pytest.raises(DomainError, match=code):
        situation_tell(actor=town.acting(ase), citizen=ase, told=LACKING[code], now=NOON)
    assert not SituationChange.objects.exists()


def test_whoever_is_not_near_finds_nothing_to_confirm(place: Town, ase: Citizen) -> None:
    row = tells(ase, "job_on_the_way", SOON)
    stranger = place.counsellor(place.jens)
    with pytest.raises(NotYours):
        situation_confirm(
            actor=stranger, public_id=row.public_id, paper="Kontrakten", answer="", now=NOON
        )
    own = actor_for(person=ase.person, role=Role.CITIZEN)
    other = town.citizen(place.karen, name="Bo Friis")
    with pytest.raises(DomainError, match="situation_ended"):
        situation_take_back(actor=own, citizen=other, public_id=row.public_id, now=NOON)


def test_what_a_counsellor_records_they_have_found_so(place: Town, ase: Citizen) -> None:
    actor, owed = place.counsellor(), due(ase)
    seen = told("job_on_the_way", SOON, paper="Kontrakten")
    row = situation_tell(actor=actor, citizen=ase, told=seen, now=NOON)
    assert (row.state, row.decided_by) == (SituationState.STANDS, place.karen)
    assert row.paper == "Kontrakten"
    assert later(ase, owed)


def test_what_waits_is_dropped_with_the_case_and_nobody_is_left_to_answer(
    place: Town, ase: Citizen
) -> None:
    row = tells(ase, "job_on_the_way", SOON)
    close_case(ase, place.karen)
    row.refresh_from_db()
    assert row.state == SituationState.WITHDRAWN
    with pytest.raises(DomainError, match="case_closed"):
        tells(ase, "moving", SOON, words="Aarhus")


def test_each_act_is_logged_by_its_kind_and_never_by_its_words(place: Town, ase: Citizen) -> None:
    row = tells(ase, "something_else", words="Min mor er død.")
    confirm(place, row, answer="Det gør mig ondt.")
    acts = ActLog.objects.filter(act__startswith="situation_").order_by("id")
    assert [each.act for each in acts] == ["situation_tell", "situation_confirm"]
    assert "mor" not in str([each.facts for each in acts])


BROKEN = {
    "one_waits": {"state": "waiting"},
    "days_in_order": {"begins_on": SOON, "ends_on": SOON - DAY},
    "words_bounded": {"words": "x" * (LONGEST + 1)},
    "decided_whole": {"answer": "Ja."},
    "state_whole": {"state": "stands"},
}


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_the_database_refuses_what_no_service_would_write(what: str, ase: Citizen) -> None:
    tells(ase, "job_on_the_way", SOON)
    other = tells(ase, "leave", SOON)
    broken = BROKEN[what] | ({"kind": "job_on_the_way"} if what == "one_waits" else {})
    # SQLite names the columns of a uniqueness, PostgreSQL the constraint.
    said = rf"{what}|situationchange\.kind" if what.startswith("one_") else what
    with pytest.raises(IntegrityError, match=said), transaction.atomic():
        SituationChange.objects.filter(pk=other.pk).update(**broken)
