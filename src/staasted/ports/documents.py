"""What we ask of whoever sets a document as a PDF people can print, and a screen reader can read.

A document is its parts, never a layout: the same parts serve a CV and a letter (decision 0041).
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 2 stands under the document's own title, 3 under that."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of text as somebody wrote them; ``quiet`` where they say when and where."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one line each."""

    items: tuple[str, ...]


Part = Heading | Paragraph | Bullets


@dataclass(frozen=True, slots=True)
class Document:
    """What is to be set. ``title`` opens it and names the file; ``language`` is an ISO 639 code.

    ``page`` is the word before a page's number, where there are more than one.
    """

    title: str
    author: str
    language: str
    parts: tuple[Part, ...]
    page: str = ""


class DocumentNotMade(Exception):
    """There is no PDF, for certain.

    ``code`` says why in a word: ``busy``, ``timeout``, ``too_large``, ``failed``, or
    ``sign`` where no letter of the house's type can show ``sign``.
    """

    def __init__(self, code: str, *, sign: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.sign = sign


class DocumentMaker(Protocol):
    """A way to set documents."""

    def pdf(self, document: Document) -> bytes:
        """The document as a tagged PDF in its language. Errors: DocumentNotMade."""
        ...
