"""One's own coach as a figure: what it counts, and that nobody is worked out from it."""

from collections.abc import Sequence
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.conversation import Continuity, MeetingHeld, continuity, told_groups

FEWEST = 10
COACHES = st.integers(1, 4)
MEETINGS = st.builds(MeetingHeld, st.integers(1, 30), st.none() | COACHES, COACHES)
HELD = st.lists(MEETINGS, max_size=60)
GROUPS = st.dictionaries(st.sampled_from(["A", "B", "C", "D", ""]), HELD)


def own(person: int, coach: int = 1) -> MeetingHeld:
    return MeetingHeld(person, coach, coach)


def test_a_share_of_conversations_and_the_people_each_person_met():
    held = [own(1), own(1), MeetingHeld(1, 1, 2), own(2), MeetingHeld(3, None, 1)]
    found = continuity(held)
    assert found == Continuity(conversations=5, by_own=3, persons=3, met=4)
    assert found.share == 3 / 5
    assert found.people_each == 4 / 3


def test_of_nothing_there_is_no_share():
    assert (continuity([]).share, continuity([]).people_each) == (None, None)


def test_who_had_no_coach_that_day_met_somebody_else():
    assert continuity([MeetingHeld(1, None, 1)]).share == 0


def test_after_a_hand_over_the_new_coach_is_the_own_one():
    assert continuity([own(1, 1), own(1, 2)]).share == 1
    assert continuity([own(1, 1), own(1, 2)]).people_each == 2


@given(HELD)
def test_a_share_lies_between_none_and_all_and_everybody_met_somebody(held: list[MeetingHeld]):
    found = continuity(held)
    assert 0 <= found.by_own <= found.conversations
    assert found.persons <= found.met <= found.conversations
    assert found.share is None or 0 <= found.share <= 1


@given(HELD, MEETINGS)
def test_one_more_with_the_own_coach_never_lowers_it_and_one_with_another_never_raises_it(
    held: list[MeetingHeld], more: MeetingHeld
):
    before, after = continuity(held).share, continuity([*held, more]).share
    if before is not None:
        assert after >= before if more.own == more.holder else after <= before


@given(HELD)
def test_the_order_does_not_matter(held: list[MeetingHeld]):
    assert continuity(held) == continuity(held[::-1])


@given(GROUPS)
def test_the_groups_conversations_add_up_to_the_whole(groups: dict[str, list[MeetingHeld]]):
    whole = continuity(chain.from_iterable(groups.values()))
    assert sum(continuity(rows).by_own for rows in groups.values()) == whole.by_own


@given(GROUPS)
def test_nothing_is_told_of_few_nor_worked_out_from_the_rest(
    groups: dict[str, list[MeetingHeld]],
):
    found = told_groups(groups, fewest=FEWEST)
    assert set(found) == set(groups)
    for name, figure in found.items():
        assert figure is None or figure == continuity(groups[name])
        assert figure is None or min(figure.conversations, figure.persons) >= FEWEST
    hidden = _pooled(groups, [name for name, figure in found.items() if figure is None])
    told = [figure for figure in found.values() if figure]
    assert hidden.conversations == 0 or hidden.is_told(FEWEST) or not told


def _pooled(groups: dict[str, list[MeetingHeld]], names: Sequence[str]) -> Continuity:
    return continuity(chain.from_iterable(groups[name] for name in names))


def test_with_one_small_team_the_next_smallest_is_left_out_too():
    big, middle, small = ([own(n) for n in range(count)] for count in (40, 12, 2))
    found = told_groups({"big": big, "middle": middle, "small": small}, fewest=FEWEST)
    assert {name for name, figure in found.items() if figure} == {"big"}
