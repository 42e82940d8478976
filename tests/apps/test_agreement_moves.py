"""Every move of an agreement: who may make it, what stands after, and what the other is told."""

from datetime import timedelta

import pytest

from staasted.apps.agreements.answering import (
    agreement_agree,
    agreement_dispute,
    agreement_refuse,
)
from staasted.apps.agreements.asking import (
    agreement_ask,
    agreement_offer,
    agreement_take_back,
)
from staasted.apps.agreements.following import least_terms
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import (
    agreement_history,
    agreements_standing,
    waiting_for_staff,
)
from staasted.apps.agreements.services import agreement_accept, agreement_decline
from staasted.apps.agreements.states import PauseReason, ProposedBy, State
from staasted.apps.agreements.terms import Pause, Terms
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.core.axes import Channel, Freedom
from staasted.core.errors import DomainError
from tests import town
from tests.agreeing import EARLY, recorded
from tests.town import MONDAY, NOON, Town


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    Person.objects.filter(pk=case.person_id).update(email="aase@staasted.example")
    case.person.refresh_from_db()
    return case


def terms(freedom: Freedom, weeks: int | None, days: int, **more: object) -> Terms:
    return Terms(freedom, weeks, MONDAY, MONDAY + timedelta(days=days), **more)


MORE = terms(Freedom.CLOSE_SUPPORT, 1, 7)
LESS = terms(Freedom.CHECK_INS, 6, 42, words="Jeg har fået overblik.")
SAME = terms(Freedom.SHARED_STEERING, 3, 21, channel=Channel.VIDEO)


def ask(case: Citizen, wanted: Terms) -> ContactAgreement:
    return agreement_ask(actor=town.acting(case), citizen=case, terms=wanted, position=EARLY)


def states(case: Citizen) -> list[str]:
    return [one.state for one in agreement_history(case)]


def later(days: int):
    return clock.pinned(NOON + timedelta(days=days))


def test_more_contact_is_in_force_when_the_citizen_says_so(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    made = ask(ase, MORE)
    assert (made.state, made.proposed_by) == (State.IN_FORCE, ProposedBy.CITIZEN)
    assert states(ase) == [State.IN_FORCE, State.REPLACED]


def test_another_form_of_the_same_contact_is_the_citizens_own_choice(
    place: Town, ase: Citizen
) -> None:
    recorded(place, ase)
    assert ask(ase, SAME).state == State.IN_FORCE


def test_less_contact_waits_for_the_coach_and_what_is_agreed_stays(
    place: Town, ase: Citizen
) -> None:
    held = recorded(place, ase)
    asked = ask(ase, LESS)
    assert asked.state == State.PROPOSED
    assert agreements_standing(ase) == (held, asked)
    assert waiting_for_staff([ase.pk]) == [asked]


def test_with_nothing_agreed_the_published_least_is_the_citizens_to_take_and_less_is_not(
    ase: Citizen,
) -> None:
    assert ask(ase, least_terms(EARLY)).state == State.IN_FORCE
    bare = town.citizen(None, name="Bo Friis")
    far = agreement_ask(
        actor=town.acting(bare),
        citizen=bare,
        terms=terms(Freedom.CHECK_INS, None, 42),
        position=EARLY,
    )
    assert far.state == State.PROPOSED


def test_the_same_request_pressed_twice_is_one(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    assert ask(ase, LESS) == ask(ase, LESS)
    assert ask(ase, MORE) == ask(ase, MORE)
    assert ContactAgreement.objects.count() == 3


def test_nobody_asks_for_a_day_after_the_laws_nor_for_no_day(place: Town, ase: Citizen) -> None:
    due = type(EARLY)(weeks=2, law_due=MONDAY + timedelta(days=5))
    with pytest.raises(DomainError, match="after_the_law"):
        agreement_ask(actor=town.acting(ase), citizen=ase, terms=MORE, position=due)
    with pytest.raises(DomainError, match="contact_missing"):
        ask(ase, Terms(Freedom.CLOSE_SUPPORT, 1, None, None))


def test_the_coach_says_yes_and_the_citizen_is_told(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    asked = ask(ase, LESS)
    of = {"actor": place.counsellor(), "citizen": ase, "public_id": asked.public_id}
    agreed = agreement_agree(**of)
    assert agreed.state == State.IN_FORCE
    assert agreement_agree(**of) == agreed
    assert "agreement_agreed" in kinds(ase)
    assert waiting_for_staff([ase.pk]) == []


def kinds(case: Citizen) -> list[str]:
    return list(Message.objects.filter(person=case.person).values_list("kind", flat=True))


def test_the_coach_says_no_with_a_reason_both_can_read(place: Town, ase: Citizen) -> None:
    held, asked = recorded(place, ase), ask(ase, LESS)
    of = {"actor": place.counsellor(), "citizen": ase, "public_id": asked.public_id}
    with pytest.raises(DomainError, match="agreement_needs_words"):
        agreement_refuse(**of, words="  ")
    refused = agreement_refuse(**of, words="Lad os vente, til du har fået svar.")
    assert (refused.state, refused.answer) == (
        State.DECLINED,
        "Lad os vente, til du har fået svar.",
    )
    assert agreements_standing(ase) == (held, None)
    assert "agreement_refused" in kinds(ase)


def test_the_coach_proposes_something_else_and_that_answers_the_citizen(
    place: Town, ase: Citizen
) -> None:
    recorded(place, ase)
    asked = ask(ase, LESS)
    other = terms(Freedom.CHECK_INS, 4, 28)
    offer = {"actor": place.counsellor(), "citizen": ase}
    with pytest.raises(DomainError, match="agreement_needs_words"):
        agreement_offer(**offer, terms=other)
    with_why = terms(Freedom.CHECK_INS, 4, 28, words="Seks uger er længe. Hvad med fire?")
    offered = agreement_offer(**offer, terms=with_why)
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (State.DECLINED, with_why.words)
    assert agreement_offer(**offer, terms=with_why) == offered
    assert "agreement_offered" in kinds(ase)


def test_less_that_the_coach_proposes_is_accepted_by_the_citizen_for_then_both_have_said_it(
    place: Town, ase: Citizen
) -> None:
    recorded(place, ase)
    offered = agreement_offer(actor=place.counsellor(), citizen=ase, terms=LESS)
    made = agreement_accept(actor=town.acting(ase), citizen=ase, public_id=offered.public_id)
    assert made.state == State.IN_FORCE
    assert states(ase) == [State.IN_FORCE, State.REPLACED]


def test_a_citizen_does_not_say_yes_to_their_own_request_for_less(
    place: Town, ase: Citizen
) -> None:
    recorded(place, ase)
    asked = ask(ase, LESS)
    with pytest.raises(DomainError, match="less_needs_both"):
        agreement_accept(actor=town.acting(ase), citizen=ase, public_id=asked.public_id)


def test_staff_do_not_say_yes_on_the_citizens_behalf(place: Town, ase: Citizen) -> None:
    offered = agreement_offer(actor=place.counsellor(), citizen=ase, terms=MORE)
    with pytest.raises(DomainError, match="proposal_gone"):
        agreement_agree(actor=place.counsellor(), citizen=ase, public_id=offered.public_id)


def test_whoever_proposed_it_takes_it_back_and_nobody_else(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    asked = ask(ase, LESS)
    of = {"citizen": ase, "public_id": asked.public_id}
    with pytest.raises(DomainError, match="proposal_gone"):
        agreement_take_back(actor=place.counsellor(), **of)
    assert agreement_take_back(actor=town.acting(ase), **of).state == State.WITHDRAWN


def test_the_citizen_is_told_the_same_day_and_the_letter_says_nothing_of_what_was_agreed(
    place: Town, ase: Citizen
) -> None:
    recorded(place, ase, terms=terms(Freedom.CLOSE_SUPPORT, 1, 7, words="Behandling af ryggen"))
    letter = Message.objects.get(person=ase.person)
    assert (letter.kind, letter.made_at) == ("agreement_recorded", clock.now())
    for word in ("ryggen", "Tæt støtte", "25. maj", "uge"):
        assert word not in letter.title + letter.body


def pause(days: int) -> Terms:
    until = MONDAY + timedelta(days=days)
    return Terms(Freedom.SHARED_STEERING, 3, None, None, pause=Pause(PauseReason.TREATMENT, until))


def test_a_pause_takes_both_however_short_and_is_looked_at_within_a_quarter(
    place: Town, ase: Citizen
) -> None:
    recorded(place, ase)
    asked = ask(ase, pause(3))
    assert asked.state == State.PROPOSED
    assert agreement_agree(
        actor=place.counsellor(), citizen=ase, public_id=asked.public_id
    ).pause_until == MONDAY + timedelta(days=3)
    for days in (0, 92):
        with pytest.raises(DomainError, match="pause_too_long"):
            ask(ase, pause(days))
    assert ask(ase, pause(91)).state == State.PROPOSED


def test_contact_again_after_a_pause_is_more(place: Town, ase: Citizen) -> None:
    recorded(place, ase, terms=pause(60))
    assert ask(ase, terms(Freedom.SHARED_STEERING, 3, 21)).state == State.IN_FORCE


def test_no_move_on_a_closed_case(place: Town, ase: Citizen) -> None:
    asked = recorded(place, ase) and ask(ase, LESS)
    Citizen.objects.filter(pk=ase.pk).update(closed_on=MONDAY)
    with pytest.raises(DomainError, match="case_closed"):
        ask(ase, MORE)
    with pytest.raises(DomainError, match="case_closed"):
        agreement_agree(actor=place.counsellor(), citizen=ase, public_id=asked.public_id)


def test_every_move_leaves_a_line_in_the_log_and_no_words(place: Town, ase: Citizen) -> None:
    recorded(place, ase)
    spoken = recorded(place, ase, weeks=2)
    says = {"actor": town.acting(ase), "citizen": ase, "public_id": spoken.public_id}
    agreement_dispute(**says, words="Nej")
    agreement_decline(**says, words="Stadig nej")
    ask(ase, LESS)
    acts = set(ActLog.objects.values_list("act", flat=True))
    assert {"agreement_dispute", "agreement_restored", "agreement_decline"} <= acts
    logged = " ".join(str(line.facts) for line in ActLog.objects.all())
    for words in ("Nej", "Stadig nej", LESS.words):
        assert words not in logged
