"""Every table of the database says how long its rows are kept, why, and on whose word."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.tables import label_of, relations_to
from staasted.catalog.loader import catalog
from staasted.catalog.reader import CatalogError, read_entry
from staasted.catalog.retention import FILE, By, Does, Retention, length_said, retention
from tests.house.tree import ROOT

DECISION = re.compile(r"decision (\d{4})")


def test_every_table_of_the_database_stands_in_the_file_once() -> None:
    there = {label_of(model) for model in apps.get_models(include_auto_created=True)}
    told = set(retention().tables)
    assert len(there) > 40
    assert there - told == set(), "say in retention.yaml how long its rows are kept"
    assert told - there == set(), "no such table any more"


def test_whatever_points_to_a_case_goes_with_it() -> None:
    pointing = {label_of(each.related_model) for each in relations_to(Citizen)}
    assert pointing <= retention().tables_of("case")


def test_every_rule_has_a_source_that_exists_and_a_number_of_the_policy() -> None:
    records = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")}
    for slug, rule in retention().rules.items():
        cited = DECISION.fullmatch(rule.source)
        assert cited, slug
        assert cited[1] in records, slug
        if rule.number:
            assert catalog().policy.numbers[rule.number].source, slug


def test_what_is_erased_says_how_long_in_the_words_people_read() -> None:
    assert length_said(retention().rules["case"]) == "5 år"
    assert length_said(retention().rules["import_trace"]) == "1 år"
    assert length_said(retention().rules["draft"]) == "7 dage"
    assert length_said(retention().rules["upload"]) == "24 timer"
    assert length_said(retention().rules["sitting"]) == "straks"


def test_answers_go_when_the_question_says_they_do() -> None:
    number = catalog().policy["answers_kept_months"]
    items = [item for entry in catalog().instruments.values() for item in entry.items]
    assert items
    for item in items:
        assert f"slettes {number} måneder efter, at din sag er lukket" in item.da.deleted


def test_what_holds_a_persons_case_is_erased_by_a_command_and_never_by_itself() -> None:
    for slug in ("case", "import_trace", "person"):
        assert retention().rules[slug].by is By.COMMAND
        assert retention().rules[slug].does is Does.ERASE


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ("citizens.power: [case]", "citizens.power: [cases]"),
        ("    starts: case_closed\n", "    starts: none\n"),
        ("number: case_kept_months", "number: case_kept_weeks"),
        ("by: command", "by: somebody"),
    ],
)
def test_a_file_that_does_not_hang_together_is_refused(
    found: str, put: str, tmp_path: Path
) -> None:
    file = tmp_path / "retention.yaml"
    content = FILE.read_text(encoding="utf-8")
    assert found in content
    file.write_text(content.replace(found, put, 1), encoding="utf-8")
    with pytest.raises(CatalogError):
        read_entry(Retention, file)
