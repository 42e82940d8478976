"""JSON Resume as a profile: what is read, what is kept beside it, and where it is wrong.

An error says where: the section, the number in it from 1, and the key.
"""

from collections.abc import Mapping
from typing import Any

from staasted.core.citizen.cpr_shaped import holds_cpr
from staasted.core.errors import DomainError
from staasted.core.resume.entries import (
    About,
    Entry,
    EntryKind,
    Resume,
    about_fitted,
    entry_fitted,
)
from staasted.core.resume.plain import one_line
from staasted.core.resume.sections import (
    BASICS,
    KEYS,
    LISTS,
    LOCATION,
    PROSE,
    SECTIONS,
    words_joined,
)
from staasted.core.weblink import weblink


def resume_read(found: object, *, entries: int, most: int) -> Resume:
    """The profile in a file that was parsed: ``entries`` at most, ``most`` characters in words.

    Errors: DomainError ``resume_wrong_kind``, ``resume_too_many``, ``resume_empty``,
    ``resume_wrong`` (with the ``why`` of ``entry_fitted``), ``resume_with_cpr``.
    """
    told = _object(found, "JSON")
    if not told.keys() & {"basics", *SECTIONS.values()}:
        raise DomainError("resume_empty")
    rows = [
        _entry(kind, each, f"{section} {number}", most)
        for kind, section in SECTIONS.items()
        for number, each in enumerate(_list(told.get(section), section), start=1)
    ]
    if len(rows) > entries:
        raise DomainError("resume_too_many", most=entries)
    known = {"basics", "$schema", *SECTIONS.values()}
    extra = {key: value for key, value in told.items() if key not in known}
    resume = Resume(_about(told.get("basics"), most), tuple(rows), extra)
    _without_cpr(resume)
    return resume


def _about(found: object, most: int) -> About:
    basics = {} if found is None else _object(found, "basics")
    location = basics.get("location")
    places = {} if location is None else _object(location, "basics location")
    told = {name: _text(basics, key, "basics") for name, key in BASICS.items()}
    told |= {name: _text(places, key, "basics location") for name, key in LOCATION.items()}
    beside = {key: value for key, value in places.items() if key not in LOCATION.values()}
    kept = {*BASICS.values(), "location"}
    extra = {key: value for key, value in basics.items() if key not in kept}
    if beside:
        extra["location"] = beside
    if told["link"] and not _is_weblink(told["link"]):
        # Nobody is sent there from a page of ours; the file keeps what it said.
        extra[BASICS["link"]], told["link"] = told["link"], ""
    try:
        return about_fitted(About(**told, extra=extra), most=most)
    except DomainError as error:
        raise _wrong("basics", error) from error


def _entry(kind: EntryKind, found: object, where: str, most: int) -> Entry:
    told = _object(found, where)
    read = {name: _text(told, key, where) for name, key in KEYS[kind].items()}
    prose, listed = PROSE.get(kind, ""), LISTS.get(kind, "")
    lines = [one_line(_string(each, where, listed)) for each in _list(told.get(listed), where)]
    if prose:
        read["words"] = words_joined(_text(told, prose, where), lines)
    else:
        read["words"] = "\n".join(lines)
    known = {*KEYS[kind].values(), prose, listed}
    extra = {key: value for key, value in told.items() if key not in known}
    try:
        return entry_fitted(Entry(kind, **read, extra=extra), most=most)
    except DomainError as error:
        raise _wrong(where, error) from error


def _wrong(where: str, error: DomainError) -> DomainError:
    """What is wrong, with where it stands in the file."""
    wrong = DomainError("resume_wrong", where=where, fault=error.code)
    wrong.values |= error.values
    return wrong


def _is_weblink(written: str) -> bool:
    try:
        weblink(written)
    except DomainError:
        return False
    return True


def _object(found: object, where: str) -> Mapping[str, Any]:
    if not isinstance(found, Mapping):
        raise DomainError("resume_wrong_kind", where=where, wanted="object")
    return found


def _list(found: object, where: str) -> list[object]:
    if found is None:
        return []
    if not isinstance(found, list):
        raise DomainError("resume_wrong_kind", where=where, wanted="list")
    return found


def _text(told: Mapping[str, Any], key: str, where: str) -> str:
    found = told.get(key)
    return "" if found is None else _string(found, where, key)


def _string(found: object, where: str, key: str) -> str:
    if not isinstance(found, str):
        raise DomainError("resume_wrong_kind", where=f"{where} {key}", wanted="text")
    return found


def _without_cpr(resume: Resume) -> None:
    """Errors: DomainError ``resume_with_cpr`` where what is kept beside holds such a number."""
    beside = [resume.extra, resume.about.extra, *(each.extra for each in resume.entries)]
    if any(_holds_cpr(each) for each in beside):
        raise DomainError("resume_with_cpr")


def _holds_cpr(found: object) -> bool:
    if isinstance(found, Mapping):
        return any(_holds_cpr(key) or _holds_cpr(value) for key, value in found.items())
    if isinstance(found, list):
        return any(_holds_cpr(each) for each in found)
    return isinstance(found, str | int) and not isinstance(found, bool) and holds_cpr(str(found))
