"""A coach gives citizens on while somebody else acts on them, with real connections."""

from dataclasses import replace

import pytest

from staasted.apps.audit.actor import OPERATOR, Actor
from staasted.apps.audit.reading import reading
from staasted.apps.citizens.handing_over import Wish, caseload_hand_over, hand_over_plan
from staasted.apps.citizens.models import CaseloadHandOver, Citizen, CounsellorAssignment
from staasted.apps.org.public_id import new_public_id
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.office import Office, build_office, coach_on
from tests.racing import all_at_once
from tests.town import NOON

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
AT_ONCE = 8


@pytest.fixture
def office(db: None) -> Office:
    return build_office(citizens=3)


def karen(office: Office) -> Actor:
    return replace(office.place.counsellor(), team_id=office.team.pk)


def shown(actor: Actor, wish: Wish) -> dict[str, object]:
    """What a page that was looked at sends."""
    digest = hand_over_plan(actor, wish).digest
    return {"actor": actor, "wish": wish, "key": new_public_id(), "digest": digest}


def test_a_page_confirmed_many_times_at_once_is_done_once(office: Office) -> None:
    sent = shown(karen(office), office.wish(to=office.place.jens, reason="Barsel"))
    answers = all_at_once([lambda: caseload_hand_over(**sent)] * AT_ONCE)
    assert {answer.pk for answer in answers} == {CaseloadHandOver.objects.get().pk}
    given = CounsellorAssignment.objects.filter(counsellor=office.place.jens)
    assert given.count() == len(office.cases)


def test_of_the_coachs_and_the_leads_own_exactly_one_is_done(office: Office) -> None:
    sent = [
        shown(karen(office), office.wish(to=office.place.jens, reason="Barsel")),
        shown(office.place.leading(), office.wish(to=office.mette)),
    ]
    answers = all_at_once([lambda one=one: caseload_hand_over(**one) for one in sent])
    refused = [each.code for each in answers if isinstance(each, DomainError)]
    assert len(refused) == 1
    assert set(refused) <= {"hand_over_moved_on", "hand_over_nobody"}
    assert len({coach_on(case) for case in office.cases}) == 1


def test_a_case_that_closes_in_the_same_moment_is_closed_or_given_and_never_half(
    office: Office,
) -> None:
    for _ in range(ROUNDS):
        case = town.citizen(office.place.karen, name="Lukkes Nu")
        with reading(actor=OPERATOR, purpose="test", page="test", at=NOON):
            wish = office.wish(to=office.place.jens, refs=(case.public_id,), reason="Barsel")
            sent = shown(karen(office), wish)
            given, _ = all_at_once(
                [
                    lambda sent=sent: caseload_hand_over(**sent),
                    lambda case=case: close_case(case, office.place.karen),
                ]
            )
        closed = Citizen.objects.get(pk=case.pk).closed_on is not None
        if isinstance(given, DomainError):
            assert given.code in {"hand_over_moved_on", "hand_over_nobody"}
            assert closed
        else:
            assert given.given.get().counsellor == office.place.jens
