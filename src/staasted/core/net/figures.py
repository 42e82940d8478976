"""The figures of a night, group by group: a total never hides a group."""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from staasted.core.net.place import NetPlace


class PersonInNet(NamedTuple):
    """One open citizen: the target group, where they are, days since the two were in contact, and
    days they have had nothing ahead (0 where they have)."""

    group: str
    place: NetPlace
    silent_days: int
    uncovered_days: int = 0


class GroupFigures(NamedTuple):
    """The figures of one group, or of all (``group`` empty).

    ``largest_gap`` and ``gap_p95`` are days since the last contact both ways among its open
    citizens; ``person_days`` how many days those without anything ahead have been so, together.
    """

    group: str
    open: int = 0
    uncovered: int = 0
    watched: int = 0
    lost: int = 0
    largest_gap: int = 0
    gap_p95: int = 0
    person_days: int = 0


def figures_by_group(people: Iterable[PersonInNet]) -> tuple[GroupFigures, ...]:
    """Return the figures of all first (group empty), then of each group by name."""
    by_group: dict[str, list[PersonInNet]] = defaultdict(list)
    everybody = list(people)
    for person in everybody:
        by_group[person.group].append(person)
    groups = (_figures(group, held) for group, held in sorted(by_group.items()) if group)
    return (_figures("", everybody), *groups)


def _figures(group: str, people: list[PersonInNet]) -> GroupFigures:
    watched = sum(person.place is NetPlace.WATCHED for person in people)
    lost = sum(person.place is NetPlace.LOST for person in people)
    gaps = sorted(person.silent_days for person in people)
    return GroupFigures(
        group,
        open=len(people),
        uncovered=watched + lost,
        watched=watched,
        lost=lost,
        largest_gap=gaps[-1] if gaps else 0,
        gap_p95=gaps[ceil(0.95 * len(gaps)) - 1] if gaps else 0,
        person_days=sum(person.uncovered_days for person in people),
    )
