"""From bytes to a stream of text: UTF-8 with or without BOM, else Windows-1252."""

import io

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import Bounds

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


def text_open(content: bytes, *, bounds: Bounds) -> io.TextIOWrapper:
    """The file's text, line ends untouched, after the checks that need only bytes.

    Errors: ImportRefused ``too_large``, ``empty``, ``nul_bytes``, ``encoding``.
    """
    if len(content) > bounds.file_bytes:
        raise ImportRefused(FileReason.TOO_LARGE, most=bounds.file_megabytes)
    if not content.strip():
        raise ImportRefused(FileReason.EMPTY)
    if content.startswith(_UTF16_BOMS) or b"\0" in content:
        raise ImportRefused(FileReason.NUL_BYTES)
    return io.TextIOWrapper(io.BytesIO(content), encoding=_encoding(content), newline="")


def _encoding(content: bytes) -> str:
    """Strictly UTF-8, or strictly Windows-1252; a BOM promises UTF-8 and is held to it."""
    if content.startswith(_UTF8_BOM):
        candidates: tuple[str, ...] = ("utf-8-sig",)
    else:
        candidates = ("utf-8", "cp1252")
    for encoding in candidates:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise ImportRefused(FileReason.ENCODING)
