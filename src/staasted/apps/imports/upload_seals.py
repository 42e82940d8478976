"""Uploaded files as one of the places where something lies sealed."""

from collections import Counter

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.imports.upload_files import (
    upload_delete,
    upload_read,
    upload_seal,
    uploads_kept,
)
from staasted.apps.imports.upload_models import ImportUpload
from staasted.apps.org.clock import clock
from staasted.apps.org.sealed_stores import Resealed, SealedStore


def uploads_held() -> Counter[str]:
    """How many waiting files each key seals."""
    return Counter(key_id for key_id in uploads_kept().values() if key_id)


def uploads_reseal(current: str, after: str) -> Resealed:
    """Seal the next waiting file under the current key: one file, one batch."""
    others = [name for name, key_id in uploads_kept().items() if key_id != current]
    name = next((name for name in others if name > after), "")
    if not name:
        return Resealed(0, (), "")
    try:
        content = upload_read(name)
    except FileNotFoundError:  # taken in or left meanwhile
        return Resealed(0, (), name)
    except Exception:  # noqa: BLE001 a missing key, a flipped bit: the file is named, not its content
        return Resealed(0, (name,), name)
    with transaction.atomic():
        facts = {"key": current, "count": 1}
        act_log(actor=OPERATOR, act="upload_reseal", at=clock.now(), facts=facts)
        upload_seal(name, content)
    if not ImportUpload.objects.filter(stored_name=name).exists():
        upload_delete(name)  # its row went first, and the file while we held it: it stays gone
    return Resealed(1, (), name)


UPLOADS = SealedStore("uploads", uploads_held, uploads_reseal)
