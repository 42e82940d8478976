"""`asks:` of a rule: the closed set of kinds, each written with the fields of its core class."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter

from staasted.core.law import Kind, Length
from staasted.core.law.kinds import (
    ByNeed,
    Ceiling,
    CountInWindow,
    Deadline,
    DurationCeiling,
    JointConversation,
    LongestInterval,
    LongestOfferGap,
    OfferDeadline,
    OnRequest,
    RollingCount,
    ShareOfCohort,
    Shown,
    WindowDuty,
)
from staasted.core.law.standing import (
    AverageOfGroup,
    BookingDuty,
    Channels,
    DutyBearer,
    Holders,
    LargestShare,
    OutsideCourse,
    RatioCeiling,
    Relief,
)

KINDS: Mapping[str, type[Kind]] = {
    "deadline": Deadline,
    "count_in_window": CountInWindow,
    "interval": LongestInterval,
    "rolling_count": RollingCount,
    "joint": JointConversation,
    "on_request": OnRequest,
    "by_need": ByNeed,
    "shown": Shown,
    "channels": Channels,
    "holders": Holders,
    "largest_share": LargestShare,
    "booking": BookingDuty,
    "bearer": DutyBearer,
    "relief": Relief,
    "outside_course": OutsideCourse,
    "share_of_cohort": ShareOfCohort,
    "average_of_group": AverageOfGroup,
    "offer_deadline": OfferDeadline,
    "offer_gap": LongestOfferGap,
}
CEILINGS: Mapping[str, type[Kind]] = {
    "ratio": RatioCeiling,
    "duration": DurationCeiling,
    "seats": Ceiling,
    "amount": Ceiling,
}
_LENGTH = frozenset(each.name for each in fields(Length))


def kind_of(asks: Mapping[str, Any]) -> Kind:
    """Return the core kind that `asks` describes. Errors: ValueError that says what and why."""
    told = dict(asks)
    slug = told.pop("kind", None)
    if slug == "ceiling":
        return built(_class(CEILINGS, told.get("what"), "what"), _without_what(told))
    if slug == "bearer" and "months" in told:
        told["forecast"] = {"months": told.pop("months")}
    if slug == "average_of_group" and not isinstance(told.get("baseline"), str):
        told |= {"level": told["baseline"], "baseline": "observed"}
    if slug == "share_of_cohort":
        return _share(told)
    return built(_class(KINDS, slug, "kind"), told)


def _share(told: dict[str, Any]) -> Kind:
    of, share = kind_of(told.pop("of", {})), told.pop("share", None)
    pool = told.pop("pool", "")
    if told:
        raise ValueError(f"{min(told)!r} is no field of a share: it has share, of, pool")
    known = isinstance(of, CountInWindow | OfferDeadline)
    if not known or not isinstance(of, WindowDuty):
        raise ValueError("of: write a count_in_window or an offer_deadline")
    if not isinstance(share, float) or not 0 < share <= 1:
        raise ValueError(f"share {share!r}: write a part of one, such as 0.75")
    return ShareOfCohort(share, of, str(pool))


def length_of(told: Any) -> Length:
    """Return a length; exactly one unit above 0. Errors: ValueError."""
    if not isinstance(told, dict) or set(told) - _LENGTH or len(told) != 1:
        raise ValueError(f"{told!r} is no length: write one of {', '.join(sorted(_LENGTH))}")
    number = next(iter(told.values()))
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise ValueError(f"{told!r} is no length: write a whole number")
    return Length(**told)


def _class(known: Mapping[str, type[Kind]], slug: Any, field: str) -> type[Kind]:
    if slug not in known:
        raise ValueError(f"{field} {slug!r} is not known: use one of {', '.join(known)}")
    return known[slug]


def _without_what(told: dict[str, Any]) -> dict[str, Any]:
    return told if told.get("what") in ("seats", "amount") else _less(told, "what")


def _less(told: dict[str, Any], word: str) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != word}


def built(kind: type[Kind], told: Mapping[str, Any]) -> Kind:
    """Return a kind of these fields. Errors: ValueError for a field it has not."""
    names = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(told) - names)
    if unknown:
        known = ", ".join(sorted(names)) or "none"
        raise ValueError(f"{unknown[0]!r} is no field of this kind: it has {known}")
    below = sorted(k for k, v in told.items() if isinstance(v, int | float) and v < 0)
    if below:
        raise ValueError(f"{below[0]}: {told[below[0]]} is below 0: write a number from 0 up")
    read = {key: _lengths(value) for key, value in told.items()}
    found: Kind = _adapter(kind).validate_python(read)
    return found


_ADAPTERS: dict[str, TypeAdapter[Any]] = {}


def _adapter(kind: type[Kind]) -> TypeAdapter[Any]:
    """Return what reads a kind's fields, made once each."""
    if kind.__name__ not in _ADAPTERS:
        _ADAPTERS[kind.__name__] = TypeAdapter(kind)
    return _ADAPTERS[kind.__name__]


def _lengths(value: Any) -> Any:
    """Return the value with every length in it read."""
    if isinstance(value, dict) and value and set(value) <= _LENGTH:
        return length_of(value)
    if isinstance(value, dict):
        return {key: _lengths(each) for key, each in value.items()}
    return value
