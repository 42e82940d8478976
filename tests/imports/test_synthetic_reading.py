"""The import reads every row that the generator writes."""

from datetime import date

import pytest

from staasted.apps.imports.reading.caseload import caseload_read
from staasted.apps.imports.reading.conversations import conversations_read
from staasted.apps.imports.reading.offers import offers_read
from staasted.apps.imports.synthetic import municipality
from staasted.apps.imports.vocabulary import vocabulary_on
from tests.imports.invented import ON, rows, town

pytestmark = pytest.mark.django_db

READERS = {
    "caseload": caseload_read,
    "conversations": conversations_read,
    "offers": offers_read,
}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_row_of_a_generated_file_is_read(kind, seed):
    content = getattr(town(seed=seed), kind)
    table = READERS[kind](content, vocabulary=vocabulary_on(today=ON))
    assert table.errors == ()
    assert table.ignored_columns == ()
    assert table.read == len(table.rows) == len(rows(content))


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "on",
    [
        date(2020, 1, 1),
        date(2024, 2, 29),
        date(2025, 6, 30),  # the last day of education benefit
        date(2025, 7, 1),
        date(2026, 12, 31),
    ],
    ids=str,
)
def test_a_file_of_any_day_is_read_on_that_day(kind, on):
    content = getattr(municipality(citizens=150, seed=4, on=on), kind)
    assert READERS[kind](content, vocabulary=vocabulary_on(today=on)).errors == ()
