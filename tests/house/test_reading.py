"""Whatever a citizen reads is easy to read, in both languages: text by text and file by file.

A text is a page's group of keys, or a file of the catalogue. Few words give no number.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from staasted.catalog.english import english
from staasted.catalog.language import Language
from staasted.catalog.reader import FOLDER, read_yaml
from staasted.catalog.texts import read_texts
from tests.catalog.test_english import told_files
from tests.house.reading import Measured, measured, sentences_in

AIM, MOST = 30, 35
"""LIX: what all of it together holds, and what no text may pass. Source: decision 0024."""

MOST_WORDS = 20
"""Words of a sentence. Source: same."""

LEAST = 50
"""Words a text must have for its LIX to say anything. Source: same."""

ROOMS = (
    "answering",
    "citizen",
    "errors",
    "login",
    "messages",
    "my_offer",
    "offering",
    "our_agreement",
    "reasons",
    "rules",
    "times",
    "ui",
)
STAFFS = ("reasons.staff.", "ui.find.", "offering.heard.")
OF_STAFF = frozenset({"staff", "asks_staff"})
NOT_READ = frozenset({"caseload.yaml", "conversations.yaml", "offers.yaml"})  # columns of files


def citizens(found: Any, *, told: bool = False) -> Iterator[str]:
    """Every sentence of an entry that the citizen reads."""
    match found:
        case str() if told:
            yield found.strip()
        case Mapping():
            for name, below in found.items():
                if name not in OF_STAFF:
                    yield from citizens(below, told=told or name == "da")
        case list():
            for below in found:
                yield from citizens(below, told=told)


def read_by_citizens(language: Language) -> dict[str, list[str]]:
    """Every text a citizen reads, by its name."""
    found: dict[str, list[str]] = {}
    for key, said in read_texts(FOLDER / "texts", language).items():
        room, group, *_ = key.split(".")
        if room in ROOMS and not key.startswith(STAFFS):
            found.setdefault(f"texts/{room}", []).append(said)
            if room != "errors":  # there each code is a text, and too short for a number
                found.setdefault(f"texts/{room}: {group}", []).append(said)
    for path in told_files():
        name = path.relative_to(FOLDER).as_posix()
        own = [] if path.name in NOT_READ else list(citizens(read_yaml(path)))
        found[name] = own if language is Language.DANISH else [english()[one] for one in own]
    return found


def numbers(language: Language) -> dict[str, Measured]:
    found = {name: measured(said) for name, said in read_by_citizens(language).items()}
    return {name: each for name, each in found.items() if each.words >= LEAST}


@pytest.mark.parametrize("language", Language)
def test_no_text_a_citizen_reads_is_hard(language: Language):
    found = numbers(language)
    assert len(found) > 60
    assert {name: round(each.lix, 1) for name, each in found.items() if each.lix > MOST} == {}


@pytest.mark.parametrize("language", Language)
def test_nine_texts_in_ten_hold_the_aim(language: Language):
    found = numbers(language)
    harder = {name: round(each.lix, 1) for name, each in found.items() if each.lix > AIM}
    assert len(harder) <= len(found) / 10, harder


@pytest.mark.parametrize("language", Language)
def test_no_sentence_a_citizen_reads_is_longer_than_one_breath(language: Language):
    every = [(name, one) for name, said in read_by_citizens(language).items() for one in said]
    long = {
        f"{name}: {sentence}"
        for name, one in every
        for sentence, words in sentences_in(one)
        if len(words) > MOST_WORDS
    }
    assert sorted(long) == []


def test_the_measure_knows_a_hard_text_from_an_easy_one():
    easy = measured(["Du har en tid. Vi ringer til dig."])
    hard = measured(
        ["Beskæftigelsesindsatsens tilrettelæggelse forudsætter kontaktforløbets afvikling."]
    )
    assert easy.lix < AIM < MOST < hard.lix


def test_headings_names_of_laws_and_values_do_not_count():
    assert measured(["Beskæftigelsesindsats", "Tilrettelæggelse"]).words == 0
    assert measured(["Se LBK 280/2024 § 31, stk. 3 her."]).words == measured(["Se x her."]).words
    assert measured(["{sagsbehandlerens_navn} ringer."]).lix == measured(["x ringer."]).lix
