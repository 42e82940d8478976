"""What holds of every trial and everybody: drawn at random, never to be broken."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import Period
from staasted.core.effort import PersonOwed, legal_level
from staasted.core.law import Status
from staasted.core.law.trial import TrialMode
from tests.core.people import GROUP, MONDAY, OTHER_GROUP, a_person, a_time, after, rules, talks
from tests.core.test_trials import COUNTS, FIRST, FLOOR, HERE, LAST, THERE, a_part, found

LINES = ("number", "first", "channels", "booking")
ENDING = (TrialMode.WAIVE, TrialMode.REPLACE, TrialMode.AVERAGE, TrialMode.PAUSE)
some_days = st.integers(0, 400).map(after)
some_talks = st.lists(some_days, max_size=6).map(lambda days: talks(*sorted(days)))
some_parts = st.builds(
    lambda mode, lifts, first, length, counts, floor: a_part(
        mode,
        lifts=frozenset(lifts),
        from_on=after(first),
        to_on=None if length is None else after(first + length),
        counts=COUNTS if counts else None,
        adds=(FLOOR,) if floor else (),
    ),
    st.sampled_from(ENDING),
    st.sets(st.sampled_from(LINES)),
    st.integers(-400, 400),
    st.none() | st.integers(0, 400),
    st.booleans(),
    st.booleans(),
)


def of_the_law(under):
    """The obligations of the law alone, without what a trial adds."""
    return [o for o in under.obligations if o.rule.id != FLOOR.id]


@given(some_parts, some_talks, some_days)
def test_a_trial_elsewhere_for_others_or_at_another_time_changes_nothing(part, events, on):
    person = a_person(lives_in=HERE)
    alone = found(person=person, events=events, on=on)
    elsewhere = replace(part, municipalities=frozenset({THERE}))
    for_others = replace(part, groups=frozenset({OTHER_GROUP}))
    another_time = replace(part, from_on=after(-900), to_on=after(-800))
    for other in (elsewhere, for_others, another_time):
        under = found(other, person=person, events=events, on=on)
        assert under.obligations == alone.obligations
        assert (under.due, under.channels, under.arrangement) == (
            alone.due,
            alone.channels,
            alone.arrangement,
        )
        assert [e.value for e in under.events] == [e.value for e in alone.events]


@given(some_parts, some_talks, some_days)
def test_lifting_never_asks_for_more_and_always_says_what_the_law_would(part, events, on):
    person = a_person(lives_in=HERE)
    alone = found(person=person, events=events, on=on)
    under = found(replace(part, adds=()), person=person, events=events, on=on)
    assert (under.without or under).obligations == alone.obligations
    before = {(o.rule.id, o.window.first): o for o in alone.obligations if o.window}
    for owed in of_the_law(under):
        base = before[owed.rule.id, owed.window.first]
        assert owed.missing <= base.missing
        assert (owed.required or 0) <= (base.required or 0)
        assert owed.without in (None, base)
        assert owed == base or owed.trial is not None
    assert alone.due is None or under.due is None or under.due >= alone.due


@given(some_parts, some_talks, some_days)
def test_the_same_number_of_windows_stands_with_and_without(part, events, on):
    person = a_person(lives_in=HERE)
    under = found(part, person=person, events=events, on=on)
    assert len(of_the_law(under)) == len((under.without or under).obligations)
    assert all(o.trial is part for o in under.obligations if o.rule.id == FLOOR.id)


@given(some_parts, st.lists(some_talks, min_size=1, max_size=6))
def test_a_groups_sums_equal_its_persons_under_a_trial(part, lives):
    on = after(300)
    people = []
    for number, events in enumerate(lives):
        group = GROUP if number % 2 else OTHER_GROUP
        person = a_person(a_time(group=group), lives_in=HERE)
        told = found(part, person=person, events=events, on=on, known=for_both())
        people.append(PersonOwed(str(number), told.group, told.standing, told.obligations))
    level = legal_level(people, Period(FIRST, LAST), on=on)
    assert sum(g.required or 0 for g in level.groups) == level.required
    assert sum(g.counted or 0 for g in level.groups) == level.counted
    assert level.required == sum(
        o.required or 0 for person in level.persons for o in person.numbers
    )
    lifted = [o for p in people for o in p.obligations if o.status is Status.LIFTED]
    assert all(o.required in (0, None) for o in lifted)


def for_both():
    """The four rules, for both groups."""
    groups = frozenset({GROUP, OTHER_GROUP})
    return tuple(replace(rule, groups=groups) for rule in rules())


@given(st.integers(1, 60), st.integers(0, 60))
def test_a_pause_moves_a_day_by_as_many_days_as_it_lasts_within_the_window(length, early):
    first = MONDAY + timedelta(days=7 - min(early, 7))
    part = a_part(
        TrialMode.PAUSE, lifts=frozenset({"first"}), from_on=first, to_on=after(length, first)
    )
    (owed,) = (o for o in found(part).obligations if o.rule.id == "first")
    assert owed.due == after(length + 1, owed.without.due)
    assert first <= owed.without.due
