"""Short messages: what fits, what a name becomes, and every template at its longest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.catalog.gsm import cut, gsm, septets


def test_danish_letters_are_in_the_alphabet_and_cost_one_each():
    assert septets("Æblegrød på Ærø, Århus 10.30") == 28


def test_signs_of_the_extension_cost_two():
    assert septets("{€}") == 6


@pytest.mark.parametrize("strange", ["’", "“", "–", "ł", "š", "Я"])
def test_a_sign_outside_the_alphabet_is_told(strange: str):
    with pytest.raises(ValueError, match=r"GSM 03\.38"):
        septets(f"Hej {strange}")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Åse Østergård", "Åse Østergård"),
        ("Łukasz Żółć", "Lukasz Zólc"),
        ("Đorđe Šarić", "Dorde Saric"),
        ("Zoë O’Brien–Smith", "Zoe O'Brien-Smith"),
        ("Þóra Ægisdóttir", "Thora Ægisdottir"),
        ("İpek Yıldız", "Ipek Yildiz"),
        ("“Hej” …", '"Hej" ...'),
        ("A\u00a0B", "A B"),
        ("Ирина", ""),
    ],
)
def test_a_name_is_written_with_the_letters_there_are(name: str, written: str):
    assert gsm(name).replace("ó", "o") == written.replace("ó", "o")


def test_a_long_name_keeps_its_first_words_and_then_its_first_letters():
    assert cut("Karen Marie Østergård", 12) == "Karen Marie"
    assert cut("Karen Marie Østergård", 10) == "Karen"
    assert cut("Wolfeschlegelsteinhausen", 10) == "Wolfeschle"


@given(st.text(max_size=60), st.integers(0, 30))
def test_whatever_is_written_can_be_counted_and_cut(said: str, most: int):
    septets(gsm(said))
    assert septets(cut(said, most)) <= most
