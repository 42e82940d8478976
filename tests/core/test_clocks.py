"""Where a count begins, what begins it anew, and what splits nothing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.core.law import Breaks, CarriesOn, Clock, KnownFact, OnBenefit, Person
from tests.core.people import (
    CASH,
    CLOCKS,
    FAMILY,
    GROUP,
    MONDAY,
    NOTICE,
    OTHER_GROUP,
    PLAIN,
    REGISTRATION,
    SAME,
    SICK,
    THIRD_GROUP,
    WEEKS,
    a_look,
    a_person,
    a_time,
    after,
)

TRANSITION = "benefit:transition"


def starts(clock, *times, **known):
    """The first day of each period on a clock, or the question."""
    found = clock.periods(a_person(*times, **known))
    return [period.first or period.question for period in found]


def then(first, *, group=GROUP, benefit=CASH, last=None, **days):
    """A later time on a benefit, nobody asking for help anew."""
    return OnBenefit(group, benefit, first, last, days)


def test_a_count_begins_on_the_day_its_clock_names():
    time = a_time(asked=after(3), registered=after(5))
    assert starts(SAME, time) == [after(3)]
    assert starts(REGISTRATION, time) == [after(5)]
    assert starts(PLAIN, replace(time, first=MONDAY)) == [MONDAY]


def test_a_day_that_is_not_known_is_asked_for():
    assert starts(SAME, a_time(asked=None)) == ["first_request"]
    assert starts(REGISTRATION, a_time()) == ["registered"]
    assert starts(PLAIN, a_time(asked=None)) == [MONDAY]


def test_a_clock_may_begin_on_another_day_for_some_groups():
    clock = replace(SAME, starts="period", starts_for={OTHER_GROUP: "visited"})
    assert starts(clock, a_time(asked=after(4), visited=after(9))) == [after(4)]
    assert starts(clock, a_time(group=OTHER_GROUP, visited=after(9))) == [after(9)]
    assert clock.start_word(a_time(group=OTHER_GROUP)) == "visited"


def test_a_named_day_of_the_person_is_the_newest_one_begun_by_the_periods_end():
    days = {"registered": (after(2), after(8), after(90))}
    assert starts(REGISTRATION, a_time(ends_on=after(8)), days=days) == [after(8)]
    assert starts(REGISTRATION, a_time(ends_on=after(7)), days=days) == [after(2)]
    assert starts(REGISTRATION, a_time(), days=days) == [after(90)]
    assert starts(REGISTRATION, a_time(registered=after(1)), days=days) == [after(1)]


LEFT = a_time(ends_on=date(2025, 3, 9))


def test_the_same_benefit_runs_on_until_a_whole_month_lies_off_it():
    assert starts(SAME, LEFT, then(date(2025, 4, 30))) == [MONDAY]
    assert starts(SAME, LEFT, then(date(2025, 5, 1))) == [MONDAY, "first_request"]
    again = then(date(2025, 5, 1), first_request=date(2025, 5, 2))
    assert starts(SAME, LEFT, again) == [MONDAY, date(2025, 5, 2)]


def test_another_benefit_begins_a_count_of_its_own_the_day_it_takes_over():
    sick = then(date(2025, 3, 10), benefit=SICK)
    assert starts(SAME, LEFT, sick) == [MONDAY, date(2025, 3, 10)]
    assert starts(SAME, LEFT, replace(sick, first=date(2025, 5, 1))) == [MONDAY, "first_request"]
    back = then(date(2025, 3, 20))
    times = (LEFT, replace(sick, last=date(2025, 3, 19)), back)
    assert starts(SAME, *times) == [MONDAY, date(2025, 3, 10), date(2025, 3, 20)]


def test_a_change_of_group_begins_nothing_anew():
    third = then(date(2025, 3, 10), group=THIRD_GROUP)
    assert starts(SAME, LEFT, third) == [MONDAY]
    (period,) = SAME.periods(a_person(LEFT, third))
    assert period.times == (LEFT, third)
    assert period.group_on(date(2025, 3, 9)) == GROUP
    assert period.group_on(date(2025, 3, 10)) == THIRD_GROUP
    assert period.group_on(date(2020, 1, 1)) == GROUP


def test_a_change_of_group_begins_anew_where_the_clock_says_so():
    clock = replace(SAME, restarts=(frozenset({GROUP}), frozenset({THIRD_GROUP})))
    third = then(date(2025, 3, 10), group=THIRD_GROUP)
    assert starts(clock, LEFT, third) == [MONDAY, date(2025, 3, 10)]
    assert starts(clock, replace(LEFT, group=THIRD_GROUP), replace(third, group=GROUP)) == [MONDAY]
    assert starts(clock, LEFT, replace(third, group=OTHER_GROUP)) == [MONDAY]
    family = replace(FAMILY, restarts=clock.restarts)
    assert starts(family, LEFT, third) == [MONDAY, date(2025, 3, 10)]


def test_a_change_of_benefit_carries_on_where_the_fact_is_true():
    clock = replace(SAME, carries_on=(CarriesOn(TRANSITION, CASH, "same_needs"),))
    times = (replace(LEFT, benefit=TRANSITION), then(date(2025, 3, 10)))
    parted = [MONDAY, date(2025, 3, 10)]
    known = {"facts": {"same_needs": (KnownFact(True),)}}
    assert starts(clock, *times, **known) == [MONDAY]
    assert starts(clock, *times) == parted
    late = {"facts": {"same_needs": (KnownFact(True, first=date(2025, 3, 11)),)}}
    assert starts(clock, *times, **late) == parted
    back = (LEFT, then(date(2025, 3, 10), benefit=TRANSITION))
    assert starts(clock, *back, **known) == parted
    other = (times[0], then(date(2025, 3, 10), benefit=SICK))
    assert starts(clock, *other, **known) == parted


def test_a_family_of_benefits_runs_on_until_a_whole_month_off_all_of_them():
    clock = replace(FAMILY, benefits=frozenset({CASH, TRANSITION}))
    change = then(date(2025, 4, 30), benefit=TRANSITION)
    assert starts(clock, LEFT, change) == [MONDAY]
    assert starts(clock, LEFT, replace(change, first=date(2025, 5, 1))) == [
        MONDAY,
        "first_request",
    ]
    sick = then(date(2025, 3, 10), benefit=SICK, last=date(2025, 4, 20))
    assert starts(clock, LEFT, sick, then(date(2025, 4, 21))) == [MONDAY]
    assert starts(clock, LEFT, sick, then(date(2025, 5, 2))) == [MONDAY, date(2025, 5, 2)]


@pytest.mark.parametrize(
    ("right", "again", "parted"),
    [
        (None, date(2025, 4, 30), False),
        (None, date(2025, 5, 1), True),
        (False, date(2025, 5, 1), False),
        (True, date(2025, 4, 30), True),
    ],
)
def test_a_new_right_begins_a_count_of_weeks_anew(right, again, parted):
    facts = {} if right is None else {"new_benefit_right": (KnownFact(right),)}
    time = replace(LEFT, days={"registered": MONDAY})
    found = starts(WEEKS, time, then(again, registered=again), facts=facts)
    assert found == ([MONDAY, again] if parted else [MONDAY])


def test_a_period_of_its_own_begins_with_each_day_of_its_kind():
    time = replace(LEFT, days={"registered": MONDAY})
    anew = then(date(2025, 3, 10), registered=date(2025, 3, 10))
    assert starts(REGISTRATION, time, anew) == [MONDAY, date(2025, 3, 10)]
    assert starts(REGISTRATION, time, replace(anew, days={})) == [MONDAY]
    later = replace(anew, first=date(2025, 5, 1), days={})
    assert starts(REGISTRATION, time, later) == [MONDAY, "registered"]


def test_each_event_is_a_window_of_its_own_where_somebody_is_on_a_benefit():
    days = {"notice": (after(-1), after(10), after(20), after(200))}
    time = a_time(ends_on=after(100))
    assert starts(NOTICE, time, days=days) == [after(10), after(20)]
    own = a_time(notice=after(30))
    assert starts(NOTICE, own, days={"notice": (after(10),)}) == [after(10), after(30)]
    assert starts(NOTICE, own, days={"notice": (after(30), after(30))}) == [after(30)]
    (period,) = NOTICE.periods(a_person(own))
    assert (period.times, period.question) == ((own,), None)


def test_a_period_ends_with_its_last_time_on_a_benefit_once_that_has_come():
    (period,) = SAME.periods(a_person(LEFT))
    assert period.last == date(2025, 3, 9)
    assert period.ended(date(2025, 3, 8)) is None
    assert period.ended(date(2025, 3, 9)) == date(2025, 3, 9)
    (running,) = SAME.periods(a_person())
    assert (running.last, running.ended(date(2099, 1, 1))) == (None, None)


def test_the_time_a_day_belongs_to_is_the_last_one_begun():
    times = (LEFT, then(date(2025, 4, 1), last=date(2025, 4, 10)), then(date(2025, 4, 20)))
    (period,) = SAME.periods(a_person(*times))
    days = [MONDAY, date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 19), date(2025, 4, 20)]
    assert [times.index(period.time_on(day)) for day in days] == [0, 0, 1, 1, 2]


def test_a_look_sees_the_periods_that_have_begun_and_finds_them_once():
    person = a_person(LEFT, a_time(asked=date(2025, 6, 2)))
    look = a_look(on=date(2025, 6, 1), person=person)
    assert [p.first for p in look.periods("same_benefit")] == [MONDAY]
    assert look.periods("same_benefit") is look.periods("same_benefit")
    later = a_look(on=date(2025, 6, 2), person=person)
    assert [p.first for p in later.periods("same_benefit")] == [MONDAY, date(2025, 6, 2)]


def test_a_person_is_in_the_newest_time_that_holds_a_day():
    times = (LEFT, a_time(asked=date(2025, 3, 5)))
    person = a_person(*times)
    assert person.time_on(after(-1)) is None
    assert person.time_on(MONDAY) is times[0]
    assert person.time_on(date(2025, 3, 4)) is times[0]
    assert person.time_on(date(2025, 3, 5)) is times[1]
    assert a_person(LEFT).time_on(date(2025, 3, 9)) is LEFT
    assert a_person(LEFT).time_on(date(2025, 3, 10)) is None


def test_a_time_opens_with_the_first_request_also_before_the_benefit():
    early = OnBenefit(GROUP, CASH, MONDAY, None, {"first_request": after(-7)})
    assert early.opens_on == after(-7)
    assert early.covers(after(-7))
    assert not early.covers(after(-8))
    assert [LEFT.covers(date(2025, 3, n)) for n in (9, 10)] == [True, False]
    assert OnBenefit(GROUP, CASH, MONDAY).opens_on == MONDAY


def test_a_fact_is_known_in_its_stretch_of_days():
    told = (KnownFact(True, MONDAY, after(5)), KnownFact(False, after(6)))
    person = a_person(facts={"working": told})
    days = [after(-1), MONDAY, after(5), after(6), after(999)]
    assert [person.fact("working", day) for day in days] == [None, True, True, False, False]
    assert person.fact("sleeping", MONDAY) is None
    assert a_person(facts={"x": (KnownFact(True, last=MONDAY),)}).fact("x", after(-999)) is True


def test_somebody_grows_a_year_older_on_the_birthday():
    person = a_person(born_on=date(2000, 2, 29))
    assert person.age(date(2025, 2, 28)) == 24
    assert person.age(date(2025, 3, 1)) == 25
    assert person.age(date(2024, 2, 29)) == 24
    assert a_person(born_on=date(2000, 5, 18)).age(date(2025, 5, 17)) == 24
    assert a_person(born_on=date(2000, 5, 18)).age(date(2025, 5, 18)) == 25
    assert a_person().age(MONDAY) is None


# From 31 January to 1 March is 29 days and holds a whole February: a pause is shorter than that.
SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 28)), min_size=1, max_size=5)


def test_a_pause_from_the_end_of_january_to_march_holds_a_whole_month():
    january = a_time(ends_on=date(2027, 1, 31))
    assert len(starts(SAME, january, then(date(2027, 3, 1)))) == 2
    assert len(starts(SAME, january, then(date(2027, 2, 28)))) == 1


@settings(max_examples=60)
@given(SPANS, st.sampled_from(sorted(CLOCKS)), st.dates(date(1960, 1, 1), date(2007, 1, 1)))
def test_a_birthday_a_move_or_a_new_group_never_splits_a_period(spans, slug, born):
    clock: Clock = CLOCKS[slug]
    times, first = [], MONDAY
    for place, (length, pause) in enumerate(spans):
        group = (GROUP, OTHER_GROUP, THIRD_GROUP)[place % 3]
        days = {"first_request": MONDAY, "registered": MONDAY} if place == 0 else {}
        times.append(OnBenefit(group, CASH, first, after(length, first), days))
        first = after(length + pause, first)
    facts = {"moved": (KnownFact(False, last=after(9)), KnownFact(True, first=after(10)))}
    person = Person(tuple(times), born_on=born, facts=facts)
    if clock.breaks is not Breaks.EVENT:
        (period,) = clock.periods(person)
        assert period.times == tuple(times)
