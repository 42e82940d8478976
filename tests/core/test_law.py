from dataclasses import replace
from datetime import date, timedelta

from staasted.core.axes import Channel
from staasted.core.law import (
    BookedBy,
    Status,
    arrangement_on,
    channels_on,
    next_due,
    resolve,
    rules_loaded,
)
from tests.core.people import GROUP, MONDAY, OTHER_GROUP, a_period, owed, rules

WEEK_LATER = date(2025, 2, 10)
LAST_DAY = date(2025, 8, 3)


def test_the_first_conversation_is_due_a_week_after_help_was_asked_for():
    first = owed(on=MONDAY)["first"]
    assert (first.due, first.required, first.status) == (WEEK_LATER, 1, Status.OPEN)
    assert first.window.days == 8


def test_the_number_is_due_on_the_same_day_number_six_months_later():
    number = owed(on=MONDAY)["number"]
    assert (number.due, number.required, number.status) == (LAST_DAY, 4, Status.OPEN)


def test_the_due_day_is_in_time_and_the_day_after_is_not():
    assert owed(on=WEEK_LATER)["first"].status is Status.OPEN
    assert owed(on=WEEK_LATER + timedelta(days=1))["first"].status is Status.BREACH
    assert owed(WEEK_LATER, on=WEEK_LATER)["first"].status is Status.MET


def test_a_late_first_conversation_stays_late_and_is_no_longer_owed():
    first = owed(date(2025, 2, 12), on=date(2025, 3, 1))["first"]
    assert first.status is Status.BREACH
    assert first.fulfilled_on == date(2025, 2, 12)
    assert not first.still_owed


def test_the_first_conversation_is_one_of_the_number():
    number = owed(date(2025, 2, 5), on=date(2025, 2, 6))["number"]
    assert (number.counted, number.missing) == (1, 3)


def test_a_conversation_of_tomorrow_does_not_count_today():
    assert owed(date(2025, 2, 5), on=date(2025, 2, 4))["number"].counted == 0


def test_a_conversation_of_today_counts_today():
    assert owed(date(2025, 2, 5), on=date(2025, 2, 5))["number"].counted == 1


def test_more_than_one_conversation_before_the_first_deadline_is_no_surplus_of_it():
    first = owed(date(2025, 2, 4), date(2025, 2, 6), on=WEEK_LATER)["first"]
    assert (first.held, first.counted, first.surplus) == (2, 1, 0)


def test_more_than_the_number_stands_beside_as_surplus():
    days = [MONDAY + timedelta(days=n) for n in (1, 20, 40, 60, 80)]
    number = owed(*days, on=LAST_DAY)["number"]
    assert (number.counted, number.surplus, number.status) == (4, 1, Status.MET)
    assert number.fulfilled_on == days[3]


def test_without_a_first_request_nothing_is_guessed():
    found = owed(date(2025, 2, 5), on=LAST_DAY, period=a_period(asked=None))
    assert {o.status for o in found.values()} == {Status.UNKNOWN}
    assert {o.question for o in found.values()} == {"first_request_on"}
    assert {o.due for o in found.values()} == {None}
    assert next_due(found.values()) is None
    assert {(o.held, o.counted, o.missing, o.surplus) for o in found.values()} == {(0, 0, 0, 0)}
    assert not any(o.still_owed or o.approximate or o.events for o in found.values())


def test_leaving_after_two_months_asks_for_its_share_rounded_down():
    left = date(2025, 4, 2)
    number = owed(on=date(2025, 5, 1), period=a_period(ends_on=left))["number"]
    assert number.required == 4 * 59 // 182 == 1
    assert (number.due, number.status) == (left, Status.BREACH)
    assert number.interpretation
    assert number.readings == ("left_early",)


def test_one_held_is_all_that_two_months_ask_for():
    person = a_period(ends_on=date(2025, 4, 2))
    number = owed(date(2025, 2, 5), on=date(2025, 5, 1), period=person)["number"]
    assert (number.status, number.fulfilled_on) == (Status.MET, date(2025, 2, 5))


def test_leaving_on_the_last_day_asks_for_all():
    number = owed(on=LAST_DAY, period=a_period(ends_on=LAST_DAY))["number"]
    assert (number.required, number.readings) == (4, ())


def test_a_coming_end_changes_nothing_before_it_has_come():
    period = a_period(ends_on=date(2025, 4, 2))
    assert owed(on=date(2025, 4, 1), period=period)["number"].required == 4
    assert owed(on=date(2025, 4, 2), period=period)["number"].required == 1


def test_leaving_before_the_first_deadline_lifts_it_and_leaving_on_it_does_not():
    before = owed(on=LAST_DAY, period=a_period(ends_on=date(2025, 2, 9)))["first"]
    assert (before.required, before.status, before.still_owed) == (0, Status.MET, False)
    assert before.readings == ("left_early",)
    on_it = owed(on=LAST_DAY, period=a_period(ends_on=WEEK_LATER))["first"]
    assert (on_it.required, on_it.status, on_it.still_owed) == (1, Status.BREACH, False)
    assert on_it.readings == ()
    assert not on_it.interpretation


def test_an_end_before_the_first_request_leaves_one_day_and_nothing_owed():
    found = owed(on=LAST_DAY, period=a_period(ends_on=date(2025, 2, 1)))
    assert {o.required for o in found.values()} == {0}
    assert {o.window.days for o in found.values()} == {1}


def test_a_month_without_that_day_is_marked_as_our_reading():
    number = owed(on=date(2025, 9, 1), period=a_period(asked=date(2025, 8, 31)))["number"]
    assert number.due == date(2026, 2, 28)
    assert number.readings == ("month_without_that_day",)


def test_the_version_of_the_first_day_governs_the_whole_window():
    last_version_day = date(2026, 6, 30)
    found = owed(on=date(2026, 9, 1), period=a_period(asked=last_version_day))
    assert found["number"].due == date(2026, 12, 30)
    assert owed(on=date(2026, 9, 1), period=a_period(asked=date(2026, 7, 1))) == {}
    assert owed(on=date(2026, 9, 1), period=a_period(asked=date(2023, 12, 31))) == {}
    assert set(owed(on=date(2026, 9, 1), period=a_period(asked=date(2024, 1, 1)))) == {
        "first",
        "number",
    }


def test_a_group_without_rules_is_owed_nothing_we_know_of():
    person = a_period(group=OTHER_GROUP)
    assert resolve(rules=rules(), period=person, events=(), on=MONDAY) == ()
    assert not rules_loaded(rules(), OTHER_GROUP, MONDAY)
    assert rules_loaded(rules(), GROUP, MONDAY)
    assert not rules_loaded(rules()[2:], GROUP, MONDAY)


def test_obligations_come_in_the_order_they_are_due():
    number, first, *_ = rules()
    known = (replace(number, id="a"), replace(first, id="z"))
    assert list(owed(on=MONDAY, known=known)) == ["z", "a"]


def test_the_next_due_date_is_the_earliest_still_owed():
    assert next_due(owed(on=MONDAY).values()) == WEEK_LATER
    assert next_due(owed(date(2025, 2, 5), on=date(2025, 2, 6)).values()) == LAST_DAY
    assert next_due(owed(on=date(2025, 3, 1)).values()) == WEEK_LATER, "late, and still owed"
    all_held = [MONDAY + timedelta(days=n) for n in (1, 20, 40, 60)]
    assert next_due(owed(*all_held, on=LAST_DAY).values()) is None


def test_a_number_that_was_missed_cannot_be_made_good_after_its_window():
    number = owed(date(2025, 2, 5), on=date(2025, 8, 4))["number"]
    assert (number.status, number.still_owed) == (Status.BREACH, False)


def test_the_first_is_in_person_and_then_the_person_chooses():
    first = channels_on(rules=rules(), group=GROUP, on=MONDAY, first_held=False)
    assert first.channels == {Channel.IN_PERSON}
    then = channels_on(rules=rules(), group=GROUP, on=MONDAY, first_held=True)
    assert then.channels == {Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO}
    other = channels_on(rules=rules(), group=OTHER_GROUP, on=MONDAY, first_held=True)
    assert (other.channels, other.rule) == (frozenset(), None)


def test_the_first_comes_by_summons_and_then_one_books_oneself():
    first = arrangement_on(rules=rules(), group=GROUP, on=MONDAY, first_held=False)
    assert (first.by, first.must) == (BookedBy.SUMMONS, True)
    then = arrangement_on(rules=rules(), group=GROUP, on=MONDAY, first_held=True)
    assert (then.by, then.must) == (BookedBy.SELF_BOOKING, True)


def test_no_must_is_shown_after_the_day_the_text_was_checked():
    last, after = date(2026, 1, 31), date(2026, 2, 1)
    assert arrangement_on(rules=rules(), group=GROUP, on=last, first_held=True).must
    assert not arrangement_on(rules=rules(), group=GROUP, on=after, first_held=True).must
    none = arrangement_on(rules=rules(), group=OTHER_GROUP, on=last, first_held=True)
    assert (none.by, none.must, none.rule) == (None, False, None)


def test_a_rule_without_an_end_goes_on():
    rule = replace(rules()[0], to_on=None)
    assert rule.in_force(date(2099, 1, 1))
    assert rule.verified(date(2099, 1, 1))
    assert rule.source.citation == "LBK 280/2024 § 31"
