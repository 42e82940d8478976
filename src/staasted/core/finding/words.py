"""Words as they are compared: folded, cut into tokens, stemmed, and taken apart.

Snowball's Danish stemmer works on letters alone, so that folded words have folded stems.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache

from snowballstemmer import stemmer

LONGEST_QUERY = 200
MOST_TOKENS = 12
"""What of a query is looked at: characters, and words. Source: decision 0036."""

LONGEST_WORD = 60
SHORTEST_PART = 4
"""Letters a word needs to count as a part of another, unless it is listed as one."""

JOINTS = ("", "s", "e")
"""What Danish puts between the parts of a compound: gæld-s-rådgivning, jul-e-job."""

_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"}
_TOKEN = re.compile(r"[a-z0-9]+")


def folded(said: str) -> str:
    """Return a text in small letters without æ, ø, å and accents: *Få gæld* → *faa gaeld*."""
    plain = unicodedata.normalize("NFC", said).casefold()
    for letter, written in _LETTERS.items():
        plain = plain.replace(letter, written)
    if plain.isascii():
        return plain  # nearly always: thousands of ads are folded for one index
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def tokens(said: str) -> list[str]:
    """Return the folded words of a text, each cut at ``LONGEST_WORD`` letters."""
    return [word[:LONGEST_WORD] for word in _TOKEN.findall(folded(said))]


def stems(words: Iterable[str], *, language: str) -> list[str]:
    """Return the stem of each folded word; ``language`` as Snowball names it."""
    # A stemmer holds the word it works on, so that two requests must not share one.
    one = stemmer(language)
    return [str(one.stemWord(word)) for word in words]


def parts(word: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the fewest known words a compound is made of; empty where it is none."""
    if len(word) > LONGEST_WORD:
        return ()

    @cache
    def cut(start: int) -> tuple[str, ...] | None:
        if start == len(word):
            return ()
        best: tuple[str, ...] | None = None
        for end in range(start + 1, len(word) + 1):
            if word[start:end] not in known or end - start == len(word):
                continue
            rest = _after(end)
            if rest is not None and (best is None or len(rest) + 1 < len(best)):
                best = (word[start:end], *rest)
        return best

    def _after(end: int) -> tuple[str, ...] | None:
        if end == len(word):
            return ()
        ways = (cut(end + len(joint)) for joint in JOINTS if word.startswith(joint, end))
        found = [way for way in ways if way]
        return min(found, key=len, default=None)

    return cut(0) or ()
