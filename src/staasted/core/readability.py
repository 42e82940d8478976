"""How hard a text is to read: LIX, as it is counted in Danish and Swedish.

LIX is the words of a sentence on average plus the percentage of words longer than six letters.
Source: C. H. Björnsson, Läsbarhet (1968). The bands are the house's own (decision 0049).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

LONG = 6
"""A word of more letters than this is long. Source: as above."""
EASY, PLAIN, HARD = 25, 35, 45
"""The last LIX of each band but the hardest, inclusive. Source: decision 0049."""
MANY_WORDS = 20
"""Words of a sentence from which on it is named as a long one. Source: decision 0049."""
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)|\n+")


class ReadingBand(StrEnum):
    """How hard a text is: for everybody, plain, like a newspaper, or for those in the trade."""

    EASY = "easy"
    PLAIN = "plain"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Readability:
    """What was counted. ``long_sentences`` are those of many words, in the order they stand."""

    words: int
    sentences: int
    long_words: int
    long_sentences: tuple[str, ...]

    @property
    def lix(self) -> int:
        """The LIX, rounded; 0 of a text without words."""
        if not self.words:
            return 0
        return round(self.words / self.sentences + 100 * self.long_words / self.words)

    @property
    def band(self) -> ReadingBand:
        """Which band the LIX is in."""
        if self.lix <= EASY:
            return ReadingBand.EASY
        if self.lix <= PLAIN:
            return ReadingBand.PLAIN
        return ReadingBand.MEDIUM if self.lix <= HARD else ReadingBand.HARD


def readability(text: str) -> Readability:
    """Count a text. A line of its own ends a sentence; digits are words as any other."""
    parts = [part.strip() for part in _SENTENCE_END.split(text)]
    counted = [(part, _WORD.findall(part)) for part in parts]
    counted = [(part, words) for part, words in counted if words]
    words = [word for _, found in counted for word in found]
    return Readability(
        words=len(words),
        sentences=len(counted),
        long_words=sum(len(word) > LONG for word in words),
        long_sentences=tuple(part for part, found in counted if len(found) > MANY_WORDS),
    )
