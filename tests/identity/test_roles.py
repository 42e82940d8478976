"""Roles from the provider's attributes: by the mapping file, dated, and taken back again."""

from datetime import timedelta
from pathlib import Path

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.org.arrivals import account_arrive
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Account, Person, RoleGrant
from staasted.apps.org.selectors import roles_held
from staasted.apps.org.services import person_register, role_grant, staff_register
from staasted.catalog.reader import CatalogError
from staasted.catalog.role_map import read_role_map
from staasted.ports.identity import Audience, Claim, LoginRefused
from tests.identity.files import ROLES
from tests.town import LONG_AGO, MONDAY

pytestmark = pytest.mark.django_db
GROUPS = "http://schemas.xmlsoap.org/claims/Group"
COACH, LEAD, ADMIN = (f"SG-STAASTED-{word}" for word in ("COACH", "LEDER", "ADMIN"))


@pytest.fixture(autouse=True)
def role_map(settings, tmp_path: Path) -> Path:
    file = tmp_path / "roles.yaml"
    file.write_text(ROLES, encoding="utf-8")
    settings.STAASTED = settings.STAASTED.model_copy(update={"role_map": file})
    return file


def comes(*groups: str, email: str = "un@kommune.example", attribute: str = GROUPS) -> Account:
    """Ulla comes from the municipality's provider with these groups."""
    return account_arrive(
        claim=Claim(
            provider="kommune",
            subject="ulla.noer",
            audience=Audience.STAFF,
            needs_assurance=False,
            name="Ulla Nør",
            email=email,
            attributes={attribute: groups, "department": (COACH,)},
        )
    )


def grants() -> list[tuple[str, object, object]]:
    return list(RoleGrant.objects.order_by("id").values_list("role", "from_on", "to_on"))


def test_a_group_gives_its_role_from_today() -> None:
    comes(COACH, LEAD, "SG-SOMETHING-ELSE")
    assert grants() == [("counsellor", MONDAY, None), ("lead", MONDAY, None)]


def test_coming_again_changes_nothing_and_logs_nothing() -> None:
    comes(COACH)
    comes(COACH)
    assert grants() == [("counsellor", MONDAY, None)]
    assert ActLog.objects.filter(act="roles_sync").count() == 1


def test_a_group_that_is_gone_takes_its_role_away_from_today_and_both_are_logged() -> None:
    comes(COACH, LEAD)
    with clock.pinned(clock.now() + timedelta(days=3)):
        account = comes(LEAD, ADMIN)
        assert roles_held(account, on=clock.today()) == [Role.ADMINISTRATOR, Role.LEAD]
    assert grants() == [
        ("counsellor", MONDAY, MONDAY + timedelta(days=2)),
        ("lead", MONDAY, None),
        ("administrator", MONDAY + timedelta(days=3), None),
    ]
    facts = ActLog.objects.filter(act="roles_sync").latest("id").facts
    assert facts == {"provider": "kommune", "granted": ["administrator"], "ended": ["counsellor"]}


def test_a_role_given_and_taken_back_on_one_day_is_not_held() -> None:
    comes(COACH, LEAD)
    account = comes(LEAD)
    assert roles_held(account, on=MONDAY) == [Role.LEAD]
    assert ActLog.objects.filter(act="roles_sync").count() == 2
    assert RoleGrant.objects.get(role=Role.COUNSELLOR).withdrawn, "it stays to be read"


def test_a_role_somebody_here_gave_is_not_the_providers_to_take() -> None:
    ulla = staff_register(
        name="Ulla Nør", email="UN@kommune.example", roles=[Role.LEAD], from_on=LONG_AGO
    )
    account = comes(COACH)
    assert account.person == ulla
    assert roles_held(comes("nothing"), on=MONDAY) == [Role.LEAD]


@pytest.mark.parametrize("groups", [(), ("sg-staasted-coach",), (f"{COACH}-X",), (f" {COACH}",)])
def test_what_is_not_in_the_file_letter_by_letter_gives_no_role(groups: tuple[str, ...]) -> None:
    with pytest.raises(LoginRefused) as refused:
        comes(*groups)
    assert refused.value.code == "login_no_role"
    assert not Person.objects.exists()


def test_the_right_value_in_another_attribute_gives_no_role() -> None:
    with pytest.raises(LoginRefused):
        comes(COACH, attribute="groups")


def test_without_a_mapping_file_no_attribute_gives_a_role(settings) -> None:
    settings.STAASTED = settings.STAASTED.model_copy(update={"role_map": None})
    with pytest.raises(LoginRefused):
        comes(COACH)


def test_who_has_lost_every_role_is_told_so_and_the_role_is_ended_all_the_same() -> None:
    comes(COACH)
    with (
        clock.pinned(clock.now() + timedelta(days=3)),
        pytest.raises(LoginRefused, match="login_has_ended"),
    ):
        comes("nothing")
    assert grants() == [("counsellor", MONDAY, MONDAY + timedelta(days=2))]


def test_a_role_the_provider_takes_back_and_says_again_is_given_again() -> None:
    comes(COACH, LEAD)
    with clock.pinned(clock.now() + timedelta(days=3)):
        comes(LEAD)
    with clock.pinned(clock.now() + timedelta(days=5)):
        account = comes(COACH, LEAD)
        assert roles_held(account, on=clock.today()) == [Role.COUNSELLOR, Role.LEAD]


@pytest.mark.parametrize("days", [0, 9, 11, 400])
def test_a_last_day_given_here_is_not_undone_by_the_provider(days: int) -> None:
    person = comes(COACH, LEAD).person
    last = MONDAY + timedelta(days=10)
    RoleGrant.objects.filter(person=person, role=Role.COUNSELLOR).update(to_on=last)
    with clock.pinned(clock.now() + timedelta(days=days)):
        comes(COACH, LEAD)
    assert grants() == [("counsellor", MONDAY, last), ("lead", MONDAY, None)]


def test_whoever_has_left_stays_away_whatever_the_provider_says() -> None:
    person = comes(COACH).person
    RoleGrant.objects.filter(person=person).update(to_on=MONDAY)
    with clock.pinned(clock.now() + timedelta(days=1)):
        with pytest.raises(LoginRefused, match="login_has_ended") as refused:
            comes(COACH, LEAD, ADMIN)
        assert refused.value.values == {"day": MONDAY}
    assert grants() == [("counsellor", MONDAY, MONDAY)]


def test_a_role_given_here_again_after_its_end_is_held() -> None:
    account = comes(COACH)
    RoleGrant.objects.filter(person=account.person).update(to_on=MONDAY)
    with clock.pinned(clock.now() + timedelta(days=2)):
        role_grant(person=account.person, role=Role.COUNSELLOR, from_on=clock.today())
        assert roles_held(comes(COACH), on=clock.today()) == [Role.COUNSELLOR]


def test_a_citizen_with_a_colleagues_address_is_not_taken_for_her() -> None:
    citizen = person_register(name="Ulla Nør", email="un@kommune.example")
    role_grant(person=citizen, role=Role.CITIZEN, from_on=LONG_AGO)
    assert comes(COACH).person != citizen


def test_an_address_two_colleagues_share_points_at_neither() -> None:
    for name in ("Ulla Nør", "Una Nør"):
        staff_register(name=name, email="un@kommune.example", roles=[Role.LEAD], from_on=LONG_AGO)
    comes(COACH)
    assert Person.objects.count() == 3


def test_staffs_login_does_not_open_the_same_persons_own_case() -> None:
    account = comes(COACH)
    role_grant(person=account.person, role=Role.CITIZEN, from_on=LONG_AGO)
    assert roles_held(account, on=MONDAY) == [Role.COUNSELLOR]


@pytest.mark.parametrize("subject", ["", "x" * 201, "6101901234", "610190-1234"])
def test_a_subject_that_cannot_be_kept_opens_nothing(subject: str) -> None:
    claim = Claim("kommune", subject, audience=Audience.STAFF, needs_assurance=False)
    with pytest.raises(LoginRefused):
        account_arrive(claim=claim)
    assert not Account.objects.exists()


BROKEN = {
    "kommune: 7": "is no entry",
    "- kommune": "is not a mapping",
    ROLES.replace("counsellor", "citizen"): "counsellor",
    ROLES.replace("counsellor", "operator"): "counsellor",
    ROLES.replace("value: SG-STAASTED-LEDER", "valeu: SG"): "roles.1",
    "kommune:\n  roles: []\n": "roles",
    ROLES + ROLES.replace("kommune:", "").replace("  roles:", "kommune:\n  roles:"): "twice",
}


@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_cannot_be_used_says_where_and_why(role_map: Path, content: str) -> None:
    role_map.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError) as error:
        read_role_map(role_map)
    assert BROKEN[content] in str(error.value)
    assert "→" in str(error.value)


def test_a_row_that_stands_twice_is_named(role_map: Path) -> None:
    row = ROLES.partition("roles:\n")[2].partition("role: counsellor\n")[0] + "role: counsellor\n"
    role_map.write_text(ROLES + row, encoding="utf-8")
    with pytest.raises(CatalogError, match="twice"):
        read_role_map(role_map)
