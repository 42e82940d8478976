"""Citizens' files as one of the places where something lies sealed (decision 0016)."""

from collections import Counter

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.files.models import CitizenFile, FileContent
from staasted.apps.org.clock import clock
from staasted.apps.org.sealed_stores import Resealed, SealedStore
from staasted.apps.org.sealing import bytes_open, bytes_seal

FILES_A_BATCH = 5
"""Files sealed again in one transaction: at their largest they are held in memory together."""


def content_seal(row: FileContent, file: CitizenFile, content: bytes) -> None:
    """Put the content into the row, sealed with the current key; the row is not saved."""
    row.key_id, row.cipher = bytes_seal(content, bound_to=_place(file))


def content_open(row: FileContent) -> bytes:
    """The content again. Errors: KeyError where the key is gone, InvalidTag if altered or moved."""
    return bytes_open(row.cipher, key_id=row.key_id, bound_to=_place(row.file))


def files_held() -> Counter[str]:
    """How many files each key seals."""
    return Counter(FileContent.objects.values_list("key_id", flat=True))


@transaction.atomic
def files_reseal(current: str, after: str) -> Resealed:
    """Seal the next batch of files under the current key."""
    others = FileContent.objects.select_for_update(of=("self",)).exclude(key_id=current)
    rows = others.select_related("file").filter(pk__gt=int(after or 0)).order_by("pk")
    batch, unreadable = list(rows[:FILES_A_BATCH]), []
    for row in batch:
        try:
            content_seal(row, row.file, content_open(row))
        except Exception:  # noqa: BLE001 a missing key, a flipped bit: the file is named, no content
            unreadable.append(row.file.public_id)
            continue
        row.save(update_fields=["key_id", "cipher"])
    count = len(batch) - len(unreadable)
    if count:
        facts = {"key": current, "count": count}
        act_log(actor=OPERATOR, act="file_reseal", at=clock.now(), facts=facts)
    return Resealed(count, tuple(unreadable), str(batch[-1].pk) if batch else "")


def _place(file: CitizenFile) -> bytes:
    """What a content cannot be moved away from."""
    return f"file|{file.public_id}".encode()


FILES = SealedStore("files", files_held, files_reseal)
