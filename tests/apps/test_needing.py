"""Who needs their coach today: from what was asked, agreed and silent, never from an answer."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.agreements.asking import agreement_ask
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.models import ReadLog
from staasted.apps.audit.reading import reading
from staasted.apps.caseload.needing import InNeed, who_needs
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.talking.helping import help_end, help_withdraw
from staasted.core.axes import Freedom
from staasted.core.needing import Line, Why
from tests import town
from tests.agreeing import EARLY, answers_given, recorded
from tests.asking import ask_to_correct
from tests.happenings import FIRST, book
from tests.offering import ask
from tests.situation import tells
from tests.talking import answers, posts_in, wants_help, writes
from tests.town import MONDAY, NOON, Town, acting
from tests.waiting import asks_for_call, past_the_first

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)


@pytest.fixture
def ase(place: Town) -> Citizen:
    with clock.pinned(NOON):
        return town.citizen(place.karen)


def found(place: Town, pick: Callable[[list[Line]], list[Line]] = list) -> list[InNeed]:
    """Karen's citizens who need her, as her day shows them."""
    with reading(actor=place.counsellor(), purpose="", page="today", at=clock.now()):
        return list(who_needs(place.counsellor(), on=clock.today(), now=clock.now(), pick=pick))


def whys(place: Town) -> list[Why]:
    """Every reason of the one citizen there is."""
    lines = found(place)
    assert len(lines) <= 1
    return [reason.why for line in lines for reason in line.line.needs]


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (wants_help, Why.HELP),
        (writes, Why.MESSAGE),
        (asks_for_call, Why.CALL),
        (posts_in, Why.LETTER),
        (ask, Why.OFFER),
        (partial(tells, kind="treatment_begins", begins=MONDAY), Why.SITUATION),
        (ask_to_correct, Why.CORRECTION),
    ],
)
def test_whatever_a_citizen_asks_or_tells_is_a_reason(
    place: Town, ase: Citizen, happens: Callable[[Citizen], object], why: Why
) -> None:
    with clock.pinned(NOON):
        past_the_first(ase)
        assert why not in whys(place)
        happens(ase)
        assert whys(place)[0] is why


def test_a_reason_ends_by_the_act_and_not_by_itself(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON):
        wish = wants_help(ase)
        writes(ase)
    with clock.pinned(LATER):
        assert whys(place)[:2] == [Why.HELP, Why.MESSAGE]
        help_end(actor=place.counsellor(), wish=wish)
        answers(ase, place.karen)
        assert not {Why.HELP, Why.MESSAGE} & set(whys(place))


def test_help_that_is_not_wanted_any_more_is_no_reason(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON):
        help_withdraw(actor=acting(ase), wish=wants_help(ase))
        assert Why.HELP not in whys(place)


def test_an_agreed_day_that_has_passed_is_a_reason_until_a_time_is_found(
    place: Town, ase: Citizen
) -> None:
    with clock.pinned(NOON):
        past_the_first(ase)
        recorded(place, ase, days=7)
        assert whys(place) == []
    with clock.pinned(LATER):
        (first, *_) = found(place)[0].line.needs
        assert (first.why, first.by) == (Why.AGREED, MONDAY + timedelta(days=7))
        book(ase, place.karen)
        assert whys(place) == []


def test_an_agreed_day_that_was_kept_is_none(place: Town, ase: Citizen) -> None:
    begun = MONDAY - timedelta(days=10)
    with clock.pinned(NOON - timedelta(days=10)):
        terms = Terms(Freedom.SHARED_STEERING, 1, begun, MONDAY - timedelta(days=1))
        recorded(place, ase, terms=terms)
    with clock.pinned(NOON):
        assert Why.AGREED in whys(place)
        past_the_first(ase)  # held within the days that were agreed
        assert Why.AGREED not in whys(place)


def test_what_is_asked_of_the_agreement_is_a_reason(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON):
        past_the_first(ase)
        recorded(place, ase)
        less = Terms(Freedom.CHECK_INS, 12, MONDAY, MONDAY + timedelta(weeks=12))
        agreement_ask(actor=acting(ase), citizen=ase, terms=less, position=EARLY)
        assert whys(place) == [Why.ASKED]


def test_whoever_skipped_the_questions_and_chose_nothing_is_met_with_a_hello(
    place: Town, ase: Citizen
) -> None:
    with clock.pinned(NOON):
        assert Why.HELLO in whys(place)
        answers_given(ase, {})
        assert Why.HELLO in whys(place)
        answers_given(ase, {"knows_next_step": "yes"})
        assert Why.HELLO not in whys(place)


def test_a_hello_ends_when_the_two_have_spoken(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON):
        writes(ase)
        answers(ase, place.karen)
        assert Why.HELLO not in whys(place)
        assert Why.SILENCE in whys(place)


def test_nobodys_answers_move_them(place: Town) -> None:
    with clock.pinned(NOON):
        cases = [town.citizen(place.karen, name=name) for name in ("Bo", "Dorte", "Else")]
        for case, said in zip(cases, ("yes", "no", "not_now"), strict=True):
            answers_given(case, {"knows_next_step": said, "job_goal_clear": said})
        lines = [each.line for each in found(place)]
        told = {tuple((r.why, r.by, r.since) for r in line.needs) for line in lines}
        assert len(told) == 1
        assert [line.who for line in lines] == [case.pk for case in cases]


def test_whom_the_law_lets_us_summon_and_nobody_has_is_a_reason(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON):
        assert whys(place)[0] is Why.SUMMONS
        book(ase, place.karen, purpose=FIRST, channel="in_person")
        assert whys(place) == []


def test_the_longest_silence_comes_last_of_the_reasons_and_first_of_the_silent(
    place: Town,
) -> None:
    with clock.pinned(NOON):
        one, other, never = (town.citizen(place.karen, name=name) for name in ("Bo", "Eva", "Ib"))
        for case in (one, other):
            past_the_first(case)
            writes(case)
        answers(one, place.karen)
        asked = town.citizen(place.karen, name="Åge")
        wants_help(asked)
    with clock.pinned(NOON + timedelta(days=2)):
        answers(other, place.karen)
        order = [each.case for each in found(place)]
        assert order[0] == asked
        assert order.index(one) < order.index(other)
        assert never in order


def test_a_colleagues_citizen_and_a_closed_case_are_nobody_here(place: Town) -> None:
    with clock.pinned(NOON):
        wants_help(town.citizen(place.jens))
        assert found(place) == []


def test_only_those_who_are_shown_are_read_and_the_log_says_who(place: Town) -> None:
    with clock.pinned(NOON):
        cases = [town.citizen(place.karen, name=f"Borger {n}") for n in range(3)]
        wants_help(cases[2])
        (line,) = found(place, lambda lines: lines[:1])
        assert line.case == cases[2]
        (row,) = ReadLog.objects.all()
        assert row.citizens == f"|{cases[2].public_id}|"


def test_a_large_caseload_asks_no_more_than_a_small_one(place: Town) -> None:
    with clock.pinned(NOON):
        town.citizen(place.karen)
        found(place)
        with CaptureQueriesContext(connection) as few:
            found(place)
        for n in range(40):
            wants_help(town.citizen(place.karen, name=f"Borger {n}"))
        found(place)
        with CaptureQueriesContext(connection) as many:
            assert len(found(place)) == 41
        assert len(many) == len(few) == 4
