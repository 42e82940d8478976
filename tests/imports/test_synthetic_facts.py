"""Returns, education benefit that ended, and the facts registers hold about some."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from staasted.core.calendar import add_months
from tests.imports.invented import ON, Row, day, people, spans, town

pytestmark = pytest.mark.any_database

CITIZENS = 2_000
INSURED = "Ledige på dagpenge"
SICK = "Sygemeldte på sygedagpenge"


def everybody() -> list[list[Row]]:
    """Each person's rows."""
    return [found for _, found in people(town(citizens=CITIZENS).caseload)]


def current() -> list[Row]:
    """Everybody's running period."""
    return [found[-1] for found in everybody()]


def breaks() -> list[tuple[date, date]]:
    """First and last day between two periods of one person; adjoining periods have none."""
    found = []
    for periods in everybody():
        for earlier, later in pairwise(periods):
            off = spans(earlier)[1] + timedelta(days=1), spans(later)[0] - timedelta(days=1)
            found += [off] if off[0] <= off[1] else []
    return found


def holds_a_whole_month(off: tuple[date, date]) -> bool:
    """True when every day of some calendar month lies inside."""
    first = off[0] if off[0].day == 1 else add_months(off[0].replace(day=1), 1)
    return add_months(first, 1) - timedelta(days=1) <= off[1]


def test_some_return_within_a_month_and_more_after_a_whole_one():
    found = breaks()
    short = [off for off in found if (off[1] - off[0]).days + 1 < 28]
    assert 0.2 < len(short) / len(found) < 0.4
    assert not any(holds_a_whole_month(off) for off in short)
    assert all(holds_a_whole_month(off) for off in found if off not in short)


def test_no_education_benefit_was_paid_after_the_last_day_it_existed():
    rows = [row for found in everybody() for row in found if row["Ydelse"] == "Uddannelseshjælp"]
    assert rows
    assert max(spans(row)[1] for row in rows) <= date(2025, 6, 30)


def test_only_the_insured_have_hours_and_a_fund_and_they_become_ours_after_three_months():
    for row in current():
        if row["Målgruppe"] and row["Målgruppe"] != INSURED:
            assert not row["Registrerede timer"] + row["A-kasse"] + row["Forsikret"]
        if row["Målgruppe"] == INSURED:
            due = add_months(day(row["Startdato"]), 3)
            assert row["Overgået til kommunen"] == (f"{due:%d-%m-%Y}" if due <= ON else "")


def test_registered_hours_are_of_past_months_and_never_more_than_a_full_one():
    written = [row["Registrerede timer"] for row in current() if row["Registrerede timer"]]
    assert written
    for cell in written:
        months = [entry.split(": ") for entry in cell.split("; ")]
        assert [month for month, _ in months] == sorted(month for month, _ in months)
        assert months[-1][0] == "2026-04"
        assert all(0 < Decimal(hours.replace(",", ".")) <= Decimal("160.33") for _, hours in months)


def test_the_sick_have_a_first_day_of_absence_and_only_they():
    for row in current():
        if row["Målgruppe"]:
            assert bool(row["Første fraværsdag"]) == (row["Målgruppe"] == SICK)
        if row["Første fraværsdag"]:
            assert day(row["Første fraværsdag"]) <= day(row["Startdato"])


@pytest.mark.parametrize(
    "column",
    [
        "Adressebeskyttelse",
        "Tolk",
        "Undtaget fra selvbooking",
        "Fritagelsesgrund",
        "Behandling til",
        "Arbejdsgiver at vende tilbage til",
        "Jobstart",
        "Forventet raskmelding",
    ],
)
def test_a_few_of_many_have_what_is_rare(column):
    found = [row[column] for row in current()]
    assert 0 < sum(cell not in {"", "Nej"} for cell in found) < CITIZENS / 5


def test_facts_that_belong_together_stand_together():
    for row in current():
        assert bool(row["Arbejdsgiver at vende tilbage til"]) == bool(row["Tilbage i arbejde"])
        assert bool(row["Fritaget fra"]) == bool(row["Fritagelsesgrund"])
        assert bool(row["Akkumulerede uger"]) == bool(row["Uger opgjort"])
        assert bool(row["Grund til undtagelse"]) == bool(row["Undtaget fra selvbooking"])


def test_what_lies_ahead_lies_ahead():
    for row in current():
        for column in ("Behandling til", "Tilbage i arbejde", "Jobstart", "Forventet raskmelding"):
            assert not row[column] or day(row[column]) > ON
