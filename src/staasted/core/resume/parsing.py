"""The bytes of a file somebody sent, as JSON: bounded in size and depth, clean, nothing twice."""

import json
import math
from typing import Any

from staasted.core.errors import DomainError
from staasted.core.resume.plain import several_lines

DEEPEST = 12
"""Objects and lists within each other; JSON Resume itself has four. Source: decision 0041."""
KILOBYTE = 1024


def resume_parsed(content: bytes, *, kilobytes: int) -> object:
    """What stands in the file, each text without signs nobody can see.

    Errors: DomainError ``resume_too_large``, ``resume_not_text``, ``resume_not_json``,
    ``resume_twice``, ``resume_too_deep``.
    """
    if len(content) > kilobytes * KILOBYTE:
        raise DomainError("resume_too_large", most=kilobytes)
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DomainError("resume_not_text") from error
    try:
        found = json.loads(
            written, object_pairs_hook=_once, parse_float=_finite, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        raise DomainError("resume_not_json", line=error.lineno, sign=error.colno) from error
    except RecursionError as error:
        raise DomainError("resume_too_deep", most=DEEPEST) from error
    except ValueError as error:  # a number of more digits than anybody counts
        raise DomainError("resume_not_json", line=1, sign=1) from error
    return _clean(found, DEEPEST)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, where no key stands twice: the first would be lost without a word."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DomainError("resume_twice", key=several_lines(key)[:40])
        found[key] = value
    return found


def _finite(written: str) -> float:
    value = float(written)
    if not math.isfinite(value):
        raise ValueError(written)
    return value


def _no_number(written: str) -> float:
    raise ValueError(written)


def _clean(found: object, deep: int) -> object:
    if not deep:
        raise DomainError("resume_too_deep", most=DEEPEST)
    if isinstance(found, str):
        return several_lines(found)
    if isinstance(found, list):
        return [_clean(each, deep - 1) for each in found]
    if isinstance(found, dict):
        return {several_lines(key): _clean(each, deep - 1) for key, each in found.items()}
    return found
