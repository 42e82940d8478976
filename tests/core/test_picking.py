"""A caseload as a list: nobody is lost on the way, and the soonest come first."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.needing import Why
from staasted.core.picking import (
    NONE,
    CaseloadList,
    CaseloadNeed,
    CaseloadOrder,
    CaseStanding,
    Picking,
    picked,
)

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
        group=st.sampled_from(["", "group:sickness_benefit"]),
        needs=st.frozensets(st.sampled_from(Why)),
    ),
    unique_by=lambda one: one.who,
)


@given(STANDINGS, st.sampled_from(CaseloadOrder))
def test_an_order_moves_people_about_and_loses_nobody(
    standings: list[CaseStanding], order: CaseloadOrder
) -> None:
    found = picked(standings, Picking(order=order), on=TODAY)
    assert sorted(found) == sorted(one.who for one in standings)


@given(STANDINGS, st.sampled_from(CaseloadList))
def test_a_list_holds_those_it_is_of_by_name(
    standings: list[CaseStanding], show: CaseloadList
) -> None:
    found = picked(standings, Picking(show=show), on=TODAY)
    assert found == [one.who for one in standings if one.who in set(found)]


@given(STANDINGS)
def test_the_soonest_day_comes_first_and_nobody_with_a_day_after_one_without(
    standings: list[CaseStanding],
) -> None:
    due = {one.who: one.due for one in standings}
    days = [due[who] for who in picked(standings, Picking(order=CaseloadOrder.DUE), on=TODAY)]
    known = [day for day in days if day is not None]
    assert days == sorted(known) + [None] * (len(days) - len(known))


@given(STANDINGS)
def test_whoever_has_nothing_ahead_has_no_time_no_day_and_no_pause(
    standings: list[CaseStanding],
) -> None:
    left = set(picked(standings, Picking(show=CaseloadList.NOTHING_AHEAD), on=TODAY))
    for one in standings:
        held = one.booked or any(day and day >= TODAY for day in (one.agreed, one.paused))
        assert (one.who in left) is not bool(held)


def test_a_day_that_passed_is_one_until_a_time_is_booked() -> None:
    passed = CaseStanding(1, agreed=YESTERDAY)
    booked = CaseStanding(2, agreed=YESTERDAY, booked=NINE)
    ahead = CaseStanding(3, due=TODAY, agreed=TOMORROW)
    assert picked([passed, booked, ahead], Picking(show=CaseloadList.PASSED), on=TODAY) == [1]


def test_one_freedom_alone() -> None:
    rows = [
        CaseStanding(1, freedom="check_ins"),
        CaseStanding(2),
        CaseStanding(3, freedom="close_support"),
    ]
    assert picked(rows, Picking(freedom="close_support"), on=TODAY) == [3]
    assert picked(rows, Picking(show=CaseloadList.NO_AGREEMENT), on=TODAY) == [2]


ASKINGS = st.builds(
    Picking,
    show=st.sampled_from(CaseloadList),
    need=st.sampled_from(CaseloadNeed),
    freedom=st.sampled_from(["", NONE, "check_ins"]),
    group=st.sampled_from(["", NONE, "group:sickness_benefit"]),
    order=st.sampled_from(CaseloadOrder),
)


@given(STANDINGS, ASKINGS)
def test_whoever_is_asked_for_is_all_of_it_and_nobody_who_is_is_left_out(
    standings: list[CaseStanding], asked: Picking
) -> None:
    alone = (
        Picking(show=asked.show),
        Picking(need=asked.need),
        Picking(freedom=asked.freedom),
        Picking(group=asked.group),
    )
    each = [set(picked(standings, one, on=TODAY)) for one in alone]
    assert set(picked(standings, asked, on=TODAY)) == set.intersection(*each)


def test_a_need_is_what_one_is_asked_or_that_one_is_needed_or_that_the_net_watches() -> None:
    waits = CaseStanding(1, needs=frozenset({Why.CALL, Why.SILENCE}))
    quiet = CaseStanding(2, needs=frozenset({Why.SILENCE}))
    seen = CaseStanding(3, needs=frozenset({Why.ALERT}))
    people = [waits, quiet, seen, CaseStanding(4)]
    found = {each: picked(people, Picking(need=each), on=TODAY) for each in CaseloadNeed}
    assert found == {
        CaseloadNeed.ANY: [1, 2, 3, 4],
        CaseloadNeed.ASKED: [1],
        CaseloadNeed.SOMEBODY: [1, 2, 3],
        CaseloadNeed.WATCHED: [3],
    }


def test_those_without_an_agreement_or_a_known_group_can_be_asked_for() -> None:
    people = [CaseStanding(1, freedom="check_ins"), CaseStanding(2, group="group:rehabilitation")]
    assert picked(people, Picking(freedom=NONE), on=TODAY) == [2]
    assert picked(people, Picking(group=NONE), on=TODAY) == [1]
