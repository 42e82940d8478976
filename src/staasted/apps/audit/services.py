"""Writing the log of acts, inside the transaction of the act itself; noting a verification."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction

from staasted.apps.audit.actor import OPERATOR, Actor
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.reading import packed
from staasted.apps.audit.verifying import VERIFICATION, LogState, Verified, logs_verify


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
        unit=actor.unit,
        act=act,
        subject=subject,
        citizens=packed(citizens),
        facts=dict(facts or {}),
    )


def log_verify(*, now: datetime, known: Iterable[str] = ()) -> Verified:
    """Read both logs against their blocks, holding nobody up, and log what was found."""
    found = logs_verify(known)
    facts = {str(state.log): _facts(state) for state in found.logs}
    facts |= {"index_whole": found.index_whole, "unknown": len(found.unknown)}
    if found.unreadable:
        facts["unreadable"] = {str(log): row for log, row in found.unreadable.items()}
    with transaction.atomic():
        act_log(actor=OPERATOR, act=VERIFICATION, at=now, facts=facts)
    return found


def _facts(state: LogState) -> dict[str, object]:
    facts: dict[str, object] = {"sealed": state.sealed, "tail": state.tail, "head": state.head}
    broken = state.broken
    if broken is None:
        return facts
    return facts | {"broken": broken.what, "block": broken.block, "row": broken.row}
