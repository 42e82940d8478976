"""A caseload as a list: nobody is lost on the way, and the soonest come first."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.picking import CaseloadList, CaseloadOrder, CaseStanding, picked

TODAY = date(2026, 5, 18)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NINE = datetime(2026, 5, 19, 7, tzinfo=UTC)
NEAR = st.none() | st.dates(date(2026, 5, 10), date(2026, 5, 30))
MOMENTS = st.none() | st.integers(0, 40 * 24).map(lambda hours: NINE + timedelta(hours=hours))
STANDINGS = st.lists(
    st.builds(
        CaseStanding,
        who=st.integers(0, 10_000),
        due=NEAR,
        booked=MOMENTS,
        agreed=NEAR,
        paused=NEAR,
        unclosed=st.booleans(),
        freedom=st.sampled_from(["", "check_ins", "close_support"]),
    ),
    unique_by=lambda one: one.who,
)


@given(STANDINGS, st.sampled_from(CaseloadOrder))
def test_an_order_moves_people_about_and_loses_nobody(
    standings: list[CaseStanding], order: CaseloadOrder
) -> None:
    found = picked(standings, order=order, on=TODAY)
    assert sorted(found) == sorted(one.who for one in standings)


@given(STANDINGS, st.sampled_from(CaseloadList))
def test_a_list_holds_those_it_is_of_by_name(
    standings: list[CaseStanding], show: CaseloadList
) -> None:
    found = picked(standings, show=show, on=TODAY)
    assert found == [one.who for one in standings if one.who in set(found)]


@given(STANDINGS)
def test_the_soonest_day_comes_first_and_nobody_with_a_day_after_one_without(
    standings: list[CaseStanding],
) -> None:
    due = {one.who: one.due for one in standings}
    days = [due[who] for who in picked(standings, order=CaseloadOrder.DUE, on=TODAY)]
    known = [day for day in days if day is not None]
    assert days == sorted(known) + [None] * (len(days) - len(known))


@given(STANDINGS)
def test_whoever_has_nothing_ahead_has_no_time_no_day_and_no_pause(
    standings: list[CaseStanding],
) -> None:
    left = set(picked(standings, show=CaseloadList.NOTHING_AHEAD, on=TODAY))
    for one in standings:
        held = one.booked or any(day and day >= TODAY for day in (one.agreed, one.paused))
        assert (one.who in left) is not bool(held)


def test_a_day_that_passed_is_one_until_a_time_is_booked() -> None:
    passed = CaseStanding(1, agreed=YESTERDAY)
    booked = CaseStanding(2, agreed=YESTERDAY, booked=NINE)
    ahead = CaseStanding(3, due=TODAY, agreed=TOMORROW)
    assert picked([passed, booked, ahead], show=CaseloadList.PASSED, on=TODAY) == [1]


def test_one_freedom_alone() -> None:
    rows = [
        CaseStanding(1, freedom="check_ins"),
        CaseStanding(2),
        CaseStanding(3, freedom="close_support"),
    ]
    assert picked(rows, freedom="close_support", on=TODAY) == [3]
    assert picked(rows, show=CaseloadList.NO_AGREEMENT, on=TODAY) == [2]
