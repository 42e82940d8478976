"""The invented people: the same seed, the same files, and nobody real in them."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from staasted.apps.imports.synthetic import FILE_NAMES, caseload_file, municipality_write
from staasted.catalog.loader import catalog
from staasted.catalog.names import people_names, population
from staasted.core.citizen.cpr import cpr_parse
from tests.imports.invented import COUNSELLORS, ON, day, people, rows, spans, town

pytestmark = pytest.mark.any_database

JOB_READY = "Jobparate på kontanthjælp"


def current(citizens: int = 600) -> list[dict[str, str]]:
    """Everybody's running period."""
    return [found[-1] for _, found in people(town(citizens=citizens).caseload)]


def test_the_same_seed_makes_the_same_files_and_another_others(tmp_path):
    made, other = town(), town(seed=2)
    for kind in FILE_NAMES:
        assert getattr(made, kind) != getattr(other, kind)
    municipality_write(tmp_path, citizens=600, seed=1, on=ON)
    for kind, name in FILE_NAMES.items():
        assert (tmp_path / name).read_bytes() == getattr(made, kind)


def test_the_caseload_alone_is_the_one_among_the_three():
    assert caseload_file(citizens=600, seed=1, on=ON) == town().caseload


def test_more_citizens_leave_the_first_ones_as_they_were():
    few, many = town(citizens=50), town()
    for kind in FILE_NAMES:
        assert getattr(many, kind).startswith(getattr(few, kind))


def test_named_counsellors_change_nothing_about_the_people():
    named = rows(town(counsellors=COUNSELLORS).caseload)
    assert {row.pop("Sagsbehandler") for row in named} == set(COUNSELLORS)
    plain = rows(town().caseload)
    assert {row.pop("Sagsbehandler") for row in plain} == {""}
    assert [row["Navn"] for row in named] == [row["Navn"] for row in plain]


@pytest.mark.parametrize("kind", FILE_NAMES)
def test_the_files_are_written_as_registers_export(kind):
    content = getattr(town(), kind)
    assert content.startswith(b"\xef\xbb\xbfCPR-nr;")
    assert content.count(b"\r\n") == content.count(b"\n") == len(rows(content)) + 1


def test_every_number_is_a_replacement_number_of_its_own():
    numbers = [cpr_parse(number) for number, _ in people(town(citizens=3_000).caseload)]
    assert all(number.is_replacement for number in numbers)
    assert len({number.digits for number in numbers}) == 3_000


def test_a_person_is_the_same_on_every_row():
    for number, found in people(town().caseload):
        for column in ("Navn", "Fødselsdato", "E-mail", "Telefon", "Målgruppe", "Tolk"):
            assert len({row[column] for row in found}) == 1
        stated = found[0]["Fødselsdato"]
        assert not stated or day(stated) == cpr_parse(number).birth_date


def test_everybody_has_an_age_of_their_group():
    ages = {
        catalog().target_groups[f"group:{each.group}"].da.name: each.ages
        for each in population().groups
    }
    for row in current(citizens=2_000):
        if row["Målgruppe"]:
            youngest, oldest = ages[row["Målgruppe"]]
            assert youngest <= age(row) <= oldest


def age(row: dict[str, str]) -> int:
    """Years on the file's day."""
    born = cpr_parse(row["CPR-nr"]).birth_date
    return ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))


def test_nobody_was_on_a_benefit_as_a_child():
    for number, found in people(town(citizens=2_000).caseload):
        first = day(found[0]["Startdato"])
        assert (first - cpr_parse(number).birth_date).days >= 18 * 365


def test_the_groups_have_their_shares():
    found = Counter(row["Målgruppe"] for row in current(citizens=3_000) if row["Målgruppe"])
    for each in population().groups:
        name = catalog().target_groups[f"group:{each.group}"].da.name
        assert found[name] / found.total() == pytest.approx(each.share / 100, abs=0.025)


def test_the_job_ready_are_new_recent_and_longer_there():
    starts = [
        day(row["Startdato"]) for row in current(citizens=2_000) if row["Målgruppe"] == JOB_READY
    ]
    new = sum(start > ON - timedelta(days=14) for start in starts) / len(starts)
    recent = sum(start >= ON - timedelta(days=215) for start in starts) / len(starts)
    assert 0.04 <= new <= 0.10
    assert 0.62 <= recent <= 0.72


def test_benefits_begin_and_requests_are_made_on_weekdays_in_that_order():
    for _, found in people(town().caseload):
        for row in found:
            start = day(row["Startdato"])
            goes_on = start.day == 1 and start.month == 7 and len(found) > 1
            assert start <= ON
            assert start.weekday() < 5 or goes_on
            if row["Første henvendelse"]:
                assert start - timedelta(days=7) <= day(row["Første henvendelse"]) <= start


def test_some_facts_are_missing_and_some_couples_share_an_email():
    found = current()
    for column in ("E-mail", "Telefon", "Fødselsdato", "Målgruppe"):
        assert 0 < sum(not row[column] for row in found) < 200
    emails = Counter(row["E-mail"] for row in found if row["E-mail"])
    assert emails.most_common(1)[0][1] > 1


def test_nobody_can_be_written_to_or_called():
    for row in current():
        assert not row["E-mail"] or row["E-mail"].endswith(".example")
        assert not row["Telefon"] or row["Telefon"].startswith("00 ")
        assert row["E-mail"].isascii()


def test_names_have_the_danish_letters():
    written = "".join(row["Navn"] for row in current()).lower()
    assert set("æøå") <= set(written)


def test_the_names_are_written_once_each():
    names = people_names()
    for each in (names.women, names.men, names.last):
        assert len(each) == len(set(each)) > 100


def test_exactly_the_last_period_runs_and_none_overlap():
    for _, found in people(town().caseload):
        assert [bool(row["Slutdato"]) for row in found] == [True] * (len(found) - 1) + [False]
        assert all(bool(row["Slutårsag"]) == bool(row["Slutdato"]) for row in found)
        for earlier, later in pairwise(found):
            assert spans(earlier)[0] <= spans(earlier)[1] < spans(later)[0]
