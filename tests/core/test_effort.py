from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import half_year
from staasted.core.effort import legal_level
from tests.core.people import GROUP, MONDAY, OTHER_GROUP, a_period, a_rule, owed, rules

SPRING, AUTUMN = half_year(date(2025, 2, 1)), half_year(date(2025, 8, 1))
FOUR = [MONDAY + timedelta(days=n) for n in (2, 30, 60, 90)]


def person(ref, *days, on=date(2025, 12, 31), group=GROUP, known=None, **facts):
    found = owed(*days, on=on, period=a_period(group=group, **facts), known=known)
    return ref, group, tuple(found.values())


def figures(level):
    return level.required, level.counted, level.surplus


def test_a_window_belongs_to_the_half_year_it_closes_in():
    people = [person("anna", *FOUR)]
    spring, autumn = legal_level(people, SPRING), legal_level(people, AUTUMN)
    assert [o.rule.id for p in spring.persons for o in p.obligations] == ["first"]
    assert [o.rule.id for p in autumn.persons for o in p.obligations] == ["number"]
    assert (spring.deadlines_bound, autumn.deadlines_bound) == (1, 0)
    assert (spring.required, autumn.required) == (0, 4)


def test_nobodys_surplus_pays_for_another():
    people = [person("anna", *FOUR, MONDAY + timedelta(days=120)), person("bo", *FOUR[:3])]
    level = legal_level(people, AUTUMN)
    assert (level.persons_bound, level.persons_met) == (2, 1)
    assert figures(level) == (8, 7, 1)
    assert [p.met for p in level.persons] == [True, False]


def test_the_first_conversation_is_required_once_where_both_windows_close_together():
    people = [person("anna", *FOUR[:2], ends_on=date(2025, 6, 29))]
    level = legal_level(people, SPRING)
    assert [o.rule.id for o in level.persons[0].obligations] == ["first", "number"]
    assert figures(level) == (3, 2, 0)
    assert (level.deadlines_bound, level.deadlines_met) == (1, 1)


def test_several_conversations_before_the_first_deadline_are_no_surplus():
    eager = [MONDAY + timedelta(days=n) for n in (1, 3, 5)]
    level = legal_level([person("anna", *eager)], SPRING)
    assert figures(level) == (0, 0, 0)
    assert (level.deadlines_bound, level.deadlines_met, level.persons_met) == (1, 1, 1)


def test_a_late_first_conversation_counts_in_the_number_and_not_as_in_time():
    level = legal_level([person("anna", *FOUR[1:], ends_on=date(2025, 6, 29))], SPRING)
    assert figures(level) == (3, 3, 0)
    assert (level.deadlines_bound, level.deadlines_met) == (1, 0)
    assert (level.persons_bound, level.persons_met) == (1, 0)


def test_a_number_not_yet_reached_is_open_while_there_is_time():
    level = legal_level([person("anna", *FOUR[:1], on=date(2025, 7, 1))], AUTUMN)
    assert (level.persons_met, level.persons[0].open) == (0, True)


def test_a_person_is_open_only_while_everything_lacking_can_be_held_in_time():
    known = (*rules(number=4, months=4), a_rule("late", rules()[1].kind))
    on = date(2025, 3, 1)
    missed = legal_level([person("anna", on=on, known=known)], SPRING).persons[0]
    assert [o.status.value for o in missed.obligations] == ["breach", "breach", "open"]
    assert (missed.met, missed.open) == (False, False)
    in_time = legal_level([person("bo", FOUR[0], on=on, known=known)], SPRING).persons[0]
    assert (in_time.met, in_time.open) == (False, True)


def test_somebody_who_has_it_all_is_not_open():
    assert not legal_level([person("anna", *FOUR)], AUTUMN).persons[0].open


def test_a_new_benefit_never_takes_a_breach_away():
    first = person("anna", ends_on=date(2025, 5, 31))
    second = person("anna", group=OTHER_GROUP)
    level = legal_level([first, second], SPRING)
    assert (level.persons_bound, level.persons_met) == (1, 0)
    assert figures(level) == figures(legal_level([first], SPRING))


def test_a_person_with_two_periods_is_one_person_and_stands_in_both_groups():
    early = person("anna", *FOUR[:2], ends_on=date(2025, 5, 31))
    late = person("anna", asked=None, group=GROUP)
    other = person("anna", group=OTHER_GROUP)
    level = legal_level([early, late, other], SPRING)
    assert (len(level.persons), level.persons_bound, level.unknown) == (1, 1, ("anna",))
    ours, none = level.groups
    assert (ours.persons, ours.persons_bound, ours.unknown, ours.without_rule) == (1, 1, 1, 0)
    assert (none.persons, none.persons_bound, none.without_rule) == (1, None, 1)


def test_an_unknown_window_is_listed_and_binds_nobody():
    level = legal_level([person("anna", *FOUR, asked=None)], AUTUMN)
    assert level.unknown == ("anna",)
    assert level.persons_bound == 0
    assert level.groups[0].unknown == 1
    assert level.groups[0].on_level is None


def test_a_group_without_a_number_says_so_and_never_zero():
    ours, other = legal_level(
        [person("anna", *FOUR), person("bo", group=OTHER_GROUP)], AUTUMN
    ).groups
    assert (ours.group, ours.persons_met, ours.on_level) == (GROUP, 1, True)
    assert (other.persons, other.without_rule) == (1, 1)
    assert {other.persons_bound, other.persons_met, other.required, other.counted} == {None}
    assert {other.deadlines_bound, other.deadlines_met, other.surplus, other.on_level} == {None}


def test_a_group_whose_windows_close_elsewhere_is_neither_met_nor_not():
    row = legal_level([person("anna", *FOUR, on=MONDAY)], half_year(date(2027, 1, 1))).groups[0]
    assert (row.persons_bound, row.on_level) == (0, None)


def test_somebody_who_left_before_anything_was_owed_is_not_bound():
    level = legal_level([person("anna", ends_on=date(2025, 2, 5))], SPRING)
    assert (level.persons_bound, level.required, level.deadlines_bound) == (0, 0, 0)


def test_a_cut_window_closes_on_the_last_day():
    level = legal_level([person("anna", *FOUR[:2], ends_on=date(2025, 5, 31))], SPRING)
    number = level.persons[0].numbers[0]
    assert (number.required, number.due) == (4 * 118 // 182, date(2025, 5, 31))


OFFSETS = st.lists(st.integers(0, 200), max_size=6)
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["anna", "bo", "carl"]),
        OFFSETS,
        st.none() | st.integers(0, 300),
        st.sampled_from([GROUP, OTHER_GROUP, "group:third"]),
    ),
    max_size=8,
)


def town(drawn):
    """Entries of three people, several periods each; the third group has the first one's rules."""
    third = tuple(
        a_rule(rule.id, rule.kind, groups=frozenset({"group:third"}))
        for rule in rules()
        if rule.id != "booking"
    )
    return [
        person(
            ref,
            *(MONDAY + timedelta(days=n) for n in sorted(days)),
            group=group,
            ends_on=None if ends is None else MONDAY + timedelta(days=ends),
            known=(*rules(), *third),
        )
        for ref, days, ends, group in drawn
    ]


@given(PEOPLE, st.sampled_from([SPRING, AUTUMN]))
def test_the_groups_add_up_to_the_whole(drawn, period):
    level = legal_level(town(drawn), period)
    for figure in ("required", "counted", "surplus"):
        assert getattr(level, figure) == sum(getattr(g, figure) or 0 for g in level.groups)
    for figure in ("persons_bound", "deadlines_bound"):
        shared = [getattr(g, figure) or 0 for g in level.groups]
        assert max(shared, default=0) <= getattr(level, figure) <= sum(shared)
    assert sum(g.persons for g in level.groups) == len({(ref, group) for ref, *_, group in drawn})


@given(PEOPLE, st.sampled_from([SPRING, AUTUMN]))
def test_the_whole_is_the_sum_of_the_persons_behind_it(drawn, period):
    level = legal_level(town(drawn), period)
    assert level.persons_bound == len(level.persons) == len({p.ref for p in level.persons})
    assert level.persons_met == sum(p.met for p in level.persons)
    assert level.counted <= level.required
    assert level.deadlines_met <= level.deadlines_bound <= level.persons_bound
    lacking = level.counted < level.required or level.deadlines_met < level.deadlines_bound
    assert lacking == (level.persons_met < level.persons_bound)
    windows = [o for p in level.persons for o in p.numbers]
    assert level.counted + level.surplus == sum(
        e.value for o in windows for e in o.events if e.event.on in o.window
    )
