"""The invented offers: some people, inside their benefit, one after the other."""

from itertools import pairwise

import pytest

from staasted.catalog.loader import catalog
from staasted.catalog.names import offer_draws, population
from tests.imports.invented import ON, Row, day, people, town

pytestmark = pytest.mark.any_database

CITIZENS = 2_000


def offers() -> dict[str, list[Row]]:
    """CPR number → offers."""
    return dict(people(town(citizens=CITIZENS).offers))


def test_some_have_had_an_offer_and_most_have_not():
    assert 0.1 < len(offers()) / CITIZENS < 0.4


def test_an_offer_begins_on_the_running_benefit_and_has_been_granted_before():
    starts = {
        number: day(found[-1]["Startdato"])
        for number, found in people(town(citizens=CITIZENS).caseload)
    }
    for number, found in offers().items():
        for row in found:
            assert row["Startdato"] or row["Bevilget"]
            if row["Startdato"]:
                assert starts[number] <= day(row["Startdato"]) <= ON
                assert day(row["Startdato"]) <= day(row["Slutdato"])
            if row["Bevilget"]:
                assert starts[number] <= day(row["Bevilget"]) <= ON
            if row["Startdato"] and row["Bevilget"]:
                assert day(row["Bevilget"]) <= day(row["Startdato"])


def test_they_begin_and_are_granted_on_weekdays():
    found = [row for rows in offers().values() for row in rows]
    days = [
        day(row[column]) for row in found for column in ("Startdato", "Bevilget") if row[column]
    ]
    weekend = sum(each.weekday() > 4 for each in days)
    assert weekend == 0


def test_one_offer_ends_before_the_next_begins():
    for found in offers().values():
        begun = [row for row in found if row["Startdato"]]
        for earlier, later in pairwise(begun):
            assert day(earlier["Slutdato"]) <= day(later["Startdato"])


def test_what_has_not_ended_has_no_outcome_and_some_were_granted_and_have_not_begun():
    found = [row for rows in offers().values() for row in rows]
    assert any(not row["Startdato"] for row in found)
    for row in found:
        if not row["Slutdato"] or day(row["Slutdato"]) >= ON:
            assert not row["Udfald"]


def test_every_kind_and_group_is_one_of_the_catalogue():
    draws = offer_draws()
    groups = {each.group for each in population().groups}
    assert {each.kind for each in draws.kinds} <= set(catalog().offer_kinds)
    assert set(draws.groups) <= groups
    assert {group for each in draws.kinds for group in each.not_for} <= groups
