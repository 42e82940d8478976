"""When reminders fall: in open hours, before the meeting, once, and never too many in a day."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.errors import DomainError
from staasted.core.reminders import (
    MARGIN,
    KeptBack,
    Meeting,
    OpenHours,
    Reminder,
    ReminderKind,
    Reminding,
    reminders,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAYS, HOURS = ReminderKind.DAYS, ReminderKind.HOURS
TO_SUMMER_TIME = [date(2026, 3, 29), date(2027, 3, 28), date(2028, 3, 26)]
TO_WINTER_TIME = [date(2026, 10, 25), date(2027, 10, 31), date(2028, 10, 29)]


def danish(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), COPENHAGEN).astimezone(UTC)


def wanting(first: str = "08:00", last: str = "21:00", *, a_day: int = 3, **hours: int):
    hours_before = {DAYS: hours.get("days", 48), HOURS: hours.get("hours", 2)}
    open_hours = OpenHours(time.fromisoformat(first), time.fromisoformat(last), COPENHAGEN)
    return Reminding(hours_before, open_hours, a_day)


def said(found: list[Reminder]) -> list[tuple[str, str]]:
    return [(each.kind, f"{each.at.astimezone(COPENHAGEN):%d.%m %H:%M}") for each in found]


MEETING = Meeting("m", danish(date(2026, 5, 21), "10:30"))
EARLY = danish(date(2026, 5, 1), "12:00")


def test_one_goes_two_days_before_and_one_two_hours_before():
    found = reminders([MEETING], wanted=wanting(), had={}, now=EARLY)
    assert said(found) == [(DAYS, "19.05 10:30"), (HOURS, "21.05 08:30")]
    assert [each.until for each in found] == [found[1].at, MEETING.starts_at]


def test_one_that_falls_at_night_goes_the_evening_before():
    at_nine = Meeting("m", danish(date(2026, 5, 21), "09:00"))
    found = reminders([at_nine], wanted=wanting(), had={}, now=EARLY)
    assert said(found) == [(DAYS, "19.05 09:00"), (HOURS, "20.05 20:45")]


def test_one_that_falls_after_the_last_hour_goes_before_it():
    in_the_evening = Meeting("m", danish(date(2026, 5, 21), "19:00"))
    found = reminders([in_the_evening], wanted=wanting(last="16:00"), had={}, now=EARLY)
    assert said(found) == [(DAYS, "19.05 15:45"), (HOURS, "21.05 15:45")]


def test_one_whose_moment_has_passed_is_none():
    late = danish(date(2026, 5, 19), "10:30")
    found = reminders([MEETING], wanted=wanting(), had={}, now=late)
    assert said(found) == [(HOURS, "21.05 08:30")]
    assert reminders([MEETING], wanted=wanting(), had={}, now=MEETING.starts_at) == []


def test_one_that_can_no_longer_go_before_its_quiet_hours_is_kept_back_and_said():
    at_nine = Meeting("m", danish(date(2026, 5, 21), "09:00"))
    in_the_night = danish(date(2026, 5, 20), "22:00")
    (found,) = reminders([at_nine], wanted=wanting(), had={}, now=in_the_night)
    assert found.kept_back is KeptBack.QUIET


def test_what_has_gone_does_not_go_again():
    had = {("m", DAYS): EARLY}
    found = reminders([MEETING], wanted=wanting(), had=had, now=EARLY)
    assert [each.kind for each in found] == [HOURS]


def test_of_too_many_in_a_day_those_of_the_nearest_meetings_go():
    day = date(2026, 5, 21)
    today = [Meeting(f"a{n}", danish(day, f"{11 + n}:00")) for n in range(2)]
    later = [Meeting(f"b{n}", danish(day + timedelta(days=2), f"{9 + n:02}:00")) for n in range(2)]
    now = danish(day, "08:00")
    found = reminders([*later, *today], wanted=wanting(), had={}, now=now)
    of_the_day = [each for each in found if each.at < danish(day, "23:00")]
    kept = {each.meeting.ref: each.kept_back for each in of_the_day}
    assert kept == {"a0": None, "a1": None, "b0": None, "b1": KeptBack.CAP}


def test_two_that_would_go_in_one_moment_are_one():
    at_ten = Meeting("m", danish(date(2026, 5, 21), "06:00"))
    found = reminders(
        [at_ten], wanted=wanting("05:00", "15:00", days=14, hours=2), had={}, now=EARLY
    )
    assert said(found) == [(HOURS, "20.05 14:45")]


@pytest.mark.parametrize("hours", [("21:00", "08:00"), ("09:00", "09:00"), ("09:00", "09:15")])
def test_hours_with_nothing_between_them_are_refused(hours):
    with pytest.raises(DomainError, match="reminder_hours"):
        wanting(*hours)


@pytest.mark.parametrize("change", [*TO_SUMMER_TIME, *TO_WINTER_TIME])
def test_two_hours_are_two_hours_also_when_the_clocks_change(change):
    meeting = Meeting("m", danish(change, "12:00"))
    found = reminders([meeting], wanted=wanting(), had={}, now=danish(change, "00:00"))
    assert [each.at for each in found] == [meeting.starts_at - timedelta(hours=2)]
    assert said(found) == [(HOURS, f"{change:%d.%m} 10:00")]


FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 12, 31, tzinfo=UTC)
AROUND_THE_CHANGES = st.sampled_from(TO_SUMMER_TIME + TO_WINTER_TIME).flatmap(
    lambda day: st.integers(-60 * 4, 60 * 4).map(
        lambda quarters: danish(day, "03:00") + timedelta(minutes=15 * quarters)
    )
)
MOMENTS = AROUND_THE_CHANGES | st.datetimes(
    FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC)
)
HALF_HOURS = [f"{hour:02}:{minute}" for hour in range(5, 24) for minute in ("00", "30")]
WANTED = st.builds(
    wanting,
    st.sampled_from([each for each in HALF_HOURS if each <= "12:00"]),
    st.sampled_from([each for each in HALF_HOURS if "15:00" <= each <= "23:00"]),
    a_day=st.integers(1, 4),
    days=st.integers(24, 96),
    hours=st.integers(1, 12),
)
LISTS = st.lists(MOMENTS, min_size=1, max_size=6)


@given(LISTS, WANTED, st.integers(0, 200), st.data())
def test_what_always_holds_of_reminders(starts, wanted, hours_before, data):
    now = min(starts) - timedelta(hours=hours_before)
    meetings = [Meeting(f"m{number}", at) for number, at in enumerate(starts)]
    possible = [(meeting.ref, kind) for meeting in meetings for kind in ReminderKind]
    gone = data.draw(st.sets(st.sampled_from(possible)))
    had = dict.fromkeys(gone, now)
    found = reminders(meetings, wanted=wanted, had=had, now=now)
    sent = [each for each in found if each.kept_back is None]
    names = [(each.meeting.ref, each.kind) for each in found]
    assert len(names) == len(set(names)), "never twice"
    assert not set(names) & gone
    for each in sent:
        due = each.meeting.starts_at - timedelta(hours=wanted.hours[each.kind])
        assert now < each.at <= due < each.meeting.starts_at
        assert each.at < each.until <= each.meeting.starts_at
        assert wanted.open_hours.hold(each.at), "never in the quiet hours"
        assert wanted.open_hours.hold(each.at + MARGIN), "nor when it is sent a little late"
        if wanted.open_hours.hold(due) and wanted.open_hours.hold(due + MARGIN):
            assert each.at == due, "on the hour where that is not quiet"
    for meeting in meetings:
        moments = [each.at for each in sent if each.meeting == meeting]
        assert len(moments) == len(set(moments)), "two in one moment are one"
    days = Counter(each.at.astimezone(COPENHAGEN).date() for each in sent)
    days.update(at.astimezone(COPENHAGEN).date() for at in had.values())
    allowed = max(wanted.a_day, len(had))
    assert all(number <= allowed for number in days.values())
    for each in found:
        if each.kept_back is KeptBack.CAP:
            assert days[each.at.astimezone(COPENHAGEN).date()] >= wanted.a_day


@given(MOMENTS, WANTED)
def test_the_next_open_moment_is_open_and_never_before(at, wanted):
    following = wanted.open_hours.next_from(at)
    assert following >= at
    assert wanted.open_hours.hold(following)
    assert following - at < timedelta(hours=25)
