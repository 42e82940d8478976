"""The legal level: persons who had what the law requires, of persons it binds."""

from collections.abc import Mapping
from dataclasses import dataclass

from staasted.core.calendar import Period
from staasted.core.law import Obligation, Status

People = Mapping[str, tuple[str, tuple[Obligation, ...]]]
"""Person's ref → group and all obligations of that person on one day."""


@dataclass(frozen=True, slots=True)
class PersonLevel:
    """One person the law binds in the period, with the windows that close in it."""

    ref: str
    group: str
    obligations: tuple[Obligation, ...]

    @property
    def met(self) -> bool:
        """Return whether nothing is lacking in any window."""
        return not any(o.missing for o in self.obligations)

    @property
    def open(self) -> bool:
        """Return whether something is lacking that can still be held in time."""
        return any(o.status is Status.OPEN for o in self.obligations)


@dataclass(frozen=True, slots=True)
class GroupLevel:
    """One group; figures are None when no number is loaded for anybody in it: never 0, never 100 %.

    `persons` counts everybody, `without_rule` those no number is loaded for, `unknown` those
    whose window is not known.
    """

    group: str
    persons: int
    without_rule: int
    unknown: int
    persons_bound: int | None
    persons_met: int | None
    required: int | None
    counted: int | None
    surplus: int | None

    @property
    def on_level(self) -> bool | None:
        """Return whether nobody lacks anything; None when nobody is bound."""
        return self.persons_met == self.persons_bound if self.persons_bound else None


@dataclass(frozen=True, slots=True)
class Level:
    """The level over the windows that close in `period` (both ends included).

    `required` and `counted` are summed over persons and windows, `counted` capped at required
    in each; `surplus` stands beside and pays for nobody.
    """

    period: Period
    persons_bound: int
    persons_met: int
    required: int
    counted: int
    surplus: int
    groups: tuple[GroupLevel, ...]
    persons: tuple[PersonLevel, ...]
    unknown: tuple[str, ...]


def legal_level(people: People, period: Period) -> Level:
    """Return the legal level; a window that binds nobody to anything is left out.

    Source: decision 0005 (what closes in a period, and what a cut window requires).
    """
    bound = tuple(_bound(people, period))
    unknown = tuple(ref for ref, (_, owed) in people.items() if _unknown(owed))
    windows = _windows(bound)
    return Level(
        period=period,
        persons_bound=len(bound),
        persons_met=sum(person.met for person in bound),
        required=sum(o.required or 0 for o in windows),
        counted=sum(o.counted for o in windows),
        surplus=sum(o.surplus for o in windows),
        groups=tuple(_group(g, people, bound) for g in sorted({g for g, _ in people.values()})),
        persons=bound,
        unknown=unknown,
    )


def _bound(people: People, period: Period) -> list[PersonLevel]:
    """Return the persons with a window that closes in the period and requires something."""
    found = []
    for ref, (group, owed) in people.items():
        closing = tuple(o for o in owed if o.required and _closes_in(o, period))
        if closing:
            found.append(PersonLevel(ref, group, closing))
    return found


def _closes_in(obligation: Obligation, period: Period) -> bool:
    return obligation.window is not None and obligation.window.last in period


def _unknown(owed: tuple[Obligation, ...]) -> bool:
    return any(o.status is Status.UNKNOWN for o in owed)


def _windows(persons: tuple[PersonLevel, ...]) -> tuple[Obligation, ...]:
    return tuple(o for person in persons for o in person.obligations)


def _group(group: str, people: People, bound: tuple[PersonLevel, ...]) -> GroupLevel:
    """Return one group's row; a group nobody in it has a number for keeps None."""
    members = [owed for g, owed in people.values() if g == group]
    inside = tuple(person for person in bound if person.group == group)
    windows = _windows(inside)
    numbered = any(members)
    return GroupLevel(
        group=group,
        persons=len(members),
        without_rule=sum(not owed for owed in members),
        unknown=sum(_unknown(owed) for owed in members),
        persons_bound=len(inside) if numbered else None,
        persons_met=sum(p.met for p in inside) if numbered else None,
        required=sum(o.required or 0 for o in windows) if numbered else None,
        counted=sum(o.counted for o in windows) if numbered else None,
        surplus=sum(o.surplus for o in windows) if numbered else None,
    )
