"""Documents set by typst: PDF/UA-1, tagged and in their language, with its own letters alone.

What people wrote goes in as data, never as typst's markup. Setting runs in a process of its own
that has no environment, writes no file and may use so much time and memory: a text that brings
typst to its knees takes nothing else with it (decision 0041).
"""

import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from staasted.ports.documents import Document, DocumentNotMade

FOLDER = Path(__file__).parent / "typst"
SECONDS = 15
"""For one document; a CV of two pages takes a third of one. Source: decision 0041."""
AT_ONCE = 2
"""Documents set at the same time by one server process; others wait. Source: decision 0041."""
MOST = 1024 * 1024
"""Bytes of what is to be set: a hundred places of 5,000 characters. Source: decision 0041."""
NO_SIGN = re.compile(r'the text `?"(?P<sign>.+?)"`? could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


@dataclass(frozen=True)
class TypstDocuments:
    """Typst, as it lies in the package; ``seconds`` is how long one document may take."""

    seconds: float = SECONDS
    at_once: int = AT_ONCE
    _turns: BoundedSemaphore = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_turns", BoundedSemaphore(self.at_once))

    def pdf(self, document: Document) -> bytes:
        """The document as PDF/UA-1. Errors: DocumentNotMade."""
        told = json.dumps(_told(document)).encode()
        if len(told) > MOST:
            raise DocumentNotMade("too_large")
        if not self._turns.acquire(timeout=self.seconds):
            raise DocumentNotMade("busy")
        try:
            return _set(told, self.seconds)
        finally:
            self._turns.release()


def _told(document: Document) -> dict[str, Any]:
    parts = [{"is": type(part).__name__.lower()} | asdict(part) for part in document.parts]
    named = {"title": document.title, "author": document.author, "page": document.page}
    return named | {"language": document.language, "parts": parts}


def _set(told: bytes, seconds: float) -> bytes:
    command = [sys.executable, "-I", str(FOLDER / "setting.py"), str(FOLDER / "document.typ")]
    try:
        done = subprocess.run(
            command, input=told, capture_output=True, timeout=seconds, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentNotMade("timeout") from error
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    found = NO_SIGN.search(done.stderr.decode("utf-8", errors="replace"))
    if found:
        raise DocumentNotMade("sign", sign=_ESCAPED.sub(_unescaped, found["sign"]))
    raise DocumentNotMade("failed")


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
