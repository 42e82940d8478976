"""Chance that repeats itself: what is drawn depends on the seed and on nothing else."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Protocol, TypeVar

from staasted.catalog.names import Days
from staasted.catalog.names.shares import HUNDREDTHS


class Shared(Protocol):
    """Something with a share of its own among others."""

    @property
    def share(self) -> int:
        """How likely it is, against the shares of the others."""


T = TypeVar("T")
S = TypeVar("S", bound=Shared)


class Chance:
    """Draws about one subject. Each subject has its own, so that a change to the draws of
    conversations leaves the people as they were."""

    def __init__(self, *, seed: int, subject: str) -> None:
        # The same seed must make the same file; nothing here is secret.
        self._random = Random(f"{seed} {subject}")  # noqa: S311 # nosec B311 # see above

    def happens(self, share: float) -> bool:
        """True in so many of a hundred draws."""
        return self._random.random() * HUNDREDTHS < share

    def between(self, ends: Days) -> int:
        """A whole number, both ends included."""
        return self._random.randint(*ends)

    def days(self, ends: Days) -> timedelta:
        """A number of days, both ends included."""
        return timedelta(days=self._random.randint(*ends))

    def below(self, end: int) -> int:
        """A whole number from 0, the end left out."""
        return self._random.randrange(end)

    def one_of(self, things: Sequence[T]) -> T:
        """One of the things, each as likely."""
        return things[int(self._random.random() * len(things))]

    def by_share(self, things: Sequence[S]) -> S:
        """One of the things, as likely as its share."""
        drawn = self._random.random() * sum(each.share for each in things)
        for thing in things:
            drawn -= thing.share
            if drawn < 0:
                return thing
        return things[-1]

    def word(self, weights: Mapping[str, int]) -> str:
        """One of the words, as likely as its weight."""
        drawn = self._random.random() * sum(weights.values())
        for word, weight in weights.items():
            drawn -= weight
            if drawn < 0:
                return word
        return word
