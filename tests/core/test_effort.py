from dataclasses import replace
from datetime import date

import pytest

from staasted.core.calendar import half_year
from staasted.core.effort import PersonOwed, Standing, first_late, legal_level
from staasted.core.law import Bearer, Effort, Length, OfferEvent
from staasted.core.law.kinds import ByNeed, OfferDeadline
from tests.core.people import (
    GROUP,
    MONDAY,
    OTHER_GROUP,
    SICK,
    THIRD_GROUP,
    a_book,
    a_person,
    a_rule,
    a_time,
    after,
    owed,
    rules,
)

YEAR_END = date(2025, 12, 31)
SPRING, AUTUMN = half_year(date(2025, 2, 1)), half_year(date(2025, 8, 1))
FOUR = [after(n) for n in (2, 30, 60, 90)]


def somebody(ref, *days, on=YEAR_END, times=None, book=None, offers=(), **facts):
    """A person with what is owed them; the newest time's group is today's."""
    times = times or (a_time(**facts),)
    found = owed(*days, on=on, person=a_person(*times), book=book, offers=offers)
    return PersonOwed(ref, times[-1].group, Standing.IN_COURSE, tuple(found.values()))


def level(people, period, on=YEAR_END, **asked):
    return legal_level(people, period, on=on, **asked)


def figures(found):
    return found.required, found.counted, found.surplus


def test_a_window_belongs_to_the_half_year_it_closes_in():
    people = [somebody("anna", *FOUR)]
    spring, autumn = level(people, SPRING), level(people, AUTUMN)
    assert [o.rule.id for p in spring.persons for o in p.obligations] == ["first"]
    assert [o.rule.id for p in autumn.persons for o in p.obligations] == ["number"]
    assert (spring.deadlines_bound, autumn.deadlines_bound) == (1, 0)
    assert (spring.required, autumn.required) == (0, 4)
    assert (spring.period, spring.effort) == (SPRING, Effort.CONVERSATION)


def test_nobodys_surplus_pays_for_another():
    people = [somebody("anna", *FOUR, after(120)), somebody("bo", *FOUR[:3])]
    found = level(people, AUTUMN)
    assert (found.persons_bound, found.persons_met) == (2, 1)
    assert figures(found) == (8, 7, 1)
    assert [p.met for p in found.persons] == [True, False]
    assert found.groups[0].on_level is False


def test_the_first_conversation_is_required_once_where_both_windows_close_together():
    people = [somebody("anna", *FOUR[:2], ends_on=date(2025, 6, 29))]
    found = level(people, SPRING)
    assert [o.rule.id for o in found.persons[0].obligations] == ["first", "number"]
    assert figures(found) == (3, 2, 0)
    assert (found.deadlines_bound, found.deadlines_met) == (1, 1)


def test_several_conversations_before_the_first_deadline_are_no_surplus():
    found = level([somebody("anna", *(after(n) for n in (1, 3, 5)))], SPRING)
    assert figures(found) == (0, 0, 0)
    assert (found.deadlines_bound, found.deadlines_met, found.persons_met) == (1, 1, 1)


def test_a_late_first_conversation_counts_in_the_number_and_not_as_in_time():
    found = level([somebody("anna", *FOUR[1:], ends_on=date(2025, 6, 29))], SPRING)
    assert figures(found) == (3, 3, 0)
    assert (found.deadlines_bound, found.deadlines_met) == (1, 0)
    assert (found.persons_bound, found.persons_met) == (1, 0)


def test_a_number_not_yet_reached_is_open_while_there_is_time():
    found = level([somebody("anna", *FOUR[:1], on=date(2025, 7, 1))], AUTUMN)
    assert (found.persons_met, found.persons[0].open) == (0, True)


def test_a_person_is_open_only_while_everything_lacking_can_be_held_in_time():
    book = a_book(*rules(number=4, months=4), a_rule("late", rules()[1].kind))
    on = date(2025, 3, 1)
    missed = level([somebody("anna", on=on, book=book)], SPRING).persons[0]
    assert [o.status.value for o in missed.obligations] == ["breach", "breach", "open"]
    assert (missed.met, missed.open) == (False, False)
    in_time = level([somebody("bo", FOUR[0], on=on, book=book)], SPRING).persons[0]
    assert (in_time.met, in_time.open) == (False, True)


def test_somebody_who_has_it_all_is_not_open():
    assert not level([somebody("anna", *FOUR)], AUTUMN).persons[0].open


def test_a_new_benefit_never_takes_a_breach_away():
    first = a_time(ends_on=date(2025, 5, 31))
    second = a_time(date(2025, 6, 1), group=OTHER_GROUP, benefit=SICK)
    found = level([somebody("anna", times=(first, second))], SPRING)
    assert (found.persons_bound, found.persons_met) == (1, 0)
    assert figures(found) == figures(level([somebody("anna", times=(first,))], SPRING))


def test_a_person_with_two_periods_is_one_person_and_stands_in_both_groups():
    early = a_time(ends_on=date(2025, 5, 31))
    late = a_time(date(2025, 6, 2), group=OTHER_GROUP, benefit=SICK)
    found = level([somebody("anna", *FOUR[:2], times=(early, late))], SPRING)
    assert (len(found.persons), found.persons_bound, found.unknown) == (1, 1, ())
    ours, none = found.groups
    assert (ours.group, ours.persons, ours.persons_bound, ours.without_rule) == (GROUP, 1, 1, 0)
    assert (none.group, none.persons, none.persons_bound) == (OTHER_GROUP, 1, None)
    assert (none.without_rule, none.on_level) == (1, None)


def test_an_unknown_window_is_listed_and_binds_nobody():
    people = [somebody("anna", *FOUR, asked=None), somebody("bo", *FOUR)]
    found = level(people, AUTUMN)
    assert found.unknown == ("anna",)
    assert (found.persons_bound, found.groups[0].persons) == (1, 2)
    assert (found.groups[0].unknown, found.groups[0].without_rule) == (1, 0)


def test_a_group_without_a_number_says_so_and_never_zero():
    alone = somebody("bo", group=OTHER_GROUP)
    ours, other = level([somebody("anna", *FOUR), alone], AUTUMN).groups
    assert (ours.group, ours.persons_met, ours.on_level) == (GROUP, 1, True)
    assert (other.persons, other.without_rule) == (1, 1)
    assert {other.persons_bound, other.persons_met, other.required, other.counted} == {None}
    assert {other.deadlines_bound, other.deadlines_met, other.surplus, other.on_level} == {None}


def test_a_right_without_a_number_is_no_number():
    found = level([somebody("anna", book=a_book(a_rule("need", ByNeed())))], AUTUMN)
    assert (found.groups[0].without_rule, found.groups[0].required) == (1, None)


def test_a_group_whose_windows_close_elsewhere_is_neither_met_nor_not():
    row = level([somebody("anna", *FOUR, on=MONDAY)], half_year(date(2027, 1, 1))).groups[0]
    assert (row.persons_bound, row.on_level) == (0, None)


def test_somebody_who_left_before_anything_was_owed_is_not_bound():
    found = level([somebody("anna", ends_on=date(2025, 2, 5))], SPRING)
    assert (found.persons_bound, found.required, found.deadlines_bound) == (0, 0, 0)


def test_a_cut_window_closes_on_the_last_day():
    found = level([somebody("anna", *FOUR[:2], ends_on=date(2025, 5, 31))], SPRING)
    number = found.persons[0].numbers[0]
    assert (number.required, number.due) == (4 * 118 // 182, date(2025, 5, 31))


def test_how_many_stand_how_is_told_for_each_group():
    anna, bo = somebody("anna"), replace(somebody("bo"), standing=Standing.FUND_MONTHS)
    carl = replace(somebody("carl"), standing=Standing.FUND_MONTHS)
    (row,) = level([anna, bo, carl], SPRING).groups
    assert row.standings == ((Standing.IN_COURSE, 1), (Standing.FUND_MONTHS, 2))
    assert row.standing(Standing.FUND_MONTHS) == 2
    assert row.standing(Standing.OUTSIDE_COURSE) == 0


def test_a_group_that_is_not_known_has_no_row_and_the_whole_still_counts():
    anna = replace(somebody("anna", group=OTHER_GROUP), group="")
    found = level([anna], SPRING)
    assert (found.groups, found.persons_bound) == ((), 0)


def test_offers_are_a_level_of_their_own():
    book = a_book(*rules(), a_rule("offer", OfferDeadline(Length(weeks=8))))
    begun = (OfferEvent("0", "placement", after(20)),)
    people = [somebody("anna", *FOUR, book=book, offers=begun), somebody("bo", book=book)]
    offers = level(people, SPRING, effort=Effort.OFFER)
    assert (offers.effort, offers.required) == (Effort.OFFER, 0)
    assert (offers.deadlines_bound, offers.deadlines_met) == (2, 1)
    assert (offers.persons_bound, offers.persons_met) == (2, 1)
    assert level(people, SPRING).deadlines_bound == 2
    assert [o.rule.id for o in level(people, SPRING).persons[0].obligations] == ["first"]


def test_what_the_fund_owes_is_none_of_the_municipalitys_level():
    funds = tuple(replace(rule, bearer=Bearer.UNEMPLOYMENT_FUND) for rule in rules()[:2])
    found = level([somebody("anna", book=a_book(*funds))], SPRING)
    assert (found.persons_bound, found.groups[0].without_rule) == (0, 1)


@pytest.mark.parametrize(
    ("days", "on", "late"),
    [
        ((), after(7), ()),
        ((), after(8), ("anna",)),
        ((after(3),), after(8), ()),
        ((after(9),), after(10), ()),
    ],
)
def test_somebodys_first_conversation_is_late_while_it_is_still_owed(days, on, late):
    assert first_late([somebody("anna", *days, on=on)]) == late


def test_only_the_first_conversation_of_the_municipality_is_told_as_late():
    first = rules()[1]
    second = a_book(replace(first, line="conversations.number"))
    assert first_late([somebody("anna", on=after(9), book=second)]) == ()
    fund = a_book(replace(first, bearer=Bearer.UNEMPLOYMENT_FUND))
    assert first_late([somebody("anna", on=after(9), book=fund)]) == ()
    gone = somebody("anna", on=after(9), ends_on=after(8))
    assert first_late([gone, somebody("bo", on=after(9))]) == ("bo",)


def test_a_window_under_a_group_somebody_has_left_stays_there():
    times = (a_time(ends_on=after(60)), a_time(after(61), group=THIRD_GROUP))
    found = level([somebody("anna", *FOUR[:1], times=times)], AUTUMN)
    assert [(g.group, g.persons, g.required) for g in found.groups] == [
        (GROUP, 1, 4),
        (THIRD_GROUP, 1, None),
    ]
