"""Weeks in a running offer per person-month, and who is in one today."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import Period
from staasted.core.effort import PersonInOffers, offers_run, summed, without_pauses
from staasted.core.offering import OfferRun

FIRST = date(2026, 1, 1)
OFFSETS = st.integers(0, 120)


def on(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def stretch(first: int, length: int | None) -> OfferRun:
    return OfferRun(on(first), None if length is None else on(first + length))


STRETCHES = st.builds(stretch, OFFSETS, st.one_of(st.none(), st.integers(0, 40)))


def person(group: str = "a", *, open_: bool = True, running: bool = False, **told: object):
    days = told.get("days", (Period(on(0), on(89)),))
    return PersonInOffers("x", group, days, told.get("runs", ()), open_, running)


@given(STRETCHES, st.lists(STRETCHES, max_size=4))
def test_what_is_left_of_a_run_is_every_day_it_ran_and_no_day_it_stood_still(
    run: OfferRun, pauses: list[OfferRun]
) -> None:
    left = without_pauses(run, pauses)
    for offset in range(200):
        day = on(offset)
        stood = any(pause.holds(day) for pause in pauses)
        assert any(each.holds(day) for each in left) == (run.holds(day) and not stood)


def test_two_weeks_of_three_months_are_told_per_month() -> None:
    found = summed("a", [person(runs=(stretch(10, 13),))])
    assert found.weeks == 2
    assert round(found.weeks_a_month or 0, 2) == round(2 / (90 / 30.4375), 2)


def test_days_without_a_benefit_and_days_in_two_offers_count_no_more() -> None:
    runs = (stretch(0, 89), stretch(0, 89))
    whole = summed("a", [person(runs=runs, days=(Period(on(0), on(6)), Period(on(20), on(26))))])
    assert whole.weeks == 2


def test_the_share_is_of_those_who_are_open_and_no_group_is_hidden_by_another() -> None:
    people = [
        person(running=True),
        person(),
        person(open_=False, running=True),
        person("b"),
    ]
    a, b = offers_run(people)
    assert (a.group, a.running, a.open, a.share) == ("a", 1, 2, 0.5)
    assert (b.group, b.share) == ("b", 0)
    assert summed("", []).share is None
    assert summed("", []).weeks_a_month is None
