"""Every case that stands beside the law, run as a lawyer reads it."""

from itertools import pairwise

import pytest

from staasted.catalog.loader import catalog
from staasted.catalog.reader import FOLDER
from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.checking import Surroundings, faults
from staasted.catalog.rules.folder import read_law
from staasted.catalog.rules.running import Cases, Difference
from staasted.core.law import Status

FILES = {path.stem: read_law(path) for path in sorted(FOLDER.glob("law/*.yaml"))}
CASES = [(name, case) for name, file in FILES.items() for case in file.cases]
RUNNING = Cases(catalog().rules, catalog().clocks, catalog().law_files)
TRIALS = {*range(37, 46), 50}
VECTORS = {f"W{n}" for n in range(1, 51) if n not in TRIALS}


def changed(case: Case, **told: object) -> Case:
    """The case with something else in it."""
    return case.model_copy(update=told)


def named(vector: str, rule: str) -> Case:
    """A case of a vector that expects something of a rule."""
    return next(c for _, c in CASES if c.vector == vector and c.expect.get(rule) is not None)


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{file}: {case.name}" for file, case in CASES]
)
def test_each_case_holds(case):
    assert RUNNING.run(case) == ()


def test_there_are_several_hundred_cases():
    assert len(CASES) >= 400
    assert sum(len(case.expect) for _, case in CASES) > 500


def test_a_name_stands_once_in_a_file():
    for name, file in FILES.items():
        names = sorted(case.name for case in file.cases)
        assert [one for one, other in pairwise(names) if one == other] == [], name


def test_every_vector_but_the_trials_is_named_by_a_case():
    assert VECTORS - {case.vector for _, case in CASES} == set()


def test_a_must_is_expected_both_before_and_after_the_text_was_checked():
    said = {e.must for _, case in CASES for e in case.expect.values() if e is not None}
    assert {True, False} <= said


def test_every_status_is_expected_somewhere():
    said = {e.status for _, case in CASES for e in case.expect.values() if e is not None}
    assert set(Status) <= said


def test_the_law_as_it_stands_has_no_fault():
    found = catalog()
    around = Surroundings(found.target_groups, found.clocks, found.facts, found.acts)
    assert list(faults(found.law_files, around)) == []


def test_a_case_that_does_not_hold_says_where_and_what():
    case = named("W1", next(r for r, e in named_of("W1").expect.items() if e and e.status))
    rule, expected = next((r, e) for r, e in case.expect.items() if e and e.status)
    other = Status.BREACH if expected.status is not Status.BREACH else Status.MET
    wrong = expected.model_copy(update={"status": other})
    found = RUNNING.run(changed(case, expect={rule: wrong}))
    assert found == (Difference(f"{rule}.status", other, expected.status),)
    silent = RUNNING.run(changed(case, expect={rule: None}))
    assert [(d.place, d.expected) for d in silent] == [(rule, "nothing")]
    nobody = RUNNING.run(changed(case, expect={"V0-NOBODY": expected}))
    assert nobody == (Difference("V0-NOBODY", "a rule", "no active rule has this id"),)


def named_of(vector: str) -> Case:
    """The first case of a vector that expects a status."""
    return next(
        case
        for _, case in CASES
        if case.vector == vector and any(e and e.status for e in case.expect.values())
    )


def test_a_case_may_read_a_rule_otherwise():
    assert any(case.readings for _, case in CASES)
    case = Case.model_validate(
        {
            "name": "Fire samtaler på to måneder i stedet",
            "on": "2024-03-20",
            "person": {
                "periods": [
                    {
                        "group": "cash_benefit_job_ready",
                        "benefit": "cash_benefit",
                        "from_on": "2024-03-04",
                        "days": {"first_request": "2024-03-04"},
                    }
                ]
            },
            "with": {"V5-OT-1": {"within": {"months": 2}}},
            "expect": {"V5-OT-1": {"due": "2024-05-04", "required": 4}},
        }
    )
    assert RUNNING.run(case) == ()
    assert RUNNING.run(changed(case, readings={})) != ()
