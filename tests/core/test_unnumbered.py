"""What stands without a number: by need, on request, what is shown."""

from datetime import date

from staasted.core.law import (
    Accumulated,
    AgreedContact,
    Bearer,
    Breaks,
    Clock,
    KnownFact,
    Length,
    Status,
    next_due,
)
from staasted.core.law.condition import Fact, Of, WellWithin
from staasted.core.law.kinds import ByNeed, OnRequest, Shown
from staasted.core.law.standing import DutyBearer
from tests.core.people import (
    GROUP,
    LAST_DAY,
    MONDAY,
    OTHER_GROUP,
    WEEK_LATER,
    a_book,
    a_person,
    a_rule,
    a_time,
    after,
    owed,
    windows,
)


def asked(*days):
    return {"conversation_request": tuple(days)}


def told(found):
    return [(o.status.value, o.due, o.group) for o in found]


def test_a_talk_by_need_has_no_number_and_shows_the_day_agreed():
    assert told(windows(ByNeed(), on=after(5))) == [("no_number", None, GROUP)]
    agreed = (
        AgreedContact(MONDAY, after(20)),
        AgreedContact(after(5), after(30)),
        AgreedContact(after(6), after(40)),
    )
    person = a_person(agreed=agreed)
    assert told(windows(ByNeed(), on=after(5), person=person)) == [("no_number", after(30), GROUP)]
    none = a_person(agreed=(AgreedContact(MONDAY),))
    (found,) = windows(ByNeed(), on=after(5), person=none)
    assert (found.due, found.required, found.missing, found.still_owed) == (None, None, 0, False)
    assert next_due([found]) is None


def test_it_stands_today_for_the_group_and_the_version_of_today():
    assert windows(ByNeed(), on=date(2026, 7, 1)) == []
    assert windows(ByNeed(), on=date(2026, 6, 30)) != []
    assert windows(ByNeed(), on=after(40), person=a_person(a_time(ends_on=after(39)))) == []
    times = (a_time(ends_on=after(9)), a_time(after(10), group=OTHER_GROUP))
    assert windows(ByNeed(), on=after(9), person=a_person(*times)) != []
    assert windows(ByNeed(), on=after(10), person=a_person(*times)) == []


def test_it_stands_only_where_its_condition_is_known_to_hold():
    assert windows(ByNeed(), on=after(5), when=Fact("so")) == []
    no, yes = ({"so": (KnownFact(value),)} for value in (False, True))
    assert windows(ByNeed(), on=after(5), when=Fact("so"), person=a_person(facts=no)) == []
    assert windows(ByNeed(), on=after(5), when=Fact("so"), person=a_person(facts=yes)) != []


def test_a_condition_on_the_absence_is_looked_at_on_the_absences_own_clock():
    soon = WellWithin(Length(weeks=8), Of.FIRST_ABSENCE)
    time = a_time(first_absence=after(20), expected_well=after(76))
    assert windows(ByNeed(), on=after(30), when=soon, person=a_person(time)) != []
    late = a_time(first_absence=after(20), expected_well=after(77))
    assert windows(ByNeed(), on=after(30), when=soon, person=a_person(late)) == []
    plain = a_time(expected_well=after(56))
    assert windows(ByNeed(), on=after(30), when=soon, person=a_person(plain)) != []


def test_without_those_clocks_a_condition_looks_at_the_time_itself():
    soon = WellWithin(Length(weeks=8), Of.FIRST_ABSENCE)
    only = {"plain": Clock("plain", Breaks.EACH_BENEFIT, "period", "§ 9")}
    rule = a_rule("need", ByNeed(), when=soon)
    book = a_book(rule, clocks=only)
    person = a_person(a_time(expected_well=after(56)))
    assert set(owed(on=after(30), person=person, book=book)) == {"need"}


def test_what_is_only_shown_stands_and_is_never_counted():
    (found,) = windows(Shown(), after(3), on=after(5))
    assert (found.status, found.due, found.group) == (Status.NO_NUMBER, None, GROUP)
    assert (found.held, found.required, found.timed) == (0, None, False)
    assert windows(Shown(), on=after(5), when=Fact("so")) == []
    assert windows(Shown(), on=date(2026, 7, 1)) == []


def test_what_is_shown_on_a_clock_has_its_last_day_in_each_period():
    kind = Shown(clock="same_benefit", within=Length(weeks=1))
    times = (a_time(ends_on=after(10)), a_time(after(100)))
    found = windows(kind, on=after(120), person=a_person(*times))
    assert told(found) == [("no_number", WEEK_LATER, GROUP), ("no_number", after(107), GROUP)]
    (day,) = windows(Shown(clock="same_benefit"), on=after(5))
    assert (day.due, day.approximate) == (MONDAY, False)
    weeks = Shown(clock="weeks", within=Length(weeks=1))
    (soft,) = windows(weeks, on=after(5), person=a_person(a_time(registered=MONDAY)))
    assert (soft.due, soft.approximate) == (WEEK_LATER, True)
    assert windows(kind, on=after(5), person=a_person(a_time(asked=None))) == []


def test_a_length_reached_before_the_period_is_shown_on_its_first_day():
    told_before = (Accumulated(after(3), weeks=40.0),)
    person = a_person(a_time(registered=MONDAY), accumulated=told_before)
    weeks = Shown(clock="weeks", within=Length(weeks=1))
    (day,) = windows(weeks, on=after(5), person=person)
    assert (day.due, day.approximate) == (MONDAY, False)


def test_what_is_shown_on_a_clock_follows_version_and_condition():
    kind = Shown(clock="same_benefit", within=Length(weeks=1))
    assert windows(kind, on=after(5), from_on=after(1)) == []
    assert windows(kind, on=after(5), when=Fact("so")) == []
    known = a_person(facts={"so": (KnownFact(True),)})
    assert len(windows(kind, on=after(5), when=Fact("so"), person=known)) == 1
    times = (a_time(group=OTHER_GROUP, ends_on=after(9)), a_time(after(10)))
    assert windows(kind, on=after(20), person=a_person(*times)) == []


ASK = OnRequest(within=Length(weeks=2))


def test_a_conversation_somebody_asks_for_is_held_within_its_length():
    person = a_person(days=asked(after(10)))
    (found,) = windows(ASK, on=after(24), person=person)
    assert (found.due, found.required, found.status) == (after(24), 1, Status.OPEN)
    assert (found.window.first, found.timed, found.held) == (after(10), True, 0)
    assert windows(ASK, on=after(25), person=person)[0].status is Status.BREACH
    (met,) = windows(ASK, after(9), after(24), on=after(40), person=person)
    assert (met.status, met.fulfilled_on, met.held) == (Status.MET, after(24), 1)
    (late,) = windows(ASK, after(9), after(25), on=after(40), person=person)
    assert (late.status, late.held) == (Status.BREACH, 0)
    (day,) = windows(ASK, after(10), after(12), on=after(40), person=person)
    assert (day.held, day.fulfilled_on) == (1, after(10))


def test_each_request_is_a_window_once_whoever_it_was_told_by():
    time = a_time(conversation_request=after(30))
    person = a_person(time, days=asked(after(10), after(30), after(50)))
    found = windows(ASK, on=after(40), person=person)
    assert [o.window.first for o in found] == [after(10), after(30)]


def test_before_anybody_asks_the_right_stands():
    assert told(windows(ASK, on=after(5))) == [("no_number", None, GROUP)]
    ahead = a_person(days=asked(after(6)))
    assert told(windows(ASK, on=after(5), person=ahead)) == [("no_number", None, GROUP)]
    assert windows(ASK, on=after(5), when=Fact("so")) == []
    out_of_time = windows(ASK, on=date(2026, 7, 1), person=a_person(days=asked(date(2026, 7, 1))))
    assert out_of_time == []


def test_a_right_without_a_length_must_be_given_and_has_no_date():
    person = a_person(days=asked(after(10)))
    (found,) = windows(OnRequest(), after(9), on=after(99), person=person)
    assert (found.status, found.due, found.required) == (Status.OPEN, None, 1)
    assert (found.still_owed, found.fulfilled_on, found.held) == (True, None, 0)
    assert (found.timed, found.window, found.group) == (True, None, GROUP)
    (met,) = windows(OnRequest(), after(10), after(20), on=after(99), person=person)
    assert (met.status, met.fulfilled_on, met.held) == (Status.MET, after(10), 1)
    assert met.still_owed is False


def test_a_request_is_answered_by_the_group_version_bearer_and_condition_of_its_day():
    def found(day, *times, **rule):
        person = a_person(*times, days=asked(day))
        return [o.status.value for o in windows(ASK, on=LAST_DAY, person=person, **rule)]

    assert found(after(10)) == ["breach"]
    assert found(after(-1)) == []
    assert found(after(10), to_on=after(9)) == []
    assert found(after(10), when=Fact("so")) == []
    times = (a_time(ends_on=after(9)), a_time(after(10), group=OTHER_GROUP))
    assert found(after(9), *times) == ["breach"]
    assert found(after(10), *times) == []


def test_a_request_in_the_funds_months_is_the_funds_to_answer():
    bearer = a_rule("bearer", DutyBearer(Bearer.UNEMPLOYMENT_FUND, Bearer.MUNICIPALITY))
    rules = (a_rule("ours", ASK), a_rule("funds", ASK, bearer=Bearer.UNEMPLOYMENT_FUND))
    person = a_person(a_time(transferred=after(30)), days=asked(after(29)))
    assert set(owed(on=after(60), person=person, book=a_book(bearer, *rules))) == {"funds"}
    later = a_person(a_time(transferred=after(30)), days=asked(after(30)))
    assert set(owed(on=after(60), person=later, book=a_book(bearer, *rules))) == {"ours"}


def test_another_day_may_be_the_one_that_asks():
    kind = OnRequest(day="follow_up_request", within=Length(weeks=1))
    person = a_person(days={"follow_up_request": (after(10),), **asked(after(3))})
    (found,) = windows(kind, on=after(12), person=person)
    assert found.due == after(17)
