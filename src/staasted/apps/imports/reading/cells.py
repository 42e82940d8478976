"""From one filled cell to one value. Every cell is plain text: a formula is never run."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from staasted.apps.imports.reading.cpr_shaped import without_cpr
from staasted.apps.imports.reading.formulas import unquoted
from staasted.apps.imports.reading.hours import hours_list_read
from staasted.apps.imports.reading.moments import DANISH_TIME, day_read, moment_read
from staasted.apps.imports.reading.names import Names
from staasted.apps.imports.reading.numerals import number_read, whole_number_read
from staasted.apps.imports.reading.refusals import (
    CellRefused,
    CellUnsettled,
    NoticeReason,
    RowReason,
)
from staasted.catalog.imports import AXES, YES, Column, Kind, name_fold
from staasted.core.citizen.cpr import CprNumber, cpr_parse
from staasted.core.errors import DomainError

Parser = Callable[[str], object]
"""A filled, trimmed cell → its value. Errors: CellRefused, CellUnsettled."""


@dataclass(frozen=True)
class Vocabulary:
    """What cells may name, and the day they are read on.

    ``days_ahead``: days after ``today`` a date may lie, that day included;
    ``end_days_ahead`` the same for what ends or is expected. ``contact_groups``: the state's
    code, or a word for it, folded → the target groups it covers, none or several.
    """

    today: date
    days_ahead: int
    end_days_ahead: int
    target_groups: Names[str]
    contact_groups: Mapping[str, tuple[str, ...]]
    benefits: Names[str]
    purposes: Names[str]
    offer_kinds: Names[str]
    counsellors: Names[str]


_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_MUNICIPALITY = re.compile(r"\d{3,4}")
_MUNICIPALITY_DIGITS = 4
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ZERO = Decimal(0)
_PHONE = "phone"
"""The field where two numbers may stand together and look like one CPR number."""


def parser_of(column: Column, *, vocabulary: Vocabulary, day_zero: date) -> Parser:
    """How the cells of a column are read; ``day_zero`` is where serial numbers count from."""
    return _MAKERS[column.kind](column, vocabulary, day_zero)


def cell_kinds() -> set[Kind]:
    """The kinds of column that can be read."""
    return set(_MAKERS)


def _plain(parser: Parser) -> "Maker":
    return lambda _column, _vocabulary, _day_zero: parser


def _kept(reader: Callable[[str], str]) -> "Maker":
    """Text that is stored and shown as it stands, and so must not hold a CPR number."""
    read = without_cpr(reader)
    return lambda column, _, __: reader if column.field == _PHONE else read


def _cpr(_: Column, vocabulary: Vocabulary, __: date) -> Parser:
    def read(written: str) -> CprNumber:
        try:
            number = cpr_parse(written)
        except DomainError as error:
            raise CellRefused(RowReason(error.code)) from None
        if number.birth_date > vocabulary.today:
            raise CellRefused(RowReason.CPR_BORN_AHEAD)
        return number

    return read


def name_read(written: str) -> str:
    """One line: a line break in the cell is a space in the name."""
    return " ".join(text_read(written).split())


def text_read(written: str) -> str:
    """As written, without control characters; two phones in a cell stay two."""
    lines = unquoted(written).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", lines)).strip()


def _email(written: str) -> str:
    if not _EMAIL.fullmatch(written):
        raise CellRefused(RowReason.EMAIL)
    return text_read(written)


def _municipality(written: str) -> str:
    """Four digits; a spreadsheet may have eaten the leading zero."""
    if not (written.isascii() and _MUNICIPALITY.fullmatch(written)):
        raise CellRefused(RowReason.MUNICIPALITY)
    return written.zfill(_MUNICIPALITY_DIGITS)


def _date(_: Column, vocabulary: Vocabulary, day_zero: date) -> Parser:
    return _day_until(vocabulary.today, vocabulary.days_ahead, day_zero)


def _far_date(_: Column, vocabulary: Vocabulary, day_zero: date) -> Parser:
    return _day_until(vocabulary.today, vocabulary.end_days_ahead, day_zero)


def _day_until(today: date, days: int, day_zero: date) -> Parser:
    latest = today + timedelta(days=days)

    def read(written: str) -> date:
        found = day_read(written, day_zero=day_zero)
        if found > latest:
            raise CellRefused(RowReason.DATE_TOO_FAR_AHEAD, days=days)
        return found

    return read


def _past_date(_: Column, vocabulary: Vocabulary, day_zero: date) -> Parser:
    def read(written: str) -> date:
        found = day_read(written, day_zero=day_zero)
        if found > vocabulary.today:
            raise CellRefused(RowReason.DATE_AHEAD)
        return found

    return read


def _past_moment(_: Column, vocabulary: Vocabulary, day_zero: date) -> Parser:
    tomorrow = datetime.combine(
        vocabulary.today + timedelta(days=1), datetime.min.time(), DANISH_TIME
    )

    def read(written: str) -> datetime:
        found = moment_read(written, day_zero=day_zero)
        if found >= tomorrow:
            raise CellRefused(RowReason.DATE_AHEAD)
        return found

    return read


def _number(column: Column, _: Vocabulary, __: date) -> Parser:
    most = Decimal(column.most or 0)
    return lambda written: number_read(written, least=_ZERO, most=most)


def _whole_number(column: Column, _: Vocabulary, __: date) -> Parser:
    most = Decimal(column.most or 0)
    return lambda written: whole_number_read(written, least=_ZERO, most=most)


def _hours(_: Column, vocabulary: Vocabulary, __: date) -> Parser:
    return lambda written: hours_list_read(written, today=vocabulary.today)


def _flag(column: Column, _: Vocabulary, __: date) -> Parser:
    word = _word(column, _, __)
    return lambda written: word(written) == YES


def _flag_or_text(column: Column, vocabulary: Vocabulary, day_zero: date) -> Parser:
    """True or False for a word that says so, else the text."""
    text = _kept(text_read)(column, vocabulary, day_zero)

    def read(written: str) -> object:
        stored = column.by_word.get(name_fold(written))
        return text(written) if stored is None else stored == YES

    return read


def _word(column: Column, _: Vocabulary, __: date) -> Parser:
    known, shown = column.by_word, column.shown_words

    def read(written: str) -> str:
        stored = known.get(name_fold(written))
        if stored is None:
            raise CellRefused(RowReason.WORD_UNKNOWN, known=shown)
        return stored

    return read


def _axis(column: Column, _: Vocabulary, __: date) -> Parser:
    word, members = _word(column, _, __), AXES[column.kind]
    return lambda written: members(word(written))


def _target_group(_: Column, vocabulary: Vocabulary, __: date) -> Parser:
    def read(written: str) -> str:
        found = vocabulary.target_groups.find(written)
        covered = found or vocabulary.contact_groups.get(name_fold(written))
        if covered is None:
            nearest = vocabulary.target_groups.nearest(written)
            raise CellRefused(RowReason.TARGET_GROUP_UNKNOWN, nearest=nearest)
        if len(covered) == 1:
            return covered[0]
        raise _unsettled(covered, vocabulary.target_groups)

    return read


def _unsettled(covered: tuple[str, ...], names: Names[str]) -> CellUnsettled:
    if not covered:
        return CellUnsettled(NoticeReason.TARGET_GROUP_NONE)
    groups = tuple(names.shown(each) for each in covered)
    return CellUnsettled(NoticeReason.TARGET_GROUP_SEVERAL, groups=groups)


def _benefit(_: Column, vocabulary: Vocabulary, __: date) -> Parser:
    def read(written: str) -> str:
        found = vocabulary.benefits.find(written)
        if len(found) != 1:
            nearest = vocabulary.benefits.nearest(written)
            raise CellRefused(RowReason.BENEFIT_UNKNOWN, nearest=nearest)
        return found[0]

    return read


def _purpose(column: Column, vocabulary: Vocabulary, _: date) -> Parser:
    return _of_names(vocabulary.purposes, column)


def _offer_kind(column: Column, vocabulary: Vocabulary, _: date) -> Parser:
    return _of_names(vocabulary.offer_kinds, column)


def _of_names(names: Names[str], column: Column) -> Parser:
    def read(written: str) -> str:
        found = names.find(written)
        if len(found) == 1:
            return found[0]
        own = column.by_word.get(name_fold(written))
        if own is None:
            raise CellRefused(RowReason.WORD_UNKNOWN, known=names.all_shown())
        return own

    return read


def _counsellor(_: Column, vocabulary: Vocabulary, __: date) -> Parser:
    names = vocabulary.counsellors

    def read(written: str) -> str:
        found = names.find(name_read(written))
        if len(found) > 1:
            raise CellRefused(RowReason.COUNSELLOR_AMBIGUOUS)
        if not found:
            raise CellRefused(RowReason.COUNSELLOR_UNKNOWN, nearest=names.nearest(written))
        return found[0]

    return read


Maker = Callable[[Column, Vocabulary, date], Parser]

_MAKERS: dict[Kind, Maker] = {
    Kind.CPR: _cpr,
    Kind.NAME: _kept(name_read),
    Kind.TEXT: _kept(text_read),
    Kind.EMAIL: _kept(_email),
    Kind.MUNICIPALITY: _plain(_municipality),
    Kind.DATE: _date,
    Kind.FAR_DATE: _far_date,
    Kind.PAST_DATE: _past_date,
    Kind.PAST_MOMENT: _past_moment,
    Kind.NUMBER: _number,
    Kind.WHOLE_NUMBER: _whole_number,
    Kind.HOURS_BY_MONTH: _hours,
    Kind.FLAG: _flag,
    Kind.FLAG_OR_TEXT: _flag_or_text,
    Kind.WORD: _word,
    **dict.fromkeys(AXES, _axis),
    Kind.TARGET_GROUP: _target_group,
    Kind.BENEFIT: _benefit,
    Kind.PURPOSE: _purpose,
    Kind.OFFER_KIND: _offer_kind,
    Kind.COUNSELLOR: _counsellor,
}
"""How each kind of column is read."""
