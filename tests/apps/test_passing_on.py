"""A coach gives citizens of their own to a colleague of the team: with a reason, and once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR, Actor
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.absences import absence_record
from staasted.apps.caseload.passing import moving
from staasted.apps.citizens.access import AccessRefused
from staasted.apps.citizens.handing_over import Wish, hand_over_plan, hand_over_read
from staasted.apps.citizens.models import CounsellorAssignment
from staasted.apps.citizens.passing_on import (
    LONGEST_REASON,
    citizens_received,
    citizens_to_pass,
    may_receive,
)
from staasted.apps.net.models import Alert
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError
from staasted.core.net import OwnerAs
from tests import town
from tests.happenings import book
from tests.office import Office, build_office, coach_on, hand_over
from tests.talking import writes
from tests.town import LONG_AGO, MONDAY, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]
DAY = timedelta(days=1)
WHY = "Jeg går på barsel, og I kender hinanden fra holdet."


@pytest.fixture
def office(db: None) -> Office:
    return build_office()


def karen(office: Office) -> Actor:
    """Karen in her team, as her sitting has it."""
    return replace(office.place.counsellor(), team_id=office.team.pk)


def wish(office: Office, **asked: object) -> Wish:
    """Karen's first citizen to Jens, unless told otherwise."""
    told = {"refs": (office.cases[0].public_id,), "to": office.place.jens, "reason": WHY}
    return office.wish(**(told | asked))


def refusal(office: Office, asked: Wish) -> str:
    with pytest.raises(DomainError) as refused:
        hand_over_plan(karen(office), asked)
    return refused.value.code


def test_one_of_ones_own_goes_to_a_colleague_of_the_team_and_the_rest_stay(
    office: Office,
) -> None:
    done = hand_over(karen(office), wish(office))
    assert coach_on(office.cases[0]) == office.place.jens
    assert {coach_on(case) for case in office.cases[1:]} == {office.place.karen}
    assert done.by == office.place.karen
    row = ActLog.objects.get(act="counsellor_assign", citizens__contains=office.cases[0].public_id)
    assert WHY not in str(row.facts)


def test_the_whole_caseload_goes_but_the_case_that_is_marked_for_the_giver(
    office: Office,
) -> None:
    town.keep_apart(office.cases[0], office.place.karen)
    plan = hand_over_plan(karen(office), wish(office, refs=None))
    assert (plan.withheld, len(plan.refs)) == (1, len(office.cases) - 1)


def test_the_new_coach_reads_why_and_from_whom_and_nobody_else(office: Office) -> None:
    hand_over(karen(office), wish(office))
    jens = office.place.counsellor(office.place.jens)
    (row,) = citizens_received(jens, on=MONDAY)
    assert (row.reason, row.hand_over.giver, row.citizen) == (
        WHY,
        office.place.karen,
        office.cases[0],
    )
    assert not citizens_received(karen(office), on=MONDAY)
    assert not citizens_received(jens, on=MONDAY + 30 * DAY)


def test_a_colleagues_citizens_are_not_ones_own_to_give(office: Office) -> None:
    with pytest.raises(AccessRefused):
        hand_over_plan(karen(office), wish(office, giver=office.mette, refs=None))
    with pytest.raises(AccessRefused):
        hand_over_plan(karen(office), wish(office, giver=None, refs=None))
    theirs = CounsellorAssignment.objects.get(counsellor=office.mette).citizen
    assert refusal(office, wish(office, refs=(theirs.public_id,))) == "hand_over_moved_on"
    assert refusal(office, wish(office, refs=("2222222222",))) == "hand_over_moved_on"


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * (LONGEST_REASON + 1)])
def test_a_reason_is_said_and_is_no_book(office: Office, reason: str) -> None:
    assert refusal(office, wish(office, reason=reason)) == "hand_over_no_reason"


def test_beyond_the_team_the_lead_gives(office: Office) -> None:
    other = town.staff_register(name="Mia Dal", roles=[town.Role.COUNSELLOR], from_on=LONG_AGO)
    office.place.in_team(other, name="Team Ø")
    assert refusal(office, wish(office, to=other)) == "hand_over_beyond_team"
    assert refusal(office, wish(office, to=office.place.karen)) == "hand_over_beyond_team"
    assert refusal(office, wish(office, to=None, team=office.team)) == "hand_over_beyond_team"
    hand_over(office.place.leading(), wish(office, to=other))
    assert coach_on(office.cases[0]) == other


def test_a_colleague_who_is_away_that_day_takes_nobody(office: Office) -> None:
    absence_record(actor=OPERATOR, person=office.place.jens, from_on=MONDAY, to_on=MONDAY + 4 * DAY)
    there, away = may_receive(karen(office), on=MONDAY)
    assert (there, away) == ([office.mette], [office.place.jens])
    assert refusal(office, wish(office)) == "hand_over_receiver_away"
    later = wish(office, from_on=MONDAY + 5 * DAY)
    assert hand_over_plan(karen(office), later).refs == [office.cases[0].public_id]


def test_a_case_that_is_marked_for_the_receiver_stays(office: Office) -> None:
    town.keep_apart(office.cases[1], office.place.jens)
    both = tuple(case.public_id for case in office.cases[:2])
    plan = hand_over_plan(karen(office), wish(office, refs=both))
    assert (plan.refs, plan.left) == ([both[0]], (both[1],))


def test_what_goes_along_is_told_person_by_person(office: Office) -> None:
    case, quiet = office.cases[:2]
    booking = book(case, office.place.karen)
    writes(case)
    Alert.objects.create(
        citizen=case,
        watch="message_unanswered",
        about_key="1",
        since_on=MONDAY,
        opened_on=MONDAY,
        opened_at=NOON,
        owner=office.place.karen,
        owner_as=OwnerAs.COACH,
    )
    refs = [case.public_id, quiet.public_id]
    told = moving(karen(office), refs, on=MONDAY, now=clock.now())
    one, other = told[case.public_id], told[quiet.public_id]
    assert (one.booking, one.booking.counsellor) == (booking, office.place.karen)
    assert (one.alerts, one.unanswered, one.asked) == (1, 1, 0)
    assert (other.booking, other.alerts, other.unanswered, other.asked) == (None, 0, 0, 0)
    assert moving(karen(office), [], on=MONDAY, now=clock.now()) == {}


def test_only_ones_own_are_listed_and_only_their_own_receipt_is_read(office: Office) -> None:
    done = hand_over(karen(office), wish(office))
    mettes = office.place.counsellor(office.mette)
    assert office.cases[1] in citizens_to_pass(karen(office), on=MONDAY)
    assert not citizens_to_pass(mettes, on=MONDAY, refs=[office.cases[1].public_id])
    assert hand_over_read(karen(office), done.public_id) is not None
    assert hand_over_read(mettes, done.public_id) is None


def test_without_a_reason_the_lead_and_the_administrator_hand_over_as_before(
    office: Office,
) -> None:
    hand_over(office.acting, replace(wish(office), reason=""))
    row = CounsellorAssignment.objects.get(citizen=office.cases[0], to_on=None)
    assert (row.counsellor, row.reason) == (office.place.jens, "")
