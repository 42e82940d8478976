"""Staff who come, change and go: dated roles, teams and days away. Nothing is deleted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.leaving import member_roles_end, staff_leave
from staasted.apps.booking.models import Opening
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.members import member_register, role_give
from staasted.apps.org.models import Person, RoleGrant, StaffAbsence, Team, TeamMembership
from staasted.apps.org.selectors import absent_on, roles_on
from staasted.apps.org.services import account_for
from staasted.apps.org.staff import Sought, members, staff_found
from staasted.apps.org.staffing import (
    absence_correct,
    absence_record,
    absence_withdraw,
    team_end,
    team_join,
    team_make,
    team_rename,
)
from staasted.core.errors import DomainError
from staasted.integrations.identity_demo import DemoIdentity
from tests.happenings import free
from tests.office import Office, administrators_on, build_office
from tests.town import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JUNE = date(2026, 6, 1)


@pytest.fixture
def office(db: None) -> Office:
    return build_office()


def roles(person: Person, on: date = MONDAY) -> list[Role]:
    return roles_on(person_id=person.pk, on=on)


def register(office: Office, **told: object) -> Person:
    defaults = {"name": "Nina Ny", "email": "nina@by.example", "roles": [Role.COUNSELLOR]}
    return member_register(**({"actor": office.acting, "from_on": JUNE} | defaults | told))


def test_somebody_new_holds_their_roles_from_their_first_day_and_belongs_to_their_team(
    office: Office,
) -> None:
    nina = register(office, team=office.team, roles=[Role.COUNSELLOR, Role.LEAD])
    assert (roles(nina), roles(nina, JUNE)) == ([], [Role.COUNSELLOR, Role.LEAD])
    assert TeamMembership.objects.get(person=nina).from_on == JUNE
    logged = ActLog.objects.get(act="staff_register", subject=nina.public_id)
    assert (logged.actor, logged.role) == (office.ulla.public_id, Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": "  "}, "staff_without_name"),
        ({"roles": []}, "staff_without_role"),
        ({"roles": [Role.CITIZEN]}, "staff_without_role"),
    ],
)
def test_somebody_new_has_a_name_and_a_staff_role(office: Office, told: dict, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        register(office, **told)


def test_the_same_e_mail_is_not_taken_in_twice(office: Office) -> None:
    register(office)
    with pytest.raises(DomainError, match="staff_known"):
        register(office, name="Nina Igen", email="NINA@by.example")
    assert Person.objects.filter(name__startswith="Nina").count() == 1


def test_a_role_is_given_from_a_day_and_ended_with_one_and_stays_readable(office: Office) -> None:
    jens = office.place.jens
    role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=JUNE)
    member_roles_end(actor=office.acting, person=jens, roles=[Role.LEAD], last_on=JUNE + 9 * DAY)
    held = [roles(jens, day) for day in (JUNE - DAY, JUNE, JUNE + 9 * DAY, JUNE + 10 * DAY)]
    assert [Role.LEAD in each for each in held] == [False, True, True, False]
    assert ActLog.objects.filter(act__in=["role_give", "role_end"]).count() == 2


def test_giving_a_role_again_changes_nothing_and_an_earlier_day_replaces_a_later(
    office: Office,
) -> None:
    jens = office.place.jens
    for day in (JUNE, JUNE + DAY, MONDAY):
        role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=day)
    rows = RoleGrant.objects.filter(person=jens, role=Role.LEAD)
    assert rows.filter(withdrawn=False).get().from_on == MONDAY
    assert rows.filter(withdrawn=True).count() == 1  # nothing is deleted


def test_a_role_that_ends_can_go_on_from_the_day_after(office: Office) -> None:
    jens = office.place.jens
    end = {"actor": office.acting, "person": jens, "roles": [Role.LEAD]}
    role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=MONDAY)
    member_roles_end(last_on=JUNE, **end)
    role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=MONDAY + DAY)
    assert Role.LEAD in roles(jens, JUNE)
    assert Role.LEAD in roles(jens, JUNE + DAY)
    firsts = RoleGrant.objects.filter(person=jens, role=Role.LEAD).values_list("from_on", flat=True)
    assert sorted(firsts) == [MONDAY, JUNE + DAY]


def test_a_role_ended_before_it_began_never_was_and_is_kept(office: Office) -> None:
    jens = office.place.jens
    role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=JUNE)
    member_roles_end(actor=office.acting, person=jens, roles=[Role.LEAD], last_on=MONDAY)
    assert Role.LEAD not in roles(jens, JUNE)
    assert RoleGrant.objects.get(person=jens, role=Role.LEAD).withdrawn


def test_the_database_keeps_a_withdrawn_row_out_of_every_day(office: Office) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(person=office.place.jens).update(withdrawn=True)


def test_nobody_changes_their_own_roles(office: Office) -> None:
    acts: list[Callable[[], object]] = [
        lambda: role_give(actor=office.acting, person=office.ulla, role=Role.LEAD, from_on=MONDAY),
        lambda: member_roles_end(
            actor=office.acting, person=office.ulla, roles=[Role.ADMINISTRATOR], last_on=JUNE
        ),
        lambda: staff_leave(actor=office.acting, person=office.ulla, last_on=JUNE),
    ]
    for act in acts:
        with pytest.raises(DomainError, match="own_roles"):
            act()


def test_one_administrator_stays_whatever_day_the_others_go(office: Office) -> None:
    staff_leave(actor=office.acting, person=office.per, last_on=JUNE)
    with pytest.raises(DomainError, match="last_administrator"):
        staff_leave(actor=office.other, person=office.ulla, last_on=MONDAY)
    assert administrators_on(JUNE + DAY) == {"Ulla Nør"}


def test_only_an_administrator_keeps_the_staff(office: Office) -> None:
    lead = office.place.leading()
    for act in (
        lambda: role_give(actor=lead, person=office.per, role=Role.LEAD, from_on=MONDAY),
        lambda: team_make(actor=lead, name="Team Ny"),
        lambda: absence_record(actor=lead, person=office.per, from_on=MONDAY),
        lambda: staff_found(lead, Sought(), on=MONDAY),
    ):
        with pytest.raises(AccessRefused):
            act()


def test_roles_are_not_given_back_in_time(office: Office) -> None:
    jens = office.place.jens
    with pytest.raises(DomainError, match="day_has_passed"):
        role_give(actor=office.acting, person=jens, role=Role.LEAD, from_on=MONDAY - DAY)
    with pytest.raises(DomainError, match="day_has_passed"):
        staff_leave(actor=office.acting, person=jens, last_on=MONDAY - 2 * DAY)


def test_whoever_leaves_holds_nothing_and_can_neither_log_in_nor_be_booked_after(
    office: Office,
) -> None:
    jens, case = office.place.jens, office.cases[0]
    claim = DemoIdentity().claim({"person": jens.public_id})
    assert account_for(claim=claim).person == jens
    openings = Opening.objects.filter(resource__person=jens).count()
    staff_leave(actor=office.acting, person=jens, last_on=MONDAY - DAY)
    assert roles(jens) == []
    assert not TeamMembership.objects.filter(person=jens, to_on=None).exists()
    assert free(case, jens) == []
    assert Opening.objects.filter(resource__person=jens).count() == openings  # closed, not gone
    with pytest.raises(DomainError, match="login_has_ended"):
        account_for(claim=claim)


def test_until_the_last_day_everything_stands(office: Office) -> None:
    jens = office.place.jens
    staff_leave(actor=office.acting, person=jens, last_on=MONDAY + 3 * DAY)
    assert roles(jens) == [Role.COUNSELLOR]
    assert account_for(claim=DemoIdentity().claim({"person": jens.public_id})).person == jens
    days = {slot.start.date() for slot in free(office.cases[0], jens)}
    assert days
    assert max(days) <= MONDAY + 3 * DAY


def test_leaving_again_with_another_day_moves_it_forward_only_by_giving_the_role_again(
    office: Office,
) -> None:
    jens = office.place.jens
    for last in (JUNE, MONDAY):
        staff_leave(actor=office.acting, person=jens, last_on=last)
    assert roles(jens, MONDAY) == [Role.COUNSELLOR]
    assert roles(jens, MONDAY + DAY) == []


def test_a_team_is_made_renamed_and_closed_when_nobody_is_left_in_it(office: Office) -> None:
    team = team_make(actor=office.acting, name="Team Vest")
    team_rename(actor=office.acting, team=team, name="Team Fjord")
    team_join(actor=office.acting, person=office.ulla, team=team, from_on=MONDAY)
    with pytest.raises(DomainError, match="team_has_members"):
        team_end(actor=office.acting, team=team, last_on=JUNE)
    team_join(actor=office.acting, person=office.ulla, team=office.team, from_on=MONDAY + DAY)
    team_end(actor=office.acting, team=team, last_on=MONDAY + DAY)
    team.refresh_from_db()
    assert (team.name, team.ended_on) == ("Team Fjord", MONDAY + DAY)
    with pytest.raises(DomainError, match="team_has_ended"):
        team_join(actor=office.acting, person=office.per, team=team, from_on=JUNE)


@pytest.mark.parametrize(("name", "code"), [("Team Å", "team_known"), (" ", "team_without_name")])
def test_a_team_has_a_name_of_its_own(office: Office, name: str, code: str) -> None:
    other = team_make(actor=office.acting, name="Team Vest")
    with pytest.raises(DomainError, match=code):
        team_rename(actor=office.acting, team=other, name=name)
    assert Team.objects.get(pk=other.pk).name == "Team Vest"


def test_moving_team_twice_from_one_day_leaves_one_team_and_both_rows(office: Office) -> None:
    jens, other = office.place.jens, team_make(actor=office.acting, name="Team Vest")
    third = team_make(actor=office.acting, name="Team Øst")
    for team in (other, third):
        team_join(actor=office.acting, person=jens, team=team, from_on=JUNE)
    rows = TeamMembership.objects.filter(person=jens)
    assert rows.get(to_on=None).team == third
    assert rows.filter(team=other, withdrawn=True).exists()


def test_days_away_are_told_corrected_ended_and_taken_back(office: Office) -> None:
    karen, team = office.place.karen, office.team.pk
    told = absence_record(actor=office.acting, person=karen, from_on=MONDAY)
    absence_correct(actor=office.acting, absence=told, from_on=MONDAY + DAY, to_on=JUNE)
    assert absent_on(on=MONDAY, team_id=team) == []
    assert absent_on(on=JUNE, team_id=team) == [karen]
    stands = StaffAbsence.objects.get(person=karen, withdrawn=False)
    absence_correct(actor=office.acting, absence=stands, from_on=MONDAY + DAY, to_on=MONDAY + DAY)
    assert absent_on(on=JUNE, team_id=team) == []
    absence_withdraw(actor=office.acting, absence=StaffAbsence.objects.get(pk=stands.pk))
    assert absent_on(on=MONDAY + DAY, team_id=team) == []
    assert StaffAbsence.objects.filter(person=karen).count() == 2


def test_the_list_finds_by_name_role_team_and_by_having_stopped(office: Office) -> None:
    def found(**sought: object) -> list[str]:
        people = staff_found(office.acting, Sought(**sought), on=MONDAY)
        return [member.person.name for member in members(list(people), on=MONDAY)]

    assert found(name="øst") == ["Karen Østergård"]
    assert found(role="lead") == ["Birgitte Holm"]
    assert found(team=office.team.public_id) == ["Jens Ågård", "Karen Østergård", "Mette Mose"]
    assert "Borger 00" not in found()
    staff_leave(actor=office.acting, person=office.per, last_on=MONDAY - DAY)
    assert found(stopped=True) == ["Per Nør"]
    assert "Per Nør" not in found()
