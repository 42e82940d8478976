"""The invented history: inside the benefit, in office hours, near the published level."""

from collections import Counter
from datetime import date, time, timedelta
from itertools import pairwise

import holidays
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from staasted.apps.imports.synthetic import municipality
from staasted.catalog.loader import catalog
from staasted.catalog.names import contact_draws, population
from staasted.core.axes import Outcome
from tests.imports.invented import COUNSELLORS, ON, Row, day, moment, people, rows, spans, town

pytestmark = pytest.mark.any_database

FIRST = catalog().purposes["first_conversation"].da.name
JOB_READY = "Jobparate på kontanthjælp"
CLOSED = holidays.country_holidays("DK", years=range(2024, 2027))
LASTS = {
    (purpose.da.name, channel): minutes
    for purpose in catalog().purposes.values()
    for channel, minutes in zip(
        ("Fremmøde", "Telefon", "Video"), purpose.minutes.values(), strict=False
    )
}


def held_by_number(seed: int = 1, citizens: int = 600) -> dict[str, list[Row]]:
    """CPR number → conversations."""
    return dict(people(town(seed=seed, citizens=citizens).conversations))


@hypothesis_settings(max_examples=15)
@given(
    seed=st.integers(0, 10**9),
    on=st.dates(date(2022, 1, 1), date(2028, 12, 31)),
)
def test_every_conversation_lies_inside_a_benefit_period_and_one_day_has_one(seed, on):
    made = municipality(citizens=25, seed=seed, on=on)
    periods = {number: [spans(row) for row in found] for number, found in people(made.caseload)}
    for number, found in people(made.conversations):
        days = [moment(row["Tidspunkt"]).date() for row in found]
        assert days == sorted(set(days))
        assert on - timedelta(days=contact_draws().days) <= days[0] <= days[-1] < on
        for each in days:
            assert any(first <= each <= last for first, last in periods[number])


def test_they_are_held_on_working_days_in_office_hours():
    for row in rows(town().conversations):
        begins = moment(row["Tidspunkt"])
        assert begins.weekday() < 5
        assert begins.date() not in CLOSED
        ends = begins + timedelta(minutes=LASTS[row["Formål"], row["Kontaktform"]])
        assert any(
            opening.starts <= begins.time() and ends.time() <= opening.ends
            for opening in contact_draws().openings
        )
        assert begins.minute % contact_draws().grid == 0


def test_a_counsellor_holds_one_conversation_at_a_time():
    made = town(counsellors=COUNSELLORS)
    counsellors = {number: found[0]["Sagsbehandler"] for number, found in people(made.caseload)}
    busy: dict[tuple[str, date], list[tuple[time, time]]] = {}
    for row in rows(made.conversations):
        if row["Afholdt af"] == "Sagsbehandler":
            begins = moment(row["Tidspunkt"])
            ends = begins + timedelta(minutes=LASTS[row["Formål"], row["Kontaktform"]])
            key = counsellors[row["CPR-nr"]], begins.date()
            busy.setdefault(key, []).append((begins.time(), ends.time()))
    for stretches in busy.values():
        stretches.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(stretches))


def test_the_unemployed_have_about_as_many_a_year_as_published():
    assert town(citizens=3_000).measured.a_year == pytest.approx(7.7, abs=0.4)


def test_phone_and_video_have_about_the_published_share():
    found = [row for row in rows(town(citizens=3_000).conversations) if row["Udfald"] == "Holdt"]
    away = sum(row["Kontaktform"] in {"Telefon", "Video"} for row in found) / len(found)
    assert away == pytest.approx(0.44, abs=0.02)
    assert away == pytest.approx(town(citizens=3_000).measured.at_a_distance)


def test_few_did_not_meet_and_few_were_cancelled():
    measured = town(citizens=3_000).measured
    assert 0.75 < measured.share(Outcome.HELD) < 0.95
    for outcome in set(Outcome) - {Outcome.HELD}:
        assert 0 < measured.share(outcome) < 0.10


def test_what_is_measured_is_what_was_written():
    made = town()
    assert made.measured.conversations == len(rows(made.conversations))
    assert made.measured.periods == len(rows(made.caseload))
    assert made.measured.offers == len(rows(made.offers))
    assert made.measured.citizens == 600


def test_most_job_ready_had_the_first_conversation_within_a_week():
    held, late, counted = held_by_number(citizens=2_000), 0, 0
    for number, found in people(town(citizens=2_000).caseload):
        row = found[-1]
        asked = day(row["Første henvendelse"] or row["Startdato"])
        if row["Målgruppe"] != JOB_READY or not ON - timedelta(days=700) < asked < ON - timedelta(
            days=14
        ):
            continue
        begun = spans(row)[0]
        first = [
            moment(each["Tidspunkt"]).date()
            for each in held.get(number, ())
            if each["Formål"] == FIRST and moment(each["Tidspunkt"]).date() >= begun
        ]
        counted += 1
        late += not first or first[0] > asked + timedelta(days=7)
    assert counted > 500
    assert 0 < late / counted < 0.2


def test_a_first_conversation_is_in_person_alone_with_a_counsellor():
    found = [row for row in rows(town().conversations) if row["Formål"] == FIRST]
    assert {(r["Kontaktform"], r["Form"], r["Afholdt af"]) for r in found} == {
        ("Fremmøde", "Individuel", "Sagsbehandler")
    }


def test_the_fund_holds_the_first_three_months_of_the_insured_and_nothing_else():
    held = held_by_number(citizens=2_000)
    insured = {
        number: [(spans(row)[0], row["Overgået til kommunen"]) for row in found]
        for number, found in people(town(citizens=2_000).caseload)
        if found[-1]["A-kasse"]
    }
    for number, found in held.items():
        for row in found:
            on = moment(row["Tidspunkt"]).date()
            by_fund = row["Afholdt af"] == "A-kasse"
            assert by_fund == (number in insured and not_ours_yet(insured[number], on))


def not_ours_yet(periods: list[tuple[date, str]], on: date) -> bool:
    """Whether the day lies before the transfer of the period it lies in."""
    _, transferred = max(each for each in periods if each[0] <= on)
    return not transferred or on < day(transferred)


def test_minutes_are_known_of_most_that_were_held_and_of_no_other():
    found = rows(town().conversations)
    minutes = Counter(bool(row["Minutter"]) for row in found if row["Udfald"] == "Holdt")
    assert minutes[False] < minutes[True] / 10
    assert not any(row["Minutter"] for row in found if row["Udfald"] != "Holdt")


def test_the_newest_conversation_is_from_the_day_before_at_most():
    newest = max(moment(row["Tidspunkt"]) for row in rows(town().conversations)).date()
    assert ON - timedelta(days=7) < newest < ON


def test_every_group_has_a_rhythm():
    assert {each.rhythm for each in population().groups} <= set(contact_draws().rhythms)
