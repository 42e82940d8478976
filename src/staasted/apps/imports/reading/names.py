"""Names that must be known: of target groups, of benefits, of counsellors."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_SUGGESTED = 3
"""Names offered for an unknown one: as many as a person reads at a glance."""
LEAST_ALIKE = 0.5
"""Share of characters in common (0-1) below which a suggestion is noise."""
MOST_COMPARED = 200
"""Distinct unknown names compared in one file; a file of nothing but unknown names costs
time quadratic in their length, and nobody reads suggestions past the first hundred."""


@dataclass
class Names(Generic[T]):
    """Names folded to one key each, the things they name, and the name to show.

    A key that names two different things is ambiguous and finds nothing on its own.
    """

    fold: Callable[[str], str]
    _things: dict[str, dict[T, str]] = field(default_factory=dict)
    _shown: dict[T, str] = field(default_factory=dict)
    _suggested: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, thing: T, *, shown: str, names: Iterable[str]) -> None:
        """Let ``thing`` be found by each of ``names``; suggest it as ``shown``."""
        self._shown[thing] = shown
        for key in filter(None, map(self.fold, names)):
            self._things.setdefault(key, {})[thing] = shown

    def find(self, name: str) -> tuple[T, ...]:
        """What the name names: nothing, one thing, or several where it is ambiguous."""
        return tuple(self._things.get(self.fold(name), ()))

    def shown(self, thing: T) -> str:
        """The name a thing is shown by. Errors: KeyError."""
        return self._shown[thing]

    def all_shown(self) -> tuple[str, ...]:
        """The names of all things, in the order they were added."""
        return tuple(self._shown.values())

    def nearest(self, name: str) -> tuple[str, ...]:
        """The names to suggest for an unknown one, best first; may be empty."""
        key = self.fold(name)
        if key not in self._suggested and len(self._suggested) < MOST_COMPARED:
            self._suggested[key] = self._alike(key)
        return self._suggested.get(key, ())

    def _alike(self, key: str) -> tuple[str, ...]:
        close = difflib.get_close_matches(
            key, self._things, n=2 * MOST_SUGGESTED, cutoff=LEAST_ALIKE
        )
        shown = [name for each in close for name in self._things[each].values()]
        return tuple(dict.fromkeys(shown))[:MOST_SUGGESTED]
