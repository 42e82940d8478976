"""A trial is one file: dropped into a folder of one's own, it moves the dates, without code."""

import re
from datetime import date
from pathlib import Path

import pytest

from staasted.catalog.loader import OWN_FOLDERS, catalog, read_catalog
from staasted.catalog.reader import FOLDER, CatalogError
from staasted.catalog.rules.folder import read_bounded
from staasted.catalog.rules.running import Cases
from staasted.catalog.rules.trial_parts import ConditionEntry, PartEntry
from staasted.catalog.rules.trials import TrialEntry
from staasted.core.effort import answer
from staasted.core.law import OnBenefit, Person, Status

AVERAGE = """
slug: letter_of_monday
title: Brevet fra mandag
status: approved
municipalities: [thisted]
from_on: 2026-07-01
to_on: 2028-12-31
cites: BEK 603/2017 § 4
grade: A
da: {name: Aftalte samtaler, freed: Intet bestemt antal., promise: Lige så mange som før.}
parts:
  LM-1:
    mode: average
    groups: [cash_benefit_job_ready]
    lifts: ["LOV 1750/2025", "LBK 280/2024 §§ 33-34"]
    only: [conversations, booking]
    keeps: [conversations.first]
    condition: {baseline: statutory, period: {months: 6}}
    counts: {forms: [group], most: 0.25}
    adds:
      LM-F:
        asks: {kind: interval, clock: same_benefit, every: {months: 3}}
        line: conversations.floor
        da: {name: Mindst hver tredje måned, why: Det har vi lovet.}
    da: {freed: Intet bestemt antal., promise: Lige så mange som før.}
cases:
  - name: Aftalt kontakt i stedet for et antal
    on: 2026-12-20
    person:
      lives_in: thisted
      periods:
        - group: cash_benefit_job_ready
          benefit: cash_benefit
          from_on: 2026-08-03
          days: {first_request: 2026-08-03}
    conversations: [{on: 2026-08-07}, {on: 2026-09-10, form: group, reason: counted_by_trial}]
    expect:
      V6b-JP-1: {status: lifted, trial: LM-1, without: {due: 2027-02-03, required: 4, counted: 1}}
      LM-F: {due: 2026-12-10, status: breach}
  - name: Gruppen holder sit gennemsnit
    on: 2026-12-31
    cohort:
      - {group: cash_benefit_job_ready, persons: 3, conversations: 4, by_trial: 1, required: 4}
    expect: {LM-1: {averages: {cash_benefit_job_ready: met}}}
"""
CEILING = """
slug: fewer_days
title: Loft over forløb
status: approved
municipalities: [thisted]
from_on: 2026-07-01
cites: BEK 603/2017 § 8
grade: A
da: {name: Kortere forløb, freed: Intet., promise: Højst otte uger ad gangen.}
parts:
  FD-1:
    mode: replace
    groups: [cash_benefit_job_ready]
    adds:
      FD-C:
        asks: {kind: ceiling, what: duration, weeks: 8, kinds: [work_placement]}
        line: offers.duration
        da: {name: Højst otte uger, why: Det har vi lovet.}
    da: {freed: Intet., promise: Højst otte uger ad gangen.}
cases:
  - name: Ni uger er over
    on: 2026-12-20
    person:
      lives_in: thisted
      periods:
        - group: cash_benefit_job_ready
          benefit: cash_benefit
          from_on: 2026-08-03
          days: {first_request: 2026-08-03}
    offers: [{kind: work_placement, from_on: 2026-09-07, to_on: 2026-11-08}]
    expect: {FD-C: {status: breach}}
"""
DAY = date(2026, 12, 20)
ASKED = date(2026, 8, 3)


def somebody(lives_in="thisted"):
    time = OnBenefit(
        "group:cash_benefit_job_ready",
        "benefit:cash_benefit",
        ASKED,
        days={"first_request": ASKED},
    )
    return Person((time,), lives_in=lives_in)


def dropped(tmp_path: Path, *files: str):
    """The catalogue with these trials in a folder of one's own."""
    folder = tmp_path / "own"
    (folder / "trials").mkdir(parents=True)
    for number, content in enumerate(files):
        (folder / "trials" / f"{number}.yaml").write_text(content, encoding="utf-8")
    return read_catalog(FOLDER, [folder])


def number(known, person=None):
    """What the law's number is for somebody in Thisted."""
    found = answer(book=known.book, person=person or somebody(), on=DAY)
    return next(o for o in found.obligations if o.rule.id == "V6b-JP-1"), found


def test_a_file_in_ones_own_folder_moves_the_dates_without_code(tmp_path):
    without, _ = number(read_catalog(FOLDER))
    assert (without.status, without.due) == (Status.OPEN, date(2027, 2, 3))
    lifted, found = number(dropped(tmp_path, AVERAGE))
    assert (lifted.status, lifted.trial.id) == (Status.LIFTED, "LM-1")
    floor = next(o for o in found.obligations if o.rule.id == "LM-F")
    assert (floor.due, found.without.due) == (date(2026, 11, 3), date(2026, 8, 10))
    elsewhere, _ = number(dropped(tmp_path / "b", AVERAGE), somebody("viborg"))
    assert elsewhere.status is Status.OPEN


def test_the_folder_is_a_setting(tmp_path, monkeypatch):
    (tmp_path / "trials").mkdir()
    (tmp_path / "trials" / "a.yaml").write_text(AVERAGE, encoding="utf-8")
    monkeypatch.setenv(OWN_FOLDERS, str(tmp_path))
    catalog.cache_clear()
    try:
        assert "letter_of_monday" in catalog().trials
        monkeypatch.setenv(OWN_FOLDERS, str(tmp_path / "nowhere"))
        catalog.cache_clear()
        with pytest.raises(CatalogError, match="is no folder"):
            catalog()
    finally:
        monkeypatch.delenv(OWN_FOLDERS)
        catalog.cache_clear()
        catalog()


@pytest.mark.parametrize(("content", "cases"), [(AVERAGE, 2), (CEILING, 1)])
def test_the_cases_beside_an_invented_trial_hold(tmp_path, content, cases):
    known = dropped(tmp_path, content)
    runner = Cases(known.rules, known.clocks, known.law_files, known.book.parts)
    (entry,) = (each for each in known.trials.values() if each.title in content)
    assert len(entry.cases) == cases
    assert [runner.run(case) for case in entry.cases] == [()] * cases


@pytest.mark.parametrize("status", ["draft", "under_examination", "planned", "refused"])
def test_a_trial_that_is_not_approved_changes_no_date_at_all(tmp_path, status):
    known = dropped(tmp_path, AVERAGE.replace("status: approved", f"status: {status}"))
    owed, found = number(known)
    assert owed.status is Status.OPEN
    assert found.obligations == number(catalog())[1].obligations
    assert [part.trial for part in found.trials] == ["north_jutland_running"]
    assert "letter_of_monday" in known.trials


def test_two_trials_that_lift_the_same_rule_for_the_same_people_are_refused(tmp_path):
    other = AVERAGE.replace("letter_of_monday", "second").replace("LM-", "SE-")
    with pytest.raises(CatalogError, match=r"letter_of_monday .LM-1. and second .SE-1."):
        dropped(tmp_path, AVERAGE, other)
    ranked = other.replace("grade: A\n", "grade: A\nrank: 1\n")
    lifted, _ = number(dropped(tmp_path / "b", AVERAGE, ranked))
    assert lifted.trial.id == "SE-1"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[thisted]", "[atlantis]", "atlantis is no municipality"),
        ("mode: average", "mode: sometimes", "mode"),
        ("mode: average", "mode: waive", "condition belongs to the mode average"),
        ("    condition: {baseline: statutory, period: {months: 6}}\n", "", "condition belongs"),
        ("period: {months: 6}", "period: {moons: 6}", "moons"),
        ('"LOV 1750/2025", ', '"kapitel 7", ', "write it as"),
        ("[cash_benefit_job_ready]", "[job_redy]", "no target group"),
        ("    keeps:", "    excludes: [{groups: [job_redy]}]\n    keeps:", "job_redy is no target"),
        ("    keeps:", "    when: {told: in_a_trial}\n    keeps:", "in_a_trial is no fact"),
        (
            "[conversations.first]",
            "[conversations.frist]",
            "a line conversations.frist",
        ),
        ("only: [conversations", "only: [konversations", "no rule has a line konversations"),
        ("cites: BEK 603/2017", "cites: BEK 9603/2017", "BEK 9603/2017 stands nowhere"),
        ("grade: A\n", "grade: C\n", "grade C may change nothing"),
        ("period: {months: 6}", "period: {months: 6}, efforts: []", "efforts"),
        ("most: 0.25", "most: 25", "less than or equal to 1"),
        ("slug: letter_of_monday", "slug: demo_average", "stands in"),
        ("  LM-1:", "  V6b-JP-1:", "stands twice"),
        ("      LM-F:", "      V6b-JP-1:", "stands twice"),
        ("to_on: 2028-12-31", "to_on: 9999-12-31", "2200-12-31"),
        ("status: approved", "status: maybe", "status"),
        ("title: Brevet", "titel: Brevet", "title"),
    ],
)
def test_a_fault_in_a_trial_is_named_with_its_file_and_a_remedy(tmp_path, old, new, told):
    assert old in AVERAGE
    with pytest.raises(CatalogError, match="→") as fault:
        dropped(tmp_path, AVERAGE.replace(old, new, 1))
    assert told in str(fault.value)


RELAXED = CEILING.replace("mode: replace", "mode: relax\n    relax: {V6b-JP-1: FIELDS}")


@pytest.mark.parametrize(
    ("fields", "required", "told"),
    [
        ("{number: 2}", 2, ""),
        ("{within: {months: 9}}", 4, ""),
        ("{number: 5}", None, "asks for more than the law does"),
        ("{within: {months: 3}}", None, "asks for more than the law does"),
        ("{colour: 3}", None, "colour"),
        ("{clock: any_benefit}", None, "cannot be made looser"),
    ],
)
def test_a_rule_may_be_relaxed_and_never_made_stricter(tmp_path, fields, required, told):
    content = RELAXED.replace("FIELDS", fields)
    if told:
        with pytest.raises(CatalogError, match=told):
            dropped(tmp_path, content)
        return
    owed, _ = number(dropped(tmp_path, content))
    assert (owed.required, owed.without.required, owed.trial.id) == (required, 4, "FD-1")


def test_a_rule_nobody_knows_cannot_be_relaxed(tmp_path):
    content = RELAXED.replace("V6b-JP-1: FIELDS", "V99: {number: 1}")
    with pytest.raises(CatalogError, match="V99 is no rule of the law"):
        dropped(tmp_path, content)


SHARED = RELAXED.replace("V6b-JP-1: FIELDS", "V6b-DP-1: FIELDS").replace(
    "[cash_benefit_job_ready]", "[unemployment_benefit]"
)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("{share: 0.5}", ""),
        ("{share: 0.9}", "asks for more"),
        ("{share: 7}", "is no part of one"),
        ("{share: half}", "is no part of one"),
    ],
)
def test_a_share_may_be_made_smaller(tmp_path, fields, told):
    content = SHARED.partition("cases:")[0].replace("FIELDS", fields)
    if told:
        with pytest.raises(CatalogError, match=told):
            dropped(tmp_path, content)
        return
    (part,) = (p for p in dropped(tmp_path, content).parts if p.trial == "fewer_days")
    assert part.relaxed["V6b-DP-1"].kind.share == 0.5


PAPER = (Path(__file__).parents[2] / "docs" / "trials-as-data.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAPER, flags=re.DOTALL)


def test_the_example_of_the_paper_is_read_and_lifts_todays_number(tmp_path):
    file = tmp_path / "letter_of_monday.yaml"
    file.write_text(EXAMPLES[0], encoding="utf-8")
    known = catalog()
    entry = read_bounded(TrialEntry, file)
    (part,) = entry.as_parts(known.rules, known.acts, known.municipalities)
    assert {"V6b-JP-1", "V5-OT-1"} <= part.lifts
    assert not any(known.law[rule].line == "conversations.first" for rule in part.lifts)


def test_every_field_of_a_trial_stands_in_the_paper():
    told = [*TrialEntry.model_fields, *PartEntry.model_fields, *ConditionEntry.model_fields]
    names = {"cases" if name == "told_cases" else name for name in told}
    assert sorted(name for name in names if name not in PAPER) == []
