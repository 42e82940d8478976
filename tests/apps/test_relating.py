"""Marks, invitations and powers: each is refused in a sentence, and by the database at last."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.kinds import ConflictKind, Covers, PowerKind
from staasted.apps.citizens.models import BrokenGlass, Citizen, Conflict, PartnerInvitation, Power
from staasted.apps.citizens.relating import conflict_mark, partner_invite, power_grant
from staasted.apps.org.models import Person, RoleGrant
from staasted.apps.org.services import staff_register
from staasted.core.axes import Channel, Holder
from staasted.core.errors import DomainError
from tests import town
from tests.town import LONG_AGO, MONDAY, NOON, Town

YESTERDAY, LATER = MONDAY - timedelta(days=1), MONDAY + timedelta(days=30)


@pytest.fixture
def case(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def helper(db: None) -> Person:
    return staff_register(name="Hans Hjælper", roles=[], from_on=LONG_AGO)


def invite(
    case: Citizen,
    partner: Person,
    *,
    days: tuple[date, date] = (MONDAY, LATER),
    purpose: str = "job_search",
) -> PartnerInvitation:
    return partner_invite(
        actor=OPERATOR,
        citizen=case,
        partner=partner,
        held_by=Holder.MENTOR,
        purpose=purpose,
        channel=Channel.PHONE,
        days=days,
    )


def empower(
    case: Citizen, person: Person, *, days: tuple[date, date | None] = (MONDAY, None)
) -> Power:
    return power_grant(
        actor=OPERATOR,
        citizen=case,
        representative=person,
        kind=PowerKind.GUARDIAN,
        covers=Covers.EVERYTHING,
        days=days,
    )


def refused(act) -> str:
    """The code an act is refused with; nothing of it is kept."""
    before = ActLog.objects.count()
    with pytest.raises(DomainError) as refusal:
        act()
    assert ActLog.objects.count() == before
    return refusal.value.code


def test_whoever_is_invited_or_empowered_gets_the_role_that_goes_with_it(case, helper):
    invite(case, helper)
    empower(case, helper)
    held = set(RoleGrant.objects.filter(person=helper).values_list("role", flat=True))
    assert held == {Role.PARTNER, Role.REPRESENTATIVE}
    assert ActLog.objects.filter(act__in=["partner_invite", "power_grant"]).count() == 2


def test_what_stands_already_is_said_to_stand(case, helper):
    cousin = staff_register(name="Kim Kusine", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    mark = {"actor": OPERATOR, "citizen": case, "staff": cousin, "from_on": MONDAY}
    conflict_mark(**mark, kind=ConflictKind.RELATIVE)
    assert refused(lambda: conflict_mark(**mark, kind=ConflictKind.COLLEAGUE)) == "marked_already"
    invite(case, helper)
    assert refused(lambda: invite(case, helper)) == "invited_already"
    empower(case, helper)
    assert refused(lambda: empower(case, helper)) == "power_known"


def test_days_the_wrong_way_round_are_said_to_be_so(case, helper):
    backwards = (MONDAY, YESTERDAY)
    assert refused(lambda: invite(case, helper, days=backwards)) == "period_ends_before_it_starts"
    assert refused(lambda: empower(case, helper, days=backwards)) == "period_ends_before_it_starts"


def test_nobody_acts_for_themselves_and_a_purpose_is_one_of_the_catalogues(case, helper):
    assert refused(lambda: empower(case, case.person)) == "power_of_oneself"
    assert refused(lambda: invite(case, helper, purpose="gossip")) == "unknown_purpose"


@pytest.mark.parametrize("model", [Conflict, PartnerInvitation, Power, BrokenGlass])
def test_the_database_refuses_what_no_service_would_write(case, helper, model):
    wrong = {
        Conflict: {"staff": helper, "kind": "relative", "from_on": MONDAY, "to_on": YESTERDAY},
        PartnerInvitation: {"partner": helper, "from_on": MONDAY, "to_on": YESTERDAY},
        Power: {"representative": helper, "from_on": MONDAY, "to_on": YESTERDAY},
        BrokenGlass: {"staff": helper, "reason": "", "at": NOON, "on": MONDAY},
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(citizen=case, **wrong[model])
