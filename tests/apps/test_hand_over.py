"""Citizens handed over: planned, then done as shown, once, to whoever may have them."""

from collections import Counter
from datetime import date, timedelta

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.leaving import Order, bookings_kept, member_roles_end, staff_leave
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.access import AccessRefused
from staasted.apps.citizens.handing_over import (
    Wish,
    caseload_hand_over,
    hand_over_plan,
    hand_over_read,
)
from staasted.apps.citizens.kinds import ConflictKind
from staasted.apps.citizens.models import CaseloadHandOver, CounsellorAssignment
from staasted.apps.citizens.relating import conflict_mark
from staasted.apps.citizens.selectors import caseload_sizes
from staasted.apps.citizens.staff_access import citizens_without_coach
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import roles_on
from staasted.apps.org.services import role_grant
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import book
from tests.office import Office, build_office, coach_on, hand_over
from tests.town import LONG_AGO, MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]
DAY = timedelta(days=1)
JUNE = date(2026, 6, 1)


@pytest.fixture
def office(db: None) -> Office:
    return build_office()


def test_one_citizen_goes_to_a_colleague_from_a_day(office: Office) -> None:
    case = office.cases[0]
    hand_over(
        office.acting,
        office.wish(refs=(case.public_id,), to=office.place.jens, from_on=JUNE),
    )
    assert coach_on(case, JUNE - DAY) == office.place.karen
    assert coach_on(case, JUNE) == office.place.jens
    assert coach_on(office.cases[1], JUNE) == office.place.karen


def test_a_whole_caseload_is_spread_evenly_over_the_team(office: Office) -> None:
    done = hand_over(office.acting, office.wish(team=office.team))
    sizes = caseload_sizes(on=MONDAY)
    assert sizes.get(office.place.karen.pk) is None
    assert (sizes[office.place.jens.pk], sizes[office.mette.pk]) == (3, 3)
    assert hand_over_read(office.acting, done.public_id)[1] == [
        ("Jens Ågård", 3),
        ("Mette Mose", 2),
    ]


def test_each_citizen_has_a_row_in_the_log_of_who_gave_them_to_whom(office: Office) -> None:
    hand_over(office.acting, office.wish(team=office.team))
    rows = ActLog.objects.filter(act="counsellor_assign")
    assert {row.citizens for row in rows} == {f"|{case.public_id}|" for case in office.cases}
    assert {row.facts["from"] for row in rows} == {office.place.karen.public_id}
    assert {row.actor for row in rows} == {office.ulla.public_id}


def test_the_same_page_sent_twice_is_one_act(office: Office) -> None:
    wish, key = office.wish(to=office.place.jens), new_public_id()
    sent = {"actor": office.acting, "wish": wish, "key": key}
    sent["digest"] = hand_over_plan(office.acting, wish).digest
    assert caseload_hand_over(**sent) == caseload_hand_over(**sent)
    assert CounsellorAssignment.objects.filter(hand_over__key=key).count() == 5
    with pytest.raises(DomainError, match="hand_over_moved_on"):
        caseload_hand_over(**(sent | {"actor": office.other}))


def test_a_plan_that_has_become_another_is_not_done(office: Office) -> None:
    wish = office.wish(team=office.team)
    shown = hand_over_plan(office.acting, wish).digest
    town.citizen(office.place.karen, name="Kom Til")
    with pytest.raises(DomainError, match="hand_over_moved_on"):
        caseload_hand_over(actor=office.acting, wish=wish, key=new_public_id(), digest=shown)
    assert not CaseloadHandOver.objects.exists()
    assert coach_on(office.cases[0]) == office.place.karen


def test_nobody_gets_their_own_case_or_one_that_is_marked_for_them(office: Office) -> None:
    role_grant(person=office.cases[0].person, role=Role.COUNSELLOR, from_on=LONG_AGO)
    conflict_mark(
        actor=office.acting,
        citizen=office.cases[1],
        staff=office.place.jens,
        kind=ConflictKind.RELATIVE,
        from_on=JUNE,
    )
    plan = hand_over_plan(office.acting, office.wish(to=office.place.jens))
    assert plan.left == (office.cases[1].public_id,)
    assert office.cases[1].public_id not in plan.refs
    own = hand_over_plan(office.acting, office.wish(to=office.cases[0].person))
    assert own.left == (office.cases[0].public_id,)


def test_who_hands_over_never_touches_their_own_case_and_is_told_it_stays(office: Office) -> None:
    role_grant(person=office.cases[0].person, role=Role.ADMINISTRATOR, from_on=LONG_AGO)
    actor = town.actor_for(person=office.cases[0].person, role=Role.ADMINISTRATOR)
    plan = hand_over_plan(actor, office.wish(to=office.place.jens))
    assert (plan.withheld, len(plan.refs)) == (1, 4)


def test_an_id_of_somebody_elses_and_one_nobody_has_are_refused_alike(office: Office) -> None:
    others = town.citizen(office.mette, name="Mettes Anden")
    said = set()
    for ref in (others.public_id, "2222222222"):
        with pytest.raises(DomainError) as refused:
            hand_over_plan(office.acting, office.wish(refs=(ref,), to=office.place.jens))
        said.add(refused.value.code)
    assert said == {"hand_over_unknown"}


@pytest.mark.parametrize("whom", ["lead", "giver", "leaver"])
def test_only_somebody_who_stays_a_coach_is_given_anybody(office: Office, whom: str) -> None:
    people = {"lead": office.place.lead, "giver": office.place.karen, "leaver": office.mette}
    if whom == "leaver":
        role = [Role.COUNSELLOR]
        hand_over(office.acting, office.wish(giver=office.mette, to=office.place.jens))
        member_roles_end(actor=office.acting, person=office.mette, roles=role, last_on=JUNE)
    with pytest.raises(DomainError, match="hand_over_no_receiver"):
        hand_over_plan(office.acting, office.wish(to=people[whom]))


def test_nobody_is_handed_over_back_in_time(office: Office) -> None:
    with pytest.raises(DomainError, match="day_has_passed"):
        hand_over_plan(office.acting, office.wish(to=office.place.jens, from_on=MONDAY - DAY))


def test_the_lead_gives_those_without_a_coach_one_and_an_administrator_does_not(
    office: Office,
) -> None:
    case = town.citizen(None, name="Ida Uden-Coach")
    wish = Wish(giver=None, from_on=MONDAY, to=office.place.jens)
    with pytest.raises(AccessRefused):
        hand_over_plan(office.acting, wish)
    hand_over(office.place.leading(), wish)
    assert coach_on(case) == office.place.jens


def test_a_counsellor_does_not_hand_over_a_colleagues(office: Office) -> None:
    with pytest.raises(AccessRefused):
        hand_over_plan(
            office.place.counsellor(office.mette), office.wish(to=office.place.jens, reason="x")
        )


def test_whoever_has_a_coach_without_that_role_stands_on_the_leads_list(office: Office) -> None:
    nobody = citizens_without_coach(office.place.leading(), on=MONDAY, choose=list)
    case = town.citizen(office.place.lead, name="Har Lederen")
    listed = citizens_without_coach(office.place.leading(), on=MONDAY, choose=list)
    assert (list(nobody), list(listed)) == ([], [case])


def test_a_hand_over_told_anew_replaces_the_one_that_was_to_come(office: Office) -> None:
    case = office.cases[0]
    asked = {"refs": (case.public_id,)}
    hand_over(office.acting, office.wish(to=office.place.jens, from_on=JUNE, **asked))
    hand_over(office.acting, office.wish(to=office.mette, from_on=MONDAY + DAY, **asked))
    days = [coach_on(case, day) for day in (MONDAY, MONDAY + DAY, JUNE, JUNE + DAY)]
    assert days == [office.place.karen, office.mette, office.mette, office.mette]
    assert CounsellorAssignment.objects.filter(citizen=case).count() == 3  # none is deleted


def test_bookings_stay_with_whoever_holds_them_and_are_listed(office: Office) -> None:
    case = office.cases[0]
    booking = book(case, office.place.karen)
    plan = hand_over_plan(office.acting, office.wish(team=office.team))
    assert bookings_kept(office.place.karen, plan.refs, from_on=MONDAY) == [booking]
    hand_over(office.acting, office.wish(team=office.team))
    assert Booking.objects.get(pk=booking.pk).counsellor == office.place.karen


def test_leaving_is_refused_while_there_are_citizens_unless_they_go_in_the_same_act(
    office: Office,
) -> None:
    karen = office.place.karen
    with pytest.raises(DomainError, match="still_has_citizens"):
        staff_leave(actor=office.acting, person=karen, last_on=JUNE)
    with pytest.raises(DomainError, match="still_has_citizens"):
        member_roles_end(actor=office.acting, person=karen, roles=[Role.COUNSELLOR], last_on=JUNE)
    wish = office.wish(team=office.team, from_on=JUNE + DAY)
    order = Order(wish, new_public_id(), hand_over_plan(office.acting, wish).digest)
    staff_leave(actor=office.acting, person=karen, last_on=JUNE, order=order)
    assert {coach_on(case, JUNE) for case in office.cases} == {karen}
    after = Counter(coach_on(case, JUNE + DAY) for case in office.cases)
    assert after == {office.place.jens: 3, office.mette: 2}
    assert roles_on(person_id=karen.pk, on=JUNE + DAY) == []
    again = staff_leave(actor=office.acting, person=karen, last_on=JUNE, order=order)
    assert again == CaseloadHandOver.objects.get()


def test_a_leaving_that_is_refused_hands_nobody_over(office: Office) -> None:
    karen = office.place.karen
    conflict_mark(
        actor=office.acting,
        citizen=office.cases[0],
        staff=office.place.jens,
        kind=ConflictKind.COLLEAGUE,
        from_on=LONG_AGO,
    )
    wish = office.wish(to=office.place.jens, from_on=JUNE + DAY)
    order = Order(wish, new_public_id(), hand_over_plan(office.acting, wish).digest)
    with pytest.raises(DomainError, match="still_has_citizens"):
        staff_leave(actor=office.acting, person=karen, last_on=JUNE, order=order)
    assert not CaseloadHandOver.objects.exists()
    assert coach_on(office.cases[1], JUNE + DAY) == karen
