"""From one filled cell to one value. Every cell is plain text: a formula is never run."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from staasted.apps.imports.reading.names import Names
from staasted.apps.imports.reading.refusals import CellRefused, RowReason
from staasted.catalog.imports import Kind
from staasted.core.citizen.cpr import CprNumber, cpr_parse
from staasted.core.errors import DomainError


@dataclass(frozen=True)
class Vocabulary:
    """What cells may name, and the day they are read on.

    ``days_ahead``: days after ``today`` a date may lie, that day included.
    """

    today: date
    days_ahead: int
    target_groups: Names[str]
    benefits: Names[str]
    counsellors: Names[str]


_DANISH_DATE = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_MUNICIPALITY = re.compile(r"\d{3,4}")
_MUNICIPALITY_DIGITS = 4


def cell_value(written: str, *, kind: Kind, vocabulary: Vocabulary) -> object:
    """The value of a filled cell. Errors: CellRefused."""
    if kind in _PLAIN:
        return _PLAIN[kind](written)
    return _CHECKED[kind](written, vocabulary)


def _cpr(written: str, vocabulary: Vocabulary) -> CprNumber:
    try:
        number = cpr_parse(written)
    except DomainError as error:
        raise CellRefused(RowReason(error.code)) from None
    if number.birth_date > vocabulary.today:
        raise CellRefused(RowReason.CPR_BORN_AHEAD)
    return number


def _name(written: str) -> str:
    """One line: a line break in the cell is a space in the name."""
    return " ".join(_text(written).split())


def _text(written: str) -> str:
    """As written, without control characters; two phones in a cell stay two."""
    kept = (each for each in written if each in "\n\t" or unicodedata.category(each) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _email(written: str) -> str:
    if not _EMAIL.fullmatch(written):
        raise CellRefused(RowReason.EMAIL)
    return _text(written)


def _municipality(written: str) -> str:
    """Four digits; a spreadsheet may have eaten the leading zero."""
    if not (written.isascii() and _MUNICIPALITY.fullmatch(written)):
        raise CellRefused(RowReason.MUNICIPALITY)
    return written.zfill(_MUNICIPALITY_DIGITS)


def _date(written: str, vocabulary: Vocabulary) -> date:
    found = _date_written(written)
    if found > vocabulary.today + timedelta(days=vocabulary.days_ahead):
        raise CellRefused(RowReason.DATE_TOO_FAR_AHEAD, days=vocabulary.days_ahead)
    return found


def _past_date(written: str, vocabulary: Vocabulary) -> date:
    found = _date_written(written)
    if found > vocabulary.today:
        raise CellRefused(RowReason.DATE_AHEAD)
    return found


def _date_written(written: str) -> date:
    """``31-12-2026``, ``31.12.2026``, ``31/12/2026`` or ISO; never a two-digit year."""
    if written.isascii() and (danish := _DANISH_DATE.fullmatch(written)):
        day, month, year = (int(part) for part in danish.groups())
    elif written.isascii() and (iso := _ISO_DATE.fullmatch(written)):
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise CellRefused(RowReason.DATE_FORMAT)
    try:
        return date(year, month, day)
    except ValueError:
        raise CellRefused(RowReason.DATE_NO_SUCH_DAY) from None


def _target_group(written: str, vocabulary: Vocabulary) -> str:
    return _known(written, vocabulary.target_groups, RowReason.TARGET_GROUP_UNKNOWN)


def _benefit(written: str, vocabulary: Vocabulary) -> str:
    return _known(written, vocabulary.benefits, RowReason.BENEFIT_UNKNOWN)


def _known(written: str, names: Names[str], unknown: RowReason) -> str:
    found = names.find(written)
    if len(found) != 1:
        raise CellRefused(unknown, nearest=names.nearest(written))
    return found[0]


def _counsellor(written: str, vocabulary: Vocabulary) -> str:
    names = vocabulary.counsellors
    found = names.find(_name(written))
    if len(found) > 1:
        raise CellRefused(RowReason.COUNSELLOR_AMBIGUOUS)
    if not found:
        raise CellRefused(RowReason.COUNSELLOR_UNKNOWN, nearest=names.nearest(written))
    return found[0]


_PLAIN: dict[Kind, Callable[[str], object]] = {
    Kind.NAME: _name,
    Kind.TEXT: _text,
    Kind.EMAIL: _email,
    Kind.MUNICIPALITY: _municipality,
}
"""Kinds read from the cell alone."""

_CHECKED: dict[Kind, Callable[[str, Vocabulary], object]] = {
    Kind.CPR: _cpr,
    Kind.DATE: _date,
    Kind.PAST_DATE: _past_date,
    Kind.TARGET_GROUP: _target_group,
    Kind.BENEFIT: _benefit,
    Kind.COUNSELLOR: _counsellor,
}
"""Kinds held against today's date or against names that are known."""


def cell_kinds() -> set[Kind]:
    """The kinds of column that can be read."""
    return {*_PLAIN, *_CHECKED}
