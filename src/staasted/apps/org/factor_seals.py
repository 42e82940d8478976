"""The secrets of local logins' second factors, as something that lies sealed (decision 0016)."""

from collections import Counter
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.sealed_stores import ROWS_A_BATCH, Resealed, SealedStore
from staasted.apps.org.sealing import text_open, text_seal

SEALED = ("secret", "seed")
"""What allauth seals of an app that makes codes, and of the spare codes."""


def factors_held() -> dict[str, int]:
    """How many secrets each key seals."""
    found: Counter[str] = Counter()
    for data in Authenticator.objects.values_list("data", flat=True):
        found.update(_key(data[name]) for name in SEALED if name in data)
    return dict(found)


@transaction.atomic
def factors_reseal(current: str, after: str) -> Resealed:
    """Seal the next batch of secrets under the current key."""
    rows = Authenticator.objects.select_for_update().filter(pk__gt=int(after or 0)).order_by("pk")
    batch, count, unreadable = list(rows[:ROWS_A_BATCH]), 0, []
    for row in batch:
        try:
            count += _reseal(row.data, current)
        except Exception:  # noqa: BLE001 a missing key, a flipped bit: the login is named, no secret
            unreadable.append(str(row.user.public_id))
            continue
        row.save(update_fields=["data"])
    if count:
        facts = {"key": current, "count": count}
        act_log(actor=OPERATOR, act="factor_reseal", at=clock.now(), facts=facts)
    return Resealed(count, tuple(unreadable), str(batch[-1].pk) if batch else "")


def _reseal(data: dict[str, Any], current: str) -> int:
    """Seal one factor's secrets again; how many were under another key."""
    others = [name for name in SEALED if name in data and _key(data[name]) != current]
    data |= {name: text_seal(text_open(data[name])) for name in others}
    return len(others)


def _key(sealed: str) -> str:
    return sealed.partition(":")[0]


FACTORS = SealedStore("factors", factors_held, factors_reseal)
