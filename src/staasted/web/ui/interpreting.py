"""Whether an interpreter is to be there: a tick and a language, preset from what is known."""

from collections.abc import Mapping

from staasted.apps.booking.interpreting import Interpreting, interpreting_asked
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.saying import said

ASKED = "tolk_spurgt"
"""Posted with the two, so that no tick is told from not having been asked."""


def interpreting_read(sent: Mapping[str, str]) -> Interpreting | None:
    """What a form says; None where it did not ask. Errors: ``interpreter_language_long``."""
    if ASKED not in sent:
        return None
    return interpreting_asked(wanted="tolk" in sent, language=sent.get("tolkesprog", ""))


def interpreting_error(sent: Mapping[str, str]) -> str | None:
    """What is wrong with what a form says, in words; None where nothing is."""
    try:
        interpreting_read(sent)
    except DomainError as refused:
        return str(said(refused))
    return None


def interpreting_said(asked: Interpreting) -> str:
    """An interpreter in words; empty where there is none."""
    if not asked.wanted:
        return ""
    if not asked.language:
        return text("summons.interpreter.unknown")
    return text("summons.interpreter.of", language=asked.language)
