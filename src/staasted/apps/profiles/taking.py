"""Taking a profile in from a JSON Resume file: what it would do, and doing it.

Nothing that stands is removed: what the file has more is added, what stands already is left
out, and where both say something of one's own, the citizen chooses (decision 0041).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.profiles.access import ABOUT, entries_of, entry_of
from staasted.apps.profiles.models import Profile, ProfileEntry
from staasted.apps.profiles.writing import entry_make, profile_hold, room_require, same
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.core.resume import Entry, Resume, resume_parsed, resume_read
from staasted.core.resume.parsing import KILOBYTE


@dataclass(frozen=True, slots=True)
class Taking:
    """What a file would do: entries to add, how many stand already, and one's own words.

    ``fills`` are fields that are empty now; ``differs`` those where something else stands;
    ``beside`` the file's keys that no page shows, and that are kept for the next file.
    """

    resume: Resume
    adds: Sequence[Entry]
    known: int
    fills: Sequence[str]
    differs: Sequence[str]
    beside: Sequence[str]


def resume_from(content: bytes) -> Resume:
    """The profile in the bytes of a file. Errors: as ``resume_parsed`` and ``resume_read``."""
    policy = catalog().policy
    found = resume_parsed(content, kilobytes=policy["resume_file_kilobytes"])
    most = policy["profile_characters"]
    return resume_read(found, entries=policy["profile_entries_most"], most=most)


def taking_of(resume: Resume, profile: Profile, entries: Sequence[ProfileEntry]) -> Taking:
    """What a file would do to a profile as it stands."""
    standing = [entry_of(each) for each in entries]
    adds: list[Entry] = []
    for entry in resume.entries:
        if not any(same(entry, other) for other in (*standing, *adds)):
            adds.append(entry)
    told = [name for name in ABOUT if getattr(resume.about, name)]
    if not profile.name and resume.about.name == profile.citizen.person.name:
        # The registered name stands already, and goes on being the registered one.
        told = [name for name in told if name != "name"]
    stands = [name for name in told if getattr(profile, name)]
    return Taking(
        resume,
        adds,
        known=len(resume.entries) - len(adds),
        fills=[name for name in told if name not in stands],
        differs=[name for name in stands if getattr(profile, name) != getattr(resume.about, name)],
        beside=[*resume.about.extra, *resume.extra],
    )


@transaction.atomic
def resume_take(
    *, actor: Actor, citizen: Citizen, resume: Resume, chosen: Collection[str], now: datetime
) -> Taking:
    """Take a file in: add, fill, and take the file's words where they are ``chosen``.

    Contact details that are filled in stand on no CV until the citizen says so. Errors:
    AccessRefused, NotYours; DomainError ``profile_full``, ``profile_beside_full``.
    """
    held, profile = profile_hold(actor, citizen, now)
    taking = taking_of(resume, profile, entries_of(citizen))
    room_require(citizen, len(taking.adds))
    _beside_lay(resume, entries_of(citizen))
    for entry in taking.adds:
        entry_make(held, entry)
    for name in (*taking.fills, *(each for each in taking.differs if each in chosen)):
        setattr(profile, name, getattr(resume.about, name))
    profile.extra = _beside(profile.extra, resume)
    profile.version, profile.changed_at = profile.version + 1, now
    profile.save()
    held.logged("profile_import", rows=len(taking.adds), fields=len(taking.fills))
    return taking


def _beside_lay(resume: Resume, rows: Sequence[ProfileEntry]) -> None:
    """Lay what the file tells beside entries that stand already with those.

    Errors: DomainError ``profile_beside_full``.
    """
    for row in rows:
        for entry in resume.entries:
            if entry.extra and same(entry, entry_of(row)):
                row.extra = _bounded(_with(row.extra, entry.extra))
                row.save(update_fields=["extra"])


def _beside(kept: Mapping[str, Any], resume: Resume) -> dict[str, Any]:
    """What is kept for the next file. Errors: DomainError ``profile_beside_full``."""
    return _bounded(
        {
            "basics": _with(kept.get("basics", {}), resume.about.extra),
            "sections": _with(kept.get("sections", {}), resume.extra),
        }
    )


def _bounded(told: dict[str, Any]) -> dict[str, Any]:
    """What is kept beside the words, of one file's size at most: files come again and again."""
    most = catalog().policy["resume_file_kilobytes"]
    if len(json.dumps(told, ensure_ascii=False).encode()) > most * KILOBYTE:
        raise DomainError("profile_beside_full", most=most)
    return told


def _with(kept: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Both: lists one after the other, nothing twice; the rest as the newest says it."""
    told = {**kept, **new}
    for key, value in new.items():
        before = kept.get(key)
        if isinstance(value, list) and isinstance(before, list):
            there = {_written(each) for each in before}
            told[key] = [*before, *(each for each in value if _written(each) not in there)]
    return told


def _written(value: object) -> str:
    """A value as JSON, to tell it from others at once: lists may be long."""
    return json.dumps(value, sort_keys=True)
