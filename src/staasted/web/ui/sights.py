"""A line of the log in words and in an address."""

from collections.abc import Mapping
from datetime import date

from django.utils.http import urlencode

from staasted.apps.audit.seen import Sight
from staasted.catalog.texts import text, texts

NAMES = ("dag", "formaal", "rolle", "enhed")


def why_said(purpose: str) -> str:
    """Why somebody read, in words; a purpose that was typed stands as it was typed."""
    known = f"citizen.seen.purpose.{purpose.replace(' ', '_')}"
    return text(known) if known in texts() else text("citizen.seen.stated", purpose=purpose)


def who_said(role: str) -> str:
    """Who read, in words; a role nobody has words for as it stands."""
    known = f"citizen.seen.by.{role}"
    return text(known) if known in texts() else role


def sight_sent(sight: Sight) -> str:
    """A line as the end of an address."""
    return urlencode(dict(zip(NAMES, (sight.day.isoformat(), *sight[1:]), strict=True)))


def sight_read(sent: Mapping[str, str]) -> Sight | None:
    """The line an address names; None where it names none."""
    try:
        day = date.fromisoformat(sent.get("dag", ""))
    except ValueError:
        return None
    return Sight(day, *(sent.get(name, "") for name in NAMES[1:]))
