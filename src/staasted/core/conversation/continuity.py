"""How often people meet the counsellor they know. A figure without a verdict (decision 0034)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """One conversation that was held: the keys of the person, of their own counsellor that day
    (None where they had none), and of whoever held it."""

    person: int
    own: int | None
    holder: int


@dataclass(frozen=True, slots=True)
class Continuity:
    """Of some held conversations: how many, how many by the person's own counsellor, of how many
    persons, and how many different people those met, summed over the persons."""

    conversations: int
    by_own: int
    persons: int
    met: int

    @property
    def share(self) -> float | None:
        """Return the share held by the own counsellor, 0-1; None where none was held."""
        return self.by_own / self.conversations if self.conversations else None

    @property
    def people_each(self) -> float | None:
        """Return how many different people a person met, on average; None where there is none."""
        return self.met / self.persons if self.persons else None

    def is_told(self, fewest: int) -> bool:
        """Return whether both conversations and persons are at least `fewest`."""
        return min(self.conversations, self.persons) >= fewest


def continuity(held: Iterable[MeetingHeld]) -> Continuity:
    """Return the figure of some conversations. Source: decision 0034."""
    rows = list(held)
    return Continuity(
        conversations=len(rows),
        by_own=sum(row.own == row.holder for row in rows),
        persons=len({row.person for row in rows}),
        met=len({(row.person, row.holder) for row in rows}),
    )


def told_groups(
    groups: Mapping[str, Sequence[MeetingHeld]], *, fewest: int
) -> dict[str, Continuity | None]:
    """Return each group's figure, None where it is not told: fewer than `fewest` stand behind.

    What is left untold is, taken together, none or at least `fewest` too: nobody works it out
    from the whole. The smallest of the others go first. Source: decision 0034.
    """
    found = {name: continuity(rows) for name, rows in groups.items()}
    order = sorted(found, key=lambda name: (found[name].persons, found[name].conversations, name))
    hidden = [name for name in order if not found[name].is_told(fewest)]
    others = [name for name in order if name not in hidden]
    while any(groups[name] for name in hidden) and others and not _pooled(groups, hidden, fewest):
        hidden.append(others.pop(0))
    return {name: None if name in hidden else figure for name, figure in found.items()}


def _pooled(groups: Mapping[str, Sequence[MeetingHeld]], names: Iterable[str], fewest: int) -> bool:
    """Whether these groups together may be told of."""
    return continuity(chain.from_iterable(groups[name] for name in names)).is_told(fewest)
