"""Letters that came back, read from a folder of mail: reports of RFC 3464, one file each.

What lies in such a folder anybody may have sent: files are small or left alone, and nothing in one
is believed but a message's key and the address it was for (``bounces_take`` judges both).
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, message_from_string
from email.message import Message
from heapq import nlargest
from itertools import islice
from pathlib import Path

from staasted.apps.outbox.bounces import Returned
from staasted.ports.messages import is_nobodys, is_nobodys_status

LARGEST = 1_000_000
"""Bytes of a file; a report repeats at most the letter it is about. Source: decision 0044."""
MOST_FILES = 5_000
"""Files of one reading, the newest: a folder nobody empties never hides what came last. Source:
decision 0044."""
MOST_ADDRESSES = 20
"""Addresses of one report that are looked up; a letter of ours goes to one. Source: same."""
MOST_PARTS = 100
"""Parts of a letter that are looked at. Source: decision 0044."""

_MAILDIR = ("", "new", "cur")
_KEY = re.compile(r"<([0-9A-Za-z_-]{1,40})@[^<>@\s]{1,255}>")
_DIAGNOSIS = re.compile(r"\s*smtp\s*;\s*(\d{3})[ -](.*)", re.IGNORECASE | re.DOTALL)
_UNSAID = frozenset({"", "5.0.0"})


def returned_in(folder: Path) -> list[Returned]:
    """Every letter in a folder, or in a Maildir's ``new`` and ``cur``, that nobody took.

    Errors: OSError where the folder cannot be read.
    """
    files = [file for name in _MAILDIR for file in _files(folder / name, needed=not name)]
    found = list[Returned]()
    for file in nlargest(MOST_FILES, files, key=_came):
        found += returned_of(_content(file))
    return found


def returned_of(content: bytes) -> list[Returned]:
    """The addresses one mail says are nobody's; none where it is no report of that."""
    if not content or len(content) > LARGEST:
        return []
    try:
        parts = list(islice(message_from_bytes(content).walk(), MOST_PARTS))
        key = next(filter(None, map(_key_of, parts)), "")
        if not key:
            return []
        named = dict.fromkeys(address for part in parts for address in _nobodys(part))
        return [Returned(key, address) for address in islice(named, MOST_ADDRESSES)]
    except (RecursionError, ValueError, LookupError):  # parts inside parts without end, bad names
        return []


def _files(folder: Path, *, needed: bool) -> Iterator[Path]:
    if not needed and not folder.is_dir():
        return
    for file in folder.iterdir():
        if file.is_file() and not file.is_symlink():
            yield file


def _came(file: Path) -> tuple[float, str]:
    """When a file came, and its name; one that went while we looked came long ago."""
    try:
        return file.stat().st_mtime, file.name
    except OSError:
        return 0.0, file.name


def _content(file: Path) -> bytes:
    """A file's bytes; none where it is too large, or went while we looked."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError:
        return b""


def _key_of(part: Message) -> str:
    """The key of our message, from the letter a report brings back, or from its headers alone."""
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        return _key(part.get_payload(0))
    if kind == "text/rfc822-headers":
        return _key(message_from_string(str(part.get_payload())))
    return ""


def _key(letter: object) -> str:
    named = letter.get("Message-ID") if isinstance(letter, Message) else None
    found = _KEY.fullmatch(str(named or "").strip())
    return found[1] if found else ""


def _nobodys(part: Message) -> Iterator[str]:
    """The addresses a delivery report says are nobody's: one block a receiver."""
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return
    for block in part.get_payload():
        if isinstance(block, Message) and _says_nobody(block):
            address = _address(block.get("Original-Recipient")) or _address(
                block.get("Final-Recipient")
            )
            if address:
                yield address


def _says_nobody(block: Message) -> bool:
    if str(block.get("Action", "")).strip().lower() != "failed":
        return False
    status = str(block.get("Status", "")).strip().split(" ")[0]
    if status not in _UNSAID:
        return is_nobodys_status(status)
    diagnosis = _DIAGNOSIS.match(str(block.get("Diagnostic-Code", "")))
    return diagnosis is not None and is_nobodys(int(diagnosis[1]), diagnosis[2])


def _address(field: object) -> str:
    """The address of ``rfc822; aase@example.dk``."""
    kind, _, address = str(field or "").partition(";")
    return address.strip().strip("<>") if kind.strip().lower() == "rfc822" else ""
