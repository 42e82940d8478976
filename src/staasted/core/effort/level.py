"""The legal level: persons who had what the law requires, of persons it binds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from staasted.core.calendar import Period
from staasted.core.law import FirstDeadline, Obligation, Status

People = Sequence[tuple[str, str, tuple[Obligation, ...]]]
"""Person's ref, group and all obligations on one day; one entry for each counting period."""


@dataclass(frozen=True, slots=True)
class PersonLevel:
    """One person the law binds in the period, with the windows that close in it.

    A person with several counting periods stands here once, with the windows of all of them.
    """

    ref: str
    obligations: tuple[Obligation, ...]

    @property
    def met(self) -> bool:
        """Return whether nothing is lacking in any window."""
        return not self._lacking

    @property
    def open(self) -> bool:
        """Return whether something is lacking and all of it can still be held in time."""
        lacking = self._lacking
        return bool(lacking) and all(o.status is Status.OPEN for o in lacking)

    @property
    def deadlines(self) -> tuple[Obligation, ...]:
        """Return the deadlines of a first conversation."""
        return tuple(o for o in self.obligations if isinstance(o.rule.kind, FirstDeadline))

    @property
    def numbers(self) -> tuple[Obligation, ...]:
        """Return the windows with a number of conversations; only these are summed."""
        return tuple(o for o in self.obligations if not isinstance(o.rule.kind, FirstDeadline))

    @property
    def _lacking(self) -> tuple[Obligation, ...]:
        return tuple(o for o in self.obligations if o.missing)


@dataclass(frozen=True, slots=True)
class GroupLevel:
    """One group; figures are None when no number is loaded for anybody in it: never 0, never 100 %.

    `persons` counts everybody, `without_rule` those no number is loaded for, `unknown` those
    whose window is not known. The rest as in `Level`, for the windows under this group.
    """

    group: str
    persons: int
    without_rule: int
    unknown: int
    persons_bound: int | None
    persons_met: int | None
    deadlines_bound: int | None
    deadlines_met: int | None
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

    Each person counts once, and once in each group they have a window under. `required` and
    `counted` are summed over the windows with a number, `counted` capped at required in each;
    `surplus` stands beside and pays for nobody. `deadlines_bound` and `deadlines_met` are the
    persons whose deadline for the first conversation closes here, and those who had it in
    time: that conversation is one of the number and is never required twice.
    """

    period: Period
    persons_bound: int
    persons_met: int
    deadlines_bound: int
    deadlines_met: int
    required: int
    counted: int
    surplus: int
    groups: tuple[GroupLevel, ...]
    persons: tuple[PersonLevel, ...]
    unknown: tuple[str, ...]


def legal_level(people: People, period: Period) -> Level:
    """Return the legal level; a window that binds nobody to anything is left out.

    Source: decision 0005 (what closes in a period, what a cut window requires, what is summed).
    """
    bound = _bound(people, period)
    return Level(
        period=period,
        **_figures(bound),
        groups=tuple(_group(g, people, period) for g in sorted({g for _, g, _ in people})),
        persons=bound,
        unknown=_unknown(people),
    )


def _bound(people: People, period: Period) -> tuple[PersonLevel, ...]:
    """Return the persons with a window that closes in the period and requires something."""
    closing: dict[str, tuple[Obligation, ...]] = {}
    for ref, _, owed in people:
        inside = tuple(o for o in owed if o.required and _closes_in(o, period))
        closing[ref] = closing.get(ref, ()) + inside
    return tuple(PersonLevel(ref, owed) for ref, owed in closing.items() if owed)


def _closes_in(obligation: Obligation, period: Period) -> bool:
    return obligation.window is not None and obligation.window.last in period


def _unknown(people: People) -> tuple[str, ...]:
    """Return the persons with a window that is not known, each once."""
    asked = (ref for ref, _, owed in people if any(o.status is Status.UNKNOWN for o in owed))
    return tuple(dict.fromkeys(asked))


def _figures(bound: Sequence[PersonLevel]) -> dict[str, int]:
    """Return the figures a level and a group's row share."""
    numbers = tuple(o for person in bound for o in person.numbers)
    timed = tuple(person.deadlines for person in bound if person.deadlines)
    return {
        "persons_bound": len(bound),
        "persons_met": sum(person.met for person in bound),
        "deadlines_bound": len(timed),
        "deadlines_met": sum(_in_time(deadlines) for deadlines in timed),
        "required": sum(o.required or 0 for o in numbers),
        "counted": sum(o.counted for o in numbers),
        "surplus": sum(o.surplus for o in numbers),
    }


def _in_time(deadlines: Iterable[Obligation]) -> bool:
    return not any(o.missing for o in deadlines)


def _group(group: str, people: People, period: Period) -> GroupLevel:
    """Return one group's row; a group nobody in it has a number for keeps None."""
    members = tuple(entry for entry in people if entry[1] == group)
    figures = _figures(_bound(members, period))
    numbered = {ref for ref, _, owed in members if owed}
    everybody = {ref for ref, _, _ in members}
    return GroupLevel(
        group=group,
        persons=len(everybody),
        without_rule=len(everybody - numbered),
        unknown=len(_unknown(members)),
        **(figures if numbered else dict.fromkeys(figures, None)),
    )
