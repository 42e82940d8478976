"""Two answers to one proposal at the same moment, with real threads and connections."""

from functools import partial

import pytest

from staasted.apps.agreements.answering import agreement_agree, agreement_dispute, agreement_refuse
from staasted.apps.agreements.asking import agreement_ask, agreement_offer, agreement_take_back
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.services import agreement_accept, agreement_decline, agreement_make
from staasted.apps.agreements.states import AgreementSource, State
from staasted.core.errors import DomainError
from tests import town
from tests.agreeing import EARLY, recorded
from tests.apps.test_agreement_moves import LESS, MORE, SAME
from tests.racing import all_at_once
from tests.town import build_town

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 4


def standing() -> list[str]:
    found = ContactAgreement.objects.filter(state__in=[State.IN_FORCE, State.PROPOSED])
    return sorted(found.values_list("state", flat=True))


def test_two_who_accept_at_once_make_one_agreement() -> None:
    place = build_town()
    case = town.citizen(place.karen)
    offered = agreement_offer(actor=place.counsellor(), citizen=case, terms=MORE)
    named = {"actor": town.acting(case), "citizen": case, "public_id": offered.public_id}
    answered = all_at_once([partial(agreement_accept, **named)] * PRESSES)
    assert answered == [offered] * PRESSES
    assert standing() == [State.IN_FORCE]


def test_a_yes_against_a_no_against_taking_it_back_has_one_winner() -> None:
    place = build_town()
    for number in range(PRESSES):
        case = town.citizen(place.karen, name=f"Bo Friis {number}")
        recorded(place, case)
        asks = {"actor": town.acting(case), "citizen": case}
        asked = agreement_ask(**asks, terms=LESS, position=EARLY)
        staff = {"actor": place.counsellor(), "citizen": case, "public_id": asked.public_id}
        acts = [
            partial(agreement_agree, **staff),
            partial(agreement_refuse, **staff, words="Nej"),
            partial(agreement_take_back, **asks, public_id=asked.public_id),
        ]
        answers = all_at_once(acts)
        won = [each for each in answers if not isinstance(each, DomainError)]
        assert len(won) == 1
        assert {each.code for each in answers if isinstance(each, DomainError)} == {"proposal_gone"}
        held = ContactAgreement.objects.filter(citizen=case, state=State.IN_FORCE)
        assert held.count() == 1


def test_saying_it_was_not_so_while_a_newer_one_is_written_leaves_one_in_force() -> None:
    place = build_town()
    for number in range(PRESSES):
        case = town.citizen(place.karen, name=f"Ib Holm {number}")
        recorded(place, case)
        spoken = recorded(place, case, weeks=2)
        says = {"actor": town.acting(case), "citizen": case, "public_id": spoken.public_id}
        writes = {"actor": place.counsellor(), "citizen": case, "terms": SAME}
        all_at_once(
            [
                partial(agreement_dispute, **says),
                partial(agreement_make, **writes, source=AgreementSource.STAFFS_PAGE),
            ]
        )
        held = ContactAgreement.objects.filter(citizen=case, state=State.IN_FORCE)
        assert held.count() == 1
        assert ContactAgreement.objects.filter(citizen=case, state=State.PROPOSED).count() <= 1


def test_a_citizen_who_declines_while_the_coach_takes_it_back_meets_one_end() -> None:
    place = build_town()
    case = town.citizen(place.karen)
    offered = agreement_offer(actor=place.counsellor(), citizen=case, terms=MORE)
    named = {"citizen": case, "public_id": offered.public_id}
    all_at_once(
        [
            partial(agreement_decline, actor=town.acting(case), **named),
            partial(agreement_take_back, actor=place.counsellor(), **named),
        ]
    )
    offered.refresh_from_db()
    assert offered.state in (State.DECLINED, State.WITHDRAWN)
    assert standing() == []
