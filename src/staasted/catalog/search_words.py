"""A language's words about words, as files of the catalogue say them."""

from collections.abc import Iterable
from typing import Literal

from staasted.catalog.reader import Entry
from staasted.core.finding import FindWords
from staasted.core.finding.words import tokens


class SearchWords(Entry):
    """What is not looked for, what means the same, and what compounds are made of, as people
    write them."""

    slug: Literal["danish", "english"]
    skipped: tuple[str, ...]
    same: dict[str, tuple[str, ...]]
    made_of: tuple[str, ...]

    def as_words(self) -> FindWords:
        """Return the core words, folded; a synonym of several words is each of them."""
        return FindWords(
            stemmer=self.slug,
            skipped=frozenset(_each(self.skipped)),
            same={word: _each(same) for said, same in self.same.items() for word in tokens(said)},
            made_of=frozenset(_each(self.made_of)),
        )


def _each(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for one in said for word in tokens(one))
