"""English is complete: every text and every sentence of the catalogue, and no Danish in it."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from staasted.catalog import speech
from staasted.catalog.english import FOLDER_NAME, english, read_english, said
from staasted.catalog.language import COMMAND_LINE, Language, language_of, speaking, spoken
from staasted.catalog.loader import catalog
from staasted.catalog.reader import FOLDER, CatalogError, read_yaml
from staasted.catalog.texts import read_texts, text, texts

DANISH = read_texts(FOLDER / "texts")
ENGLISH = read_texts(FOLDER / "texts", Language.ENGLISH)
WORDS = {"da", "staff"}
"""The fields of an entry whose leaves people read."""

# Names that stay Danish in an English sentence, each with a gloss beside it where it first stands.
NAMES = re.compile(r"\b(Ståsted|Dansk|Familieretshuset|Ådal|Hjørring)\b")
DANISH_LETTER = re.compile(r"[æøåÆØÅ]")
DANISH_WORD = re.compile(
    r"\b(og|ikke|til|det|du|jeg|vi|skal|har|eller|som|med|af|fra|din|dit|dine|vores|er|på|hvis"
    r"|uge|uger|dage|måned|måneder|loven|samtale|samtaler|borger|borgeren|borgere|kommune|kommunen"
    r"|sygemeldt|ydelse|fritaget|hvornår|hvorfor|senest|siden|tilbud|forsøg|regel|reglerne|sag)\b"
)
NO_SENTENCE = {"glossary.yaml", "adal.yaml"}


def test_every_text_exists_in_both_languages():
    assert sorted(DANISH.keys() - ENGLISH.keys()) == []
    assert sorted(ENGLISH.keys() - DANISH.keys()) == []


def test_both_languages_ask_for_the_same_values():
    differ = {key for key in ENGLISH if placeholders(DANISH[key]) != placeholders(ENGLISH[key])}
    assert differ == set()


def placeholders(said_so: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said_so) if name is not None}


def sentences(found: Any, *, told: bool = False) -> Iterator[str]:
    """Every leaf below a field people read."""
    match found:
        case str() if told:
            yield found.strip()
        case Mapping():
            for name, below in found.items():
                yield from sentences(below, told=told or name in WORDS)
        case list():
            for below in found:
                yield from sentences(below, told=told)


def told_files() -> list[Path]:
    folders = {path.parent for path in FOLDER.rglob("*.yaml")} - {FOLDER / "texts"}
    folders -= {FOLDER / FOLDER_NAME, FOLDER / "names"}
    found = [path for folder in sorted(folders) for path in sorted(folder.glob("*.yaml"))]
    return [path for path in found if path.name not in NO_SENTENCE]


def test_every_sentence_of_the_catalogue_has_its_english():
    told = {one for path in told_files() for one in sentences(read_yaml(path)) if one}
    assert len(told) > 1000
    assert sorted(told - english().keys()) == []
    assert sorted(english().keys() - told) == [], "no entry says this any more: take it away"


def test_no_english_sentence_holds_danish():
    every = {**ENGLISH, **english()}
    assert {key: words for key, words in every.items() if is_danish(words)} == {}


def is_danish(words: str) -> bool:
    plain = NAMES.sub("", words)
    return bool(DANISH_LETTER.search(plain) or DANISH_WORD.search(plain.lower()))


def test_the_test_itself_knows_danish_when_it_sees_it():
    assert is_danish("The loven says so")
    assert is_danish("One citizen på vej")
    assert not is_danish("Ståsted shows what the law says")


def test_what_is_spoken_lasts_as_long_as_the_block():
    assert spoken() is Language.DANISH
    with speaking(Language.ENGLISH):
        assert spoken() is Language.ENGLISH
        with speaking(Language.DANISH):
            assert spoken() is Language.DANISH
        assert spoken() is Language.ENGLISH
    assert spoken() is Language.DANISH
    assert language_of("fr") is Language.DANISH


def test_the_command_line_speaks_the_language_of_its_setting(monkeypatch):
    monkeypatch.setenv(COMMAND_LINE, "en")
    assert text("cli.check.fine") == "All is well."
    with speaking(Language.DANISH):
        assert text("cli.check.fine") == "Alt er i orden."
    monkeypatch.setenv(COMMAND_LINE, "klingon")
    assert spoken() is Language.DANISH


def test_texts_entries_and_reasons_are_said_in_the_language_that_is_spoken():
    offer, rule = catalog().offers["mentor"], catalog().instruments["start"].rules[0]
    assert offer.words is offer.da
    with speaking(Language.ENGLISH):
        assert offer.words.name == "A mentor by your side"
        assert text("ui.back") == "Back"
        assert text(f"reasons.answered_{rule.slug}").startswith("You answered")
        assert rule.words.reason == text(f"reasons.answered_{rule.slug}")
    assert text("ui.back") == "Tilbage"


def test_days_times_and_numbers_have_their_english_form():
    at, today = datetime(2026, 12, 1, 8, 30, tzinfo=UTC), date(2026, 12, 1)
    with speaking(Language.ENGLISH):
        assert speech.day_year(today) == "Tuesday 1 December 2026"
        assert speech.moment(at) == "Tuesday 1 December at 9:30"
        assert speech.opened(speech.moment_near(at, today)) == "Today at 9:30"
        assert speech.relative_days(date(2026, 12, 3), today) == "in 2 days"
        assert speech.number(3.5) == "3.5"
    assert speech.number(3.5) == "3,5"


def test_one_and_many_have_their_own_word():
    with speaking(Language.ENGLISH):
        assert text("reasons.interval_check_ins", weeks=1).endswith("every 1 week.")
        assert text("reasons.interval_check_ins", weeks=6).endswith("every 6 weeks.")


def test_a_sentence_of_ones_own_that_has_no_english_stands_in_danish():
    with speaking(Language.ENGLISH):
        assert said("Noget, ingen har oversat.") == "Noget, ingen har oversat."


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("- {da: Hej}\n", "is no pair"),
        ("- {da: Hej, en: Hello, fr: Salut}\n", "is no pair"),
        ("- {da: Hej, en: Hello}\n- {da: Hej, en: Hi}\n", "another English"),
    ],
)
def test_a_pair_that_is_none_is_refused(tmp_path, content, fault):
    (tmp_path / FOLDER_NAME).mkdir()
    (tmp_path / FOLDER_NAME / "own.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError, match=fault):
        read_english([tmp_path])


def test_english_texts_never_lack_what_danish_has():
    with speaking(Language.ENGLISH):
        assert texts().keys() >= DANISH.keys()
