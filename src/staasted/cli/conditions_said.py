"""A condition, a length and a field of a rule, in words."""

from collections.abc import Iterable
from dataclasses import fields
from functools import reduce
from typing import Any

from staasted.catalog.loader import catalog
from staasted.catalog.texts import text, texts
from staasted.core.law import Length
from staasted.core.law.condition import (
    Age,
    At,
    Condition,
    Elapsed,
    Fact,
    HasRun,
    HeldBefore,
    OnOneOf,
    Told,
    Unless,
    WellWithin,
)
from staasted.core.law.connective import All, AnyOf, Not


def condition_said(condition: Condition) -> str:
    """Return the condition as one sentence without a full stop."""
    match condition:
        case All(parts):
            return both_said(map(_inside, parts))
        case AnyOf(parts):
            return _chained("cli.trialing.when.either", map(_inside, parts))
        case Not(part):
            return text("cli.trialing.when.not", said=_inside(part))
        case Fact() | Told() | Unless():
            return _at(condition.at, _fact(condition))
        case Age():
            return _at(condition.at, _age(condition))
        case _:
            return _of_time(condition)


def length_said(length: Length) -> str:
    """Return a length: 6 måneder."""
    number, unit = next(
        (
            (getattr(length, each.name), each.name)
            for each in fields(length)
            if getattr(length, each.name)
        ),
        (0, "days"),
    )
    key = "cli.trialing.one_unit" if number == 1 else "cli.trialing.units"
    return text(f"{key}.{unit}", number=number)


def both_said(parts: Iterable[str]) -> str:
    """Return words as one: samtaler og tilbud."""
    return _chained("cli.trialing.when.both", parts)


def value_said(value: Any) -> str:
    """Return a field's value; what has no word of its own is written as it stands."""
    if isinstance(value, Length):
        return length_said(value)
    if isinstance(value, bool):
        return text("cli.trialing.true") if value else text("cli.trialing.false")
    if isinstance(value, frozenset | tuple | list):
        return ", ".join(sorted(value_said(each) for each in value)) or text("cli.trialing.none")
    if value is None:
        return text("cli.trialing.none")
    kind = catalog().offer_kinds.get(str(value))
    return kind.words.name if kind else str(value)


def fact_name(slug: str) -> str:
    """Return a fact's Danish name, or its slug where it has none."""
    entry = catalog().facts.get(slug)
    return entry.words.name if entry else slug


def field_name(name: str) -> str:
    """Return what a field of a rule is called, or the field itself where it has no word."""
    key = f"cli.trialing.field.{name}"
    return text(key) if key in texts() else name


def _chained(key: str, parts: Iterable[str]) -> str:
    """Return words chained two by two; none of them is none."""
    said = list(parts) or [text("cli.trialing.none")]
    return reduce(lambda one, other: text(key, one=one, other=other), said)


def _inside(condition: Condition) -> str:
    """Return a part of another condition: in brackets where it has parts itself."""
    said = condition_said(condition)
    return f"({said})" if isinstance(condition, All | AnyOf) else said


def _at(at: At, said: str) -> str:
    return text("cli.trialing.when.today", said=said) if at is At.TODAY else said


def _fact(asked: Fact | Told | Unless) -> str:
    if isinstance(asked, Fact):
        key = "cli.trialing.when.yes" if asked.value else "cli.trialing.when.no"
    elif isinstance(asked, Told):
        key = "cli.trialing.when.told"
    else:
        key = "cli.trialing.when.unless"
    return text(key, fact=fact_name(asked.name))


def _age(age: Age) -> str:
    if age.below is None:
        return text("cli.trialing.when.age_from", least=age.least)
    if not age.least:
        return text("cli.trialing.when.age_below", below=age.below)
    return text("cli.trialing.when.age_between", least=age.least, below=age.below)


def _of_time(condition: Condition) -> str:
    match condition:
        case OnOneOf(benefits):
            known = catalog().benefits
            names = (known[each].words.name if each in known else each for each in sorted(benefits))
            return text("cli.trialing.when.benefit", benefits=", ".join(names))
        case Elapsed():
            return _elapsed(condition)
        case HeldBefore(number, day, weeks):
            return text("cli.trialing.when.held", number=number, day=day, weeks=weeks)
        case HasRun(length):
            return text("cli.trialing.when.has_run", length=length_said(length))
        case WellWithin(length, of):
            since = text(f"cli.trialing.since.{of.value}")
            return text("cli.trialing.when.well_within", length=length_said(length), since=since)
        case _:
            return str(condition)


def _elapsed(condition: Elapsed) -> str:
    said = []
    if condition.least is not None:
        least = length_said(condition.least)
        said.append(text("cli.trialing.when.elapsed", day=condition.day, length=least))
    if condition.below is not None:
        below = length_said(condition.below)
        said.append(text("cli.trialing.when.not_elapsed", day=condition.day, length=below))
    if not said:
        return text("cli.trialing.when.any_time")
    return both_said(said)
