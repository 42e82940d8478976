"""Case files written by others: bounded, and each fault named with its place and a remedy."""

from pathlib import Path

import pytest

from staasted.catalog.loader import catalog
from staasted.catalog.reader import DEEPEST, MOST_PARTS, CatalogError, read_yaml
from staasted.catalog.rules import folder
from staasted.catalog.rules.cases import Case
from staasted.catalog.rules.file import LawFile
from staasted.catalog.rules.folder import read_cases, read_law
from staasted.catalog.rules.running import Cases
from staasted.cli.case_files import names_of

PERSON = {"periods": [{"group": "under_18", "from_on": "2026-07-04"}]}
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, after in zip("abcdef", "bcdefg", strict=True)
)


def a_case(**told):
    return {"name": "x", "on": "2026-08-01", "expect": {"R": {"status": "open"}}} | told


def refused(**person):
    with pytest.raises(ValueError) as fault:  # noqa: PT011 pydantic's, read below
        Case.model_validate(a_case(person=PERSON | person))
    return str(fault.value)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("cases: " + "[" * 400_000, f"more than {DEEPEST} levels"),
        ("cases:\n" + "".join("  " * n + "-\n" for n in range(1, 60)), f"more than {DEEPEST}"),
        (BOMB, f"more than {MOST_PARTS} parts"),
        ("cases: *nowhere", "undefined alias"),
    ],
)
def test_what_is_small_to_write_and_endless_to_read_is_refused(tmp_path: Path, written, what):
    (tmp_path / "a.yaml").write_text(written)
    with pytest.raises(CatalogError, match=what):
        read_yaml(tmp_path / "a.yaml")


def test_a_part_may_be_pointed_to_again(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("one: &all [a, b]\ntwo: *all\n")
    assert read_yaml(tmp_path / "a.yaml") == {"one": ["a", "b"], "two": ["a", "b"]}


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogError, match="UTF-8"):
        read_law(tmp_path / "a.yaml")


def test_more_cases_than_are_run_are_refused_and_none_is_dropped(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(folder, "MOST_CASES", 2)
    (tmp_path / "a.yaml").write_text("cases: [{}, {}, {}]")
    with pytest.raises(CatalogError, match="holds 3 cases → split it: at most 2 are run"):
        read_cases(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ({"periods": [{"group": "a", "from_on": "9999-11-04"}]}, "2200-12-31"),
        ({"periods": [{"group": "a", "from_on": "0001-01-01"}]}, "1900-01-01"),
        (
            {"periods": [{"group": "a", "from_on": "2026-02-02", "to_on": "2026-02-01"}]},
            "to_on 2026-02-01 is before from_on 2026-02-02",
        ),
        (
            {
                "periods": [
                    {"group": "a", "from_on": "2026-02-02"},
                    {"group": "b", "from_on": "2026-03-01"},
                ]
            },
            "the period from 2026-03-01 begins before the last ended",
        ),
        ({"hours": {"2024-13": 5}}, "2024-13 is no month: write it as 2024-03"),
        ({"hours": {"2024-03": -5}}, "greater than or equal to 0"),
        ({"accumulated": [{"on": "2026-02-02", "weeks": -1}]}, "greater than or equal to 0"),
        (
            {"facts": {"employed": [{"is": True, "from_on": "2026-02-02", "to_on": "2026-01-02"}]}},
            "swap the days",
        ),
    ],
)
def test_days_and_numbers_nobody_can_mean_are_refused(person, told):
    assert told in refused(**person)


def test_periods_that_follow_each_other_are_read_in_order_whatever_the_order_they_are_told_in():
    told = [
        {"group": "b", "from_on": "2026-03-01"},
        {"group": "a", "from_on": "2026-02-02", "to_on": "2026-02-28"},
    ]
    person = Case.model_validate(a_case(person={"periods": told})).as_person()
    assert [time.group for time in person.times] == ["group:a", "group:b"]


def words(**told):
    known = catalog()
    case = Case.model_validate(a_case(**told))
    found = names_of(known, known.rules).unknown(case)
    return [(each.place, each.word, each.nearest, each.file) for each in found]


def test_a_word_nothing_is_called_is_named_with_the_nearest_that_is():
    person = {
        "periods": [
            {
                "group": "cash_benefit_jobready",
                "benefit": "cash_benfit",
                "from_on": "2026-07-04",
                "days": {"frist_request": "2026-07-04"},
            }
        ],
        "days": {"birht": "2026-07-04"},
        "facts": {"vocatonal_education": True},
        "reliefs": [{"ground": "ordinary_wrok", "from_on": "2026-07-04"}],
    }
    offers = [{"kind": "xyzzy"}]
    assert words(person=person, offers=offers) == [
        ("offers.kind", "xyzzy", "", "offer_kinds.yaml"),
        ("group", "cash_benefit_jobready", "cash_benefit_job_ready", "target_groups.yaml"),
        ("benefit", "cash_benfit", "cash_benefit", "benefits.yaml"),
        ("periods.days", "frist_request", "first_request", "facts.yaml"),
        ("days", "birht", "birth", "facts.yaml"),
        ("facts", "vocatonal_education", "vocational_education", "facts.yaml"),
        ("reliefs.ground", "ordinary_wrok", "ordinary_work", "law/relief.yaml"),
    ]


def test_every_case_of_the_catalogue_uses_words_that_are_known():
    known = catalog()
    names = names_of(known, known.rules)
    cases = [case for file in known.law_files for case in file.cases]
    assert len(cases) > 400
    assert [(case.name, each) for case in cases for each in names.unknown(case)] == []


RULE = {
    "groups": ["cash_benefit_job_ready"],
    "line": "own.x",
    "cites": "BEK 603/2017 § 4",
    "grade": "A",
    "da": {"name": "x", "why": "x."},
}


def ran(asks, expect, **told):
    """The differences of a case under one rule of one's own."""
    case = {"name": "x", "on": "2026-08-01", "expect": {"R": expect}} | told
    file = LawFile.model_validate(
        {"version": "T", "from_on": "2024-01-01", "rules": {"R": RULE | {"asks": asks}}}
    )
    runner = Cases(file.as_rules(), catalog().clocks, (file,))
    return [(each.place, each.found) for each in runner.run(Case.model_validate(case))]


STATUTORY = {"kind": "average_of_group", "baseline": "statutory"}
TWICE = {"kind": "average_of_group", "baseline": 2.0}
COHORT = [
    {"persons": 2, "conversations": 3, "required": 2},
    {"persons": 1, "conversations": 0, "required": 2},
    {"persons": 9, "conversations": 0, "required": 2, "left": True},
]


@pytest.mark.parametrize(
    ("asks", "cohort", "verdict"),
    [
        (STATUTORY, COHORT, "met"),
        (STATUTORY, [COHORT[0] | {"conversations": 2}, COHORT[1]], "breach"),
        (STATUTORY, [*COHORT, {"persons": 1}], "cannot_be_judged"),
        (TWICE, COHORT, "met"),
        (TWICE, [COHORT[0] | {"conversations": 2}, COHORT[1]], "breach"),
        (TWICE, [], "cannot_be_judged"),
    ],
)
def test_a_groups_average_is_judged_on_those_who_are_there(asks, cohort, verdict):
    assert ran(asks, {"average": verdict}, cohort=cohort) == []
    other = "met" if verdict != "met" else "breach"
    assert ran(asks, {"average": other}, cohort=cohort) == [("R.average", verdict)]


def test_a_largest_share_has_the_room_that_is_left_of_it():
    asks = {"kind": "largest_share", "axis": "channel", "values": ["phone"], "share": 0.25}
    cohort = [{"persons": 4, "conversations": 5, "of_the_sort": 3}]
    assert ran(asks, {"room": 2}, cohort=cohort) == []
    assert ran(asks, {"room": 9}, cohort=cohort) == [("R.room", 2)]


@pytest.mark.parametrize(("amount", "over"), [(10, False), (10.5, True)])
def test_a_ceiling_is_over_only_above_it(amount, over):
    asks = {"kind": "ceiling", "what": "seats", "most": 10, "unit": "persons"}
    assert ran(asks, {"over": over}, amount=amount) == []
    before = ran(asks, {"over": over}, amount=amount, on="2020-01-01")
    assert before == [("R", "the rule says nothing here")]


def test_whose_conversations_count_may_be_a_rule():
    asks = {"kind": "holders", "allowed": ["counsellor", "mentor"]}
    person = {"periods": [{"group": "cash_benefit_job_ready", "from_on": "2026-07-04"}]}
    assert ran(asks, {"holders": ["counsellor", "mentor"]}, person=person) == []
