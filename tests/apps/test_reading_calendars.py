"""When a file says somebody is busy: what takes time, in which zone, and what does not."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, vRecur

from staasted.apps.calendars.appointments import Whose
from staasted.apps.calendars.reading import busy_read
from staasted.core.slots import Interval
from tests.apps.ics import NOBODY, WINDOW, file_of, read, spelled, times

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NINE = ("DTSTART:20260520T070000Z", "DTEND:20260520T080000Z")
NINE_READ = ("2026-05-20T07:00", "2026-05-20T08:00")


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20260520T070000Z",
        "DTSTART:20260520T090000",  # nobody's zone is the Danish one
        "DTSTART;TZID=Europe/Copenhagen:20260520T090000",
        'DTSTART;TZID="Europe/Copenhagen":20260520T090000',
        "DTSTART;TZID=Romance Standard Time:20260520T090000",
        "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Copenhagen:20260520T090000",
        'DTSTART;TZID="tzone://Microsoft/Utc":20260520T070000',
        "DTSTART;TZID=America/New_York:20260520T030000",
    ],
)
def test_a_moment_is_read_in_its_own_zone(start: str) -> None:
    found = read([start, "DURATION:PT1H"])
    assert [spelled(each) for each in found.times] == [NINE_READ]
    assert found.guessed == 0


@pytest.mark.parametrize("name", ["Mars/Olympus", "Customized Time Zone", "../../etc/passwd"])
def test_a_zone_nobody_knows_is_taken_as_danish_and_said(name: str) -> None:
    found = read([f"DTSTART;TZID={name}:20260520T090000", "DURATION:PT1H"])
    assert ([spelled(each) for each in found.times], found.guessed) == ([NINE_READ], 1)


def test_a_whole_day_is_a_danish_one_also_when_the_clocks_change() -> None:
    days = ["DTSTART;VALUE=DATE:20261025", "DTEND;VALUE=DATE:20261026"]
    assert times(days) == [("2026-10-24T22:00", "2026-10-25T23:00")]
    assert times(["DTSTART;VALUE=DATE:20260701"]) == [("2026-06-30T22:00", "2026-07-01T22:00")]
    assert times(["DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260701"]) == times(
        ["DTSTART;VALUE=DATE:20260701"]
    )


@pytest.mark.parametrize(
    "line",
    [
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "ATTENDEE;PARTSTAT=DECLINED;CN=Karen:MAILTO:Karen@Aadal.example",
        "UID:abc@aadal.staasted",
    ],
)
def test_what_takes_no_time_is_left_out_unsaid(line: str) -> None:
    whose = Whose("karen@aadal.example", "aadal.staasted")
    found = read([*NINE, line], whose=whose)
    assert (found.times, found.left_out) == ((), 0)


@pytest.mark.parametrize(
    "line",
    [
        "STATUS:TENTATIVE",
        "TRANSP:OPAQUE",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:jens@aadal.example",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:karen@aadal.example",
    ],
)
def test_what_takes_time_does(line: str) -> None:
    found = read([*NINE, line], whose=Whose("karen@aadal.example", "aadal.staasted"))
    assert [spelled(each) for each in found.times] == [NINE_READ]


def test_stretches_that_touch_are_one_and_nothing_reaches_beyond_the_window() -> None:
    whole = ["DTSTART:19700101T000000Z", "DTEND:99991231T000000Z"]
    assert read(whole).times == (WINDOW,)
    half = ["DTSTART:20260520T080000Z", "DURATION:PT30M"]
    assert times(NINE, half) == [("2026-05-20T07:00", "2026-05-20T08:30")]
    assert times(["DTSTART:20200101T070000Z", "DURATION:PT1H"]) == []
    assert times(["DTSTART:20260520T070000Z"]) == [], "a moment takes no time"


def test_a_week_at_nine_stays_at_nine_in_winter() -> None:
    weekly = [
        "DTSTART;TZID=Europe/Copenhagen:20261021T090000",
        "DTEND;TZID=Europe/Copenhagen:20261021T100000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
    ]
    assert times(weekly) == [
        ("2026-10-21T07:00", "2026-10-21T08:00"),
        ("2026-10-28T08:00", "2026-10-28T09:00"),
    ]


@pytest.mark.parametrize(
    ("year", "day", "local", "moment"),
    [
        (2026, "0329", "0230", "01:30"),  # is not there: an hour later
        (2027, "0328", "0230", "01:30"),
        (2028, "0326", "0230", "01:30"),
        (2026, "1025", "0230", "00:30"),  # is there twice: the first
        (2027, "1031", "0230", "00:30"),
        (2028, "1029", "0230", "00:30"),
    ],
)
def test_half_past_two_when_the_clocks_change(year: int, day: str, local: str, moment: str) -> None:
    window = Interval(datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, tzinfo=UTC))
    start = f"DTSTART;TZID=Europe/Copenhagen:{year}{day}T{local}00"
    (found,) = read([start, "DURATION:PT15M"], window=window).times
    assert found.start.strftime("%m%d %H:%M") == f"{day} {moment}"


DAILY = (
    "UID:s",
    "DTSTART;TZID=Europe/Copenhagen:20260601T090000",
    "DTEND;TZID=Europe/Copenhagen:20260601T100000",
    "RRULE:FREQ=DAILY;COUNT=3",
)
INSTEAD = ("UID:s", "RECURRENCE-ID;TZID=Europe/Copenhagen:20260602T090000")


def days(*events: tuple[str, ...]) -> list[str]:
    return [start[5:] for start, _ in times(*events)]


def test_exceptions_come_out_and_what_stands_instead_takes_their_place() -> None:
    assert days(DAILY) == ["06-01T07:00", "06-02T07:00", "06-03T07:00"]
    for without in ("EXDATE:20260602T070000Z", "EXDATE;VALUE=DATE:20260602"):
        assert days((*DAILY, without)) == ["06-01T07:00", "06-03T07:00"]
    moved = (*INSTEAD, "DTSTART:20260602T120000Z", "DURATION:PT1H")
    assert days(DAILY, moved) == ["06-01T07:00", "06-02T12:00", "06-03T07:00"]
    assert days(moved, DAILY) == days(DAILY, moved), "whatever comes first in the file"
    gone = (*moved, "STATUS:CANCELLED")
    assert days(DAILY, gone) == ["06-01T07:00", "06-03T07:00"]


def test_a_later_version_takes_the_place_of_an_earlier() -> None:
    later = ("UID:s", "SEQUENCE:2", "DTSTART:20260610T070000Z", "DURATION:PT1H")
    assert days(DAILY, later) == ["06-10T07:00"]
    assert days(later, DAILY) == ["06-10T07:00"]


def test_more_dates_come_on_top_each_with_its_own_length_if_it_has_one() -> None:
    more = (
        *DAILY,
        "RDATE:20260610T070000Z",
        "RDATE;VALUE=PERIOD:20260611T070000Z/PT2H,20260612T070000Z/20260612T073000Z",
    )
    assert times(more)[3:] == [
        ("2026-06-10T07:00", "2026-06-10T08:00"),
        ("2026-06-11T07:00", "2026-06-11T09:00"),
        ("2026-06-12T07:00", "2026-06-12T07:30"),
    ]


WORDS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STARTS = st.builds(
    datetime.combine,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.builds(time, st.integers(0, 23)),
)


@st.composite
def rules(draw: st.DrawFn, start: date) -> dict[str, object]:
    """A rule whose first day is one of its own, as the format asks."""
    rule: dict[str, object] = {"FREQ": draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]))}
    rule["INTERVAL"] = draw(st.integers(1, 3))
    if rule["FREQ"] == "WEEKLY":
        rule["BYDAY"] = sorted({WORDS[start.weekday()], draw(st.sampled_from(WORDS))})
    if draw(st.booleans()):
        rule["COUNT"] = draw(st.integers(1, 30))
    elif draw(st.booleans()):
        last = datetime.combine(start, time(), UTC) + timedelta(draw(st.integers(1, 300)))
        rule["UNTIL"] = last
    return rule


@st.composite
def calendars(draw: st.DrawFn) -> bytes:
    """A valid calendar with some appointments, written by the library."""
    calendar = Calendar()
    calendar.add("prodid", "-//test//")
    calendar.add("version", "2.0")
    for number in range(draw(st.integers(1, 4))):
        event, start = Event(), draw(STARTS)
        event.add("uid", f"u{number}")
        whole = draw(st.booleans())
        zone = draw(st.sampled_from([UTC, COPENHAGEN, ZoneInfo("Europe/London")]))
        start = start.replace(hour=5) if start.hour < 5 else start
        begins = start.date() if whole else start.replace(tzinfo=zone)
        length = timedelta(days=draw(st.integers(1, 3))) if whole else timedelta(hours=1)
        event.add("dtstart", begins)
        event.add("dtend", begins + length)
        if draw(st.booleans()):
            until_free = draw(rules(start.date()))
            if whole and "UNTIL" in until_free:
                until_free["UNTIL"] = until_free["UNTIL"].date()
            event.add("rrule", vRecur(until_free))
            if draw(st.booleans()):
                event.add("exdate", begins + timedelta(draw(st.integers(1, 20))))
        calendar.add_component(event)
    return calendar.to_ical()


def independently(content: bytes, window: Interval) -> list[Interval]:
    """The same by ``recurring-ical-events``: Danish whole days, merged and cut."""
    found = []
    for event in recurring_ical_events.of(Calendar.from_ical(content)).between(
        window.start - timedelta(days=5), window.end + timedelta(days=5)
    ):
        start, end = (in_danish(event[name].dt) for name in ("DTSTART", "DTEND"))
        start, end = max(start, window.start), min(end, window.end)
        if start < end:
            found.append((start, end))
    merged: list[list[datetime]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return [Interval(start, end) for start, end in merged]


def in_danish(told: date) -> datetime:
    if isinstance(told, datetime):
        return told.astimezone(UTC)
    return datetime.combine(told, time(), COPENHAGEN).astimezone(UTC)


@settings(max_examples=150, deadline=None)
@given(content=calendars(), opens=st.dates(date(2026, 1, 1), date(2028, 6, 1)))
def test_an_independent_reader_finds_the_same_times(content: bytes, opens: date) -> None:
    start = datetime.combine(opens, time(), UTC)
    window = Interval(start, start + timedelta(days=180))
    found = busy_read(content, window=window, whose=NOBODY)
    assert list(found.times) == independently(content, window)
    assert (found.left_out, found.guessed) == (0, 0)


def test_what_we_write_is_not_read_back_as_somebody_elses_time() -> None:
    ours = file_of([*NINE, "UID:x@aadal.staasted"])
    whose = Whose(our_domain="aadal.staasted")
    assert busy_read(ours, window=WINDOW, whose=whose).times == ()
