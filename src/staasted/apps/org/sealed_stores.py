"""Everything that is sealed with the key file's keys, wherever it lies.

An app that seals something declares its store when it is ready: rotation then seals it again,
``staasted keys list`` counts it, and no key it uses can be dropped.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.sealing import bytes_open, bytes_seal


@dataclass(frozen=True, slots=True)
class Resealed:
    """One batch: how many were sealed again, which could not be opened, where it came to.

    ``after`` is "" when nothing is left.
    """

    count: int
    unreadable: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class SealedStore:
    """One place with sealed things.

    ``held()`` counts them by key id. ``reseal(current, after)`` seals the next batch past
    ``after`` ("" at first) that is under another key than ``current``: one transaction, logged.
    """

    name: str
    held: Callable[[], Mapping[str, int]]
    reseal: Callable[[str, str], Resealed]


_declared: dict[str, SealedStore] = {}


def store_declare(store: SealedStore) -> None:
    """Make a store known."""
    _declared[store.name] = store


def stores() -> tuple[SealedStore, ...]:
    """Every store made known."""
    return tuple(_declared.values())


def sealed_by_key() -> dict[str, Counter[str]]:
    """How many things each key seals: key id → store → count."""
    found: dict[str, Counter[str]] = {}
    for store in stores():
        for key_id, count in store.held().items():
            found.setdefault(key_id, Counter())[store.name] += count
    return found


ROWS_A_BATCH = 500
"""Numbers sealed again in one transaction: others wait a few hundredths of a second for it."""


def numbers_held() -> dict[str, int]:
    """How many CPR numbers each key seals."""
    sealed = Person.objects.exclude(cpr_key_id="").values("cpr_key_id").order_by("cpr_key_id")
    return dict(sealed.annotate(rows=Count("pk")).values_list("cpr_key_id", "rows"))


@transaction.atomic
def numbers_reseal(current: str, after: str) -> Resealed:
    """Seal the next batch of CPR numbers under the current key."""
    others = Person.objects.select_for_update(no_key=True).exclude(cpr_key_id__in=["", current])
    rows = list(
        others.filter(pk__gt=int(after or 0))
        .only("pk", "public_id", "cpr_cipher", "cpr_key_id")
        .order_by("pk")[:ROWS_A_BATCH]
    )
    unreadable = tuple(row.public_id for row in rows if not _reseal(row))
    mended = [row for row in rows if row.public_id not in unreadable]
    if mended:
        Person.objects.bulk_update(mended, ["cpr_cipher", "cpr_key_id"])
        facts = {"key": current, "count": len(mended)}
        act_log(actor=OPERATOR, act="cpr_reseal", at=clock.now(), facts=facts)
    return Resealed(len(mended), unreadable, str(rows[-1].pk) if rows else "")


def _reseal(row: Person) -> bool:
    """Seal one row's number again; False where it does not open."""
    try:
        number = bytes_open(row.cpr_cipher, key_id=row.cpr_key_id)
    except Exception:  # noqa: BLE001 a missing key, a flipped bit: the row is named, not its content
        return False
    row.cpr_key_id, row.cpr_cipher = bytes_seal(number)
    return True


NUMBERS = SealedStore("numbers", numbers_held, numbers_reseal)
