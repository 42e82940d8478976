"""What the database itself refuses about agreements and answers, whoever writes."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import Error, transaction

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.citizens.models import Citizen
from staasted.apps.screening.models import MirrorAnswers, ScreeningAnswers, ScreeningDraft
from tests import town
from tests.agreeing import answers_given, recorded
from tests.town import MONDAY, NOON, Town


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def changed(agreement: ContactAgreement, values: Mapping[str, object]) -> None:
    with transaction.atomic():
        ContactAgreement.objects.filter(pk=agreement.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"pause_reason": "treatment"},
        {"pause_until": MONDAY},
        {"pause_reason": "treatment", "pause_until": MONDAY},  # with a next contact before it
        {"state": "declined"},  # over, and since when
        {"ended_at": NOON},  # in force, and over
        {"state": "in_force", "in_force_at": None},
        {"disputed_at": NOON, "source": "screening"},
        {"words": "x" * 5001},
        {"answer": "x" * 5001},
    ],
    ids=str,
)
def test_an_agreement_that_does_not_hold_together_is_refused(
    place: Town, ase: Citizen, values: dict[str, object]
) -> None:
    with pytest.raises(Error):
        changed(recorded(place, ase), values)


def a_row(case: Citizen, **more: object) -> ContactAgreement:
    told = {"state": "in_force", "in_force_at": NOON, "made_at": NOON, "freedom": "check_ins"}
    told |= {"proposed_by": "counsellor", "source": "conversation", "citizen": case}
    with transaction.atomic():
        return ContactAgreement.objects.create(**told | more)


def test_two_in_force_or_two_that_wait_are_refused(ase: Citizen) -> None:
    a_row(ase)
    with pytest.raises(Error):
        a_row(ase)
    a_row(ase, state="proposed", in_force_at=None)
    with pytest.raises(Error):
        a_row(ase, state="proposed", in_force_at=None)


def test_a_pause_beyond_a_quarter_is_refused(ase: Citizen) -> None:
    long = MONDAY + timedelta(days=93)
    with pytest.raises(Error, match="91 days"):
        a_row(ase, pause_reason="rest", pause_until=long)
    assert a_row(ase, pause_reason="rest", pause_until=MONDAY + timedelta(days=91)).pk


def test_nothing_stands_on_a_closed_case(ase: Citizen) -> None:
    Citizen.objects.filter(pk=ase.pk).update(closed_on=MONDAY)
    with pytest.raises(Error, match="closed"):
        a_row(ase)
    assert a_row(ase, state="ended", ended_at=NOON).pk


@pytest.mark.parametrize(
    "answers",
    [{"goal": 3}, {"goal": "3"}, {"goal": None}, {"goal": ["no"]}, ["no"], 7, {"g": "-1"}],
)
@pytest.mark.parametrize("table", [ScreeningAnswers, ScreeningDraft, MirrorAnswers])
def test_the_database_takes_no_number_and_nothing_nested_as_an_answer(
    place: Town, ase: Citizen, table: type, answers: object
) -> None:
    whole = {"citizen": ase, "instrument": "start", "version": 2, "answers": answers}
    whole |= {"saved_at": NOON, "topic": "x"} if table is ScreeningDraft else {"given_at": NOON}
    if table is MirrorAnswers:
        whole["counsellor"] = place.karen
    with pytest.raises(Error, match="a word and no number"), transaction.atomic():
        table.objects.create(**whole)


def test_an_answer_does_not_become_a_number_afterwards_either(ase: Citizen) -> None:
    answers_given(ase, {"job_goal_clear": "no"})
    with pytest.raises(Error, match="a word and no number"), transaction.atomic():
        ScreeningAnswers.objects.update(answers={"job_goal_clear": 1})
