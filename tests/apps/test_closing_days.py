"""The days of what ends with a case, and of what comes when it opens again. Nothing is deleted."""

from datetime import date

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.leaving import member_roles_end
from staasted.apps.cases.closing import Closing, case_close, case_reopen
from staasted.apps.cases.models import CaseClosing
from staasted.apps.citizens.kinds import Covers, PowerKind
from staasted.apps.citizens.models import (
    Citizen,
    CounsellorAssignment,
    PartnerInvitation,
    Power,
)
from staasted.apps.citizens.reach import own_caseload
from staasted.apps.citizens.relating import partner_invite, power_grant
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.models import Person, RoleGrant
from staasted.apps.org.selectors import actor_for, in_force_on
from staasted.apps.org.services import staff_register
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Holder
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.office import Office, build_office, coach_on, hand_over
from tests.town import LONG_AGO, MONDAY, NOON, Town

WEEK = 7 * DAY
DEATH = next(slug for slug, cause in catalog().closing_causes.items() if cause.death)


@pytest.fixture
def office(db: None) -> Office:
    return build_office(citizens=1)


def reopen(case: Citizen, coach: Person, on: date = MONDAY) -> CaseClosing:
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    return case_reopen(actor=actor, citizen=case, on=on)


def refused(act) -> str:
    with pytest.raises(DomainError) as refusal:
        act()
    return refusal.value.code


def empower(case: Citizen, helper: Person) -> Power:
    return power_grant(
        actor=OPERATOR,
        citizen=case,
        representative=helper,
        kind=PowerKind.GUARDIAN,
        covers=Covers.EVERYTHING,
        days=(MONDAY, None),
    )


def test_an_invitation_that_was_used_stays_when_the_case_closes_on_a_day_before(
    place: Town,
) -> None:
    case = town.citizen(place.karen)
    partner = staff_register(name="Per Partner", roles=[Role.PARTNER], from_on=LONG_AGO)
    partner_invite(
        actor=OPERATOR,
        citizen=case,
        partner=partner,
        held_by=Holder.MENTOR,
        purpose="job_search",
        channel=Channel.PHONE,
        days=(MONDAY - WEEK, MONDAY + WEEK),
    )
    close_case(case, place.karen, on=MONDAY - WEEK - 3 * DAY)
    held = PartnerInvitation.objects.get()
    assert (held.from_on, held.to_on) == (MONDAY - WEEK, MONDAY - WEEK)
    assert held.ended_at == NOON


def test_a_coach_who_was_to_come_later_never_does_once_the_case_has_closed(office: Office) -> None:
    case, later = office.cases[0], MONDAY + WEEK
    hand_over(office.acting, office.wish(from_on=later, to=office.mette))
    close_case(case, office.place.karen)
    reopen(case, office.place.jens)
    assert coach_on(case, later) == office.place.jens
    with clock.pinned(NOON + WEEK):
        mette = actor_for(person=office.mette, role=Role.COUNSELLOR)
        assert not own_caseload(mette, on=later).filter(pk=case.pk).exists()
    assert CounsellorAssignment.objects.filter(citizen=case).count() == 3


def test_a_case_opened_again_by_its_coach_before_a_planned_hand_over_stays_with_them(
    office: Office,
) -> None:
    case = office.cases[0]
    hand_over(office.acting, office.wish(from_on=MONDAY + WEEK, to=office.mette))
    close_case(case, office.place.karen)
    reopen(case, office.place.karen)
    held = CounsellorAssignment.objects.filter(in_force_on(MONDAY + 2 * WEEK), citizen=case)
    assert held.get().counsellor == office.place.karen


def test_a_closing_on_a_day_before_the_coach_came_leaves_the_coach_that_one_day(
    office: Office,
) -> None:
    case = office.cases[0]
    with clock.pinned(NOON - WEEK):
        hand_over(office.acting, office.wish(from_on=MONDAY - WEEK, to=office.mette))
    close_case(case, office.mette, on=MONDAY - WEEK - DAY)
    assert coach_on(case, MONDAY - WEEK - DAY) == office.place.karen
    assert coach_on(case, MONDAY - WEEK) == office.mette
    assert coach_on(case, MONDAY - WEEK + DAY) is None


def test_a_case_does_not_close_again_on_a_day_it_was_closed(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=date(2026, 3, 2))
    close_case(case, place.karen, on=date(2026, 4, 1))
    reopen(case, place.karen, on=date(2026, 5, 11))
    with pytest.raises(DomainError) as refusal:
        close_case(case, place.karen, on=date(2026, 4, 15))
    assert refusal.value.code == "closing_day"
    assert refusal.value.values["first"] == date(2026, 5, 11)
    close_case(case, place.karen, on=date(2026, 5, 11))


def test_nobody_who_is_about_to_stop_or_to_be_marked_opens_a_case_for_themselves(
    office: Office,
) -> None:
    case, jens = office.cases[0], office.place.jens
    close_case(case, office.place.karen)
    town.keep_apart(case, office.mette, since=MONDAY + DAY)
    counsels = {"person": jens, "roles": [Role.COUNSELLOR]}
    member_roles_end(actor=office.acting, last_on=MONDAY + DAY, **counsels)
    for coach in (jens, office.mette):
        assert refused(lambda coach=coach: reopen(case, coach)) == "reopener_no_coach"
    case.refresh_from_db()
    assert case.closed_on == MONDAY


def test_only_a_counsellor_closes_a_case_or_opens_it_again(place: Town) -> None:
    case = town.citizen(place.karen)
    for actor in (town.acting(case), place.leading()):
        with pytest.raises(AccessRefused):
            case_close(actor=actor, citizen=case, closing=Closing("job", MONDAY))
    close_case(case, place.karen)
    for actor in (town.acting(case), place.leading()):
        with pytest.raises(AccessRefused):
            case_reopen(actor=actor, citizen=case, on=MONDAY)
    assert CaseClosing.objects.get().reopened_on is None


def test_a_death_ends_the_powers_the_dead_held_over_others_and_says_so_on_their_cases(
    place: Town,
) -> None:
    anna, hans = town.citizen(place.karen), town.citizen(place.karen, name="Hans Hjælper")
    given = empower(anna, hans.person)
    close_case(hans, place.karen, cause=DEATH)
    given.refresh_from_db()
    assert (given.to_on, given.ended_at) == (MONDAY, NOON)
    row = ActLog.objects.get(act="power_end")
    assert (row.citizens, row.subject) == (f"|{anna.public_id}|", given.public_id)


def test_a_death_taken_back_lets_a_power_be_given_anew_with_the_role_that_goes_with_it(
    place: Town,
) -> None:
    anna, hans = town.citizen(place.karen), town.citizen(place.karen, name="Hans Hjælper")
    empower(anna, hans.person)
    close_case(hans, place.karen, cause=DEATH)
    reopen(hans, place.karen)
    empower(anna, hans.person)
    grants = RoleGrant.objects.filter(in_force_on(MONDAY), person=hans.person)
    assert set(grants.values_list("role", flat=True)) == {Role.CITIZEN, Role.REPRESENTATIVE}
