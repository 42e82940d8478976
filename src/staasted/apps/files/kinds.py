"""What is in a file, told from its content and never from its name."""

import zipfile
from contextlib import suppress
from enum import StrEnum
from io import BytesIO

_BEGINS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_WORD, _MACROS = "word/document.xml", ("vbaproject.bin", "basic/", "scripts/")
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_LINES = frozenset("\t\n\r\f")


class ContentKind(StrEnum):
    """The kinds that are taken in; the word is also how the file's name ends."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    DOCX = "docx"
    ODT = "odt"
    TXT = "txt"


MEDIA = {
    ContentKind.PDF: "application/pdf",
    ContentKind.JPG: "image/jpeg",
    ContentKind.PNG: "image/png",
    ContentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ContentKind.ODT: _OPEN_TEXT.decode(),
    ContentKind.TXT: "text/plain; charset=utf-8",
}
"""What the browser is told a file is."""


def kind_of(content: bytes) -> ContentKind | None:
    """What a file is; None for anything else, and for a document with macros in it."""
    for kind, beginning in _BEGINS.items():
        if content.startswith(beginning):
            return ContentKind(kind)
    if content.startswith(b"PK\x03\x04"):
        return _document(content)
    return ContentKind.TXT if _is_text(content) else None


def _document(content: bytes) -> ContentKind | None:
    """The table of contents alone is read: nothing of it is unpacked but a word of its kind."""
    unreadable = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, KeyError)
    with suppress(*unreadable), zipfile.ZipFile(BytesIO(content)) as packed:
        named = [name.lower() for name in packed.namelist()]
        if any(macro in name for name in named for macro in _MACROS):
            return None
        if _WORD in named:
            return ContentKind.DOCX
        with packed.open("mimetype") as told:
            return ContentKind.ODT if told.read(len(_OPEN_TEXT) + 1) == _OPEN_TEXT else None
    return None


def _is_text(content: bytes) -> bool:
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign >= " " or sign in _LINES for sign in written)
