"""Who marks a case, ends a mark, invites and empowers; and what a mark or a known one refuses."""

from datetime import date
from functools import partial

import pytest
from django.db import transaction

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.cases.wishes import wish_answer, wish_make
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.acting_for import invitation_end, power_end
from staasted.apps.citizens.coaching import may_coach
from staasted.apps.citizens.kinds import ConflictKind, ConsentHow, Covers, PowerKind
from staasted.apps.citizens.models import Citizen, Conflict, PartnerInvitation, Power
from staasted.apps.citizens.reach import own_caseload, without_coach
from staasted.apps.citizens.relating import (
    Consent,
    conflict_end,
    conflict_mark,
    glass_break,
    glass_look_at,
    partner_invite,
    power_grant,
)
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.citizens.staff_access import broken_glass_list, invited
from staasted.apps.insight.access import requests_waiting
from staasted.apps.org.dated import DAY
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.members import roles_end
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import person_register, role_grant, staff_register
from staasted.core.axes import Channel, Holder
from staasted.core.errors import DomainError
from tests import town
from tests.asking import ask_for_the_name
from tests.office import Office, build_office, coach_on
from tests.town import LONG_AGO, MONDAY, Town

LATER = MONDAY + 30 * DAY


@pytest.fixture
def case(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def office(db: None) -> Office:
    return build_office(citizens=1)


@pytest.fixture
def partner(db: None) -> Person:
    return staff_register(name="Per Partner", roles=[Role.PARTNER], from_on=LONG_AGO)


@pytest.fixture
def helper(db: None) -> Person:
    return person_register(name="Regitze Ret")


def refused(act) -> str:
    """The code an act is refused with; nothing of it is kept."""
    before = ActLog.objects.count()
    with pytest.raises(DomainError) as refusal:
        act()
    assert ActLog.objects.count() == before
    return refusal.value.code


def invite(case: Citizen, partner: Person, actor: Actor = OPERATOR, **told: object):
    days = {"days": (MONDAY, LATER)} | told
    words = {"held_by": Holder.MENTOR, "purpose": "job_search", "channel": Channel.PHONE}
    return partial(partner_invite, actor=actor, citizen=case, partner=partner, **words, **days)


def empower(case: Citizen, person: Person, actor: Actor = OPERATOR, **told: object):
    days = {"days": (MONDAY, None)} | told
    words = {"kind": PowerKind.POWER_OF_ATTORNEY, "covers": Covers.EVERYTHING}
    return partial(power_grant, actor=actor, citizen=case, representative=person, **words, **days)


def mark(case: Citizen, staff: Person, actor: Actor = OPERATOR, from_on: date = MONDAY):
    kind = ConflictKind.RELATIVE
    return partial(
        conflict_mark, actor=actor, citizen=case, staff=staff, kind=kind, from_on=from_on
    )


def test_only_a_counsellor_invites_a_partner_or_gives_a_power(place, case, partner, helper):
    for actor in (town.acting(case), place.leading()):
        for act in (invite(case, partner, actor), empower(case, helper, actor)):
            with pytest.raises(AccessRefused):
                act()
    said = Consent(MONDAY, ConsentHow.PHONE)
    assert invite(case, partner, place.counsellor(), consent=said)().partner == partner
    assert empower(case, helper, place.counsellor())().representative == helper


def test_nobody_is_invited_or_empowered_on_a_closed_case(place, case, partner, helper):
    Citizen.objects.update(closed_on=MONDAY)
    assert refused(invite(case, partner)) == "case_closed"
    assert refused(empower(case, helper)) == "case_closed"


def test_whoever_may_act_on_a_case_marks_it_and_anybody_marks_it_for_themselves(place, case):
    acting = {
        "coach": place.counsellor(),
        "lead": place.leading(),
        "administrator": actor_for(person=place.lead, role=Role.ADMINISTRATOR),
    }
    for number, (who, actor) in enumerate(acting.items()):
        colleague = staff_register(name=who, roles=[Role.COUNSELLOR], from_on=LONG_AGO)
        assert mark(case, colleague, actor)().staff == colleague
        assert ActLog.objects.filter(act="conflict_mark").count() == number + 1
    jens = place.counsellor(place.jens)
    with pytest.raises(NotYours):
        mark(case, place.karen, jens)()
    assert mark(case, place.jens, jens)().staff == place.jens
    with pytest.raises(AccessRefused):
        mark(case, place.jens, town.acting(case))()


def test_a_mark_from_a_later_day_begins_sooner_when_it_is_made_again(place, case):
    mark(case, place.jens, from_on=LATER)()
    mark(case, place.jens)()
    assert Conflict.objects.get(withdrawn=False).from_on == MONDAY
    assert refused(mark(case, place.jens)) == "marked_already"


def test_a_mark_ends_and_the_case_is_open_to_the_colleague_again(place, case):
    held = town.keep_apart(case, place.jens)
    assert not may_coach(place.jens, case, on=MONDAY)
    ended = conflict_end(actor=place.leading(), public_id=held.public_id)
    assert (ended.to_on, ended.withdrawn) == (MONDAY - DAY, False)
    assert may_coach(place.jens, case, on=MONDAY)
    logged = ActLog.objects.get(act="conflict_end")
    assert (logged.citizens, logged.subject) == (f"|{case.public_id}|", place.jens.public_id)
    with pytest.raises(DomainError, match="mark_gone"):
        conflict_end(actor=place.leading(), public_id=held.public_id)
    town.keep_apart(case, place.jens, since=MONDAY)


def test_a_mark_made_by_mistake_today_never_was_in_force(place, case):
    held = mark(case, place.jens)()
    conflict_end(actor=place.counsellor(), public_id=held.public_id)
    held.refresh_from_db()
    assert (held.withdrawn, held.to_on) == (True, MONDAY - DAY)
    assert may_coach(place.jens, case, on=MONDAY)


def test_nobody_ends_a_mark_about_themselves_or_on_a_case_that_is_closed_to_them(place, case):
    held = town.keep_apart(case, place.jens)
    jens, lead = place.counsellor(place.jens), place.leading()
    assert refused(partial(conflict_end, actor=jens, public_id=held.public_id)) == "own_mark"
    beyond = staff_register(name="Bo Borte", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    town.keep_apart(case, place.lead)
    for actor in (lead, place.counsellor(beyond)):
        with pytest.raises(NotYours):
            conflict_end(actor=actor, public_id=held.public_id)
    with pytest.raises(NotYours):
        conflict_end(actor=lead, public_id="2222222222")
    with pytest.raises(AccessRefused):
        conflict_end(actor=town.acting(case), public_id=held.public_id)


def test_a_lead_meets_a_marked_case_neither_opened_for_a_reason_nor_asked_about(
    place, case, logged
):
    ask_for_the_name(case, place)
    opened = glass_break(
        actor=place.counsellor(place.jens), public_id=case.public_id, reason="Ringer"
    ).broken_glass.get()
    assert list(broken_glass_list(place.leading())) == [opened]
    assert requests_waiting(place.leading()).count() == 1
    town.keep_apart(case, place.lead)
    assert list(broken_glass_list(place.leading())) == []
    assert not requests_waiting(place.leading()).exists()
    with pytest.raises(NotYours):
        glass_look_at(actor=place.leading(), public_id=opened.public_id)


def test_a_marked_partner_is_not_invited_and_sees_the_case_no_more(place, case, partner, logged):
    acting = actor_for(person=partner, role=Role.PARTNER)
    invite(case, partner)()
    assert [row.citizen for row in invited(acting, on=MONDAY)] == [case]
    mark(case, partner)()
    assert invited(acting, on=MONDAY) == []
    other = town.citizen(place.karen, name="Bo Friis")
    mark(other, partner, from_on=LATER)()
    assert refused(invite(other, partner)) == "partner_barred"
    assert refused(invite(other, other.person)) == "partner_barred"


def test_a_citizen_whose_coach_may_not_meet_them_has_none(place, case):
    town.keep_apart(case, place.karen, since=MONDAY)
    assert not own_caseload(place.counsellor(), on=MONDAY).exists()
    assert list(without_coach(place.leading(), on=MONDAY)) == [case]
    assert list(without_coach(place.leading(), on=MONDAY - DAY)) == []
    own = town.citizen(None, name="Egen Sag")
    role_grant(person=own.person, role=Role.COUNSELLOR, from_on=LONG_AGO)
    with transaction.atomic():
        counsellor_assign(citizen=own, counsellor=own.person, from_on=LONG_AGO)
    assert set(without_coach(place.leading(), on=MONDAY)) == {case, own}


def test_an_invitation_ended_today_is_given_anew_today(place, case, partner):
    first = invite(case, partner)()
    assert refused(invite(case, partner, days=(LATER, LATER))) == "invited_already"
    invitation_end(actor=place.counsellor(), citizen=case, public_id=first.public_id)
    invite(case, partner)()
    assert PartnerInvitation.objects.filter(ended_at=None).count() == 1


def test_a_second_power_in_the_same_days_is_refused_so_that_ending_one_ends_it(place, case, helper):
    held = empower(case, helper, days=(MONDAY, LATER))()
    for days in ((MONDAY, LATER), (LATER, None), (MONDAY + DAY, MONDAY + DAY)):
        assert refused(empower(case, helper, days=days)) == "power_known"
    empower(case, helper, days=(LATER + DAY, None))()
    power_end(actor=place.counsellor(), citizen=case, public_id=held.public_id)
    empower(case, helper, days=(MONDAY, LATER))()
    assert Power.objects.count() == 3


def test_a_power_from_today_gives_its_role_today_whatever_was_to_begin_later(place, case, helper):
    other = town.citizen(place.karen, name="Bo Friis")
    empower(other, helper, days=(LATER, None))()
    empower(case, helper)()
    held = helper.roles.get(role=Role.REPRESENTATIVE, withdrawn=False)
    assert (held.from_on, held.to_on) == (MONDAY, None)


def test_a_wish_is_granted_only_to_somebody_who_stays_and_whom_no_mark_awaits(office):
    case, jens = office.cases[0], office.place.jens
    wish = wish_make(actor=town.acting(case), citizen=case, words="")
    town.keep_apart(case, office.mette, since=LATER)
    roles_end(actor=office.acting, person=jens, roles=[Role.COUNSELLOR], last_on=LATER)
    for coach in (jens, office.mette):
        chosen = {"public_id": wish.public_id, "counsellor": coach.public_id}
        lead = office.place.leading()
        assert refused(partial(wish_answer, actor=lead, **chosen)) == "no_such_coach"
    assert coach_on(case) == office.place.karen
