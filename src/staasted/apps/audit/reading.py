"""Every read of a citizen's data happens inside a reading, and a reading leaves one row.

Access functions call ``note``; outside a reading that raises, so nothing can be read
unlogged. A reading whose row cannot be written is refused as a whole.
Source: shared decision on access, "Logging".
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.models import ReadLog


class ReadWithoutLog(RuntimeError):
    """A citizen's data was asked for outside a reading. Open one with ``reading(...)``."""


@dataclass
class Reading:
    """What one request has read so far."""

    actor: Actor
    purpose: str
    page: str
    citizens: set[str] = field(default_factory=set)


_open: ContextVar[Reading | None] = ContextVar("reading", default=None)


@contextmanager
def reading(*, actor: Actor, purpose: str, page: str, at: datetime) -> Iterator[Reading]:
    """Open a reading; when it ends, one row says who was read (none if nobody was)."""
    current = Reading(actor=actor, purpose=purpose, page=page)
    token = _open.set(current)
    try:
        yield current
    finally:
        _open.reset(token)
        _write(current, at)


def note(citizen_refs: Iterable[str], *, purpose: str = "") -> None:
    """Note that these citizens (public ids) are read now; ``purpose`` where it is not the role's.

    Errors: ReadWithoutLog.
    """
    current = _open.get()
    if current is None:
        raise ReadWithoutLog("a citizen's data is read only inside audit.reading.reading()")
    current.citizens.update(citizen_refs)
    if purpose:
        current.purpose = purpose


def _write(current: Reading, at: datetime) -> None:
    if not current.citizens:
        return
    ReadLog.objects.create(
        at=at,
        actor=current.actor.ref,
        role=current.actor.role,
        unit=current.actor.unit,
        purpose=current.purpose,
        page=current.page,
        citizens=packed(current.citizens),
    )


def packed(citizen_refs: Iterable[str]) -> str:
    """Public ids as one searchable text: ``|a|b|``, sorted; empty stays empty."""
    refs = sorted(citizen_refs)
    return f"|{'|'.join(refs)}|" if refs else ""
