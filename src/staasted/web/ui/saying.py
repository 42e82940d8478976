"""Refusals and reasons in words: core and services give codes, people read sentences."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui import speech

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What happened, why, and what to do next."""

    what: str
    why: str
    next: str

    def __str__(self) -> str:
        return f"{self.what} {self.why} {self.next}"


def said(error: DomainError) -> Refusal:
    """The error as people read it."""
    values = {name: spoken(value) for name, value in error.values.items()}
    parts = (text(f"errors.{error.code}.{part}", **values) for part in ("what", "why", "next"))
    return Refusal(*parts)


def reasons_said(reasons: Iterable[Mapping[str, object]]) -> list[str]:
    """Stored reasons (codes with values) as sentences, in their order."""
    return [
        text(f"reasons.{reason['code']}", **_values(reason.get("values", {}))) for reason in reasons
    ]


def spoken(value: object) -> object:
    """A date or moment in words; an ISO date as it was stored likewise; the rest as it is."""
    if isinstance(value, datetime):
        return speech.moment(value)
    if isinstance(value, date):
        return speech.day(value)
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return speech.day(date.fromisoformat(value))
    return value


def _values(values: object) -> dict[str, object]:
    return {name: spoken(value) for name, value in dict(values).items()}  # type: ignore[call-overload]
