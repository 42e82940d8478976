"""The layout of files: columns fit the tables they end in, every reason has its words."""

import string

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.reading.cells import cell_kinds
from staasted.apps.imports.reading.refusals import SAID_BY_CORE, FileReason, NoticeReason, RowReason
from staasted.apps.imports.vocabulary import catalogue_names
from staasted.apps.org.models import Person
from staasted.catalog.imports import Kind, bounds, caseload_layout
from staasted.catalog.loader import catalog
from staasted.catalog.texts import texts

pytestmark = pytest.mark.any_database


def reasons(section: str) -> dict[str, set[str]]:
    """Reason code → the texts it has."""
    found: dict[str, set[str]] = {}
    for key in texts():
        if key.startswith(f"imports.{section}."):
            code, _, part = key.removeprefix(f"imports.{section}.").partition(".")
            found.setdefault(code, set()).add(part)
    return found


@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("file", set(FileReason)),
        ("row", set(RowReason) - SAID_BY_CORE),
        ("notice", set(NoticeReason)),
    ],
)
def test_every_reason_has_a_sentence_and_a_remedy(section, codes):
    found = reasons(section)
    assert set(found) == {code.value for code in codes}
    assert all({"reason", "remedy"} <= parts for parts in found.values())


def test_what_core_refuses_is_said_in_the_words_of_every_refusal():
    assert {f"errors.{code}.next" for code in SAID_BY_CORE} <= set(texts())


def test_what_suggests_names_also_knows_what_to_say_without_any():
    for key, words in texts().items():
        fields = {name for _, name, _, _ in string.Formatter().parse(words)}
        if key.startswith("imports.row.") and "nearest" in fields:
            assert f"{key}_plain" in texts()


def test_every_kind_of_column_can_be_read():
    assert cell_kinds() == set(Kind)


def test_no_cell_is_longer_than_the_column_it_ends_in():
    longest = {column.field: column.longest for column in caseload_layout().columns}
    for field in ("name", "email", "phone"):
        assert longest[field] <= Person._meta.get_field(field).max_length
    assert Citizen._meta.get_field("municipality_code").max_length == 4
    assert max(longest.values()) < bounds().cell_characters


@pytest.mark.parametrize("kind", ["target_groups", "benefits"])
def test_every_danish_name_of_a_group_or_benefit_names_one_alone(kind):
    entries = getattr(catalog(), kind)
    names = catalogue_names(entries)
    for slug, entry in entries.items():
        for name in (entry.da.name, entry.da.name.upper(), *entry.synonyms):
            assert names.find(name) == (slug,), name
