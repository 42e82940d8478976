"""A profile as JSON Resume: nothing empty, and what an earlier file told beside it."""

from collections.abc import Collection
from typing import Any

from staasted.core.resume.entries import CONTACT, About, Entry, EntryKind, Resume
from staasted.core.resume.sections import (
    BASICS,
    KEYS,
    LISTS,
    LOCATION,
    PROSE,
    SCHEMA,
    SECTIONS,
    words_divided,
)


def resume_written(resume: Resume, *, shown: Collection[str] = CONTACT) -> dict[str, Any]:
    """The profile as the file's object; of ``CONTACT`` only what is in ``shown``."""
    told: dict[str, Any] = {"$schema": SCHEMA, "basics": _basics(resume.about, shown)}
    for kind in EntryKind:
        rows = [_entry(each) for each in resume.entries if each.kind is kind]
        if rows:
            told[SECTIONS[kind]] = rows
    return {**resume.extra, **told}


def _basics(about: About, shown: Collection[str]) -> dict[str, Any]:
    hidden = {name for name in CONTACT if name not in shown}
    hidden |= {"postal_code"} if "city" in hidden else set()
    told = {
        key: getattr(about, name)
        for name, key in BASICS.items()
        if name not in hidden and getattr(about, name)
    }
    location = {
        key: getattr(about, name)
        for name, key in LOCATION.items()
        if name not in hidden and getattr(about, name)
    }
    location = {**about.extra.get("location", {}), **location}
    unsaid = {BASICS[name] for name in hidden if name in BASICS} | {"location"}
    beside = {key: value for key, value in about.extra.items() if key not in unsaid}
    return {**beside, **told, **({"location": location} if location else {})}


def _entry(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = dict(entry.extra)
    for name, key in KEYS[entry.kind].items():
        if getattr(entry, name):
            told[key] = getattr(entry, name)
    return told | _words(entry)


def _words(entry: Entry) -> dict[str, Any]:
    prose, listed = PROSE.get(entry.kind), LISTS.get(entry.kind)
    if prose is None:
        lines = entry.words.split("\n") if entry.words else []
        return {listed: lines} if listed and lines else {}
    if listed is None:
        return {prose: entry.words} if entry.words else {}
    said, lines = words_divided(entry.words)
    return ({prose: said} if said else {}) | ({listed: lines} if lines else {})
