"""What a citizen says was not so, and what nobody answers: who holds what, and who sees it."""

from datetime import timedelta

import pytest

from staasted.apps.agreements.answering import agreement_dispute, proposals_lapse
from staasted.apps.agreements.limits import answer_by, dispute_by
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import agreements_standing, waiting_for_staff
from staasted.apps.agreements.services import agreement_accept
from staasted.apps.agreements.states import State
from staasted.apps.citizens.models import Citizen
from staasted.core.axes import Freedom
from staasted.core.errors import DomainError
from tests import town
from tests.agreeing import EARLY, answers_given, recorded
from tests.apps.test_agreement_moves import ask, later, least_terms
from tests.town import MONDAY, Town


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def dispute(case: Citizen, agreement: ContactAgreement, words: str = "") -> ContactAgreement:
    acting = {"actor": town.acting(case), "citizen": case}
    return agreement_dispute(**acting, public_id=agreement.public_id, words=words)


def test_not_what_we_agreed_makes_it_a_proposal_and_what_was_before_holds_again(
    place: Town, ase: Citizen
) -> None:
    before = recorded(place, ase)
    spoken = recorded(place, ase, freedom=Freedom.CHECK_INS, weeks=6, days=42)
    disputed = dispute(ase, spoken, "Vi sagde hver tredje uge.")
    held, waits = agreements_standing(ase)
    assert waits == disputed
    assert (held.freedom, held.interval_weeks, held.next_to) == (
        before.freedom,
        before.interval_weeks,
        before.next_to,
    )
    assert held != before
    assert held.source == "restored"
    assert waiting_for_staff([ase.pk]) == [disputed]
    assert dispute(ase, spoken) == disputed


def test_not_what_we_agreed_where_nothing_was_before_leaves_nothing(
    place: Town, ase: Citizen
) -> None:
    spoken = recorded(place, ase)
    dispute(ase, spoken)
    assert agreements_standing(ase).in_force is None


def test_a_disputed_one_may_be_accepted_after_all_and_is_not_disputed_again(
    place: Town, ase: Citizen
) -> None:
    spoken = recorded(place, ase)
    dispute(ase, spoken)
    agreement_accept(actor=town.acting(ase), citizen=ase, public_id=spoken.public_id)
    with pytest.raises(DomainError, match="dispute_too_late"):
        dispute(ase, spoken)


def test_it_can_be_said_for_fourteen_days_and_the_last_day_is_in_time(
    place: Town, ase: Citizen
) -> None:
    spoken = recorded(place, ase, days=60)
    assert dispute_by(spoken) == MONDAY + timedelta(days=14)
    with later(15), pytest.raises(DomainError, match="dispute_too_late"):
        dispute(ase, spoken)
    with later(14):
        assert dispute(ase, spoken).state == State.PROPOSED


def test_only_what_was_spoken_can_be_disputed(ase: Citizen) -> None:
    taken = ask(ase, least_terms(EARLY))
    with pytest.raises(DomainError, match="dispute_too_late"):
        dispute(ase, taken)


def test_a_disputed_one_nobody_answers_lapses_and_stays_with_the_coach_for_a_while(
    place: Town, ase: Citizen
) -> None:
    disputed = dispute(ase, recorded(place, ase))
    assert answer_by(disputed) == MONDAY + timedelta(days=14)
    with later(15):
        assert proposals_lapse() == 1
        assert proposals_lapse() == 0
        assert [one.state for one in waiting_for_staff([ase.pk])] == [State.LAPSED]
    with later(30):
        assert waiting_for_staff([ase.pk]) == []


def test_a_lapsed_proposal_waits_for_the_coach_until_something_newer_is_made(
    place: Town, ase: Citizen
) -> None:
    answers_given(ase, {"job_goal_clear": "no"})
    assert waiting_for_staff([ase.pk]) == []
    with later(15):
        assert len(waiting_for_staff([ase.pk])) == 1  # also before the night has marked it
        proposals_lapse()
        assert len(waiting_for_staff([ase.pk])) == 1
        recorded(place, ase, days=40)
        assert waiting_for_staff([ase.pk]) == []
