"""Agreements: proposed by published rules, accepted, declined, recorded; one in force."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from staasted.apps.agreements.following import Position, answers_follow
from staasted.apps.agreements.limits import answer_by
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
    agreement_propose,
)
from staasted.apps.agreements.states import AgreementSource, ProposedBy, State
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.screening.models import ScreeningAnswers
from staasted.apps.screening.selectors import latest_answers, shared_answers
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom
from staasted.core.errors import DomainError
from tests import town
from tests.town import MONDAY, NOON, Town

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
    assert latest_answers(ase).version == catalog().instruments["start"].version


def test_no_number_about_a_person_is_stored_with_the_answers() -> None:
    kinds = {f.name: f.get_internal_type() for f in ScreeningAnswers._meta.get_fields()}
    numbers = {name for name, kind in kinds.items() if "Integer" in kind or "Float" in kind}
    assert kinds
    assert numbers - {"id"} == {"version"}


def later(days: int):
    """The same noon, so many days later."""
    return clock.pinned(NOON + timedelta(days=days))


def states(case: Citizen) -> list[str]:
    return [agreement.state for agreement in agreement_history(case)]


def test_a_proposal_stands_for_two_weeks_and_the_last_day_is_in_time(ase: Citizen) -> None:
    proposal = answer(ase, CLEAR)
    assert answer_by(proposal) == MONDAY + timedelta(days=14)
    with later(14):
        assert agreement_proposed(ase) == proposal
        assert accept(ase, proposal).state == State.IN_FORCE


@pytest.mark.parametrize("act", [agreement_accept, agreement_decline])
def test_a_proposal_nobody_answered_in_time_has_lapsed_and_is_marked_so(
    ase: Citizen, act: Callable[..., object]
) -> None:
    proposal = answer(ase, CLEAR)
    with later(15):
        assert agreement_proposed(ase) is None
        with pytest.raises(DomainError, match="proposal_gone"):
            act(actor=town.acting(ase), citizen=ase, public_id=proposal.public_id)
    assert states(ase) == [State.LAPSED]
    assert ActLog.objects.filter(act="agreement_lapsed").count() == 1


def test_a_proposal_whose_contact_lies_behind_has_lapsed(ase: Citizen) -> None:
    proposal = answer(ase, CLEAR, Position(weeks=2, law_due=MONDAY + timedelta(days=3)))
    with later(3):
        assert agreement_proposed(ase) == proposal
    with later(4), pytest.raises(DomainError, match="proposal_gone"):
        accept(ase, proposal)
    assert agreement_in_force(ase) is None


def test_answering_after_a_lapsed_proposal_makes_a_new_one(ase: Citizen) -> None:
    answer(ase, CLEAR)
    with later(15):
        newest = answer(ase, CLEAR)
        assert agreement_proposed(ase) == newest
    assert states(ase) == [State.PROPOSED, State.LAPSED]


def test_a_missed_day_leaves_the_agreed_interval_to_compare_with(place: Town, ase: Citizen) -> None:
    spoken(place, ase, Freedom.CHECK_INS, 2, MONDAY)
    with later(7):
        within = answer(ase, CLEAR)
        assert accept(ase, within).state == State.IN_FORCE
    missed = town.citizen(place.karen, name="Bo Friis")
    spoken(place, missed, Freedom.CHECK_INS, 2, MONDAY)
    with later(7):
        beyond = agreement_propose(
            actor=town.acting(missed),
            citizen=missed,
            terms=Terms(Freedom.CHECK_INS, 2, MONDAY, MONDAY + timedelta(days=7 + 15)),
            proposed_by=ProposedBy.CITIZEN,
        )
        with pytest.raises(DomainError, match="less_needs_both"):
            accept(missed, beyond)


def test_the_next_contact_is_agreed_half_a_year_ahead_at_most(place: Town, ase: Citizen) -> None:
    assert spoken(place, ase, Freedom.CHECK_INS, 6, MONDAY + timedelta(days=182)).pk
    with pytest.raises(DomainError, match="next_contact_too_far"):
        spoken(place, ase, Freedom.CHECK_INS, 6, MONDAY + timedelta(days=183))


def test_the_same_answers_sent_twice_are_stored_once_and_keep_the_proposal(ase: Citizen) -> None:
    first = answer(ase, CLEAR)
    assert answer(ase, dict(reversed(CLEAR.items()))) == first
    assert (ScreeningAnswers.objects.count(), states(ase)) == (1, [State.PROPOSED])


def test_the_same_answers_are_stored_again_once_the_proposal_is_answered(ase: Citizen) -> None:
    accept(ase, answer(ase, CLEAR))
    answer(ase, CLEAR)
    assert ScreeningAnswers.objects.count() == 2


def test_sharing_the_same_answers_is_something_new(ase: Citizen) -> None:
    answer(ase, CLEAR)
    answer(ase, CLEAR, share=True)
    assert ScreeningAnswers.objects.count() == 2
    assert shared_answers(ase) == latest_answers(ase)


def test_answering_again_without_sharing_withdraws_what_was_shared(ase: Citizen) -> None:
    answer(ase, CLEAR, share=True)
    answer(ase, UNCLEAR)
    assert shared_answers(ase) is None
