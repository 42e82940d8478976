"""A course in an offer: what may happen when, what comes next, and how many days it ran."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.errors import DomainError
from staasted.core.offering import (
    ENDS_SOON,
    MOVES,
    OPEN_COURSES,
    SEATED_COURSES,
    Attended,
    CourseDays,
    CourseMove,
    CourseState,
    NextStep,
    OfferRun,
    course_after,
    days_running,
    next_step,
)

TODAY = date(2026, 5, 18)
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))
RUNS = st.lists(
    st.builds(
        lambda first, days: OfferRun(first, None if days is None else first + timedelta(days=days)),
        DAYS,
        st.one_of(st.none(), st.integers(0, 60)),
    ),
    max_size=5,
)


def test_a_course_is_decided_once_and_begins_only_after_a_yes() -> None:
    assert course_after(CourseState.ASSESSED, CourseMove.GRANT) is CourseState.GRANTED
    assert course_after(CourseState.GRANTED, CourseMove.BEGIN) is CourseState.RUNNING
    for state in CourseState:
        if state is not CourseState.ASSESSED:
            for move in (CourseMove.GRANT, CourseMove.REFUSE):
                with pytest.raises(DomainError, match="offer_move"):
                    course_after(state, move)
    with pytest.raises(DomainError, match="offer_move"):
        course_after(CourseState.ASSESSED, CourseMove.BEGIN)


@given(st.lists(st.sampled_from(list(CourseMove)), max_size=12))
def test_whatever_happens_an_end_is_an_end_and_only_a_granted_course_holds_a_seat(
    moves: list[CourseMove],
) -> None:
    state, granted = CourseState.ASSESSED, False
    for move in moves:
        if move not in MOVES[state]:
            continue
        assert state in OPEN_COURSES
        state = course_after(state, move)
        granted = granted or move is CourseMove.GRANT
        if state in SEATED_COURSES:
            assert granted
    if state not in OPEN_COURSES:
        assert not MOVES[state]


@given(
    move=st.sampled_from(list(CourseMove)),
    on=DAYS,
    granted=DAYS,
    waits=st.integers(0, 30),
    runs=st.integers(0, 30),
)
def test_nothing_that_is_let_through_lies_ahead_or_before_what_it_follows(
    move: CourseMove, on: date, granted: date, waits: int, runs: int
) -> None:
    begun = granted + timedelta(days=waits)
    paused = begun + timedelta(days=runs)
    days = CourseDays(granted_on=granted, begun_on=begun, paused_from=paused)
    try:
        days.check(move, on, today=TODAY)
    except DomainError:
        return
    if move is CourseMove.BEGIN:
        assert granted <= on <= TODAY
    if move is CourseMove.PAUSE:
        assert on >= begun
    if move is CourseMove.RESUME:
        assert paused < on <= TODAY
    if move is CourseMove.END:
        assert begun <= on <= TODAY
        assert on >= paused


def test_a_pause_begins_no_earlier_than_the_day_after_the_last_one() -> None:
    days = CourseDays(begun_on=TODAY, last_pause_ended_on=TODAY + timedelta(days=4))
    with pytest.raises(DomainError, match="offer_day_order"):
        days.check(CourseMove.PAUSE, TODAY + timedelta(days=4), today=TODAY)
    days.check(CourseMove.PAUSE, TODAY + timedelta(days=5), today=TODAY)


def step(state: CourseState, *, attended: bool = True, **days: date) -> NextStep:
    resumes = days.pop("resumes_on", None)
    known = CourseDays(**days)
    return next_step(state, known, on=TODAY, resumes_on=resumes, attended=attended)


@pytest.mark.parametrize(
    ("state", "told", "found"),
    [
        (CourseState.ASSESSED, {}, NextStep.DECIDE),
        (CourseState.GRANTED, {"planned_first": TODAY}, NextStep.SAY_IF_BEGUN),
        (
            CourseState.GRANTED,
            {"planned_first": TODAY + timedelta(days=1)},
            NextStep.WAIT_TO_BEGIN,
        ),
        (CourseState.RUNNING, {}, NextStep.FOLLOW),
        (CourseState.RUNNING, {"attended": False}, NextStep.RECORD),
        (CourseState.RUNNING, {"planned_last": TODAY + ENDS_SOON}, NextStep.PLAN_AFTER),
        (CourseState.RUNNING, {"planned_last": TODAY}, NextStep.PLAN_AFTER),
        (
            CourseState.RUNNING,
            {"planned_last": TODAY + ENDS_SOON + timedelta(days=1)},
            NextStep.FOLLOW,
        ),
        (
            CourseState.RUNNING,
            {"planned_last": TODAY - timedelta(days=1)},
            NextStep.SAY_HOW_IT_ENDED,
        ),
        (CourseState.PAUSED, {}, NextStep.WAIT_TO_RESUME),
        (CourseState.PAUSED, {"resumes_on": TODAY}, NextStep.END_PAUSE),
        (CourseState.ENDED, {}, NextStep.NOTHING),
    ],
)
def test_each_course_has_one_next_thing(state: CourseState, told: dict, found: NextStep) -> None:
    assert step(state, **told) is found


@given(RUNS, DAYS, st.integers(0, 90))
def test_days_in_an_offer_are_counted_once_and_never_more_than_there_are(
    runs: list[OfferRun], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    every = [first + timedelta(days=n) for n in range(length + 1)]
    by_hand = sum(any(run.holds(day) for run in runs) for day in every)
    assert days_running(runs, first=first, last=last) == by_hand <= length + 1


def test_hours_are_summed_by_what_they_are() -> None:
    week = Attended(20, 5, 2) + Attended(25, 0, 0)
    assert (week.there, week.excused, week.unexcused) == (45, 5, 2)
