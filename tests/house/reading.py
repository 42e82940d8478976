"""How easy a text is to read: its LIX, and its longest sentence. Source: decision 0024."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONG_WORD = 6
"""A word of more letters than this is a long one. Source: C.H. Björnsson's Läsbarhet, 1968."""

PLACEHOLDER = re.compile(r"\{(\w+)(?::[^}|]*\|([^}]*))?\}")
# A citation, an act by its name and number: it is what it is called, however long.
LAW_NAME = re.compile(
    r"\b(?:LBK|LOV|BEK|VEJ|L)\s?\d+(?:/\d+)?"
    r"(?:\s§+\s[\d\w-]+(?: [a-z]\b)?(?:, (?:stk|nr|pkt)\. \d+)*)?"
    r"|\b[Ll]ov om [a-zæøå ]+|\bSTAASTED_\w+|\bstaasted \w+(?: \w+)?"
)
ENDS = re.compile(r"(?<=[.?!:])\s+|\n+")
WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*")


@dataclass(frozen=True)
class Measured:
    """A text in numbers."""

    words: int
    lix: float
    longest: tuple[int, str]


def sentences_in(said: str) -> Iterator[tuple[str, list[str]]]:
    """Each sentence with its words; a value that is filled in counts as one short word."""
    plain = LAW_NAME.sub("x", PLACEHOLDER.sub(lambda found: found[2] or "x", said))
    for sentence in ENDS.split(plain):
        words = WORD.findall(sentence)
        if words:
            yield sentence, words


def measured(text: Iterable[str]) -> Measured:
    """Measure everything a text says. Labels and headings are no sentences and are left out."""
    running = [said for said in text if said.rstrip().endswith((".", "?", "!"))]
    found = [pair for said in running for pair in sentences_in(said)]
    words = [word for _, inside in found for word in inside]
    if not words:
        return Measured(0, 0, (0, ""))
    long = sum(len(word) > LONG_WORD for word in words)
    longest = max((len(inside), sentence) for sentence, inside in found)
    return Measured(len(words), len(words) / len(found) + 100 * long / len(words), longest)
