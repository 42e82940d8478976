"""Writing the log of acts. Call inside the transaction of the act itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.reading import packed


class ActOutsideTransaction(RuntimeError):
    """An act was logged outside its transaction: the two could part. Wrap both in atomic()."""


def act_log(
    *,
    actor: Actor,
    act: str,
    at: datetime,
    citizens: Iterable[str] = (),
    subject: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Log one act; ``facts`` holds codes, dates and public ids, never personal text."""
    if not connection.in_atomic_block:
        raise ActOutsideTransaction(act)
    ActLog.objects.create(
        at=at,
        actor=actor.ref,
        role=actor.role,
        act=act,
        subject=subject,
        citizens=packed(citizens),
        facts=dict(facts or {}),
    )
