from dataclasses import replace
from datetime import date, timedelta

import pytest

from staasted.core.law import (
    Bearer,
    Effort,
    Length,
    OfferEvent,
    Status,
    VersionDay,
    next_due,
    resolve,
    rules_loaded,
)
from staasted.core.law.kinds import CountInWindow, Deadline, OfferDeadline
from tests.core.people import (
    GROUP,
    LAST_DAY,
    MONDAY,
    OTHER_GROUP,
    SICK,
    WEEK_LATER,
    a_book,
    a_look,
    a_person,
    a_rule,
    a_time,
    after,
    owed,
    rules,
    windows,
)


def test_the_first_conversation_is_due_a_week_after_help_was_asked_for():
    first = owed(on=MONDAY)["first"]
    assert (first.due, first.required, first.status) == (WEEK_LATER, 1, Status.OPEN)
    assert first.window.days == 8
    assert (first.timed, first.still_owed, first.group) == (True, True, GROUP)


def test_the_number_is_due_on_the_same_day_number_six_months_later():
    number = owed(on=MONDAY)["number"]
    assert (number.due, number.required, number.status) == (LAST_DAY, 4, Status.OPEN)
    assert (number.timed, number.still_owed, number.effort) == (False, True, Effort.CONVERSATION)


def test_the_due_day_is_in_time_and_the_day_after_is_not():
    assert owed(on=WEEK_LATER)["first"].status is Status.OPEN
    late = owed(on=WEEK_LATER + timedelta(days=1))["first"]
    assert (late.status, late.still_owed, late.fulfilled_on) == (Status.BREACH, True, None)
    met = owed(WEEK_LATER, on=WEEK_LATER)["first"]
    assert (met.status, met.still_owed, met.fulfilled_on) == (Status.MET, False, WEEK_LATER)


def test_a_late_first_conversation_stays_late_and_is_no_longer_owed():
    first = owed(date(2025, 2, 12), on=date(2025, 3, 1))["first"]
    assert (first.status, first.held) == (Status.BREACH, 0)
    assert first.fulfilled_on == date(2025, 2, 12)
    assert not first.still_owed


def test_the_first_conversation_is_one_of_the_number():
    number = owed(date(2025, 2, 5), on=date(2025, 2, 6))["number"]
    assert (number.counted, number.missing) == (1, 3)


def test_a_conversation_of_tomorrow_does_not_count_today():
    found = owed(date(2025, 2, 5), on=date(2025, 2, 4))
    assert (found["number"].counted, found["number"].events) == (0, ())
    assert (found["first"].counted, found["first"].events) == (0, ())


def test_a_conversation_of_today_counts_today():
    assert owed(date(2025, 2, 5), on=date(2025, 2, 5))["number"].counted == 1


def test_more_than_one_conversation_before_the_first_deadline_is_no_surplus_of_it():
    first = owed(date(2025, 2, 4), date(2025, 2, 6), on=WEEK_LATER)["first"]
    assert (first.held, first.counted, first.surplus) == (2, 1, 0)


def test_more_than_the_number_stands_beside_as_surplus():
    days = [after(n) for n in (1, 20, 40, 60, 80)]
    number = owed(*days, on=LAST_DAY)["number"]
    assert (number.counted, number.surplus, number.status) == (4, 1, Status.MET)
    assert number.fulfilled_on == days[3]


def test_without_a_first_request_nothing_is_guessed():
    found = owed(date(2025, 2, 5), on=LAST_DAY, person=a_person(a_time(asked=None)))
    assert set(found) == {"first", "number"}
    assert {o.status for o in found.values()} == {Status.UNKNOWN}
    assert {o.question for o in found.values()} == {"first_request"}
    assert {(o.due, o.window, o.required, o.group) for o in found.values()} == {
        (None, None, None, GROUP)
    }
    assert next_due(found.values()) is None
    assert {(o.held, o.counted, o.missing, o.surplus) for o in found.values()} == {(0, 0, 0, 0)}
    assert not any(o.still_owed or o.approximate or o.events for o in found.values())


def test_leaving_after_two_months_asks_for_its_share_rounded_down():
    left = date(2025, 4, 2)
    number = owed(on=date(2025, 5, 1), person=a_person(a_time(ends_on=left)))["number"]
    assert number.required == 4 * 59 // 182 == 1
    assert (number.due, number.status) == (left, Status.BREACH)
    assert number.interpretation
    assert number.readings == ("left_early",)


def test_one_held_is_all_that_two_months_ask_for():
    person = a_person(a_time(ends_on=date(2025, 4, 2)))
    number = owed(date(2025, 2, 5), on=date(2025, 5, 1), person=person)["number"]
    assert (number.status, number.fulfilled_on) == (Status.MET, date(2025, 2, 5))


def test_leaving_on_the_last_day_asks_for_all():
    person = a_person(a_time(ends_on=LAST_DAY))
    number = owed(on=LAST_DAY, person=person)["number"]
    assert (number.required, number.readings) == (4, ())
    assert not number.interpretation


def test_a_coming_end_changes_nothing_before_it_has_come():
    person = a_person(a_time(ends_on=date(2025, 4, 2)))
    assert owed(on=date(2025, 4, 1), person=person)["number"].required == 4
    assert owed(on=date(2025, 4, 2), person=person)["number"].required == 1


def test_leaving_before_the_first_deadline_lifts_it_and_leaving_on_it_does_not():
    gone = a_person(a_time(ends_on=date(2025, 2, 9)))
    before = owed(on=LAST_DAY, person=gone)["first"]
    assert (before.required, before.status, before.still_owed) == (0, Status.MET, False)
    assert (before.readings, before.fulfilled_on) == (("left_early",), None)
    on_it = owed(on=LAST_DAY, person=a_person(a_time(ends_on=WEEK_LATER)))["first"]
    assert (on_it.required, on_it.status, on_it.still_owed) == (1, Status.BREACH, False)
    assert on_it.readings == ()
    assert not on_it.interpretation


def test_an_end_before_the_first_request_leaves_one_day_and_nothing_owed():
    found = owed(on=LAST_DAY, person=a_person(a_time(ends_on=date(2025, 2, 1))))
    assert {o.required for o in found.values()} == {0}
    assert {(o.window.days, o.due) for o in found.values()} == {(1, MONDAY)}


def test_a_month_without_that_day_is_marked_as_our_reading():
    person = a_person(a_time(asked=date(2025, 8, 31)))
    number = owed(on=date(2025, 9, 1), person=person)["number"]
    assert number.due == date(2026, 2, 28)
    assert number.readings == ("month_without_that_day",)


def test_weeks_that_end_on_a_lower_day_number_are_no_reading_of_ours():
    (first,) = windows(CountInWindow(1, Length(weeks=4)), on=MONDAY)
    assert (first.due, first.readings) == (date(2025, 3, 3), ())
    person = a_person(a_time(asked=date(2025, 2, 28)))
    (later,) = windows(CountInWindow(1, Length(weeks=2)), on=date(2025, 3, 1), person=person)
    assert (later.due, later.readings) == (date(2025, 3, 14), ())


def test_the_version_of_the_first_day_governs_the_whole_window():
    def asked(day):
        return owed(on=date(2026, 9, 1), person=a_person(a_time(asked=day)))

    assert asked(date(2026, 6, 30))["number"].due == date(2026, 12, 30)
    assert asked(date(2026, 7, 1)) == {}
    assert asked(date(2023, 12, 31)) == {}
    assert set(asked(date(2024, 1, 1))) == {"first", "number"}


@pytest.mark.parametrize(
    ("picks", "asked", "governed"),
    [
        (VersionDay.WHOLE_WINDOW, date(2025, 12, 31), True),
        (VersionDay.WHOLE_WINDOW, date(2026, 1, 1), False),
        (VersionDay.WHOLE_WINDOW, date(2023, 12, 31), False),
        (VersionDay.OPEN_ON_FIRST_DAY, date(2023, 6, 30), False),
        (VersionDay.OPEN_ON_FIRST_DAY, date(2023, 7, 1), True),
        (VersionDay.OPEN_ON_FIRST_DAY, date(2023, 12, 31), True),
        (VersionDay.OPEN_ON_FIRST_DAY, date(2024, 1, 1), False),
    ],
)
def test_a_rule_may_ask_for_the_whole_window_or_take_what_is_open(picks, asked, governed):
    kind = CountInWindow(2, Length(months=6))
    person = a_person(a_time(asked=asked))
    found = windows(kind, on=date(2026, 9, 1), person=person, picks=picks)
    assert [o.due for o in found] == ([Length(months=6).after(asked)] if governed else [])


def test_a_window_taken_over_on_a_day_is_under_the_group_of_that_day():
    times = (
        a_time(date(2023, 10, 2), date(2023, 12, 14), group=OTHER_GROUP),
        a_time(date(2023, 12, 15)),
    )
    kind, switch = CountInWindow(2, Length(months=6)), VersionDay.OPEN_ON_FIRST_DAY
    (found,) = windows(kind, on=date(2024, 2, 1), person=a_person(*times), picks=switch)
    assert (found.group, found.due) == (GROUP, date(2024, 4, 2))
    others = windows(
        kind,
        on=date(2024, 2, 1),
        person=a_person(*times),
        picks=switch,
        groups=frozenset({OTHER_GROUP}),
    )
    assert others == []


def test_the_version_of_the_day_held_follows_the_first_conversation_or_today():
    kind = Deadline(Length(weeks=4))
    asked = a_person(a_time(asked=date(2026, 6, 22)))

    def found(*days, on):
        rule = {"picks": VersionDay.DAY_HELD, "person": asked}
        return [o.status.value for o in windows(kind, *days, on=on, **rule)]

    assert found(on=date(2026, 6, 30)) == ["open"]
    assert found(on=date(2026, 7, 1)) == []
    assert found(date(2026, 6, 30), on=date(2026, 7, 5)) == ["met"]
    assert found(date(2026, 7, 1), on=date(2026, 7, 5)) == []
    assert found(date(2026, 7, 2), on=date(2026, 6, 30)) == ["open"]


def test_a_group_without_rules_is_owed_nothing_we_know_of():
    person = a_person(a_time(group=OTHER_GROUP))
    look = a_look(on=MONDAY, person=person)
    assert resolve(look) == ()
    assert not rules_loaded(look, OTHER_GROUP, MONDAY)
    assert rules_loaded(look, GROUP, MONDAY)
    assert not rules_loaded(look, GROUP, date(2026, 7, 1))
    assert not rules_loaded(a_look(on=MONDAY, book=a_book(*rules()[2:])), GROUP, MONDAY)
    plan = replace(rules()[0], line="plan")
    assert not rules_loaded(a_look(on=MONDAY, book=a_book(plan)), GROUP, MONDAY)


def test_obligations_come_in_the_order_they_are_due_and_undated_ones_last():
    number, first, *_ = rules()
    book = a_book(replace(number, id="a"), replace(first, id="z"))
    assert list(owed(on=MONDAY, book=book)) == ["z", "a"]
    asks = Deadline(Length(weeks=1), clock="registration")
    same = (replace(first, id="y"), replace(first, id="b"), a_rule("0", asks))
    assert list(owed(on=MONDAY, book=a_book(*same))) == ["b", "y", "0"]


def test_the_next_due_date_is_the_earliest_still_owed():
    assert next_due(owed(on=MONDAY).values()) == WEEK_LATER
    assert next_due(owed(date(2025, 2, 5), on=date(2025, 2, 6)).values()) == LAST_DAY
    assert next_due(owed(on=date(2025, 3, 1)).values()) == WEEK_LATER, "late, and still owed"
    all_held = [after(n) for n in (1, 20, 40, 60)]
    assert next_due(owed(*all_held, on=LAST_DAY).values()) is None


def test_the_next_due_date_is_neither_the_funds_nor_an_offers():
    fund = windows(Deadline(Length(weeks=1)), on=MONDAY, bearer=Bearer.UNEMPLOYMENT_FUND)
    offer = windows(OfferDeadline(Length(weeks=2)), on=MONDAY, offers=(OfferEvent("0", "k", None),))
    assert [o.due for o in (*fund, *offer)] == [WEEK_LATER, after(14)]
    assert next_due((*fund, *offer)) is None


def test_a_number_that_was_missed_cannot_be_made_good_after_its_window():
    number = owed(date(2025, 2, 5), on=date(2025, 8, 4))["number"]
    assert (number.status, number.still_owed) == (Status.BREACH, False)


def test_a_time_on_a_benefit_that_has_not_begun_is_owed_nothing_yet():
    ahead = a_person(a_time(asked=after(10)))
    assert owed(on=after(9), person=ahead) == {}
    assert set(owed(on=after(10), person=ahead)) == {"first", "number"}


def test_each_group_somebody_was_in_is_asked_once():
    times = (a_time(ends_on=after(40)), a_time(after(41), benefit=SICK, group=OTHER_GROUP))
    both = frozenset({GROUP, OTHER_GROUP})
    found = windows(Deadline(Length(weeks=1)), on=after(60), person=a_person(*times), groups=both)
    assert [(o.group, o.due) for o in found] == [(GROUP, WEEK_LATER), (OTHER_GROUP, after(48))]


def test_a_rule_without_an_end_goes_on():
    rule = replace(rules()[0], to_on=None)
    assert rule.in_force(date(2099, 1, 1))
    assert not rule.in_force(date(2023, 12, 31))
    assert rule.verified(date(2099, 1, 1))
    assert rule.source.citation == "LBK 280/2024 § 31"


def test_a_text_counts_as_read_to_the_day_it_was_checked_and_only_if_it_was():
    rule = replace(rules()[0], verified_until=LAST_DAY)
    assert (rule.verified(LAST_DAY), rule.verified(after(1, LAST_DAY))) == (True, False)
    unread = replace(rule, source=replace(rule.source, confirmed=False, section=""))
    assert not unread.verified(LAST_DAY)
    assert unread.source.citation == "LBK 280/2024"


def test_a_rule_of_our_own_reading_marks_what_it_finds():
    (found,) = windows(Deadline(Length(weeks=1)), on=MONDAY, interpretation=True)
    assert found.interpretation
