"""Covered, watched, lost: what holds whatever the dates are."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from staasted.core.net import (
    Ahead,
    AheadBounds,
    Cover,
    NetBounds,
    NetPlace,
    PersonInNet,
    Relieved,
    Watched,
    covers_of,
    escalation_of,
    figures_by_group,
    is_idle,
    net_place,
)

MONDAY = date(2026, 5, 18)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
BOUNDS = AheadBounds(agreed_days=182, relief_days=91)
RELIEFS = st.sampled_from([each for each in Cover if each not in (Cover.BOOKING, Cover.AGREED)])
RELIEVED = st.builds(Relieved, RELIEFS, st.none() | DAYS)
AHEAD = st.builds(
    Ahead,
    st.booleans(),
    st.none() | DAYS,
    st.lists(RELIEVED, max_size=2).map(tuple),
    st.none() | DAYS,
)
WATCHED = st.builds(Watched, st.none() | DAYS, st.booleans(), st.none() | DAYS, st.none() | DAYS)


def never(day: date) -> bool:
    return False


LIMITS = NetBounds(limit_days=28, act_days=5, closed=never)


def place(
    *, covered: bool = False, silent: int = 0, watched: Watched | None = None, on: date = MONDAY
) -> NetPlace:
    return net_place(
        covered=covered,
        silent_since=on - timedelta(days=silent),
        watched=Watched() if watched is None else watched,
        on=on,
        bounds=LIMITS,
    )


def held(opened: date, *, at_work: bool = True, acted: date | None = None) -> Watched:
    return Watched(opened, at_work, acted, MONDAY)


def test_a_time_an_agreed_day_or_a_relief_covers() -> None:
    spoken = MONDAY - timedelta(days=91)
    pause = Relieved(Cover.PAUSE, MONDAY)
    assert covers_of(Ahead(booked=True), MONDAY, BOUNDS) == (Cover.BOOKING,)
    assert covers_of(Ahead(agreed_on=MONDAY), MONDAY, BOUNDS) == (Cover.AGREED,)
    assert covers_of(Ahead(reliefs=(pause,), contact_on=spoken), MONDAY, BOUNDS) == (Cover.PAUSE,)


def test_what_lies_behind_or_too_far_ahead_covers_nobody() -> None:
    day = timedelta(days=1)
    assert not covers_of(Ahead(agreed_on=MONDAY - day), MONDAY, BOUNDS)
    assert not covers_of(Ahead(agreed_on=MONDAY + 183 * day), MONDAY, BOUNDS)
    over = Relieved(Cover.PAUSE, MONDAY - day)
    assert not covers_of(Ahead(reliefs=(over,), contact_on=MONDAY), MONDAY, BOUNDS)
    held_on = Relieved(Cover.STANDBY)
    assert not covers_of(Ahead(reliefs=(held_on,)), MONDAY, BOUNDS), "they never spoke"
    late = MONDAY - 92 * day
    assert not covers_of(Ahead(reliefs=(held_on,), contact_on=late), MONDAY, BOUNDS)


def test_watched_until_five_working_days_without_an_act_then_lost() -> None:
    friday = date(2026, 5, 15)
    assert place(watched=held(friday)) is NetPlace.WATCHED
    assert place(watched=held(MONDAY), on=date(2026, 5, 25)) is NetPlace.WATCHED
    assert place(watched=held(MONDAY), on=date(2026, 5, 26)) is NetPlace.LOST
    acted = held(MONDAY, acted=date(2026, 5, 20))
    assert place(watched=acted, on=date(2026, 5, 26)) is NetPlace.WATCHED


def test_a_day_nobody_works_is_no_working_day() -> None:
    shut = LIMITS._replace(closed=lambda day: day == date(2026, 5, 25))
    assert is_idle(held(MONDAY), date(2026, 5, 26), LIMITS)
    assert not is_idle(held(MONDAY), date(2026, 5, 26), shut)


def test_lost_without_an_alert_without_anybody_at_work_or_beyond_the_limit() -> None:
    assert place() is NetPlace.LOST
    assert place(watched=held(MONDAY, at_work=False)) is NetPlace.LOST
    assert place(watched=held(MONDAY), silent=28) is NetPlace.WATCHED
    assert place(watched=held(MONDAY), silent=29) is NetPlace.LOST


def test_whoever_was_acted_for_since_the_last_round_is_not_without_an_alert() -> None:
    spoken = Watched(None, at_work=False, acted_on=MONDAY, round_on=MONDAY)
    assert place(watched=spoken) is NetPlace.WATCHED
    before = spoken._replace(acted_on=MONDAY - timedelta(days=1))
    assert place(watched=before) is NetPlace.LOST


@given(AHEAD, RELIEVED, DAYS)
def test_having_more_ahead_never_covers_less(ahead: Ahead, more: Relieved, on: date) -> None:
    had = set(covers_of(ahead, on, BOUNDS))
    wider = ahead._replace(reliefs=(*ahead.reliefs, more))
    assert had <= set(covers_of(wider, on, BOUNDS))
    assert had <= set(covers_of(ahead._replace(booked=True), on, BOUNDS))
    assert covers_of(ahead._replace(booked=True), on, BOUNDS)


@given(AHEAD, DAYS, DAYS)
def test_a_later_contact_never_covers_less(ahead: Ahead, spoken: date, on: date) -> None:
    last = max(spoken, ahead.contact_on or spoken)
    later = ahead._replace(contact_on=last)
    assume(last <= on)
    assert set(covers_of(ahead, on, BOUNDS)) <= set(covers_of(later, on, BOUNDS))


@given(st.booleans(), st.integers(0, 120), WATCHED, st.integers(0, 120))
def test_a_contact_never_makes_anybody_lost(
    covered: bool, silent: int, watched: Watched, fewer: int
) -> None:
    before = place(covered=covered, silent=silent, watched=watched)
    after = place(covered=covered, silent=min(silent, fewer), watched=watched)
    assert not (after is NetPlace.LOST and before is not NetPlace.LOST)
    acted = watched._replace(acted_on=max(MONDAY, watched.acted_on or MONDAY))
    acted_now = place(covered=covered, silent=0, watched=acted)
    assert not (acted_now is NetPlace.LOST and before is not NetPlace.LOST)


@given(st.integers(0, 120), WATCHED)
def test_whoever_is_covered_is_neither_watched_nor_lost(silent: int, watched: Watched) -> None:
    assert place(covered=True, silent=silent, watched=watched) is NetPlace.COVERED
    assert place(covered=False, silent=silent, watched=watched) is not NetPlace.COVERED


@given(WATCHED, st.integers(0, 60))
def test_idle_staff_never_find_anybody_again(watched: Watched, days: int) -> None:
    """As the days go and nobody does anything, who is lost stays lost: the number rises."""
    left = watched._replace(acted_on=None, round_on=None)
    since = MONDAY - timedelta(days=3)
    told = {"covered": False, "silent_since": since, "watched": left, "bounds": LIMITS}
    if net_place(on=MONDAY, **told) is NetPlace.LOST:
        assume(left.opened_on is None or left.opened_on <= MONDAY)
        assert net_place(on=MONDAY + timedelta(days=days), **told) is NetPlace.LOST


def test_a_colleague_hears_of_it_and_then_the_lead() -> None:
    told = {"colleague_days": 3, "lead_days": 5, "closed": never}
    thursday, friday = date(2026, 5, 21), date(2026, 5, 22)
    assert not any(escalation_of(MONDAY, thursday, **told))
    assert escalation_of(MONDAY, friday, **told) == (True, False)
    assert escalation_of(MONDAY, date(2026, 5, 26), **told) == (True, True)


PEOPLE = st.lists(
    st.builds(
        PersonInNet,
        st.sampled_from(["group:a", "group:b", ""]),
        st.sampled_from(NetPlace),
        st.integers(0, 400),
        st.integers(0, 40),
    ),
    max_size=30,
)


@given(PEOPLE)
def test_the_figures_add_up_in_all_and_in_each_group(people: list[PersonInNet]) -> None:
    total, *groups = figures_by_group(people)
    for each in (total, *groups):
        assert each.uncovered == each.watched + each.lost <= each.open
        assert each.gap_p95 <= each.largest_gap
    assert total.open == len(people)
    assert sum(each.lost for each in groups) <= total.lost


def test_nobody_at_all_is_no_figure_and_no_error() -> None:
    assert figures_by_group([]) == (figures_by_group([])[0],)
    assert figures_by_group([])[0].largest_gap == 0
