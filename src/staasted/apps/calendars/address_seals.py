"""The addresses of outside calendars, as something that lies sealed (decision 0016)."""

from collections import Counter

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.calendars.models import OutsideCalendar
from staasted.apps.org.clock import clock
from staasted.apps.org.sealed_stores import ROWS_A_BATCH, Resealed, SealedStore
from staasted.apps.org.sealing import text_open, text_seal


def addresses_held() -> dict[str, int]:
    """How many addresses each key seals."""
    sealed = OutsideCalendar.objects.exclude(address_sealed="")
    return dict(Counter(map(_key, sealed.values_list("address_sealed", flat=True))))


@transaction.atomic
def addresses_reseal(current: str, after: str) -> Resealed:
    """Seal the next batch of addresses under the current key."""
    others = OutsideCalendar.objects.select_for_update(no_key=True).exclude(address_sealed="")
    others = others.exclude(address_sealed__startswith=f"{current}:")
    batch = list(others.filter(pk__gt=int(after or 0)).order_by("pk")[:ROWS_A_BATCH])
    count, unreadable = 0, []
    for row in batch:
        try:
            row.address_sealed = text_seal(text_open(row.address_sealed))
        except Exception:  # noqa: BLE001 a missing key, a flipped bit: the row is named, no address
            unreadable.append(row.public_id)
            continue
        row.save(update_fields=["address_sealed"])
        count += 1
    if count:
        facts = {"key": current, "count": count}
        act_log(actor=OPERATOR, act="address_reseal", at=clock.now(), facts=facts)
    return Resealed(count, tuple(unreadable), str(batch[-1].pk) if batch else "")


def _key(sealed: str) -> str:
    return sealed.partition(":")[0]


ADDRESSES = SealedStore("addresses", addresses_held, addresses_reseal)
