"""What must hold for the level of any town."""

from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.core.effort import PersonOwed, Standing, legal_level
from tests.core.people import (
    GROUP,
    MONDAY,
    OTHER_GROUP,
    THIRD_GROUP,
    a_book,
    a_person,
    a_rule,
    a_time,
    after,
    owed,
    rules,
)
from tests.core.test_effort import AUTUMN, SPRING, YEAR_END

BOOK = a_book(
    *rules(),
    *(
        a_rule(rule.id, rule.kind, groups=frozenset({THIRD_GROUP}))
        for rule in rules()
        if rule.id != "booking"
    ),
)
SPELLS = st.lists(
    st.tuples(
        st.sampled_from([GROUP, OTHER_GROUP, THIRD_GROUP]), st.integers(0, 200), st.integers(0, 60)
    ),
    min_size=1,
    max_size=3,
)
PEOPLE = st.lists(
    st.tuples(SPELLS, st.booleans(), st.lists(st.integers(0, 300), max_size=6)), max_size=6
)


def times(spells, running):
    """Times on benefits one after the other, the benefit named for the group."""
    found, first = [], MONDAY
    for place, (group, length, pause) in enumerate(spells):
        open_still = running and place == len(spells) - 1
        last = None if open_still else after(length, first)
        found.append(a_time(first, last, group=group, benefit=f"benefit:{group}"))
        first = after(length + pause + 1, first)
    return tuple(found)


def town(drawn):
    """Everybody with a name, and what is owed them at the end of the year."""
    people = []
    for ref, (spells, running, days) in enumerate(drawn):
        lived = times(spells, running)
        talked = sorted(after(n) for n in days)
        found = owed(*talked, on=YEAR_END, person=a_person(*lived), book=BOOK)
        standing = Standing.IN_COURSE
        people.append(PersonOwed(str(ref), lived[-1].group, standing, tuple(found.values())))
    return people


@settings(max_examples=60)
@given(PEOPLE, st.sampled_from([SPRING, AUTUMN]))
def test_the_groups_add_up_to_the_whole(drawn, period):
    people = town(drawn)
    found = legal_level(people, period, on=YEAR_END)
    for figure in ("required", "counted", "surplus"):
        assert getattr(found, figure) == sum(getattr(g, figure) or 0 for g in found.groups)
    for figure in ("persons_bound", "deadlines_bound"):
        shared = [getattr(g, figure) or 0 for g in found.groups]
        assert max(shared, default=0) <= getattr(found, figure) <= sum(shared)
    here = {(p.ref, p.group) for p in people} | {
        (p.ref, o.group) for p in people for o in p.obligations if o.window.last >= period.first
    }
    assert sum(g.persons for g in found.groups) == len(here)
    assert all(sum(n for _, n in g.standings) == g.persons for g in found.groups)


@settings(max_examples=60)
@given(PEOPLE, st.sampled_from([SPRING, AUTUMN]))
def test_the_whole_is_the_sum_of_the_persons_behind_it(drawn, period):
    found = legal_level(town(drawn), period, on=YEAR_END)
    assert found.persons_bound == len(found.persons) == len({p.ref for p in found.persons})
    assert found.persons_met == sum(p.met for p in found.persons)
    assert found.counted <= found.required
    assert found.deadlines_met <= found.deadlines_bound <= found.persons_bound
    lacking = found.counted < found.required or found.deadlines_met < found.deadlines_bound
    assert lacking == (found.persons_met < found.persons_bound)
    numbers = [o for p in found.persons for o in p.numbers]
    assert found.required == sum(o.required for o in numbers)
    assert found.counted == sum(o.counted for o in numbers)
    assert found.surplus == sum(o.surplus for o in numbers)
    assert found.counted + found.surplus == sum(
        e.value for o in numbers for e in o.events if e.event.on in o.window
    )
