"""Closed lists of words as the choices of a column: the word itself, never what people read."""

from enum import StrEnum


def word_choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """The choices of a column that holds one of these words."""
    return [(word.value, word.value) for word in words]
