"""The days of an invitation, and who is summoned: properties, and cases a lawyer can read."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.catalog.loader import catalog
from staasted.core.law import (
    READ_UNTIL,
    Arrangement,
    BookedBy,
    BookingStanding,
    SummonsGround,
    deadline_of,
    least_days,
    may_be_invited,
    summons_basis,
    summons_grounds,
)

NO_RULE = Arrangement(None, must=False, rule=None)
BOOKS = Arrangement(BookedBy.SELF_BOOKING, must=True, rule=None)
IS_SUMMONED = Arrangement(BookedBy.SUMMONS, must=True, rule=None)
DAYS = st.dates(min_value=date(2016, 9, 1), max_value=date(2035, 12, 31))
THURSDAY = date(2024, 6, 6)


def rule_of(slug: str) -> Arrangement:
    """An arrangement by a rule of the catalogue."""
    rule = next(rule for rule in catalog().book.rules if rule.id == slug)
    return Arrangement(BookedBy.SELF_BOOKING, must=True, rule=rule)


@given(DAYS, st.integers(min_value=8, max_value=60))
def test_an_invitation_gives_eight_days_or_more_and_a_week_to_talk(on: date, days: int) -> None:
    deadline = deadline_of(BOOKS, on, days)
    assert deadline.book_by - on == timedelta(days=days)
    assert timedelta(days=8) <= deadline.book_by - on
    assert deadline.talk_by - deadline.book_by == timedelta(days=7)


@given(DAYS, st.integers(min_value=-5, max_value=7))
def test_fewer_than_eight_days_are_refused(on: date, days: int) -> None:
    with pytest.raises(ValueError, match="fewer"):
        deadline_of(BOOKS, on, days)


def test_thursday_6_june_2024_gives_friday_the_14th_and_a_talk_by_friday_the_21st() -> None:
    deadline = deadline_of(rule_of("SB-4"), THURSDAY, 8)
    assert (deadline.book_by, deadline.talk_by) == (date(2024, 6, 14), date(2024, 6, 21))


def test_the_rules_own_days_count_where_it_has_some() -> None:
    assert least_days(rule_of("SB-4")) == 8
    assert least_days(NO_RULE) == 8


@given(st.booleans(), st.booleans(), st.sampled_from([NO_RULE, BOOKS, IS_SUMMONED]))
def test_nobody_is_both_asked_to_book_and_summoned_for_the_same_reason(
    exempt: bool, deprived: bool, arrangement: Arrangement
) -> None:
    standing = BookingStanding(
        arrangement, first_held=True, exempt=exempt, deprived=deprived, past_three_months=False
    )
    grounds = set(summons_grounds(standing)) - {SummonsGround.NO_DUTY}
    assert may_be_invited(arrangement, exempt=exempt, deprived=deprived) is not bool(grounds)


LAW = {
    "the first conversation of the cash-benefit groups": (
        {"arrangement": IS_SUMMONED, "first_held": False},
        "LBK 280/2024 § 34, stk. 2",
    ),
    "exempt from booking": (
        {"arrangement": BOOKS, "first_held": True, "exempt": True},
        "BEK 1216/2023 § 46, stk. 1, jf. § 45",
    ),
    "the right to book taken away": (
        {"arrangement": BOOKS, "first_held": True, "deprived": True},
        "BEK 1216/2023 § 46, stk. 1, jf. LBK 280/2024 § 35",
    ),
    "no duty to book": (
        {"arrangement": NO_RULE, "first_held": True},
        "BEK 1216/2023 § 46, stk. 1",
    ),
    "short notice after the first three months": (
        {"arrangement": BOOKS, "first_held": True, "past_three_months": True},
        "LBK 280/2024 § 34, stk. 2",
    ),
}


@pytest.mark.parametrize("who", LAW)
def test_the_law_summons(who: str) -> None:
    known, section = LAW[who]
    told = {"past_three_months": False} | known
    grounds = summons_grounds(BookingStanding(**told))
    bases = [summons_basis(ground, told["arrangement"].rule) for ground in grounds]
    assert [basis.section for basis in bases] == [section]


def test_the_law_does_not_summon_who_books_themselves_in_the_first_three_months() -> None:
    standing = BookingStanding(BOOKS, first_held=True, past_three_months=False)
    assert summons_grounds(standing) == ()


def test_where_nobody_knows_when_the_course_began_a_human_decides_on_short_notice() -> None:
    standing = BookingStanding(BOOKS, first_held=True, past_three_months=None)
    assert summons_grounds(standing) == (SummonsGround.SHORT_NOTICE,)


def test_every_combination_has_its_grounds_in_one_order() -> None:
    order = list(SummonsGround)
    facts = product([NO_RULE, BOOKS, IS_SUMMONED], *[[False, True]] * 3, [None, False, True])
    for arrangement, first, exempt, deprived, past in facts:
        standing = BookingStanding(arrangement, first, exempt, deprived, past)
        found = summons_grounds(standing)
        assert len(set(found)) == len(found)
        assert set(found) <= set(order)


@pytest.mark.parametrize("ground", SummonsGround)
def test_every_ground_has_a_section_and_the_day_it_was_read_to(ground: SummonsGround) -> None:
    basis = summons_basis(ground, None)
    assert "§" in basis.section
    assert basis.read_on(READ_UNTIL)
    assert not basis.read_on(READ_UNTIL + timedelta(days=1))
