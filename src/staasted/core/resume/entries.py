"""What stands in a competence profile: who one is, and what one has done and can.

Bounds are the house's own: decision 0041.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from staasted.core.citizen.cpr_shaped import holds_cpr
from staasted.core.errors import DomainError
from staasted.core.resume.months import in_order, month_read
from staasted.core.resume.plain import one_line, several_lines
from staasted.core.weblink import weblink

LINE = 200
"""Characters of a title, a place, a headline and the like. Source: decision 0041."""
SHORT = 40
"""Characters of a telephone number and a postal code. Source: decision 0041."""
EMAIL = 254
"""Characters of an e-mail address. Source: RFC 5321, 4.5.3.1.3 with its two brackets."""
NOTHING: Mapping[str, Any] = MappingProxyType({})
CONTACT = ("email", "phone", "address", "city", "link")
"""What can be shown on the CV or not, one by one; the postal code goes with the city."""
_EMAIL = re.compile(r"[^@\s<>\"(),;:\\]+@[^@\s.<>\"(),;:\\]+(\.[^@\s.<>\"(),;:\\]+)+")


class EntryKind(StrEnum):
    """What an entry is about, in the order a CV tells it."""

    WORK = "work"
    EDUCATION = "education"
    CERTIFICATE = "certificate"
    SKILL = "skill"
    LANGUAGE = "language"
    VOLUNTEER = "volunteer"
    REFERENCE = "reference"


_SPELL = ("title", "organisation", "started", "ended", "words")
ASKED: Mapping[EntryKind, tuple[str, ...]] = MappingProxyType(
    {
        EntryKind.WORK: _SPELL,
        EntryKind.EDUCATION: ("title", "level", "organisation", "started", "ended", "words"),
        EntryKind.CERTIFICATE: ("title", "organisation", "started"),
        EntryKind.SKILL: ("title", "level", "words"),
        EntryKind.LANGUAGE: ("title", "level"),
        EntryKind.VOLUNTEER: _SPELL,
        EntryKind.REFERENCE: ("title", "words"),
    }
)
"""What each kind holds; the rest of an entry is empty."""
LISTED = frozenset({EntryKind.EDUCATION, EntryKind.SKILL})
"""Kinds whose words are a list, one on each line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a profile. Times as ``months``; an empty end where it has not ended.

    ``extra`` is what a file told of it that the house does not show, kept for the next file.
    """

    kind: EntryKind
    title: str = ""
    organisation: str = ""
    started: str = ""
    ended: str = ""
    level: str = ""
    words: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """Who somebody is, in their own words, and how they can be reached."""

    name: str = ""
    headline: str = ""
    summary: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    link: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resume:
    """A whole profile; ``extra`` as in an entry, by the file's own sections."""

    about: About = field(default_factory=About)
    entries: tuple[Entry, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


_TOLD = ("title", "organisation", "started", "ended", "level", "words")
_LINES = {"phone": SHORT, "postal_code": SHORT, "email": EMAIL, "link": 500}


def entry_fitted(entry: Entry, *, most: int) -> Entry:
    """The entry as it may stand: what its kind holds, clean; ``most`` bounds its words.

    Errors: DomainError ``profile_untitled``, ``profile_too_long``, ``profile_no_month``,
    ``profile_ends_first``, ``profile_with_cpr``.
    """
    told: dict[str, Any] = dict.fromkeys(_TOLD, "")
    for name in ASKED[entry.kind]:
        written = getattr(entry, name)
        if name in ("started", "ended"):
            told[name] = month_read(written)
        else:
            told[name] = _fitted(name, written, most)
    if entry.kind in LISTED:
        told["words"] = "\n".join(line for line in told["words"].split("\n") if line)
    if not told["title"] and not told["organisation"]:
        raise DomainError("profile_untitled")
    if not in_order(told["started"], told["ended"]):
        raise DomainError("profile_ends_first")
    return replace(entry, **told)


def about_fitted(about: About, *, most: int) -> About:
    """Who somebody is, as it may stand; ``most`` bounds the summary.

    Errors: DomainError ``profile_too_long``, ``profile_no_email``, ``profile_with_cpr``,
    ``no_weblink``.
    """
    names = [each.name for each in fields(About) if each.name != "extra"]
    told: dict[str, Any] = {name: _fitted(name, getattr(about, name), most) for name in names}
    if told["email"] and not _EMAIL.fullmatch(told["email"]):
        raise DomainError("profile_no_email")
    if told["link"]:
        told["link"] = weblink(told["link"])
    return replace(about, **told)


def _fitted(name: str, written: str, most: int) -> str:
    longer = name in ("words", "summary")
    clean = several_lines(written) if longer else one_line(written)
    bound = most if longer else _LINES.get(name, LINE)
    if len(clean) > bound:
        raise DomainError("profile_too_long", most=bound)
    if holds_cpr(clean) and not (name == "phone" and clean.startswith("+")):
        raise DomainError("profile_with_cpr")
    return clean
