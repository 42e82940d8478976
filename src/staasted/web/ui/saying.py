"""Refusals and reasons in words: core and services give codes, people read sentences."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from staasted.catalog import speech
from staasted.catalog.texts import text, texts
from staasted.core.errors import DomainError

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Reader(Enum):
    """Who reads a sentence about a citizen: the one it is about, or staff."""

    CITIZEN = "citizen"
    STAFF = "staff"


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


def reasons_said(
    reasons: Iterable[Mapping[str, object]], *, reader: Reader = Reader.CITIZEN
) -> list[str]:
    """Stored reasons (codes with values) as sentences, in their order."""
    return [
        reason_said(str(reason["code"]), reader=reader, **_values(reason.get("values", {})))
        for reason in reasons
    ]


def reason_said(code: str, *, reader: Reader, **values: object) -> str:
    """One reason in words; staff hear their own wording where there is one."""
    own = f"reasons.staff.{code}"
    if reader is Reader.STAFF and own in texts():
        return text(own, **values)
    return text(f"reasons.{code}", **values)


def spoken(value: object) -> object:
    """A date, moment or time of day in words, an ISO date likewise; the rest as it is."""
    if isinstance(value, datetime):
        return speech.moment(value)
    if isinstance(value, date):
        return speech.day_year(value)
    if isinstance(value, time):
        return speech.time_of_day(value)
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return speech.day_year(date.fromisoformat(value))
    return value


def _values(values: object) -> dict[str, object]:
    return {name: spoken(value) for name, value in dict(values).items()}  # type: ignore[call-overload]
