from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import half_year
from staasted.core.effort import legal_level
from tests.core.people import GROUP, MONDAY, OTHER_GROUP, a_period, owed

SPRING, AUTUMN = half_year(date(2025, 2, 1)), half_year(date(2025, 8, 1))
FOUR = [MONDAY + timedelta(days=n) for n in (2, 30, 60, 90)]


def person(*days, on=date(2025, 12, 31), group=GROUP, **facts):
    return group, tuple(owed(*days, on=on, period=a_period(group=group, **facts)).values())


def test_a_window_belongs_to_the_half_year_it_closes_in():
    people = {"anna": person(*FOUR)}
    spring, autumn = legal_level(people, SPRING), legal_level(people, AUTUMN)
    assert [o.rule.id for p in spring.persons for o in p.obligations] == ["first"]
    assert [o.rule.id for p in autumn.persons for o in p.obligations] == ["number"]
    assert (spring.required, autumn.required) == (1, 4)


def test_nobodys_surplus_pays_for_another():
    people = {"anna": person(*FOUR, MONDAY + timedelta(days=120)), "bo": person(*FOUR[:3])}
    level = legal_level(people, AUTUMN)
    assert (level.persons_bound, level.persons_met) == (2, 1)
    assert (level.required, level.counted, level.surplus) == (8, 7, 1)
    assert [p.met for p in level.persons] == [True, False]


def test_a_number_not_yet_reached_is_open_while_there_is_time():
    level = legal_level({"anna": person(*FOUR[:1], on=date(2025, 7, 1))}, AUTUMN)
    assert (level.persons_met, level.persons[0].open) == (0, True)


def test_an_unknown_window_is_listed_and_binds_nobody():
    level = legal_level({"anna": person(*FOUR, asked=None)}, AUTUMN)
    assert level.unknown == ("anna",)
    assert level.persons_bound == 0
    assert level.groups[0].unknown == 1
    assert level.groups[0].on_level is None


def test_a_group_without_a_number_says_so_and_never_zero():
    people = {"anna": person(*FOUR), "bo": person(group=OTHER_GROUP)}
    ours, other = legal_level(people, AUTUMN).groups
    assert (ours.group, ours.persons_met, ours.on_level) == (GROUP, 1, True)
    assert (other.persons, other.without_rule) == (1, 1)
    assert {other.persons_bound, other.persons_met, other.required, other.counted} == {None}
    assert (other.surplus, other.on_level) == (None, None)


def test_a_group_whose_windows_close_elsewhere_is_neither_met_nor_not():
    row = legal_level({"anna": person(*FOUR, on=MONDAY)}, half_year(date(2027, 1, 1))).groups[0]
    assert (row.persons_bound, row.on_level) == (0, None)


def test_somebody_who_left_before_anything_was_owed_is_not_bound():
    level = legal_level({"anna": person(ends_on=date(2025, 2, 5))}, SPRING)
    assert (level.persons_bound, level.required) == (0, 0)


def test_a_cut_window_closes_on_the_last_day():
    level = legal_level({"anna": person(*FOUR[:2], ends_on=date(2025, 5, 31))}, SPRING)
    number = next(o for o in level.persons[0].obligations if o.rule.id == "number")
    assert (number.required, number.due) == (4 * 118 // 182, date(2025, 5, 31))


OFFSETS = st.lists(st.integers(0, 200), max_size=6)
PEOPLE = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.tuples(OFFSETS, st.none() | st.integers(0, 300), st.sampled_from([GROUP, OTHER_GROUP])),
    max_size=8,
)


def town(drawn):
    return {
        ref: person(
            *(MONDAY + timedelta(days=n) for n in sorted(days)),
            group=group,
            ends_on=None if ends is None else MONDAY + timedelta(days=ends),
        )
        for ref, (days, ends, group) in drawn.items()
    }


@given(PEOPLE, st.sampled_from([SPRING, AUTUMN]))
def test_the_groups_add_up_to_the_whole(drawn, period):
    level = legal_level(town(drawn), period)
    for figure in ("persons_bound", "persons_met", "required", "counted", "surplus"):
        assert getattr(level, figure) == sum(getattr(g, figure) or 0 for g in level.groups)
    assert sum(g.persons for g in level.groups) == len(drawn)


@given(PEOPLE, st.sampled_from([SPRING, AUTUMN]))
def test_the_whole_is_the_sum_of_the_persons_behind_it(drawn, period):
    level = legal_level(town(drawn), period)
    assert level.persons_bound == len(level.persons)
    assert level.persons_met == sum(p.met for p in level.persons)
    assert level.counted <= level.required
    assert (level.counted == level.required) == (level.persons_met == level.persons_bound)
    windows = [o for p in level.persons for o in p.obligations]
    assert level.counted + level.surplus == sum(
        e.value for o in windows for e in o.events if e.event.on in o.window
    )
