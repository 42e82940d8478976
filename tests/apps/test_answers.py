"""The citizen's answers: half given, shared topic by topic, taken back, read in their version."""

from datetime import timedelta

import pytest

from staasted.apps.agreements.following import answers_withdraw
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import agreements_standing
from staasted.apps.agreements.services import agreement_accept
from staasted.apps.agreements.states import State
from staasted.apps.audit.actor import Actor
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.reading import reading
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.screening.access import own_mirror, suggestions_reached
from staasted.apps.screening.mirroring import mirror_entry, mirror_submit, suggestions_show
from staasted.apps.screening.models import MirrorAnswers, ScreeningAnswers, ScreeningDraft
from staasted.apps.screening.selectors import (
    all_answers,
    draft_of,
    entry_of,
    latest_answers,
    shared_answers,
)
from staasted.apps.screening.services import answers_save, answers_share, draft_discard
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from tests import town
from tests.agreeing import answers_given
from tests.town import MONDAY, NOON, Town

TWO = {"job_goal_clear": "no", "has_energy": "sometimes"}
SAID = {"job_goal.expects": "unsure", "job_goal.contributes": "myself"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def save(case: Citizen, answers: dict[str, str], topic: str) -> None:
    instrument = catalog().instruments["start"].as_instrument()
    held = {"instrument": instrument, "answers": answers, "topic": topic}
    answers_save(actor=town.acting(case), citizen=case, **held)


def share(case: Citizen, *topics: str) -> ScreeningAnswers:
    return answers_share(actor=town.acting(case), citizen=case, topics=topics)


def withdraw(case: Citizen, topic: str = "") -> None:
    answers_withdraw(actor=town.acting(case), citizen=case, topic=topic)


def test_what_is_half_answered_is_kept_and_leads_to_nothing(ase: Citizen) -> None:
    save(ase, {"job_goal_clear": "no"}, "job_search")
    save(ase, TWO, "health")
    assert (draft_of(ase).answers, draft_of(ase).topic) == (TWO, "health")
    assert latest_answers(ase) is None
    assert ContactAgreement.objects.count() == 0
    assert ActLog.objects.filter(act="answers_begin").count() == 1


def test_sending_takes_the_draft_away_and_so_does_beginning_anew(ase: Citizen) -> None:
    save(ase, TWO, "health")
    answers_given(ase, TWO)
    assert draft_of(ase) is None
    save(ase, TWO, "health")
    draft_discard(actor=town.acting(ase), citizen=ase)
    draft_discard(actor=town.acting(ase), citizen=ase)
    assert draft_of(ase) is None


def test_staff_see_the_topics_that_are_shared_and_no_others(ase: Citizen) -> None:
    answers_given(ase, TWO)
    assert shared_answers(ase) is None
    share(ase, "energy")
    assert shared_answers(ase).answers == {"has_energy": "sometimes"}
    assert latest_answers(ase).answers == TWO
    share(ase)
    assert shared_answers(ase) is None
    assert latest_answers(ase).shared_at is None


def test_a_topic_nobody_answered_is_not_shared(ase: Citizen) -> None:
    with pytest.raises(DomainError, match="nothing_answered"):
        share(ase, "energy")
    answers_given(ase, TWO)
    with pytest.raises(DomainError, match="screening_topic_unknown"):
        share(ase, "skills")


def test_an_older_versions_answers_are_read_in_their_version(ase: Citizen) -> None:
    answers_given(ase, {"job_goal_clear": "no"}, version=1)
    answers_given(ase, TWO)
    newest, oldest = all_answers(ase)
    assert (newest.version, oldest.version) == (2, 1)
    assert entry_of(oldest) is catalog().versions["start", 1]
    assert [item.slug for item in entry_of(oldest).items] == [
        "job_goal",
        "next_step",
        "contact_wishes",
    ]


def test_taking_one_topic_back_takes_it_out_of_everything_ever_sent_or_begun(
    ase: Citizen,
) -> None:
    answers_given(ase, {"job_goal_clear": "no"}, version=1)
    answers_given(ase, TWO, share=True)
    save(ase, TWO, "health")
    withdraw(ase, "job_goal")
    assert [given.answers for given in all_answers(ase)] == [{"has_energy": "sometimes"}]
    assert latest_answers(ase).shared_topics == ["energy"]
    assert draft_of(ase).answers == {"has_energy": "sometimes"}


def test_taking_everything_back_leaves_no_row(ase: Citizen) -> None:
    answers_given(ase, TWO, share=True)
    save(ase, TWO, "health")
    withdraw(ase)
    assert not ScreeningAnswers.objects.exists()
    assert not ScreeningDraft.objects.exists()
    with pytest.raises(DomainError, match="nothing_answered"):
        withdraw(ase)


def test_a_proposal_the_answers_led_to_is_taken_back_with_them(ase: Citizen) -> None:
    proposal = answers_given(ase, TWO)
    withdraw(ase)
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN
    assert agreements_standing(ase) == (None, None)


def test_what_is_agreed_stays_and_no_longer_tells_which_answer_it_came_from(
    ase: Citizen,
) -> None:
    proposal = answers_given(ase, TWO)
    agreement_accept(actor=town.acting(ase), citizen=ase, public_id=proposal.public_id)
    withdraw(ase, "job_goal")
    held = agreements_standing(ase).in_force
    assert held == proposal
    told = [reason["code"] for reason in held.reasons]
    assert "answered_goal_not_clear" not in told
    assert "answers_withdrawn" in told


def test_the_log_tells_that_and_which_topic_and_never_an_answer(ase: Citizen) -> None:
    answers_given(ase, TWO)
    share(ase, "energy")
    withdraw(ase, "energy")
    lines = {line.act: line.facts for line in ActLog.objects.all()}
    assert lines["answers_share"]["topics"] == "energy"
    assert lines["answers_withdraw"]["topics"] == "energy"
    assert "sometimes" not in str(lines)


def mirror(place: Town, case: Citizen, said: dict[str, str] | None = None) -> MirrorAnswers:
    answers = SAID if said is None else said
    asked = {"mirror": mirror_entry("start"), "answers": answers}
    return mirror_submit(actor=place.counsellor(), citizen=case, **asked)


def test_a_mirror_answered_before_the_suggestions_are_seen_says_so(
    place: Town, ase: Citizen
) -> None:
    answers_given(ase, TWO, share=True)
    assert mirror(place, ase).seen_before_at is None
    shown = suggestions_show(actor=place.counsellor(), citizen=ase)
    assert {each.offer for each in shown.result.offers} >= {"career_clarity"}
    with clock.pinned(NOON + timedelta(days=1)):
        after = mirror(place, ase, {"energy.expects": "hard"})
    assert after.seen_before_at == NOON


def test_a_colleague_who_has_seen_nothing_answers_before(place: Town, ase: Citizen) -> None:
    answers_given(ase, TWO, share=True)
    suggestions_show(actor=place.counsellor(), citizen=ase)
    asked = {"mirror": mirror_entry("start"), "answers": SAID}
    given = mirror_submit(actor=place.counsellor(place.jens), citizen=ase, **asked)
    assert given.seen_before_at is None


def test_where_nothing_is_shared_nothing_is_seen(place: Town, ase: Citizen) -> None:
    answers_given(ase, TWO)
    assert suggestions_show(actor=place.counsellor(), citizen=ase) is None
    assert mirror(place, ase).seen_before_at is None


def test_a_mirror_takes_its_own_words_alone_and_the_same_again_is_one(
    place: Town, ase: Citizen
) -> None:
    assert mirror(place, ase) == mirror(place, ase)
    for wrong in ({"job_goal.expects": "7"}, {"diagnosis.expects": "hard"}):
        with pytest.raises(DomainError, match="mirror_answer_unknown"):
            mirror(place, ase, wrong)
    with pytest.raises(DomainError, match="mirror_empty"):
        mirror(place, ase, {})


def looking(actor: Actor):
    return reading(actor=actor, purpose="follow_up", page="spejl", at=NOON)


def test_a_mirror_is_reached_by_whoever_may_act_on_the_case_and_nobody_else(
    place: Town, ase: Citizen
) -> None:
    answers_given(ase, TWO, share=True)
    mine = mirror(place, ase)
    with looking(place.counsellor()):
        assert own_mirror(place.counsellor(), ase.public_id, on=MONDAY).newest == mine
        assert suggestions_reached(place.counsellor(), ase.public_id, on=MONDAY) is not None
    with looking(place.counsellor(place.jens)), pytest.raises(NotYours):
        own_mirror(place.counsellor(place.jens), ase.public_id, on=MONDAY)
    with pytest.raises(AccessRefused):
        suggestions_reached(place.leading(), ase.public_id, on=MONDAY)
