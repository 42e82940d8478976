"""The invented caseload: the same seed, the same file, and nobody real in it."""

import csv
from collections import Counter
from datetime import date, timedelta

import pytest

from staasted.apps.imports.synthetic import caseload_file
from staasted.catalog.loader import catalog
from staasted.catalog.names import people_names, population
from staasted.core.citizen.cpr import cpr_parse

pytestmark = pytest.mark.any_database

ON = date(2026, 5, 18)
COUNSELLORS = ("Mette Holm", "Ali Høj")


def made(seed: int = 1, citizens: int = 200) -> bytes:
    """An invented file."""
    return caseload_file(citizens=citizens, seed=seed, on=ON, counsellors=COUNSELLORS)


def rows(content: bytes) -> list[dict[str, str]]:
    """The file's rows by header."""
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))


def day(written: str) -> date:
    """A Danish date."""
    return date(*reversed([int(part) for part in written.split("-")]))


def test_the_same_seed_makes_the_same_file_and_another_another():
    assert made() == made()
    assert made() != made(seed=2)


def test_the_file_is_written_as_benefit_systems_export():
    content = made()
    assert content.startswith(b"\xef\xbb\xbfCPR-nr;Navn;")
    assert content.count(b"\r\n") == content.count(b"\n") == 201


def test_every_number_is_a_replacement_number_of_its_own():
    numbers = [cpr_parse(row["CPR-nr"]) for row in rows(made(citizens=3_000))]
    assert all(number.is_replacement for number in numbers)
    assert len({number.digits for number in numbers}) == 3_000


def test_everybody_has_an_age_of_their_group():
    ages = {
        catalog().target_groups[f"group:{each.group}"].da.name: each.ages
        for each in population().groups
    }
    for row in rows(made(citizens=2_000)):
        born = cpr_parse(row["CPR-nr"]).birth_date
        age = ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))
        youngest, oldest = ages[row["Målgruppe"]]
        assert youngest <= age <= oldest


def test_most_are_job_ready_and_two_thirds_began_within_seven_months():
    found = rows(made(citizens=2_000))
    groups = Counter(row["Målgruppe"] for row in found)
    assert groups.most_common(1)[0][0] == "Jobparate på kontanthjælp"
    assert len(groups) == len(population().groups)
    recent = sum(day(row["Startdato"]) >= ON - timedelta(days=215) for row in found)
    assert 0.62 <= recent / 2_000 <= 0.72


def test_some_are_new_and_many_six_months_close_in_the_half_year():
    found = [row for row in rows(made()) if row["Målgruppe"] == "Jobparate på kontanthjælp"]
    starts = [day(row["Startdato"]) for row in found]
    assert sum(start > ON - timedelta(days=14) for start in starts) >= 3
    assert sum(date(2025, 7, 1) <= start <= date(2025, 12, 31) for start in starts) >= 25


def test_benefits_begin_and_requests_are_made_on_weekdays_in_that_order():
    for row in rows(made()):
        start = day(row["Startdato"])
        assert start <= ON
        assert start.weekday() < 5
        if row["Første henvendelse"]:
            assert day(row["Første henvendelse"]) <= start


def test_some_facts_are_missing_and_some_couples_share_an_email():
    found = rows(made(citizens=500))
    for column in ("E-mail", "Telefon", "Første henvendelse"):
        assert 0 < sum(not row[column] for row in found) < 400
    emails = Counter(row["E-mail"] for row in found if row["E-mail"])
    assert emails.most_common(1)[0][1] > 1


def test_nobody_can_be_written_to_or_called():
    for row in rows(made(citizens=500)):
        assert not row["E-mail"] or row["E-mail"].endswith(".example")
        assert not row["Telefon"] or row["Telefon"].startswith("00 ")
        assert row["E-mail"].isascii()


def test_names_have_the_danish_letters():
    written = "".join(row["Navn"] for row in rows(made())).lower()
    assert set("æøå") <= set(written)


def test_the_names_are_written_once_each():
    names = people_names()
    for each in (names.women, names.men, names.last):
        assert len(each) == len(set(each))
