"""What a page finds in figures that are kept, kept as long as they are."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Found = TypeVar("Found")


class OfTheLast:
    """What was found in the last thing it was asked of; of others nothing. Safe for threads.

    The thing is told by being the same object, so it must be one that never changes.
    """

    def __init__(self) -> None:
        self._last: tuple[object, dict[Hashable, Any]] = (None, {})

    def of(self, thing: object, key: Hashable, make: Callable[[], Found]) -> Found:
        """What is kept of it under a key, else what ``make`` finds."""
        last = self._last  # read once: another thread may ask of another meanwhile
        if last[0] is not thing:
            last = self._last = thing, {}
        if key not in last[1]:
            last[1][key] = make()
        return last[1][key]
