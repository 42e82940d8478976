"""Deadlines, numbers and joint conversations with all they may say."""

from datetime import date

import pytest

from staasted.core.axes import ConversationForm, Holder
from staasted.core.law import Bearer, ContactEvent, KnownFact, Length, Status
from staasted.core.law.kinds import (
    CountInWindow,
    Deadline,
    DurationCeiling,
    JointConversation,
    LongestInterval,
    OfferDeadline,
    RollingCount,
)
from tests.core.people import (
    LAST_DAY,
    MONDAY,
    WEEK_LATER,
    a_person,
    a_time,
    after,
    shown,
    windows,
)

SIX_MONTHS = Length(months=6)


def joint(day, held_by=Holder.COUNSELLOR):
    return ContactEvent(str(day), day, "plan", ConversationForm.JOINT, held_by=held_by)


def test_the_second_conversation_of_the_course_has_a_deadline_of_its_own():
    second = Deadline(Length(weeks=4), nth=2)
    (found,) = windows(second, after(3), on=after(20))
    assert (found.status, found.held, found.required) == (Status.OPEN, 0, 1)
    (met,) = windows(second, after(3), after(20), after(21), on=after(22))
    assert (met.status, met.held, met.fulfilled_on) == (Status.MET, 2, after(20))
    (late,) = windows(second, after(3), after(30), on=after(40))
    assert (late.status, late.fulfilled_on, late.still_owed) == (Status.BREACH, after(30), False)
    (missing,) = windows(second, after(30), on=after(40))
    assert (missing.fulfilled_on, missing.still_owed) == (None, True)


def test_slack_is_in_time_and_the_laws_own_day_is_the_due_day():
    kind = Deadline(Length(weeks=1), slack=Length(weeks=2))
    assert shown(windows(kind, on=after(21))) == [(WEEK_LATER, "open")]
    assert shown(windows(kind, on=after(22))) == [(WEEK_LATER, "breach")]
    (met,) = windows(kind, after(21), on=after(30))
    assert (met.due, met.window.last, met.status) == (WEEK_LATER, after(21), Status.MET)
    gone = a_person(a_time(ends_on=after(10)))
    (left,) = windows(kind, on=after(30), person=gone)
    assert (left.due, left.required, left.status) == (after(10), 0, Status.MET)


def test_only_what_is_held_after_it_opens_is_looked_at():
    kind = Deadline(Length(weeks=4), opens=Length(weeks=2))
    assert windows(kind, on=after(13)) == []
    (found,) = windows(kind, after(13), on=after(20))
    assert (found.window.first, found.status, found.events) == (after(14), Status.OPEN, ())
    (met,) = windows(kind, after(13), after(14), on=after(20))
    assert (met.status, met.fulfilled_on) == (Status.MET, after(14))


def test_a_deadline_that_would_lie_before_it_opens_is_that_day():
    (found,) = windows(Deadline(Length(weeks=1), opens=Length(weeks=2)), on=after(14))
    assert (found.window.first, found.window.last, found.due) == (after(14),) * 3


def test_a_joint_one_is_asked_for_unless_the_person_refuses():
    kind = Deadline(Length(weeks=4), joint=True)
    (alone,) = windows(kind, after(3), on=after(10))
    assert (alone.status, alone.held) == (Status.OPEN, 0)
    (together,) = windows(kind, joint(after(3)), on=after(10))
    assert together.status is Status.MET
    refuses = a_person(facts={"refuses_fund": (KnownFact(True, first=after(5)),)})
    (before,) = windows(kind, after(4), on=after(10), person=refuses)
    (since,) = windows(kind, after(5), on=after(10), person=refuses)
    assert (before.status, since.status) == (Status.OPEN, Status.MET)
    no = a_person(facts={"refuses_fund": (KnownFact(False),)})
    assert windows(kind, after(4), on=after(10), person=no)[0].status is Status.OPEN


def test_a_talk_with_a_purpose_of_its_own_meets_a_deadline_of_that_purpose():
    kind = Deadline(Length(weeks=2), purpose="cv")
    cv = ContactEvent("cv", after(5), "cv", held_by=Holder.UNEMPLOYMENT_FUND)
    fund = {"bearer": Bearer.UNEMPLOYMENT_FUND}
    assert windows(kind, after(3), cv, on=after(10), **fund)[0].fulfilled_on == after(5)
    assert windows(kind, after(3), on=after(10), **fund)[0].status is Status.OPEN
    number = CountInWindow(1, SIX_MONTHS, purpose="cv")
    assert windows(number, after(3), cv, on=after(10))[0].held == 1


def test_a_conversation_of_a_later_period_does_not_meet_an_earlier_deadline():
    times = (a_time(ends_on=after(30)), a_time(after(100)))
    found = windows(Deadline(Length(weeks=1)), after(101), on=after(120), person=a_person(*times))
    assert [(o.status, o.fulfilled_on, o.still_owed) for o in found] == [
        (Status.BREACH, None, False),
        (Status.MET, after(101), False),
    ]


def test_the_last_day_on_the_benefit_still_counts():
    gone = a_person(a_time(ends_on=after(30)))
    (found,) = windows(Deadline(Length(weeks=1)), after(30), on=after(40), person=gone)
    assert (found.status, found.fulfilled_on) == (Status.BREACH, after(30))


def test_a_number_may_lie_in_a_later_stretch():
    kind = CountInWindow(2, SIX_MONTHS, opens=Length(months=3))
    assert windows(kind, on=date(2025, 5, 2)) == []
    days = (date(2025, 5, 2), date(2025, 5, 3), LAST_DAY, after(1, LAST_DAY))
    (found,) = windows(kind, *days, on=date(2025, 9, 1))
    assert (found.window.first, found.due, found.held) == (date(2025, 5, 3), LAST_DAY, 2)
    assert (found.status, found.fulfilled_on) == (Status.MET, LAST_DAY)
    assert windows(CountInWindow(1, Length(weeks=1), opens=Length(weeks=2)), on=LAST_DAY) == []
    (same,) = windows(CountInWindow(1, Length(weeks=2), opens=Length(weeks=2)), on=LAST_DAY)
    assert same.window.days == 1


def test_a_number_may_open_on_a_fixed_day():
    kind = CountInWindow(2, SIX_MONTHS, opens_on=date(2025, 7, 1))
    (found,) = windows(kind, after(10), date(2025, 7, 1), on=date(2025, 7, 2))
    assert (found.window.first, found.due, found.held) == (date(2025, 7, 1), LAST_DAY, 1)
    assert windows(CountInWindow(2, Length(months=1), opens_on=after(100)), on=LAST_DAY) == []


def test_a_number_may_be_beyond_the_first_conversation():
    kind = CountInWindow(2, SIX_MONTHS, beyond_first=True)
    assert windows(kind, on=after(70))[0].held == 0
    assert windows(kind, after(5), on=after(70))[0].held == 0
    (found,) = windows(kind, after(5), after(25), after(45), on=after(70))
    assert (found.held, found.fulfilled_on) == (2, after(45))
    later = CountInWindow(2, SIX_MONTHS, opens=Length(weeks=4), beyond_first=True)
    assert windows(later, after(5), after(35), after(45), on=after(70))[0].held == 2
    assert windows(later, after(35), after(45), on=after(70))[0].held == 1
    again = (a_time(ends_on=after(10)), a_time(after(100)))
    found = windows(kind, after(5), after(105), on=after(110), person=a_person(*again))
    assert [o.held for o in found] == [0, 0]


def test_a_number_may_leave_joint_ones_out():
    kind = CountInWindow(2, SIX_MONTHS, without_joint=True)
    (found,) = windows(kind, after(5), joint(after(25)), on=after(70))
    assert (found.held, [e.event.on for e in found.events]) == (1, [after(5)])
    assert (
        windows(CountInWindow(2, SIX_MONTHS), after(5), joint(after(25)), on=LAST_DAY)[0].held == 2
    )


def test_leaving_in_a_later_stretch_asks_for_its_part():
    kind = CountInWindow(4, SIX_MONTHS, opens=Length(months=3))
    gone = a_person(a_time(ends_on=date(2025, 6, 17)))
    (found,) = windows(kind, on=LAST_DAY, person=gone)
    assert (found.window.days, found.required) == (46, 4 * 46 // 93)
    before = a_person(a_time(ends_on=date(2025, 4, 1)))
    (gone_first,) = windows(kind, on=LAST_DAY, person=before)
    assert (gone_first.window.days, gone_first.required, gone_first.status.value) == (1, 0, "met")


JOINT = JointConversation(SIX_MONTHS, clock="same_benefit", opens=Length(months=3))


def test_a_joint_conversation_lies_in_its_stretch():
    assert windows(JOINT, on=date(2025, 5, 2)) == []
    early, in_time = date(2025, 5, 2), date(2025, 5, 3)
    (found,) = windows(JOINT, joint(early), in_time, on=in_time)
    assert (found.status, found.held, found.events, found.timed) == (Status.OPEN, 0, (), True)
    (met,) = windows(JOINT, joint(in_time), joint(LAST_DAY), on=LAST_DAY)
    assert (met.status, met.held, met.fulfilled_on) == (Status.MET, 2, in_time)
    (late,) = windows(JOINT, joint(after(1, LAST_DAY)), on=date(2025, 9, 1))
    assert (late.status, late.due, late.still_owed) == (Status.BREACH, LAST_DAY, False)


def test_more_joint_ones_may_be_asked_for_from_the_first_day():
    kind = JointConversation(Length(weeks=8), clock="same_benefit", number=2)
    (found,) = windows(kind, joint(MONDAY), on=after(9))
    assert (found.required, found.held, found.status) == (2, 1, Status.OPEN)
    assert found.window.first == MONDAY
    assert windows(kind, joint(MONDAY), joint(after(8)), on=after(9))[0].fulfilled_on == after(8)


def test_leaving_before_its_last_day_lifts_a_joint_conversation():
    gone = a_person(a_time(ends_on=after(-1, LAST_DAY)))
    (found,) = windows(JOINT, on=LAST_DAY, person=gone)
    assert (found.required, found.status, found.readings) == (0, Status.MET, ("left_early",))
    there = a_person(a_time(ends_on=LAST_DAY))
    assert windows(JOINT, on=after(1, LAST_DAY), person=there)[0].status is Status.BREACH


def test_a_joint_talk_nobody_counts_is_seen_and_is_none():
    missed = ContactEvent("x", date(2025, 6, 1), "cv", ConversationForm.JOINT)
    (found,) = windows(JOINT, missed, on=LAST_DAY)
    assert (found.held, len(found.events)) == (0, 1)
    narrow = JointConversation(Length(weeks=1), clock="same_benefit", opens=Length(weeks=2))
    assert windows(narrow, on=LAST_DAY) == []
    same_day = JointConversation(Length(weeks=2), clock="same_benefit", opens=Length(weeks=2))
    assert windows(same_day, on=LAST_DAY)[0].window.days == 1


@pytest.mark.parametrize(
    "kind",
    [
        Deadline(Length(weeks=1), clock="registration"),
        CountInWindow(1, Length(weeks=1), clock="registration"),
        JointConversation(Length(weeks=1), clock="registration"),
        OfferDeadline(Length(weeks=1), clock="registration"),
        DurationCeiling(4, frozenset({"k"}), clock="registration", within=Length(weeks=1)),
        LongestInterval(Length(weeks=1), clock="registration"),
        RollingCount(1, 1, clock="registration"),
    ],
    ids=lambda kind: type(kind).__name__,
)
def test_every_window_opens_on_the_day_its_clock_begins(kind):
    person = a_person(a_time(registered=after(5)))
    (found,) = windows(kind, on=after(9), person=person)
    assert found.window.first == after(5)
    assert found.window.last in (after(12), date(2025, 3, 8))
    assert windows(kind, on=after(4), person=person) == []


def test_a_day_of_the_period_opens_a_window_as_one_of_the_persons_does():
    kind = Deadline(Length(weeks=1), clock="notice")
    own = a_person(a_time(notice=after(10)))
    persons = a_person(days={"notice": (after(10),)})
    for person in (own, persons):
        (found,) = windows(kind, on=after(12), person=person)
        assert (found.window.first, found.due, found.status) == (after(10), after(17), Status.OPEN)
    assert windows(kind, on=after(12)) == []
