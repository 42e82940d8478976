"""The boxes: what is in one, sealed so that its size says nothing of what was put in last."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.feedback.models import FeedbackBox
from staasted.apps.org.clock import clock
from staasted.apps.org.sealed_stores import Resealed, SealedStore
from staasted.apps.org.sealing import bytes_open, bytes_seal

Answer = Mapping[str, str]
"""Slug of a question → slug of the option; ``WORDS`` → what was written."""

STEP = 64 * 1024
"""Bytes a box is filled up to a multiple of: that one has been answered does not show in its size.
Source: decision 0043."""
BOXES_A_BATCH = 50


def box_seal(row: FeedbackBox, answers: Sequence[Answer]) -> None:
    """Put the answers into the row, sorted by what they say; the row is not saved."""
    lines = sorted(json.dumps(dict(each), sort_keys=True, ensure_ascii=False) for each in answers)
    content = json.dumps(lines, ensure_ascii=False).encode()
    row.key_id, row.cipher = bytes_seal(_filled(content), bound_to=_place(row))


def box_open(row: FeedbackBox) -> list[dict[str, str]]:
    """The answers again, sorted by what they say.

    Errors: KeyError where the key is gone, InvalidTag if altered or moved.
    """
    content = bytes_open(row.cipher, key_id=row.key_id, bound_to=_place(row))
    return [json.loads(line) for line in json.loads(content)]


def boxes_held() -> Counter[str]:
    """How many boxes each key seals."""
    return Counter(FeedbackBox.objects.values_list("key_id", flat=True))


@transaction.atomic
def boxes_reseal(current: str, after: str) -> Resealed:
    """Seal the next batch of boxes under the current key."""
    others = FeedbackBox.objects.select_for_update().exclude(key_id=current)
    batch, unreadable = (
        list(others.filter(pk__gt=int(after or 0)).order_by("pk")[:BOXES_A_BATCH]),
        [],
    )
    for row in batch:
        try:
            box_seal(row, box_open(row))
        except Exception:  # noqa: BLE001 a missing key, a flipped bit: the box is named, no content
            unreadable.append(_place(row).decode())
            continue
        row.save(update_fields=["key_id", "cipher"])
    count = len(batch) - len(unreadable)
    if count:
        facts = {"key": current, "count": count}
        act_log(actor=OPERATOR, act="feedback_reseal", at=clock.now(), facts=facts)
    return Resealed(count, tuple(unreadable), str(batch[-1].pk) if batch else "")


def _filled(content: bytes) -> bytes:
    """The content with blanks up to the next step: JSON reads over them."""
    return content.ljust(-(-len(content) // STEP) * STEP)


def _place(row: FeedbackBox) -> bytes:
    """What a box cannot be moved away from."""
    return f"feedback|{row.team_id}|{row.quarter_on.isoformat()}".encode()


BOXES = SealedStore("feedback", boxes_held, boxes_reseal)
