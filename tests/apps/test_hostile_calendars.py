"""Calendar files that mean harm: they neither crash, nor fill memory, nor invent time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.apps.calendars.lines import FILE_BYTES, MOST_EVENTS, CalendarRefused
from staasted.apps.calendars.reading import busy_read
from tests.apps.ics import NOBODY, WINDOW, file_of, read, times

START = "DTSTART:20260520T070000Z"
HOUR = "DURATION:PT1H"
SOUND = (START, HOUR)
SOUND_READ = [("2026-05-20T07:00", "2026-05-20T08:00")]


def refused(content: bytes) -> str:
    with pytest.raises(CalendarRefused) as why:
        busy_read(content, window=WINDOW, whose=NOBODY)
    return why.value.code


NOT_UNDERSTOOD = {
    "each second": (START, HOUR, "RRULE:FREQ=SECONDLY"),
    "each minute": (START, HOUR, "RRULE:FREQ=MINUTELY;UNTIL=99991231T000000Z"),
    "each hour": (START, HOUR, "RRULE:FREQ=HOURLY"),
    "every second of the day": (START, HOUR, "RRULE:FREQ=DAILY;BYSECOND=0,1,2,3,4,5"),
    "no such pace": (START, HOUR, "RRULE:FREQ=FORTNIGHTLY"),
    "no pace": (START, HOUR, "RRULE:COUNT=3"),
    "no interval": (START, HOUR, "RRULE:FREQ=DAILY;INTERVAL=0"),
    "a huge interval": (START, HOUR, "RRULE:FREQ=DAILY;INTERVAL=99999999999999999999"),
    "a huge count": (START, HOUR, "RRULE:FREQ=DAILY;COUNT=99999999999999999999"),
    "a count that is none": (START, HOUR, "RRULE:FREQ=DAILY;COUNT=-1"),
    "two rules": (START, HOUR, "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"),
    "a rule of what is not": (START, HOUR, "RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"),
    "the week of the year": (START, HOUR, "RRULE:FREQ=YEARLY;BYWEEKNO=20"),
    "the first Tuesday of a day": (START, HOUR, "RRULE:FREQ=DAILY;BYDAY=1TU"),
    "a month that is none": (START, HOUR, "RRULE:FREQ=YEARLY;BYMONTH=13"),
    "an end that is a word": (START, HOUR, "RRULE:FREQ=DAILY;UNTIL=never"),
    "a rule that is none": (START, HOUR, "RRULE:;;;==="),
    "years that come each day": (START, "DURATION:P4000D", "RRULE:FREQ=DAILY"),
    "no start": (HOUR,),
    "a start that is none": ("DTSTART:someday", HOUR),
    "a start in no month": ("DTSTART:20261332T070000Z", HOUR),
    "a start in nobody's year": ("DTSTART:00000101T070000Z", HOUR),
    "an hour alone": ("DTSTART:070000", HOUR),
    "an end before the start": (START, "DTEND:20260519T070000Z"),
    "an end of another kind": (START, "DTEND;VALUE=DATE:20260521"),
    "less than no time": (START, "DURATION:-PT1H"),
    "longer than time": (START, "DURATION:P99999999999D"),
    "a length that is none": (START, "DURATION:long"),
    "an endless line": (START, HOUR, "RDATE:" + "20260520T070000Z," * 2_000),
    "another's changes from here on": ("RECURRENCE-ID;RANGE=THISANDFUTURE:20260520T070000Z", START),
    "a version that is none": (START, HOUR, "SEQUENCE:one"),
    "no line at all": (START, HOUR, "DTEND;=:;:"),
}


@pytest.mark.parametrize("lines", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_what_is_not_understood_is_counted_and_the_rest_is_read(lines: tuple[str, ...]) -> None:
    found = read(lines, SOUND)
    assert found.left_out == 1
    assert [(each.start, each.end) for each in found.times] == [
        (datetime(2026, 5, 20, 7, tzinfo=UTC), datetime(2026, 5, 20, 8, tzinfo=UTC))
    ]


def test_a_zone_with_an_endless_name_is_no_file() -> None:
    found = read([f"DTSTART;TZID={'A/' * 3_000}B:20260520T090000", HOUR])
    assert (len(found.times), found.guessed) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_calendar"),
        (b"<html>Log in</html>", "not_calendar"),
        (b"\x00\xff\xfe" * 1_000, "not_calendar"),
        ("BEGIN:VCALENDAR".encode("utf-16"), "not_calendar"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260520T070000Z\n", "cut_off"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "not_calendar"),
        (b"END:VCALENDAR\n", "not_calendar"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", "not_calendar"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 500_000, "not_calendar"),
        (b"BEGIN:VCALENDAR\n" + b"X" * FILE_BYTES, "too_large"),
        (file_of(*[SOUND] * (MOST_EVENTS + 1)), "too_many"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_calendar_or_not_all_of_one_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_too_much_repetition_is_refused_soon() -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=90000"
    flood = file_of(*[("DTSTART:18000101T070000Z", HOUR, rule)] * 1_000)
    assert refused(flood) == "too_many"
    dates = [f"RDATE:{','.join(['20260520T070000Z'] * 500)}"] * 50
    assert refused(file_of((*SOUND, *dates))) == "too_many"


def test_days_that_never_come_are_not_waited_for() -> None:
    never = (START, HOUR, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert times(*[never] * 500) == SOUND_READ


def test_a_line_of_five_million_signs_is_not_kept() -> None:
    padded = (*SOUND, "DESCRIPTION:" + "æ" * 2_000_000)
    assert times(padded) == SOUND_READ
    folded = (*SOUND, "DESCRIPTION:" + "x\r\n " * 900_000)
    assert times(folded) == SOUND_READ


def test_what_lies_within_an_appointment_is_not_its_own() -> None:
    alarm = ("BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT99H", "DTSTART:20260601T0000Z")
    assert times((START, HOUR, *alarm, "END:VALARM")) == SOUND_READ
    inner = ("BEGIN:VEVENT", "DTSTART:20260601T070000Z", "DURATION:PT9H", "END:VEVENT")
    assert times((START, HOUR, *inner)) == SOUND_READ


def test_a_zone_the_file_defines_itself_is_not_worked_out() -> None:
    zone = b"BEGIN:VTIMEZONE\nTZID:Europe/Copenhagen\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
    zone += b"TZOFFSETFROM:+2300\nTZOFFSETTO:-2300\nRRULE:FREQ=SECONDLY\nEND:STANDARD\n"
    content = file_of(("DTSTART;TZID=Europe/Copenhagen:20260520T090000", HOUR))
    content = content.replace(b"BEGIN:VEVENT", zone + b"END:VTIMEZONE\nBEGIN:VEVENT", 1)
    found = busy_read(content, window=WINDOW, whose=NOBODY)
    assert found.times[0].start == datetime(2026, 5, 20, 7, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_of_any_encoding_do_no_harm(encoding: str) -> None:
    content = file_of((*SOUND, "SUMMARY:Møde på Åen")).decode().encode(encoding)
    assert len(busy_read(content, window=WINDOW, whose=NOBODY).times) == 1


WORDS = st.sampled_from(
    [
        *("BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM"),
        *("DTSTART:", "DTEND:", "DURATION:", "RRULE:", "RDATE:", "EXDATE:", "RECURRENCE-ID:"),
        *("DTSTART;TZID=", "DTSTART;VALUE=DATE:", "FREQ=", "DAILY", "YEARLY", "SECONDLY", ";"),
        *("COUNT=", "INTERVAL=", "UNTIL=", "BYDAY=", "BYSETPOS=", "MO", "-1FR", "99", "-1", ","),
        *(
            "20260520",
            "20260520T070000",
            "20260520T070000Z",
            "PT1H",
            "-P9W",
            "\r\n",
            "\n",
            " ",
            ":",
        ),
        *("Europe/Copenhagen", '"', "\\", "UID:a", "SEQUENCE:9", "STATUS:CANCELLED", "\x00", "٣"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS | st.text(max_size=4), max_size=60))
def test_no_jumble_crashes_or_leaves_the_window(words: list[str]) -> None:
    for content in ("".join(words).encode("utf-8", "replace"), file_of("".join(words).split("\n"))):
        try:
            found = busy_read(content, window=WINDOW, whose=NOBODY)
        except CalendarRefused:
            continue
        assert all(WINDOW.start <= each.start < each.end <= WINDOW.end for each in found.times)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 30))
def test_bytes_put_in_or_taken_out_anywhere_crash_nothing_and_invent_nothing(
    put_in: bytes, at: int, taken: int
) -> None:
    """Whatever happens to the file, no time is read but around a moment that stands in it."""
    sound = file_of(SOUND, ("DTSTART:20260701T120000Z", "DTEND:20260701T140000Z"))
    content = sound[:at] + put_in + sound[at + taken :]
    try:
        found = busy_read(content, window=WINDOW, whose=NOBODY)
    except CalendarRefused:
        return
    written = re.sub(rb"\r?\n[ \t]", b"", content).decode("utf-8", "replace")
    for each in found.times:
        local = each.start + timedelta(hours=2)
        days = {each.start.strftime("%Y%m%d"), local.strftime("%Y%m%d")}
        assert each.start == WINDOW.start or any(day in written for day in days)
