"""CPR numbers as municipalities write them. Every number here is an invented replacement one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.citizen.cpr import CprNumber, cpr_birth_year, cpr_parse
from staasted.core.errors import DomainError


@pytest.mark.parametrize(
    "written",
    ["611290-4003", "6112904003", " 611290 4003 ", "611290\u20134003", "61 12 90-40 03"],
)
def test_hyphens_and_spaces_make_no_difference(written):
    assert cpr_parse(written).digits == "6112904003"


def test_a_replacement_number_carries_sixty_on_the_day():
    number = cpr_parse("910585-1234")
    assert number.birth_date == date(1985, 5, 31)
    assert number.is_replacement


def test_a_leading_zero_the_spreadsheet_ate_is_put_back():
    # A replacement number never begins with 0, so this one belongs to nobody born yet.
    number = cpr_parse("101575000")
    assert number.digits == "0101575000"
    assert number.birth_date == date(2057, 1, 1)


def test_check_digits_are_never_enforced():
    numbers = [cpr_parse(f"611290400{last}") for last in range(10)]
    assert {number.birth_date for number in numbers} == {date(1990, 12, 1)}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "cpr_missing"),
        (" - ", "cpr_missing"),
        ("611290-400X", "cpr_not_digits"),
        ("7,06E+09", "cpr_not_digits"),
        ("٦١١٢٩٠٤٠٠٣", "cpr_not_digits"),
        ("61129040", "cpr_length"),
        ("61129040031", "cpr_length"),
        ("0000000000", "cpr_all_zero"),
        ("000000000", "cpr_all_zero"),
        ("611390-4003", "cpr_no_such_date"),
        ("910290-4003", "cpr_no_such_date"),
        ("400190-4003", "cpr_no_such_date"),
        ("920190-4003", "cpr_no_such_date"),
        ("600190-4003", "cpr_no_such_date"),
    ],
)
def test_a_number_that_cannot_be_says_why(written, code):
    with pytest.raises(DomainError) as refused:
        cpr_parse(written)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("year", "seventh", "full"),
    [
        (0, 0, 1900),
        (99, 3, 1999),
        (36, 4, 2036),
        (37, 4, 1937),
        (57, 5, 2057),
        (58, 5, 1858),
        (57, 8, 2057),
        (58, 8, 1858),
        (36, 9, 2036),
        (37, 9, 1937),
    ],
)
def test_the_seventh_digit_tells_the_century(year, seventh, full):
    assert cpr_birth_year(year_of_century=year, seventh=seventh) == full


def test_a_number_is_never_shown():
    number = cpr_parse("6112904003")
    assert "6112" not in f"{number!r} {number}"
    assert "1990" not in repr(number)


def read(written: str) -> CprNumber | DomainError:
    """The number, or why it is none."""
    try:
        return cpr_parse(written)
    except DomainError as refused:
        return refused


@given(st.text(max_size=40) | st.text(alphabet="0123456789- ", max_size=14))
def test_whatever_is_written_is_a_number_or_a_reason_without_the_number(written):
    found = read(written)
    if isinstance(found, CprNumber):
        assert len(found.digits) == 10
    else:
        assert found.code.startswith("cpr_")
        assert found.values == {}
        assert found.args == (found.code,)


@given(
    born=st.dates(min_value=date(1937, 1, 1), max_value=date(2036, 12, 31)),
    serial=st.integers(min_value=0, max_value=999),
    hyphen=st.sampled_from(["", "-", " "]),
)
def test_every_birth_date_since_1937_survives_its_replacement_number(born, serial, hyphen):
    seventh = 4 if born.year >= 2000 else 3
    written = f"{born.day + 60}{born:%m%y}{hyphen}{seventh}{serial:03}"
    assert cpr_parse(written).birth_date == born
