"""Acts on one case at the same moment, with real connections: one order of locks, so that none
waits in a ring and each sees what the one before it did."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.services import agreement_propose
from staasted.apps.agreements.states import ProposedBy, State
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.leaving import member_roles_end
from staasted.apps.cases.models import CaseClosing, CoachWish, WishState
from staasted.apps.cases.wishes import wish_answer, wish_make
from staasted.apps.citizens.handing_over import caseload_hand_over, hand_over_plan
from staasted.apps.citizens.kinds import Covers, PowerKind
from staasted.apps.citizens.models import CaseloadHandOver, Citizen, CounsellorAssignment, Power
from staasted.apps.citizens.relating import power_grant
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY
from staasted.apps.org.models import Person, RoleGrant
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.services import person_register, staff_register
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Freedom, Outcome
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.happenings import book
from tests.office import Office, build_office, coach_on
from tests.racing import all_at_once
from tests.town import LONG_AGO, MONDAY

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8
Act = Callable[[], object]


@pytest.fixture
def office(db: None) -> Office:
    return build_office(citizens=0)


def wished(office: Office) -> tuple[Citizen, CoachWish]:
    case = town.citizen(office.place.karen)
    return case, wish_make(actor=town.acting(case), citizen=case, words="")


def answerer(office: Office, wish: CoachWish, coach: Person) -> Act:
    return lambda: wish_answer(
        actor=office.place.leading(), public_id=wish.public_id, counsellor=coach.public_id
    )


def codes(answers: list[object]) -> Counter:
    return Counter(answer.code for answer in answers if isinstance(answer, DomainError))


def terms() -> Terms:
    return Terms(Freedom.CHECK_INS, 6, MONDAY, MONDAY + timedelta(weeks=6))


def test_a_wish_is_answered_before_its_case_closes_or_not_at_all(office: Office) -> None:
    for _ in range(ROUNDS):
        case, wish = wished(office)

        def answer(wish: CoachWish = wish) -> object:
            try:
                return answerer(office, wish, office.place.jens)()
            except LookupError as gone:  # the case is closed: the lead meets it no more
                return gone

        answers = all_at_once([answer, lambda case=case: close_case(case, office.place.karen)])
        assert isinstance(answers[1], CaseClosing)
        assert not CounsellorAssignment.objects.filter(citizen=case, to_on=None).exists()
        wish.refresh_from_db()
        granted = isinstance(answers[0], CoachWish)
        assert wish.state == (WishState.GRANTED if granted else WishState.TAKEN_BACK)


def test_a_wish_gives_nobody_to_a_coach_whose_role_ends_in_the_same_moment(office: Office) -> None:
    for number in range(ROUNDS):
        coach = staff_register(name=f"J {number}", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
        case, wish = wished(office)

        def end(coach: Person = coach) -> object:
            return member_roles_end(
                actor=office.acting, person=coach, roles=[Role.COUNSELLOR], last_on=MONDAY - DAY
            )

        answers = all_at_once([answerer(office, wish, coach), end])
        assert sum(codes(answers).values()) == 1
        assert set(codes(answers)) <= {"no_such_coach", "still_has_citizens"}
        held = RoleGrant.objects.filter(person=coach, to_on=None).exists()
        assert held == (coach_on(case) == coach)


def test_a_wish_and_a_hand_over_at_once_leave_one_coach_whom_the_last_one_chose(
    office: Office,
) -> None:
    for _ in range(ROUNDS):
        case, wish = wished(office)
        asked, key = office.wish(to=office.mette), new_public_id()
        digest = hand_over_plan(office.acting, asked).digest

        def give(asked: object = asked, key: str = key, digest: str = digest) -> object:
            return caseload_hand_over(actor=office.acting, wish=asked, key=key, digest=digest)

        answers = all_at_once([answerer(office, wish, office.place.jens), give])
        assert isinstance(answers[0], CoachWish)
        assert coach_on(case) == office.place.jens
        assert set(codes(answers)) <= {"hand_over_moved_on", "hand_over_nobody"}
        assert isinstance(answers[1], CaseloadHandOver | DomainError)


def test_nobody_is_given_a_case_that_is_marked_for_them_in_the_same_moment(office: Office) -> None:
    for _ in range(ROUNDS):
        case, wish = wished(office)
        mark = lambda case=case: town.keep_apart(case, office.place.jens)  # noqa: E731
        answers = all_at_once([answerer(office, wish, office.place.jens), mark])
        assert set(codes(answers)) <= {"no_such_coach"}
        assert bool(codes(answers)) == (coach_on(case) == office.place.karen)


def test_no_wish_and_no_proposal_waits_on_a_case_that_has_closed(office: Office) -> None:
    for _ in range(ROUNDS):
        case = town.citizen(office.place.karen)
        answers = all_at_once(
            [
                lambda case=case: wish_make(actor=town.acting(case), citizen=case, words=""),
                lambda case=case: agreement_propose(
                    actor=town.acting(case),
                    citizen=case,
                    terms=terms(),
                    proposed_by=ProposedBy.PUBLISHED_RULES,
                ),
                lambda case=case: close_case(case, office.place.karen),
            ]
        )
        assert isinstance(answers[2], CaseClosing)
        assert set(codes(answers)) <= {"case_closed"}
        assert not CoachWish.objects.filter(citizen=case, state=WishState.OPEN).exists()
        waiting = ContactAgreement.objects.filter(citizen=case, state=State.PROPOSED)
        assert not waiting.exists()


def test_a_conversation_is_closed_and_its_citizens_death_recorded_one_after_the_other(
    office: Office,
) -> None:
    death = next(slug for slug, cause in catalog().closing_causes.items() if cause.death)
    for _ in range(ROUNDS):
        case = town.citizen(office.place.karen)
        booking = book(case, office.place.karen)
        with clock.pinned(booking.starts_at + timedelta(minutes=1)):
            today = clock.today()
            agreed = Terms(Freedom.CHECK_INS, 6, None, today + DAY, Channel.PHONE)
            closing = Closing(Outcome.HELD, 30, "", agreed)
            answers = all_at_once(
                [
                    partial(
                        conversation_close,
                        actor=office.place.counsellor(),
                        booking=booking,
                        closing=closing,
                    ),
                    partial(close_case, case, office.place.karen, cause=death, on=today),
                ]
            )
        assert isinstance(answers[1], CaseClosing)
        assert set(codes(answers)) <= {"closed_already"}
        assert isinstance(answers[0], Conversation | DomainError)
        assert not ContactAgreement.objects.filter(citizen=case, state=State.IN_FORCE).exists()


def test_a_power_given_many_times_at_once_is_one_power(office: Office) -> None:
    case, helper = town.citizen(office.place.karen), person_register(name="Regitze Ret")
    answers = all_at_once(
        [
            lambda: power_grant(
                actor=office.place.counsellor(),
                citizen=case,
                representative=helper,
                kind=PowerKind.POWER_OF_ATTORNEY,
                covers=Covers.EVERYTHING,
                days=(MONDAY, MONDAY + DAY),
            )
        ]
        * 6
    )
    assert codes(answers) == {"power_known": 5}
    assert Power.objects.count() == 1


def test_two_who_die_each_holding_a_power_over_the_other_wait_in_no_ring(office: Office) -> None:
    death = next(slug for slug, cause in catalog().closing_causes.items() if cause.death)
    for _ in range(ROUNDS):
        one, other = (town.citizen(office.place.karen, name=name) for name in ("En", "To"))
        for case, helper in ((one, other.person), (other, one.person)):
            power_grant(
                actor=OPERATOR,
                citizen=case,
                representative=helper,
                kind=PowerKind.GUARDIAN,
                covers=Covers.EVERYTHING,
                days=(MONDAY, None),
            )
        answers = all_at_once(
            [
                lambda case=case: close_case(case, office.place.karen, cause=death)
                for case in (one, other)
            ]
        )
        assert [type(answer) for answer in answers] == [CaseClosing, CaseClosing]
        assert not Power.objects.filter(ended_at=None).exists()
