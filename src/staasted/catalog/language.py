"""Which language is spoken now: a request's, a letter's or a command's, and Danish elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from os import environ


class Language(StrEnum):
    """A language all texts exist in, by its code in ISO 639-1."""

    DANISH = "da"
    ENGLISH = "en"


COMMAND_LINE = "STAASTED_LANGUAGE"
"""The setting (docs/settings.md) that names what a command speaks, before anybody is met."""

_spoken: ContextVar[Language] = ContextVar("spoken")
_easily: ContextVar[bool] = ContextVar("easily", default=False)


def spoken() -> Language:
    """Return the language that is spoken now; outside every request and letter the command's."""
    return _spoken.get(None) or language_of(environ.get(COMMAND_LINE, ""))


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language inside the block, and what was spoken before it again after it."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_easily() -> bool:
    """Return whether easy Danish is spoken: what has an easy wording is said in it, the rest is
    said in Danish (decision 0035)."""
    return spoken() is Language.DANISH and _easily.get()


@contextmanager
def speaking_easily(*, easily: bool) -> Iterator[None]:
    """Speak easy Danish inside the block where Danish is spoken, or not; then as before."""
    before = _easily.set(easily)
    try:
        yield
    finally:
        _easily.reset(before)


def language_of(code: str) -> Language:
    """Return the language of a code, Danish where it is none of ours."""
    return Language(code) if code in set(Language) else Language.DANISH
