"""A rule made looser: some fields of its kind otherwise, and never so that it asks for more."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from staasted.catalog.rules.kinds import built
from staasted.core.law import Length, Rule
from staasted.core.law.kinds import ShareOfCohort

_LESS = frozenset({"number", "min_weeks", "share", "nth"})
"""Fields where a smaller number asks for less; none at all asks for least."""

_LONGER = frozenset({"within", "every", "slack", "longest", "months", "weeks", "most"})
"""Fields where a longer time, or a larger most, asks for less."""

_MORE = frozenset({"first", "then", "allowed"})
"""Fields where more of them are allowed: channels, holders."""

_FEWER = frozenset({"not_kinds"})
"""Fields where fewer are shut out."""

_TRUE_ASKS_LESS = {"joint": False, "whole_week": True, "beyond_first": False}
"""Fields that are true or false, and which of them asks for less."""


def looser(rule: Rule, told: Mapping[str, Any]) -> Rule:
    """Return the rule with these fields of its kind. Errors: ValueError that says what is wrong.

    Of a share the fields are its own, or those of what it asks each for.
    """
    kind = rule.kind
    if isinstance(kind, ShareOfCohort):
        return replace(rule, kind=_share(rule, kind, dict(told)))
    return replace(rule, kind=_otherwise(rule, kind, told))


def _share(rule: Rule, kind: ShareOfCohort, told: dict[str, Any]) -> ShareOfCohort:
    share = told.pop("share", kind.share)
    if not isinstance(share, int | float) or not 0 < share <= 1:
        raise ValueError(f"{rule.id}.share: {share!r} is no part of one: write 0.5")
    if share > kind.share:
        raise ValueError(f"{rule.id}.share: {share!r} asks for more than the law does")
    of = _otherwise(rule, kind.of, told) if told else kind.of
    return replace(kind, share=float(share), of=of)


def _otherwise(rule: Rule, kind: Any, told: Mapping[str, Any]) -> Any:
    own = {each.name: getattr(kind, each.name) for each in fields(kind)}
    found = built(type(kind), own | dict(told))
    for field in told:
        if not _asks_less(field, own.get(field), getattr(found, field)):
            raise ValueError(f"{rule.id}.{field}: {told[field]!r} asks for more than the law does")
    return found


def _asks_less(field: str, before: Any, after: Any) -> bool:
    """Return whether a field asks for less than before, or as much. Errors: ValueError."""
    if before == after:
        return True
    for fields_of_it, asks_less in _WAYS:
        if field in fields_of_it:
            return asks_less(before, after)
    if isinstance(after, bool) and field in _TRUE_ASKS_LESS:
        return after is _TRUE_ASKS_LESS[field]
    raise ValueError(f"{field} cannot be made looser: use number, within, every and the like")


def _every_kind(before: Any, after: Any) -> bool:
    """Return whether no kind is shut out that was not: none named is every kind."""
    return not after or (bool(before) and frozenset(before) <= frozenset(after))


def _days(length: Any) -> float:
    """Return a length in days, to compare two of them: a month is 30 here."""
    if isinstance(length, Length):
        return length.days + 7 * (length.weeks + length.end_of_week) + 30 * length.months
    return float("inf") if length is None else 30.0 * length


_WAYS: tuple[tuple[frozenset[str], Callable[[Any, Any], bool]], ...] = (
    (_LESS, lambda before, after: after is None or (before is not None and after <= before)),
    (_LONGER, lambda before, after: before is None or _days(after) >= _days(before)),
    (_MORE, lambda before, after: frozenset(before) <= frozenset(after)),
    (_FEWER, lambda before, after: frozenset(after) <= frozenset(before)),
    (frozenset({"kinds"}), _every_kind),
)
"""Fields, and how one tells that less is asked for in them."""
