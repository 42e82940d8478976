"""Drafts as one of the places where something lies sealed (decision 0016)."""

from collections import Counter

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Draft
from staasted.apps.org.sealed_stores import ROWS_A_BATCH, Resealed, SealedStore
from staasted.apps.org.sealing import bytes_open, bytes_seal


def draft_seal(draft: Draft, content: bytes) -> None:
    """Put the content into the row, sealed with the current key; the row is not saved."""
    draft.key_id, draft.cipher = bytes_seal(content, bound_to=_place(draft))


def draft_open(draft: Draft) -> bytes:
    """The content again. Errors: KeyError where the key is gone, InvalidTag if altered or moved."""
    return bytes_open(draft.cipher, key_id=draft.key_id, bound_to=_place(draft))


def drafts_held() -> Counter[str]:
    """How many drafts each key seals."""
    return Counter(Draft.objects.values_list("key_id", flat=True))


@transaction.atomic
def drafts_reseal(current: str, after: str) -> Resealed:
    """Seal the next batch of drafts under the current key."""
    others = Draft.objects.select_for_update(of=("self",)).exclude(key_id=current)
    rows = others.select_related("person").filter(pk__gt=int(after or 0)).order_by("pk")
    batch, unreadable = list(rows[:ROWS_A_BATCH]), []
    for draft in batch:
        try:
            draft_seal(draft, draft_open(draft))
        except Exception:  # noqa: BLE001 a missing key, a flipped bit: whose it is is named, no word
            unreadable.append(draft.person.public_id)
            continue
        draft.save(update_fields=["key_id", "cipher"])
    count = len(batch) - len(unreadable)
    if count:
        facts = {"key": current, "count": count}
        act_log(actor=OPERATOR, act="draft_reseal", at=clock.now(), facts=facts)
    return Resealed(count, tuple(unreadable), str(batch[-1].pk) if batch else "")


def _place(draft: Draft) -> bytes:
    """What the words cannot be moved away from: whose they are, in which role, for whom, where."""
    return f"draft|{draft.person_id}|{draft.role}|{draft.acts_for}|{draft.path}".encode()


DRAFTS = SealedStore("drafts", drafts_held, drafts_reseal)
