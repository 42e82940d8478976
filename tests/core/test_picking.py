"""A caseload as a list: nobody is lost on the way, and the soonest come first."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.picking import Order, Show, Standing, picked

TODAY = date(2026, 5, 18)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NINE = datetime(2026, 5, 19, 7, tzinfo=UTC)
NEAR = st.none() | st.dates(date(2026, 5, 10), date(2026, 5, 30))
MOMENTS = st.none() | st.datetimes(
    datetime(2026, 5, 18), datetime(2026, 6, 30), timezones=st.just(UTC)
)
STANDINGS = st.lists(
    st.builds(
        Standing,
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


@given(STANDINGS, st.sampled_from(Order))
def test_an_order_moves_people_about_and_loses_nobody(
    standings: list[Standing], order: Order
) -> None:
    found = picked(standings, order=order, on=TODAY)
    assert sorted(found) == sorted(one.who for one in standings)


@given(STANDINGS, st.sampled_from(Show))
def test_a_list_holds_those_it_is_of_by_name(standings: list[Standing], show: Show) -> None:
    found = picked(standings, show=show, on=TODAY)
    assert found == [one.who for one in standings if one.who in set(found)]


@given(STANDINGS)
def test_the_soonest_day_comes_first_and_nobody_with_a_day_after_one_without(
    standings: list[Standing],
) -> None:
    due = {one.who: one.due for one in standings}
    days = [due[who] for who in picked(standings, order=Order.DUE, on=TODAY)]
    known = [day for day in days if day is not None]
    assert days == sorted(known) + [None] * (len(days) - len(known))


@given(STANDINGS)
def test_whoever_has_nothing_ahead_has_no_time_no_day_and_no_pause(
    standings: list[Standing],
) -> None:
    left = set(picked(standings, show=Show.NOTHING_AHEAD, on=TODAY))
    for one in standings:
        held = one.booked or any(day and day >= TODAY for day in (one.agreed, one.paused))
        assert (one.who in left) is not bool(held)


def test_a_day_that_passed_is_one_until_a_time_is_booked() -> None:
    passed = Standing(1, agreed=YESTERDAY)
    booked = Standing(2, agreed=YESTERDAY, booked=NINE)
    ahead = Standing(3, due=TODAY, agreed=TOMORROW)
    assert picked([passed, booked, ahead], show=Show.PASSED, on=TODAY) == [1]


def test_one_freedom_alone() -> None:
    rows = [Standing(1, freedom="check_ins"), Standing(2), Standing(3, freedom="close_support")]
    assert picked(rows, freedom="close_support", on=TODAY) == [3]
    assert picked(rows, show=Show.NO_AGREEMENT, on=TODAY) == [2]
