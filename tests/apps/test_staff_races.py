"""Staff acts at the same moment, with real connections on both databases."""

from collections import Counter

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.reading import reading
from staasted.apps.booking.leaving import staff_leave
from staasted.apps.booking.models import Booking
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.handing_over import Wish, caseload_hand_over, hand_over_plan
from staasted.apps.citizens.models import CaseloadHandOver, CounsellorAssignment
from staasted.apps.citizens.selectors import caseload_after, caseload_sizes
from staasted.apps.org.members import member_register, role_give
from staasted.apps.org.models import Person, RoleGrant
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import actor_for
from staasted.core.errors import DomainError
from tests import town
from tests.files import administrator
from tests.happenings import free, request
from tests.office import Office, administrators_on, build_office, coach_on
from tests.racing import all_at_once
from tests.town import MONDAY, NOON

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3
AT_THE_SAME_TIME = 16


@pytest.fixture
def office(db: None) -> Office:
    return build_office(citizens=12)


def refusals(answers: list[object]) -> Counter:
    return Counter(answer.code for answer in answers if isinstance(answer, DomainError))


def test_two_administrators_who_remove_each_other_leave_one(office: Office) -> None:
    for _ in range(ROUNDS):
        one, other = administrator("Ann Én"), administrator("Bo To")
        actors = [(one, other), (other, one)]
        for person in (office.ulla, office.per):
            RoleGrant.objects.filter(person=person).update(to_on=MONDAY)
        answers = all_at_once(
            [
                lambda by=by, gone=gone: staff_leave(
                    actor=actor_for(person=by, role=Role.ADMINISTRATOR),
                    person=gone,
                    last_on=MONDAY,
                )
                for by, gone in actors
            ]
        )
        assert refusals(answers) == {"last_administrator": 1}
        after = administrators_on(MONDAY.replace(day=MONDAY.day + 1))
        assert len(after & {"Ann Én", "Bo To"}) == 1
        RoleGrant.objects.filter(person__in=[one, other], to_on=None).update(to_on=MONDAY)


def test_one_page_confirmed_many_times_at_once_is_one_hand_over(office: Office) -> None:
    wish, key = office.wish(team=office.team), new_public_id()
    digest = hand_over_plan(office.acting, wish).digest
    answers = all_at_once(
        [lambda: caseload_hand_over(actor=office.acting, wish=wish, key=key, digest=digest)]
        * AT_THE_SAME_TIME
    )
    assert {answer.pk for answer in answers} == {CaseloadHandOver.objects.get().pk}
    assert ActLog.objects.filter(act="counsellor_assign").count() == len(office.cases)
    sizes = caseload_sizes(on=MONDAY)
    assert abs(sizes[office.place.jens.pk] - sizes[office.mette.pk]) <= 1


def test_of_many_different_hand_overs_of_one_caseload_exactly_one_is_done(office: Office) -> None:
    colleagues = [office.place.jens, office.mette] * (AT_THE_SAME_TIME // 2)
    wishes = [office.wish(to=colleague) for colleague in colleagues]
    shown = [hand_over_plan(office.acting, wish).digest for wish in wishes]
    answers = all_at_once(
        [
            lambda wish=wish, digest=digest: caseload_hand_over(
                actor=office.acting, wish=wish, key=new_public_id(), digest=digest
            )
            for wish, digest in zip(wishes, shown, strict=True)
        ]
    )
    assert sum(refusals(answers).values()) == AT_THE_SAME_TIME - 1
    assert set(refusals(answers)) <= {"hand_over_moved_on", "hand_over_nobody"}
    assert len({coach_on(case) for case in office.cases}) == 1


def test_leads_who_give_the_same_citizen_a_coach_at_once_give_one(office: Office) -> None:
    lead = office.place.leading()
    for _ in range(ROUNDS):
        case = town.citizen(None, name="Ida Uden-Coach")
        with reading(actor=OPERATOR, purpose="test", page="test", at=NOON):
            wishes = [
                Wish(giver=None, from_on=MONDAY, refs=(case.public_id,), to=coach)
                for coach in (office.place.jens, office.mette, office.place.karen)
            ]
            shown = [hand_over_plan(lead, wish).digest for wish in wishes]
            answers = all_at_once(
                [
                    lambda wish=wish, digest=digest: caseload_hand_over(
                        actor=lead, wish=wish, key=new_public_id(), digest=digest
                    )
                    for wish, digest in zip(wishes, shown, strict=True)
                ]
            )
        assert sum(isinstance(answer, CaseloadHandOver) for answer in answers) == 1
        assert coach_on(case) is not None


def test_nobody_who_leaves_is_given_citizens_in_the_same_moment(office: Office) -> None:
    for _ in range(ROUNDS):
        mette = member_register(
            actor=office.acting, name="Kort Tid", email="", roles=[Role.COUNSELLOR], from_on=MONDAY
        )
        wish = office.wish(to=mette)
        digest = hand_over_plan(office.acting, wish).digest
        answers = all_at_once(
            [
                lambda wish=wish, digest=digest: caseload_hand_over(
                    actor=office.acting, wish=wish, key=new_public_id(), digest=digest
                ),
                lambda mette=mette: staff_leave(actor=office.other, person=mette, last_on=MONDAY),
            ]
        )
        assert sum(refusals(answers).values()) == 1
        left = RoleGrant.objects.get(person=mette).to_on is not None
        assert left == (caseload_after(mette, last_on=MONDAY) == 0)
        CounsellorAssignment.objects.filter(counsellor=mette).update(counsellor=office.place.karen)


def test_a_time_is_either_booked_before_the_openings_close_or_not_at_all(office: Office) -> None:
    jens = office.place.jens
    people = [town.citizen(office.mette, name=f"Booker {n}") for n in range(12)]
    slots = free(people[0], jens)
    acts = [
        lambda case=case, slot=slot: slot_book(
            actor=town.acting(case), citizen=case, counsellor=jens, request=request(slot.start)
        )
        for case, slot in zip(people, slots, strict=False)
    ]
    acts.insert(4, lambda: staff_leave(actor=office.acting, person=jens, last_on=MONDAY))
    answers = all_at_once(acts)
    leave = ActLog.objects.get(act="openings_close")
    for answer in answers:
        if isinstance(answer, Booking):
            booked = ActLog.objects.get(act="slot_book", subject=answer.public_id)
            assert booked.pk < leave.pk
    kinds = Counter(type(answer) for answer in answers)
    assert kinds[Booking] + kinds[SlotRefused] == len(people)
    assert free(people[0], jens) == []


def test_a_role_given_many_times_at_once_is_held_once(office: Office) -> None:
    answers = all_at_once(
        [
            lambda: role_give(
                actor=office.acting, person=office.mette, role=Role.LEAD, from_on=MONDAY
            )
        ]
        * AT_THE_SAME_TIME
    )
    assert answers == [None] * AT_THE_SAME_TIME
    assert RoleGrant.objects.filter(person=office.mette, role=Role.LEAD).count() == 1


def test_a_form_sent_many_times_at_once_makes_one_colleague(office: Office) -> None:
    answers = all_at_once(
        [
            lambda: member_register(
                actor=office.acting,
                name="Nina Ny",
                email="nina@by.example",
                roles=[Role.COUNSELLOR],
                from_on=MONDAY,
            )
        ]
        * AT_THE_SAME_TIME
    )
    assert refusals(answers) == {"staff_known": AT_THE_SAME_TIME - 1}
    assert Person.objects.filter(name="Nina Ny").count() == 1
