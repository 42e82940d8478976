"""A file that arrives, looked at before any of it is kept: no database is touched here."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from staasted.apps.files.kinds import ContentKind, kind_of
from staasted.apps.files.naming import name_cleaned
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.ports import adapters
from staasted.ports.scanning import ScannerAway

MEGABYTE = 1_000_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: its clean name, what it is, and its content."""

    name: str
    kind: ContentKind
    content: bytes = field(repr=False)


def most_megabytes() -> int:
    """The largest file that is taken in, in megabytes."""
    return catalog().policy["file_megabytes"]


def file_check(*, name: str, chunks: Iterable[bytes]) -> CheckedFile:
    """Read a file, see what it is and have it scanned, before a transaction begins.

    Errors: DomainError ``file_too_large`` (half-way), ``file_empty``, ``file_kind_unknown``,
    ``file_infected``, ``file_scanner_away``.
    """
    content = b"".join(_bounded(chunks))
    if not content:
        raise DomainError("file_empty")
    kind = kind_of(content)
    if kind is None:
        raise DomainError("file_kind_unknown")
    _scan(content)
    return CheckedFile(name_cleaned(name, kind, otherwise=text("files.nameless")), kind, content)


def _bounded(chunks: Iterable[bytes]) -> Iterable[bytes]:
    read, most = 0, most_megabytes()
    for chunk in chunks:
        read += len(chunk)
        if read > most * MEGABYTE:
            raise DomainError("file_too_large", most=most)
        yield chunk


def _scan(content: bytes) -> None:
    """Have it looked at, where a scanner is set up (decision 0022)."""
    scanner = adapters.scanner()
    if scanner is None:
        return
    try:
        found = scanner.found_in(content)
    except ScannerAway as away:
        _log.error("file refused reason=scanner_away code=%s", away.code)
        raise DomainError("file_scanner_away") from away
    if found:
        _log.warning("file refused reason=infected")
        raise DomainError("file_infected")
