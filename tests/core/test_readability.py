"""LIX: words of a sentence on average, plus the percentage of long words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.readability import ReadingBand, readability


def test_words_sentences_and_long_words_are_counted() -> None:
    found = readability("Vi ses på mandag. Du bestemmer selv, hvornår vi taler sammen!")
    assert (found.words, found.sentences, found.long_words) == (11, 2, 2)
    assert found.lix == round(11 / 2 + 100 * 2 / 11)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("Vi ses. Du kan ringe til os.", ReadingBand.EASY),
        ("Beskæftigelsesindsatsens foranstaltninger iværksættes.", ReadingBand.HARD),
    ],
)
def test_a_text_is_in_the_band_of_its_lix(text: str, band: ReadingBand) -> None:
    assert readability(text).band is band


def test_nothing_has_no_lix() -> None:
    assert readability(" \n . ! ").lix == 0
    assert readability("").words == 0


def test_a_line_of_its_own_ends_a_sentence_and_a_number_does_not() -> None:
    assert readability("Kære Åse\nVi ses kl. 9.30 på mandag").sentences == 3
    assert readability("Det koster 12.500 kroner").sentences == 1


def test_long_sentences_are_named_as_they_stand() -> None:
    long = "et to tre " * 7
    found = readability(f"Kort. {long.strip()}. Kort igen.")
    assert found.long_sentences == (long.strip(),)


@given(st.text())
def test_every_text_can_be_counted(text: str) -> None:
    found = readability(text)
    assert 0 <= found.long_words <= found.words
    assert found.sentences <= found.words
    assert 0 <= found.lix <= found.words + 100


@given(st.lists(st.sampled_from(["hus", "arbejdsmarked", "vej"]), min_size=1, max_size=30))
def test_a_full_stop_more_never_makes_a_text_harder(words: list[str]) -> None:
    whole, parted = " ".join(words) + ".", ". ".join(words) + "."
    assert readability(parted).lix <= readability(whole).lix
