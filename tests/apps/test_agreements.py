"""Agreements: proposed by published rules, accepted, declined, recorded; one in force."""

from datetime import date, timedelta

import pytest

from staasted.apps.agreements.following import Position, answers_follow
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import (
    agreement_history,
    agreement_in_force,
    agreement_proposed,
)
from staasted.apps.agreements.services import (
    agreement_accept,
    agreement_decline,
    agreement_make,
)
from staasted.apps.agreements.states import AgreementSource, ProposedBy, State
from staasted.apps.agreements.terms import Terms
from staasted.apps.citizens.models import Citizen
from staasted.apps.screening.models import ScreeningAnswers
from staasted.apps.screening.selectors import latest_answers, shared_answers
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom
from staasted.core.errors import DomainError
from tests import town
from tests.town import MONDAY, Town

CLEAR = {"job_goal_clear": "yes", "knows_next_step": "yes"}
UNCLEAR = {"job_goal_clear": "no", "knows_next_step": "yes"}
EARLY = Position(weeks=2, law_due=None)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def answer(
    case: Citizen, answers: dict[str, str], position: Position = EARLY, *, share: bool = False
) -> ContactAgreement:
    return answers_follow(
        actor=town.acting(case),
        citizen=case,
        instrument=catalog().instruments["start"].as_instrument(),
        answers=answers,
        share=share,
        position=position,
    )


def accept(case: Citizen, proposal: ContactAgreement) -> ContactAgreement:
    return agreement_accept(actor=town.acting(case), citizen=case, public_id=proposal.public_id)


def spoken(place: Town, case: Citizen, freedom: Freedom, weeks: int, by: date) -> ContactAgreement:
    return agreement_make(
        actor=place.counsellor(),
        citizen=case,
        terms=Terms(freedom, weeks, MONDAY, by),
        source=AgreementSource.CONVERSATION,
    )


def test_clear_answers_propose_the_most_freedom(ase: Citizen) -> None:
    proposal = answer(ase, CLEAR)
    assert (proposal.state, proposal.freedom) == (State.PROPOSED, Freedom.CHECK_INS)
    assert proposal.interval_weeks == 6
    assert proposal.next_to == MONDAY + timedelta(weeks=6)
    assert proposal.proposed_by == ProposedBy.PUBLISHED_RULES


def test_an_unclear_goal_proposes_more_contact_and_says_which_answer(ase: Citizen) -> None:
    proposal = answer(ase, UNCLEAR)
    assert (proposal.freedom, proposal.interval_weeks) == (Freedom.SHARED_STEERING, 3)
    assert "goal_not_clear" in str(proposal.reasons)


def test_a_proposal_is_never_later_than_the_laws_next_date(ase: Citizen) -> None:
    due = MONDAY + timedelta(days=10)
    assert answer(ase, CLEAR, Position(weeks=2, law_due=due)).next_to == due


def test_accepting_a_proposal_puts_it_in_force_at_once(ase: Citizen) -> None:
    proposal = answer(ase, UNCLEAR)
    assert agreement_in_force(ase) is None
    assert accept(ase, proposal).state == State.IN_FORCE
    assert agreement_in_force(ase) == proposal
    assert agreement_proposed(ase) is None


def test_accepting_twice_is_one_agreement(ase: Citizen) -> None:
    proposal = answer(ase, CLEAR)
    assert accept(ase, proposal) == accept(ase, proposal)
    assert ContactAgreement.objects.count() == 1


def test_declining_leaves_what_is_in_force(place: Town, ase: Citizen) -> None:
    held = spoken(place, ase, Freedom.CHECK_INS, 6, MONDAY)
    proposal = answer(ase, UNCLEAR)
    agreement_decline(actor=town.acting(ase), citizen=ase, public_id=proposal.public_id)
    assert agreement_in_force(ase) == held
    assert [a.state for a in agreement_history(ase)] == [State.DECLINED, State.IN_FORCE]


def test_answering_again_replaces_the_proposal_that_waited(ase: Citizen) -> None:
    first = answer(ase, UNCLEAR)
    second = answer(ase, CLEAR)
    assert agreement_proposed(ase) == second
    first.refresh_from_db()
    assert first.state == State.REPLACED
    with pytest.raises(DomainError, match="proposal_gone"):
        accept(ase, first)


def test_answers_never_lower_the_contact_that_is_agreed(place: Town, ase: Citizen) -> None:
    spoken(place, ase, Freedom.CLOSE_SUPPORT, 1, MONDAY + timedelta(days=4))
    proposal = answer(ase, CLEAR)
    assert proposal.freedom == Freedom.CLOSE_SUPPORT
    assert proposal.interval_weeks == 1
    assert proposal.next_to <= MONDAY + timedelta(days=4)


def test_less_contact_than_is_in_force_is_not_accepted_by_one_alone(
    place: Town, ase: Citizen
) -> None:
    proposal = answer(ase, CLEAR)
    held = spoken(place, ase, Freedom.CLOSE_SUPPORT, 1, MONDAY)
    with pytest.raises(DomainError):
        accept(ase, proposal)
    assert agreement_in_force(ase) == held


def test_a_spoken_agreement_is_in_force_at_once_and_replaces_the_old(
    place: Town, ase: Citizen
) -> None:
    spoken(place, ase, Freedom.CHECK_INS, 6, MONDAY)
    newest = spoken(place, ase, Freedom.SHARED_STEERING, 3, MONDAY)
    assert agreement_in_force(ase) == newest
    assert [a.state for a in agreement_history(ase)] == [State.IN_FORCE, State.REPLACED]


def test_another_citizens_proposal_cannot_be_accepted(place: Town, ase: Citizen) -> None:
    proposal = answer(ase, CLEAR)
    other = town.citizen(place.karen, name="Bo Friis")
    with pytest.raises(DomainError, match="proposal_gone"):
        agreement_accept(actor=town.acting(other), citizen=other, public_id=proposal.public_id)


def test_answers_are_kept_by_version_and_seen_by_staff_only_when_shared(ase: Citizen) -> None:
    answer(ase, CLEAR)
    assert shared_answers(ase) is None
    answer(ase, UNCLEAR, share=True)
    assert latest_answers(ase) == shared_answers(ase)
    assert ScreeningAnswers.objects.count() == 2
    assert latest_answers(ase).version == 1


def test_no_number_about_a_person_is_stored_with_the_answers() -> None:
    kinds = {f.name: f.get_internal_type() for f in ScreeningAnswers._meta.get_fields()}
    numbers = {name for name, kind in kinds.items() if "Integer" in kind or "Float" in kind}
    assert kinds
    assert numbers - {"id"} == {"version"}
