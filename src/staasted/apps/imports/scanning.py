"""A file is looked at before it is kept, where a scanner is set up (decision 0022)."""

import logging

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.ports import adapters
from staasted.ports.scanning import ScannerAway

_log = logging.getLogger(__name__)


def scan_or_refuse(content: bytes) -> None:
    """Errors: ImportRefused ``infected``, and ``scanner_away`` where nobody could look."""
    scanner = adapters.scanner()
    if scanner is None:
        return
    try:
        found = scanner.found_in(content)
    except ScannerAway as away:
        _log.error("upload refused reason=scanner_away code=%s", away.code)
        raise ImportRefused(FileReason.SCANNER_AWAY) from away
    if found:
        _log.warning("upload refused reason=infected")
        raise ImportRefused(FileReason.INFECTED)


def scanner_stands() -> bool | None:
    """Whether the scanner answers; None where none is set up."""
    scanner = adapters.scanner()
    return None if scanner is None else scanner.answers()
