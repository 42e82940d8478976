"""What a kind of file adds to its layout: how a row is built and what must fit together."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from staasted.apps.imports.reading.checks import Fault, Values
from staasted.apps.imports.reading.refusals import NoticeReason, RowReason
from staasted.catalog.imports import FileKind


class Numbered(Protocol):
    """A row that knows its number in the file."""

    @property
    def number(self) -> int:
        """The number a spreadsheet shows."""


R = TypeVar("R", bound=Numbered)


def _nothing(_: Any) -> Iterator[Any]:
    return iter(())


@dataclass(frozen=True)
class Shape(Generic[R]):
    """One kind of file.

    ``settle`` turns the cells' values into the row's; ``key`` is what a row is known by in
    its file, ``twice`` the field to point at and the reason where two rows share it;
    ``among`` finds rows that cannot stand together.
    """

    kind: FileKind
    build: Callable[..., R]
    key: Callable[[R], Hashable]
    twice: tuple[str, RowReason]
    faults: Callable[[Values], Iterable[Fault]]
    settle: Callable[[dict[str, object]], None] = lambda _values: None
    notices: Callable[[Values], Iterable[tuple[str, NoticeReason]]] = _nothing
    among: Callable[[Sequence[R]], Iterable[tuple[R, Fault]]] = _nothing
