"""XML as a stream: no tree is kept, and no document type is allowed."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar
from xml.parsers import expat

T = TypeVar("T")

_CHUNK = 1 << 16


class Streamed(Generic[T]):
    """Reads XML in chunks; a subclass puts what it has found whole into ``found``.

    ``start`` and ``end`` are told the tag without its prefix; ``text`` is what stood before
    the tag that ends, of a text longer than ``most`` characters little more than those.
    A document type, which could declare entities that multiply, raises
    ValueError; what is no XML raises ExpatError.
    """

    def __init__(self, *, most: int) -> None:
        self._most = most
        self.found: list[T] = []
        self._text: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, source: Any) -> Iterator[T]:
        """What is found, as the source is read."""
        while chunk := source.read(_CHUNK):
            self._parser.Parse(chunk)
            yield from self.found
            self.found.clear()
            self._shorten()
        self._parser.Parse(b"", True)  # noqa: FBT003 expat's own signature
        yield from self.found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        raise NotImplementedError

    def end(self, tag: str, text: str) -> None:
        """An element ends."""
        raise NotImplementedError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        self.start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _end(self, name: str) -> None:
        text = "".join(self._text) if self._text else ""
        self._text.clear()
        self.end(name.rpartition(":")[2] if ":" in name else name, text)

    def _shorten(self) -> None:
        """Of a text that goes on and on, keep enough to show that it is too long."""
        if sum(map(len, self._text)) > self._most:
            self._text[:] = ["".join(self._text)[: self._most + 1]]

    @staticmethod
    def _refuse(*_: object) -> None:
        raise ValueError("a document type in a spreadsheet")
