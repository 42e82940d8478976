"""What no single rule can see: each kind of fault is found in a small file of rules."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from staasted.catalog.loader import catalog
from staasted.catalog.rules.checking import Surroundings, faults
from staasted.catalog.rules.file import LawFile

CATALOG = catalog()
AROUND = Surroundings(CATALOG.target_groups, CATALOG.clocks, CATALOG.facts, CATALOG.acts)
JOB_READY = "group:cash_benefit_job_ready"
WORDS = {"name": "En regel", "why": "Loven siger det."}
RULE = {
    "asks": {"kind": "deadline", "clock": "first_request", "within": {"weeks": 1}},
    "groups": ["cash_benefit_job_ready"],
    "line": "conversations.first",
    "cites": "LBK 280/2024 § 31, stk. 5",
    "grade": "A",
    "da": WORDS,
}
CASE = {
    "name": "En sag",
    "on": "2024-03-20",
    "person": {"periods": [{"group": "cash_benefit_job_ready", "from_on": "2024-03-04"}]},
}


def a_file(rules, *, cases=None, **told):
    """A file of rules from 2024 on; with a case for each of them, unless its cases are given."""
    expect = {rule_id: {"required": 1} for rule_id in rules}
    return LawFile.model_validate(
        {
            "version": "T",
            "title": "Prøve",
            "from_on": "2024-01-01",
            "rules": rules,
            "cases": [CASE | {"expect": expect}] if cases is None else cases,
        }
        | told
    )


def found(*files, around=AROUND):
    return [(fault.code, fault.rule, dict(fault.values)) for fault in faults(files, around)]


def lived(from_on, to_on):
    """The surroundings where job-ready people are a group from one day to another."""
    group = AROUND.groups[JOB_READY].model_copy(update={"from_on": from_on, "to_on": to_on})
    return replace(AROUND, groups={**AROUND.groups, JOB_READY: group})


def one(**told):
    """The faults of a file of one rule."""
    return found(a_file({"T-1": RULE | told}))


def two(first, second):
    """The faults of a file of two rules on one line of duty."""
    return found(a_file({"T-1": RULE | first, "T-2": RULE | second}))


def test_a_plain_rule_with_a_case_has_no_fault():
    assert one() == []


def test_two_rules_with_one_id_are_told_once():
    assert ("twice", "T-1", {}) in found(a_file({"T-1": RULE}), a_file({"T-1": RULE}))


@pytest.mark.parametrize("grade", ["S", "C"])
def test_what_is_remembered_or_second_hand_is_never_active(grade):
    assert ("never_active", "T-1", {"grade": grade}) in one(grade=grade)
    rule = {"T-1": RULE | {"grade": grade}}
    for status in ("planned", "draft"):
        assert found(a_file(rule, status=status)) == []


def test_a_rule_that_ends_before_it_begins_is_reversed():
    days = {"first": date(2024, 1, 1), "last": date(2023, 12, 31)}
    told = one(to_on="2023-12-31", ends="Ophævet.")
    assert told == [("reversed", "T-1", days)]
    assert one(to_on="2024-01-01", ends="Ophævet.") == []


def test_an_act_nobody_knows_is_told():
    assert one(cites="LBK 1/1999 § 1") == [("no_such_act", "T-1", {"act": "LBK 1/1999"})]


def test_a_confirmed_rule_names_its_section():
    without = {"cites": "LBK 280/2024"}
    assert one(**without) == [("without_section", "T-1", {"act": "LBK 280/2024"})]
    assert one(**without, confirmed=False) == []


def test_a_group_nobody_knows_is_told():
    told = one(groups=["cash_benefit_job_ready", "nobody", "anyone"])
    assert [t[:2] for t in told] == [("no_such_group", "T-1")] * 2
    assert [t[2]["group"] for t in told] == ["group:anyone", "group:nobody"]


def test_a_clock_nobody_knows_is_told_also_inside_a_share():
    asks = {"kind": "count_in_window", "clock": "sundial", "number": 1, "within": {"months": 1}}
    expected = [("no_such_clock", "T-1", {"clock": "sundial"})]
    assert one(asks=asks) == expected
    assert one(asks={"kind": "share_of_cohort", "share": 0.5, "of": asks}) == expected


FACE = ["in_person"]


@pytest.mark.parametrize(
    "told",
    [
        {"when": {"fact": "moonlight", "is": True}},
        {"when": {"unless": "moonlight"}},
        {"when": {"all": [{"age_below": 25}, {"not": {"fact": "moonlight"}}]}},
        {"when": {"any": [{"age_below": 25}, {"fact": "moonlight"}]}},
        {"asks": {"kind": "on_request", "day": "moonlight"}},
        {"asks": {"kind": "channels", "first": FACE, "then": FACE, "also": {"moonlight": FACE}}},
        {
            "asks": {
                "kind": "channels",
                "first": FACE,
                "then": FACE,
                "also_first": {"moonlight": FACE},
            }
        },
    ],
)
def test_a_fact_nobody_can_be_asked_for_is_told(told):
    assert one(**told) == [("no_such_fact", "T-1", {"fact": "moonlight"})]


def test_ages_that_exclude_each_other_bind_nobody():
    apart = {"all": [{"age_from": 30}, {"age_below": 25}]}
    assert one(when=apart) == [("nobody_so_old", "T-1", {"low": 30, "high": 25})]
    touching = {"all": [{"age_from": 25}, {"age_below": 25}]}
    assert one(when=touching) == [("nobody_so_old", "T-1", {"low": 25, "high": 25})]
    assert one(when={"all": [{"age_from": 24}, {"age_below": 25}]}) == []


@pytest.mark.parametrize(
    ("from_on", "to_on", "told"),
    [
        (date(2020, 1, 1), date(2023, 12, 31), True),
        (date(2020, 1, 1), date(2024, 1, 1), False),
        (date(2024, 6, 30), None, False),
        (date(2024, 7, 1), None, True),
    ],
)
def test_a_group_of_another_time_is_told(from_on, to_on, told):
    rule = a_file({"T-1": RULE | {"to_on": "2024-06-30", "ends": "Ophævet."}})
    expected = [("group_of_another_time", "T-1", {"group": JOB_READY})] if told else []
    assert found(rule, around=lived(from_on, to_on)) == expected


def test_two_rules_on_one_line_for_one_group_overlap_from_one_common_day():
    first = {"to_on": "2024-06-30"}
    values = {"other": "T-2", "line": "conversations.first"}
    assert two(first, {"from_on": "2024-06-30"}) == [("overlap", "T-1", values)]
    assert two(first, {"from_on": "2024-07-01"}) == []
    assert two({"from_on": "2024-06-30"}, first) == [("overlap", "T-1", values)]


@pytest.mark.parametrize(
    "second",
    [
        {"when": {"fact": "vocational_education", "is": False}},
        {"picks_version_by": "day_held"},
        {"groups": ["cash_benefit_activity_ready"]},
        {"line": "conversations.number"},
        {"bearer": "unemployment_fund"},
    ],
)
def test_rules_for_others_or_another_duty_do_not_overlap(second):
    assert two({}, second) == []


def test_an_overlap_is_told_once_however_many_groups_it_is_for():
    both = {"groups": ["cash_benefit_job_ready", "cash_benefit_activity_ready"]}
    assert [t[0] for t in two(both, both)] == ["overlap"]


def test_a_rule_that_ends_with_nothing_after_it_leaves_a_gap():
    values = {
        "day": date(2024, 7, 1),
        "group": JOB_READY,
        "line": "conversations.first",
    }
    assert one(to_on="2024-06-30") == [("gap", "T-1", values)]
    assert one(to_on="2024-06-30", ends="Ophævet uden afløser.") == []
    assert two({"to_on": "2024-06-30"}, {"from_on": "2024-07-02"}) == [("gap", "T-1", values)]


def test_somebody_elses_duty_on_the_line_is_no_gap():
    fund = {"from_on": "2024-07-01", "bearer": "unemployment_fund"}
    assert two({"to_on": "2024-06-30"}, fund) == []
    other = {"from_on": "2024-07-01", "groups": ["cash_benefit_activity_ready"]}
    assert [t[0] for t in two({"to_on": "2024-06-30"}, other)] == ["gap"]


def test_a_group_that_ended_with_the_rule_leaves_no_gap():
    rule = a_file({"T-1": RULE | {"to_on": "2024-06-30"}})
    first = date(2020, 1, 1)
    assert found(rule, around=lived(first, date(2024, 6, 30))) == []
    assert [t[0] for t in found(rule, around=lived(first, date(2024, 7, 1)))] == ["gap"]


def test_a_rule_without_a_case_is_told_and_one_that_says_nothing_is_no_case():
    assert found(a_file({"T-1": RULE}, cases=[])) == [("without_case", "T-1", {})]
    silent = CASE | {"expect": {"T-1": None}}
    assert found(a_file({"T-1": RULE}, cases=[silent])) == [("without_case", "T-1", {})]


def test_a_case_in_another_file_is_a_case():
    cases = a_file({}, cases=[CASE | {"expect": {"T-1": {"required": 1}}}])
    assert found(a_file({"T-1": RULE}, cases=[]), cases) == []


@pytest.mark.parametrize("status", ["planned", "draft"])
def test_what_is_only_planned_overlaps_nothing_and_is_looked_at_alone(status):
    planned = a_file({"T-2": RULE | {"groups": ["nobody"]}}, status=status, cases=[])
    told = found(a_file({"T-1": RULE}), planned)
    assert told == [("no_such_group", "T-2", {"group": "group:nobody"})]


@pytest.mark.parametrize(
    "told",
    [
        {"cites": "LBK 280/24 § 31"},
        {"cites": "lov 280/2024 § 31"},
        {"cites": "LBK 280/2024§ 31"},
        {"cites": "LBK 280/2024 "},
        {"grade": "D"},
        {"line": "Conversations"},
        {"colour": "red"},
        {"when": {"weather": "fine"}},
    ],
)
def test_a_rule_that_is_not_understood_is_refused(told):
    with pytest.raises(ValidationError):
        a_file({"T-1": RULE | told})


def test_a_rule_without_a_first_day_is_refused():
    with pytest.raises(ValidationError, match="T-1 has no first day"):
        a_file({"T-1": RULE}, from_on=None)
