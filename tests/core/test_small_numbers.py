"""No figure on fewer than ten leaves the house, and none that is hidden can be reckoned."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.effort.small_numbers import (
    How,
    Split,
    Told,
    count_told,
    split_told,
    sum_told,
    table_told,
)

FEWEST = 10
SPLITS = st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
TABLES = st.lists(SPLITS, max_size=6)


def told_in(row: Split) -> tuple[Told, Told, Told]:
    return row.whole, row.part, row.rest


@given(TABLES)
def test_no_exact_figure_is_of_one_to_nine(rows: list[tuple[int, int]]) -> None:
    table = table_told(rows, FEWEST)
    for row in (*table.rows, table.total):
        for each in told_in(row):
            assert each.how is not How.EXACT or each.number == 0 or each.number >= FEWEST


@given(TABLES)
def test_what_is_told_is_true(rows: list[tuple[int, int]]) -> None:
    table = table_told(rows, FEWEST)
    sums = (sum(whole for whole, _ in rows), sum(part for _, part in rows))
    for (whole, part), row in zip([*rows, sums], [*table.rows, table.total], strict=True):
        for count, each in zip((whole, part, whole - part), told_in(row), strict=True):
            if each.how is How.EXACT:
                assert each.number == count
            elif each.how is How.AT_LEAST:
                assert each.number <= count
            elif each.how is How.UNDER:
                assert 0 < count < FEWEST


@given(SPLITS)
def test_a_hidden_half_could_be_several(split: tuple[int, int]) -> None:
    """Whoever reads the row cannot tell which of them it is, whatever they subtract."""
    whole, _ = split
    row = split_told(*split, FEWEST)
    if all(each.how is How.EXACT for each in told_in(row)):
        return
    alike = [
        (other, part)
        for other in ([whole] if row.whole.how is How.EXACT else range(1, FEWEST))
        for part in range(other + 1)
        if split_told(other, part, FEWEST) == row
    ]
    assert split in alike
    assert len({part for _, part in alike}) > 1
    assert len({other - part for other, part in alike}) > 1


@given(TABLES)
def test_totals_say_no_more_than_the_rows(rows: list[tuple[int, int]]) -> None:
    """Two tables with the same rows told have the same totals, whatever is behind them."""
    table = table_told(rows, FEWEST)
    columns = zip(*(told_in(row) for row in table.rows), strict=True) if rows else [(), (), ()]
    assert told_in(table.total) == tuple(sum_told(list(column)) for column in columns)


def test_every_split_of_up_to_forty_that_is_not_told_whole_has_others_like_it() -> None:
    for whole in range(41):
        rows = [split_told(whole, part, FEWEST) for part in range(whole + 1)]
        for part, row in enumerate(rows):
            if row.part.how is not How.EXACT:
                assert rows.count(row) > 1 or row.whole.how is How.UNDER, (whole, part)


def test_nobody_is_told_and_few_are_not() -> None:
    assert count_told(0, FEWEST) == Told(How.EXACT, 0)
    assert count_told(9, FEWEST) == Told(How.UNDER, 10)
    assert count_told(10, FEWEST) == Told(How.EXACT, 10)


def test_three_of_forty_are_under_ten_and_the_others_at_least_thirty_one() -> None:
    row = split_told(40, 37, FEWEST)
    assert told_in(row) == (
        Told(How.EXACT, 40),
        Told(How.AT_LEAST, 31),
        Told(How.UNDER, 10),
    )


def test_nine_and_nine_of_eighteen_are_not_told() -> None:
    row = split_told(18, 9, FEWEST)
    assert (row.part, row.rest) == (Told(How.HIDDEN), Told(How.HIDDEN))


def test_the_number_of_fewest_is_kept_for_every_small_one() -> None:
    for whole, fewest in product(range(30), (2, 5, 10)):
        for part in range(whole + 1):
            for each in told_in(split_told(whole, part, fewest)):
                assert each.how is not How.EXACT or not 0 < each.number < fewest
