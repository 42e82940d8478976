"""Days of roles, teams and absence that would tell the past otherwise, or one another."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.org.members import membership_end, role_give, roles_end
from staasted.apps.org.models import RoleGrant, StaffAbsence, TeamMembership
from staasted.apps.org.services import role_grant
from staasted.apps.org.staffing import absence_correct, absence_record, team_join, team_make
from staasted.core.errors import DomainError
from tests.office import Office, build_office
from tests.town import LONG_AGO, MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def office(db: None) -> Office:
    return build_office(citizens=1)


def held(person: object, role: Role = Role.LEAD) -> list[tuple[date, date | None]]:
    rows = RoleGrant.objects.filter(person=person, role=role, withdrawn=False)
    return list(rows.order_by("from_on").values_list("from_on", "to_on"))


def test_a_role_that_is_to_begin_later_begins_now_when_it_is_given_now(office: Office) -> None:
    for first in (JUNE, MONDAY):
        with transaction.atomic():
            role_grant(person=office.mette, role=Role.LEAD, from_on=first)
    assert held(office.mette) == [(MONDAY, None)]


def test_a_role_for_a_time_ahead_is_no_gap_in_one_given_from_today(office: Office) -> None:
    jens = office.place.jens
    role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=JUNE)
    roles_end(actor=office.acting, person=jens, roles=[Role.LEAD], last_on=JULY)
    role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=MONDAY)
    assert held(jens) == [(MONDAY, None)]


def test_a_role_goes_on_where_the_end_that_is_known_lies(office: Office) -> None:
    jens = office.place.jens
    role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=MONDAY)
    roles_end(actor=office.acting, person=jens, roles=[Role.LEAD], last_on=JUNE)
    role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=MONDAY + DAY)
    assert held(jens) == [(MONDAY, JUNE), (JUNE + DAY, None)]


def test_nobody_is_moved_to_another_team_in_days_that_have_gone(office: Office) -> None:
    jens, team = office.place.jens, team_make(actor=office.acting, name="Team Vest")
    for day in (LONG_AGO, MONDAY - DAY):
        with pytest.raises(DomainError, match="day_has_passed"):
            team_join(actor=office.acting, person=jens, team=team, from_on=day)
    with pytest.raises(DomainError, match="day_has_passed"):
        membership_end(actor=office.acting, person=jens, last_on=MONDAY - 2 * DAY)
    row = TeamMembership.objects.get(person=jens)
    assert (row.from_on, row.to_on, row.withdrawn) == (LONG_AGO, None, False)
    membership_end(actor=office.acting, person=jens, last_on=MONDAY - DAY)
    row.refresh_from_db()
    assert row.to_on == MONDAY - DAY


def test_an_absence_is_not_moved_onto_another_one(office: Office) -> None:
    karen = office.place.karen
    told = absence_record(actor=OPERATOR, person=karen, from_on=MONDAY, to_on=MONDAY)
    absence_record(actor=OPERATOR, person=karen, from_on=JUNE, to_on=JULY)
    with pytest.raises(DomainError, match="absence_known"):
        absence_correct(actor=office.acting, absence=told, from_on=JUNE, to_on=JUNE)
    rows = StaffAbsence.objects.order_by("from_on").values_list("from_on", "to_on", "withdrawn")
    assert list(rows) == [(MONDAY, MONDAY, False), (JUNE, JULY, False)]
