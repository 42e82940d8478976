"""The figures of a night in one piece: made of what was reckoned, written down and read again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from staasted.apps.effort.hours import Hours
from staasted.apps.effort.selectors import Levels
from staasted.core.effort import Level, ReferenceLevel

TALKS, OFFERS = "samtaler", "tilbud"


@dataclass(frozen=True, slots=True)
class GroupTold:
    """One group in one effort: whom the law binds, who has what it asks; None where it names no
    number. ``on_level`` None is that it cannot be said."""

    effort: str
    group: str
    persons: int
    bound: int | None
    met: int | None
    on_level: bool | None

    @property
    def lacking(self) -> int:
        """How many lack something."""
        return (self.bound or 0) - (self.met or 0)


@dataclass(frozen=True, slots=True)
class ReferenceTold:
    """One group's reference level; ``trend`` is a word of ``Trend``."""

    group: str
    persons: int
    unknown: int
    months: float
    counted: int
    asked: float
    trend: str


@dataclass(frozen=True, slots=True)
class ShareTold:
    """One cohort of a share rule; as ``ShareLevel``, with how many are breaches."""

    effort: str
    rule: str
    key: str
    n: int
    reached: int
    room: int
    whole: int
    breaches: int
    forecast: bool


@dataclass(frozen=True, slots=True)
class RunningTold:
    """How many of a group's open citizens are in an offer."""

    group: str
    open: int
    running: int


@dataclass(frozen=True, slots=True)
class HoursTold:
    """One unit ("" for whoever has none): free minutes, minutes needed, conversations needed."""

    unit: str
    free: int
    needed: int
    conversations: int


@dataclass(frozen=True, slots=True)
class EffortTold:
    """One effort: persons bound and met, each once, in whatever group."""

    effort: str
    bound: int
    met: int

    @property
    def lacking(self) -> int:
        """How many lack something."""
        return self.bound - self.met


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a night told but its net. ``late`` are persons whose first conversation is late;
    ``law`` the versions of the law that were used."""

    efforts: tuple[EffortTold, ...]
    groups: tuple[GroupTold, ...]
    references: tuple[ReferenceTold, ...]
    shares: tuple[ShareTold, ...]
    running: tuple[RunningTold, ...]
    hours: tuple[HoursTold, ...]
    late: int
    law: tuple[str, ...]

    def lacking(self, effort: str) -> int:
        """How many lack something of an effort."""
        return sum(each.lacking for each in self.efforts if each.effort == effort)


_PARTS = {
    "efforts": EffortTold,
    "groups": GroupTold,
    "references": ReferenceTold,
    "shares": ShareTold,
    "running": RunningTold,
    "hours": HoursTold,
}


def figures_made(
    levels: Levels, references: Iterable[ReferenceLevel], hours: Iterable[Hours]
) -> Figures:
    """The figures of what was reckoned."""
    both = ((TALKS, levels.conversations), (OFFERS, levels.offers))
    return Figures(
        efforts=tuple(EffortTold(e, lv.persons_bound, lv.persons_met) for e, lv in both),
        groups=tuple(told for effort, level in both for told in _groups(effort, level)),
        references=tuple(_reference(each) for each in references),
        shares=tuple(told for effort, level in both for told in _shares(effort, level)),
        running=tuple(RunningTold(r.group, r.open, r.running) for r in levels.running),
        hours=_hours(hours),
        late=len(levels.first_late),
        law=levels.law,
    )


def figures_written(figures: Figures) -> dict[str, Any]:
    """What is kept of them."""
    return asdict(figures)


def figures_read(kept: Mapping[str, Any]) -> Figures:
    """The figures again."""
    parts = {name: tuple(made(**row) for row in kept[name]) for name, made in _PARTS.items()}
    return Figures(late=kept["late"], law=tuple(kept["law"]), **parts)


def _groups(effort: str, level: Level) -> Iterator[GroupTold]:
    for each in level.groups:
        told = each.persons, each.persons_bound, each.persons_met, each.on_level
        yield GroupTold(effort, each.group, *told)


def _reference(each: ReferenceLevel) -> ReferenceTold:
    numbers = each.persons, each.unknown, each.months, each.counted, each.asked
    return ReferenceTold(each.group, *numbers, each.trend.value)


def _shares(effort: str, level: Level) -> Iterator[ShareTold]:
    for share in level.shares:
        if share.rule is not None and share.whole:
            yield ShareTold(
                effort=effort,
                rule=share.rule.id,
                key=share.key,
                n=share.n,
                reached=share.reached,
                room=share.room,
                whole=share.whole,
                breaches=len(share.breaches),
                forecast=share.forecast,
            )


def _hours(lines: Iterable[Hours]) -> tuple[HoursTold, ...]:
    """Each unit's, in the order they come."""
    found: dict[str, list[Hours]] = {}
    for line in lines:
        found.setdefault(line.unit, []).append(line)
    return tuple(
        HoursTold(
            unit,
            sum(line.free for line in held),
            sum(line.needed_minutes for line in held),
            sum(line.needed for line in held),
        )
        for unit, held in found.items()
    )
