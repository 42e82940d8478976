"""Days and times of day as people and spreadsheets write them."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from staasted.apps.imports.reading.refusals import CellRefused, RowReason

DANISH_TIME = ZoneInfo("Europe/Copenhagen")
NOON = time(12)
_DANISH = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MIDNIGHT = re.compile(r"[T ]+00[:.]00([:.]00(\.0+)?)?$")
_SERIAL = re.compile(r"[1-9]\d{4}(\.\d{1,17})?")
_MOMENT = re.compile(r"(.+?)(?:,? +(?:kl\.? ?)?|T)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?")
_MINUTES_A_DAY = 24 * 60


def day_read(written: str, *, day_zero: date) -> date:
    """``31-12-2026``, ``31.12.2026``, ``31/12/2026``, ISO, or a spreadsheet's serial number.

    Never a two-digit year, and never a serial number of fewer than five digits: 2026 is a
    year somebody wrote. Errors: CellRefused.
    """
    text = _MIDNIGHT.sub("", written)
    if not text.isascii():
        raise CellRefused(RowReason.DATE_FORMAT)
    if found := _DANISH.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if _SERIAL.fullmatch(text):
        return day_zero + timedelta(days=int(float(text)))
    raise CellRefused(RowReason.DATE_FORMAT)


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CellRefused(RowReason.DATE_NO_SUCH_DAY) from None


def moment_read(written: str, *, day_zero: date) -> datetime:
    """A day with a time of day, aware, in Danish time; a day alone is noon.

    Errors: CellRefused.
    """
    if _SERIAL.fullmatch(written) and "." in written:
        return _serial_moment(float(written), day_zero)
    found = _MOMENT.fullmatch(written)
    if found is None:
        return _danish(day_read(written, day_zero=day_zero), NOON)
    day = day_read(found[1], day_zero=day_zero)
    try:
        at = time(int(found[2]), int(found[3]), int(found[4] or 0))
    except ValueError:
        raise CellRefused(RowReason.TIME_FORMAT) from None
    return _danish(day, at)


def _serial_moment(serial: float, day_zero: date) -> datetime:
    """A serial number's fraction is the share of the day that has passed, to the minute."""
    days, minutes = divmod(round(serial * _MINUTES_A_DAY), _MINUTES_A_DAY)
    return _danish(day_zero + timedelta(days=days), time(minutes // 60, minutes % 60))


def _danish(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=DANISH_TIME)
