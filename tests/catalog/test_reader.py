"""A catalogue file that cannot be used says which, where, what and what to do."""

import shutil
from pathlib import Path

import pytest

from staasted.catalog.loader import read_catalog
from staasted.catalog.policy import PolicyNumber
from staasted.catalog.reader import FOLDER, CatalogError, read_entries, read_yaml

NUMBER = "early:\n  value: 3\n  unit: weeks\n  source: d\n  range: [1, 4]\n  da: {sentence: Ja.}\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The catalogue in a folder one may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "catalog"))


def written(folder: Path, content: str) -> Path:
    file = folder / "policy.yaml"
    file.write_text(content, encoding="utf-8")
    return file


def test_words_that_yaml_takes_for_booleans_stay_words(tmp_path):
    file = written(tmp_path, "answers: [yes, no, on, off]\nskips: true\n")
    assert read_yaml(file) == {"answers": ["yes", "no", "on", "off"], "skips": True}


def test_a_key_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(CatalogError, match="the key early stands twice"):
        read_yaml(written(tmp_path, "early: 1\nearly: 2\n"))


def test_what_is_no_yaml_is_refused(tmp_path):
    with pytest.raises(CatalogError, match="write it as plain YAML"):
        read_yaml(written(tmp_path, "early: [1\n"))


@pytest.mark.parametrize(
    ("content", "place", "remedy"),
    [
        (NUMBER + "  colour: red\n", "early.colour", "take the field away"),
        (NUMBER.replace("  unit: weeks\n", ""), "early.unit", "add the field"),
        (NUMBER.replace("value: 3", "value: many"), "early.value", "write what the field asks"),
        (NUMBER.replace("value: 3", "value: 9"), "early", "write what the field asks"),
        ("- early\n", "", "write one slug per entry"),
        ("early: 3\n", "early", "write its fields below it"),
    ],
)
def test_a_fault_names_file_place_and_remedy(tmp_path, content, place, remedy):
    with pytest.raises(CatalogError) as fault:
        read_entries(PolicyNumber, written(tmp_path, content))
    assert fault.value.file.name == "policy.yaml"
    assert fault.value.place == place
    assert remedy in fault.value.remedy
    assert "policy.yaml" in str(fault.value)


def test_two_rules_with_one_id_are_refused(copy):
    law = copy / "law" / "V5_contact.yaml"
    shutil.copy(law, law.with_name("V5_again.yaml"))
    with pytest.raises(CatalogError, match="two rules share this id"):
        read_catalog(copy)


def test_the_catalogue_as_it_stands_is_read(copy):
    assert read_catalog(copy).offers


@pytest.mark.parametrize(
    ("file", "before", "after", "what"),
    [
        ("law/V5_contact.yaml", "groups: [", "groups: [nobody, ", "no target group"),
        ("law/V5_contact.yaml", "grade: A\n", "grade: C\n", "may not be active"),
        ("law/V5_contact.yaml", "grade: A\n", "grade: S\n", "may not be active"),
        ("law/V5_contact.yaml", "cites: BEK 1216/2023 ", "cites: BEK ", "write it as LBK"),
        ("law/V5_contact.yaml", "kind: bearer", "kind: bear", "is not known"),
        ("law/V5_contact.yaml", "from_on: 2024-01-01\n", "", "has no first day"),
        ("instruments/start/v1.yaml", "answer: no", "answer: perhaps", "nobody can give"),
        ("instruments/start/v1.yaml", "[career_clarity", "[dancing", "no offer"),
        ("purposes.yaml", "phone: 30", "phone: 35", "off the grid"),
        ("benefits.yaml", "[LY]", "[KTH]", "two entries share this word"),
    ],
)
def test_an_entry_that_points_nowhere_is_refused(copy, file, before, after, what):
    spoiled = (copy / file).read_text(encoding="utf-8").replace(before, after, 1)
    (copy / file).write_text(spoiled, encoding="utf-8")
    with pytest.raises(CatalogError, match=what):
        read_catalog(copy)
