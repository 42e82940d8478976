"""`when:` of a rule: who it binds."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from staasted.catalog.rules.kinds import length_of
from staasted.catalog.rules.named import benefit_id
from staasted.core.law.condition import (
    Age,
    At,
    Condition,
    Elapsed,
    Fact,
    HasRun,
    HeldBefore,
    Of,
    OnOneOf,
    Told,
    Unless,
    WellWithin,
)
from staasted.core.law.connective import All, AnyOf, Not


def condition_of(told: Any) -> Condition:
    """Return the condition. Errors: ValueError that says what is not understood."""
    if not isinstance(told, dict):
        told = {str(told): None}
    for word, read in _READ.items():
        if word in told:
            try:
                return read(told)
            except (KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{word} cannot be read: {error} is missing or wrong") from error
    raise ValueError(f"{sorted(told)} is no condition: use one of {', '.join(_READ)}")


def ages_of(condition: Condition | None) -> tuple[int, int]:
    """Return the ages a condition leaves room for: from (inclusive) and below."""
    if isinstance(condition, Age):
        return condition.least, 999 if condition.below is None else condition.below
    if isinstance(condition, All):
        found = [ages_of(part) for part in condition.parts]
        return max(low for low, _ in found), min(high for _, high in found)
    return 0, 999


def _only(told: Mapping[str, Any], *known: str) -> Mapping[str, Any]:
    extra = sorted(set(told) - set(known))
    if extra:
        raise ValueError(f"{extra[0]!r} does not belong in this condition: it has {known}")
    return told


def _at(told: Mapping[str, Any]) -> At:
    return At(told.get("at", "first_day"))


def _fact(told: Mapping[str, Any]) -> Condition:
    _only(told, "fact", "is", "at")
    value = told.get("is", True)
    if not isinstance(value, bool):
        raise ValueError(f"is: {value!r} must be true or false")  # noqa: TRY004 pydantic's
    return Fact(str(told["fact"]), value, _at(told))


def _ages(told: Mapping[str, Any]) -> Condition:
    _only(told, "age_below", "age_from", "at")
    return Age(int(told.get("age_from", 0)), told.get("age_below"), _at(told))


def _benefit(told: Mapping[str, Any]) -> Condition:
    _only(told, "benefit")
    return OnOneOf(frozenset(benefit_id(word) for word in told["benefit"]))


def _elapsed(told: Mapping[str, Any]) -> Condition:
    inner = _only(_only(told, "elapsed")["elapsed"], "on", "from", "below")
    least, below = inner.get("from"), inner.get("below")
    return Elapsed(
        _day(inner["on"]),
        length_of(least) if least else None,
        length_of(below) if below else None,
    )


def _held(told: Mapping[str, Any]) -> Condition:
    inner = _only(_only(told, "held")["held"], "at_least", "before", "weeks")
    return HeldBefore(int(inner["at_least"]), _day(inner["before"]), int(inner["weeks"]))


def _well(told: Mapping[str, Any]) -> Condition:
    _only(told, "well_within", "of")
    return WellWithin(length_of(told["well_within"]), Of(told.get("of", "first_absence")))


def _day(told: Any) -> date:
    if not isinstance(told, date):
        raise ValueError(f"{told!r} is no day: write 2020-01-01")  # noqa: TRY004 pydantic's
    return told


def _parts(told: Any) -> tuple[Condition, ...]:
    if not isinstance(told, list) or not told:
        raise ValueError("all and any are lists of conditions")
    return tuple(condition_of(part) for part in told)


_READ: Mapping[str, Callable[[Mapping[str, Any]], Condition]] = {
    "all": lambda told: All(_parts(_only(told, "all")["all"])),
    "any": lambda told: AnyOf(_parts(_only(told, "any")["any"])),
    "not": lambda told: Not(condition_of(_only(told, "not")["not"])),
    "fact": _fact,
    "told": lambda told: Told(str(_only(told, "told", "at")["told"]), _at(told)),
    "unless": lambda told: Unless(str(_only(told, "unless", "at")["unless"]), _at(told)),
    "age_below": _ages,
    "age_from": _ages,
    "benefit": _benefit,
    "elapsed": _elapsed,
    "held": _held,
    "has_run": lambda told: HasRun(length_of(_only(told, "has_run")["has_run"])),
    "well_within": _well,
}
