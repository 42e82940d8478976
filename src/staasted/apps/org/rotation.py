"""Keys come, seal everything again, and go (docs/decisions/0016).

A rotation can be killed at any moment and asked for again: the key file says that one is
under way, and what is sealed under the current key already is left alone.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.keyring import Keyring, keyring, keyring_bytes, new_key
from staasted.apps.org.sealed_stores import sealed_by_key, stores
from staasted.apps.org.secret_files import alone_with, secret_file_write
from staasted.core.errors import DomainError

KEPT_RETIRED = timedelta(hours=1)
"""How long a key stays after the last rotation away from it: longer than any transaction that
sealed something under it can still be under way. Source: decision 0016."""
_STAMP = "%Y%m%dT%H%M%SZ"

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class KeyHeld:
    """A key without its secret: when it was made and retired, where known, and what it seals."""

    key_id: str
    current: bool
    made: datetime | None
    retired: datetime | None
    seals: Counter[str]


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: the key everything lies under now, how much was sealed again.

    ``unreadable`` names what did not open: public ids and file names. It stays as it was.
    """

    key_id: str
    resumed: bool
    resealed: int
    unreadable: tuple[str, ...]


def keys_listed() -> list[KeyHeld]:
    """Every key of the file and every key something is sealed with, by id."""
    ring, seals = keyring(_path()), sealed_by_key()
    return [
        KeyHeld(
            key_id=key_id,
            current=key_id == ring.current,
            made=_moment(ring.made.get(key_id)),
            retired=_moment(ring.retired.get(key_id)),
            seals=seals.get(key_id, Counter()),
        )
        for key_id in sorted({*ring.keys, *seals}, key=lambda each: (len(each), each))
    ]


def keys_rotate(told: Told = lambda _: None) -> Rotation:
    """Put a fresh key to use and seal everything again under it.

    Errors: FileBusy where another rotation is under way, OSError where the file cannot be written.
    """
    with alone_with(_path()):
        resumed = bool(keyring(_path()).rotating)
        if not resumed:
            _key_add()
        key_id = keyring(_path()).current
        resealed, unreadable = _reseal_everything(key_id, told)
        _finish(key_id, resealed, unreadable)
    return Rotation(key_id, resumed, resealed, unreadable)


def key_drop(key_id: str) -> None:
    """Take a key out of the file for good.

    Errors: DomainError ``key_unknown``, ``key_current``, ``key_in_use``, ``key_just_retired``;
    FileBusy, OSError.
    """
    with alone_with(_path()), transaction.atomic():
        ring = keyring(_path())
        _droppable(ring, key_id)
        act_log(actor=OPERATOR, act="key_drop", at=clock.now(), facts={"key": key_id})
        left = {each: key for each, key in ring.keys.items() if each != key_id}
        secret_file_write(_path(), keyring_bytes(replace(ring, keys=left)))


def _droppable(ring: Keyring, key_id: str) -> None:
    if key_id not in ring.keys:
        raise DomainError("key_unknown", key_id=key_id)
    if key_id == ring.current:
        raise DomainError("key_current", key_id=key_id)
    used = sum(sealed_by_key().get(key_id, Counter()).values())
    if used or ring.rotating:
        raise DomainError("key_in_use", key_id=key_id, count=used)
    retired = _moment(ring.retired.get(key_id))
    if retired and _real_now() < retired + KEPT_RETIRED:
        minutes = int(KEPT_RETIRED.total_seconds() // 60)
        raise DomainError("key_just_retired", key_id=key_id, minutes=minutes)


def _key_add() -> None:
    """A fresh key becomes the current one; the file as it was stays beside it until all is done."""
    path, ring, now = _path(), keyring(_path()), _real_now()
    ever = {*ring.keys, *ring.made, *ring.retired}  # an id is never used again: old backups name it
    numbers = [int(each[1:]) for each in ever if each[1:].isdecimal()]
    fresh = f"k{max(numbers, default=0) + 1}"
    secret_file_write(path.with_name(f"{path.name}.{now:{_STAMP}}"), path.read_bytes())
    with transaction.atomic():
        facts = {"key": fresh, "before": ring.current}
        act_log(actor=OPERATOR, act="key_add", at=clock.now(), facts=facts)
        renewed = replace(
            ring,
            current=fresh,
            keys={**ring.keys, fresh: new_key()},
            made={**ring.made, fresh: now.isoformat()},
            retired={**ring.retired, ring.current: now.isoformat()},
            rotating=ring.current,
        )
        secret_file_write(path, keyring_bytes(renewed))


def _reseal_everything(key_id: str, told: Told) -> tuple[int, tuple[str, ...]]:
    """Round after round, until one finds nothing: others were writing meanwhile."""
    total = 0
    while True:
        count, unreadable = 0, []
        for store in stores():
            batch = store.reseal(key_id, "")
            while batch.after:
                count += batch.count
                unreadable += batch.unreadable
                told(total + count)
                batch = store.reseal(key_id, batch.after)
        total += count
        if not count:
            return total, tuple(unreadable)


def _finish(key_id: str, resealed: int, unreadable: tuple[str, ...]) -> None:
    path, ring = _path(), keyring(_path())
    facts = {"key": key_id, "count": resealed, "unreadable": len(unreadable)}
    with transaction.atomic():
        act_log(actor=OPERATOR, act="keys_rotate", at=clock.now(), facts=facts)
        secret_file_write(path, keyring_bytes(replace(ring, rotating="")))
    for copy in path.parent.glob(f"{path.name}.[0-9]*Z"):
        copy.unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.STAASTED.keys).resolve()


def _real_now() -> datetime:
    """The real time: a key's age is no part of a demo's story."""
    return clock.given(None).astimezone(UTC)


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
