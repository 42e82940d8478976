"""An XLSX file is a zip: what it holds and unpacks to is known before anything is unpacked."""

import io
import zipfile

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import Bounds

ZIP_START = b"PK\x03\x04"
COMPOUND_START = b"\xd0\xcf\x11\xe0"
"""First bytes of an old XLS, and of an XLSX that is locked with a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds a locked workbook. Source: MS-OFFCRYPTO 2.3.4.4."""
WORKBOOK = "xl/workbook.xml"
_STREAMED = ("xl/worksheets/", "xl/sharedStrings")
_MOST_HELD = 3_000_000
"""Bytes of all parts together that are not streamed: openpyxl builds trees of
objects from them, many times their size, and the styles of a large workbook take 2 MB."""
_MOST_PARTS = 5_000
"""Files inside one workbook; one with 200 sheets has about 600."""
_ENCRYPTED_FLAG = 0x1


def is_spreadsheet(content: bytes) -> bool:
    """Whether the first bytes are those of a spreadsheet, old or new, locked or not."""
    return content.startswith((ZIP_START, COMPOUND_START))


def package_check(content: bytes, *, bounds: Bounds) -> None:
    """Refuse what is no open, whole workbook of a reasonable size.

    The sizes the zip declares are enough: Python's ``zipfile`` never hands out more of a part
    than is declared for it. Errors: ImportRefused ``too_large``, ``spreadsheet``,
    ``spreadsheet_locked``, ``spreadsheet_broken``, ``spreadsheet_too_large``.
    """
    if len(content) > bounds.file_bytes:
        raise ImportRefused(FileReason.TOO_LARGE, most=bounds.file_megabytes)
    if content.startswith(COMPOUND_START):
        locked = _LOCKED in content
        raise ImportRefused(FileReason.SPREADSHEET_LOCKED if locked else FileReason.SPREADSHEET)
    parts = _parts(content)
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise ImportRefused(FileReason.SPREADSHEET_LOCKED)
    if WORKBOOK not in {part.filename for part in parts}:
        raise ImportRefused(FileReason.SPREADSHEET)
    unpacked = sum(part.file_size for part in parts)
    held = sum(part.file_size for part in parts if _is_held(part.filename))
    if unpacked > bounds.unpacked_bytes or len(parts) > _MOST_PARTS or held > _MOST_HELD:
        most = bounds.unpacked_megabytes
        raise ImportRefused(FileReason.SPREADSHEET_TOO_LARGE, most=most)


def _is_held(name: str) -> bool:
    """Whether a part is read into memory whole; sheets and texts are streamed."""
    return name.endswith((".xml", ".rels")) and not name.startswith(_STREAMED)


def _parts(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package.infolist()
    except Exception:  # noqa: BLE001 zipfile lets many kinds of error out on hostile bytes
        raise ImportRefused(FileReason.SPREADSHEET_BROKEN) from None
