"""Where each part of a profile stands in JSON Resume. Source: its schema, version 1.0.0."""

from collections.abc import Mapping
from types import MappingProxyType

from staasted.core.resume.entries import EntryKind

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
"""What a file says it follows."""
SECTIONS: Mapping[EntryKind, str] = MappingProxyType(
    {
        EntryKind.WORK: "work",
        EntryKind.EDUCATION: "education",
        EntryKind.CERTIFICATE: "certificates",
        EntryKind.SKILL: "skills",
        EntryKind.LANGUAGE: "languages",
        EntryKind.VOLUNTEER: "volunteer",
        EntryKind.REFERENCE: "references",
    }
)
KEYS: Mapping[EntryKind, Mapping[str, str]] = MappingProxyType(
    {
        EntryKind.WORK: {
            "title": "position",
            "organisation": "name",
            "started": "startDate",
            "ended": "endDate",
        },
        EntryKind.EDUCATION: {
            "title": "area",
            "level": "studyType",
            "organisation": "institution",
            "started": "startDate",
            "ended": "endDate",
        },
        EntryKind.CERTIFICATE: {"title": "name", "organisation": "issuer", "started": "date"},
        EntryKind.SKILL: {"title": "name", "level": "level"},
        EntryKind.LANGUAGE: {"title": "language", "level": "fluency"},
        EntryKind.VOLUNTEER: {
            "title": "position",
            "organisation": "organization",
            "started": "startDate",
            "ended": "endDate",
        },
        EntryKind.REFERENCE: {"title": "name"},
    }
)
"""An entry's field → the file's key; its words stand under ``PROSE`` and ``LISTS``."""
PROSE: Mapping[EntryKind, str] = MappingProxyType(
    {
        EntryKind.WORK: "summary",
        EntryKind.VOLUNTEER: "summary",
        EntryKind.REFERENCE: "reference",
    }
)
LISTS: Mapping[EntryKind, str] = MappingProxyType(
    {
        EntryKind.WORK: "highlights",
        EntryKind.VOLUNTEER: "highlights",
        EntryKind.EDUCATION: "courses",
        EntryKind.SKILL: "keywords",
    }
)
BASICS: Mapping[str, str] = MappingProxyType(
    {
        "name": "name",
        "headline": "label",
        "summary": "summary",
        "email": "email",
        "phone": "phone",
        "link": "url",
    }
)
LOCATION: Mapping[str, str] = MappingProxyType(
    {"address": "address", "postal_code": "postalCode", "city": "city"}
)
BULLET = "- "
"""How a line of one's own words begins that stands in a list."""


def words_divided(words: str) -> tuple[str, list[str]]:
    """Words as prose, and the list of lines with a dash they end with."""
    lines = words.split("\n") if words else []
    first = len(lines)
    while first and lines[first - 1].startswith(BULLET):
        first -= 1
    return "\n".join(lines[:first]), [line.removeprefix(BULLET) for line in lines[first:]]


def words_joined(prose: str, listed: list[str]) -> str:
    """Prose and a list as words: each line of the list with a dash."""
    return "\n".join([*([prose] if prose else []), *(f"{BULLET}{line}" for line in listed)])
