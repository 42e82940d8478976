"""Telling the case system: written in the act's own transaction, handed over by the worker.

An event may be handed over twice, where an answer was lost: the receiver knows it by its id.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.case_system.kinds import DeliveryState, EventKind
from staasted.apps.case_system.models import CaseDelivery, CaseEvent
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.sealing import cpr_open
from staasted.apps.org.selectors import is_demo
from staasted.apps.outbox.waiting import is_enough, wait_after
from staasted.ports import adapters
from staasted.ports.case_system import CaseSystem, CaseTold, NotTaken

ROUND = 200
"""Events a round hands over at most, so that it ends. Source: decision 0051."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: its kind, the public id of what it is about, and its facts as JSON holds them.

    ``facts`` hold no CPR number and no name of a citizen: who it is about is added as it leaves.
    """

    kind: EventKind
    subject: str
    facts: Mapping[str, object]


def event_write(citizen: Citizen, told: Told) -> CaseEvent:
    """Write what has happened; told of again it is the next version. Inside the act's transaction,
    with the case held."""
    of = CaseEvent.objects.filter(kind=told.kind, subject=told.subject)
    before = of.aggregate(last=Max("version"))["last"] or 0
    event = CaseEvent.objects.create(
        citizen=citizen,
        kind=told.kind,
        subject=told.subject,
        version=before + 1,
        happened_at=clock.now(),
        facts=dict(told.facts),
    )
    if way() is not None:
        CaseDelivery.objects.create(
            event=event, state=DeliveryState.WAITING, next_try_at=event.happened_at
        )
    return event


def way() -> CaseSystem | None:
    """The way to the case system; none on a demo, whose people are invented."""
    found = adapters.case_system()
    return None if found is None or is_demo() else found


def events_deliver(*, now: datetime) -> int:
    """Hand over what is due, the oldest first; how many were taken.

    An earlier version that waits holds a later one of the same back.
    """
    there = way()
    if there is None:
        return 0
    due = CaseDelivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=now)
    rows = due.select_related("event__citizen__person").order_by("event_id")[:ROUND]
    return sum(_delivered(there, row, now) for row in rows)


@transaction.atomic
def events_retry(*, actor: Actor) -> int:
    """Put everything that was given up back to waiting; how many there were.

    Errors: AccessRefused.
    """
    role_require(actor, Role.OPERATOR)
    now = clock.now()
    given_up = CaseDelivery.objects.filter(state=DeliveryState.GIVEN_UP)
    count = given_up.update(state=DeliveryState.WAITING, attempts=0, next_try_at=now, failure="")
    facts = {"count": count}
    act_log(actor=actor, act="case_events_retry", at=now, citizens=(), subject="", facts=facts)
    return count


def body_of(event: CaseEvent) -> bytes:
    """The event as it leaves, with the number its citizen is known by in the case system.

    Errors: KeyError where the key of the number is gone.
    """
    person = event.citizen.person
    sealed = bool(person.cpr_cipher)
    number = cpr_open(cipher=person.cpr_cipher, key_id=person.cpr_key_id) if sealed else ""
    told = {
        "id": event.public_id,
        "type": event.kind,
        "subject": event.subject,
        "version": event.version,
        "at": event.happened_at.isoformat(),
        "citizen": {"id": event.citizen.public_id, "cpr": number},
        "facts": event.facts,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def _delivered(there: CaseSystem, row: CaseDelivery, now: datetime) -> bool:
    event = row.event
    earlier = CaseDelivery.objects.filter(
        event__kind=event.kind, event__subject=event.subject, event__version__lt=event.version
    )
    if earlier.filter(state=DeliveryState.WAITING).exists():
        return False
    row.attempts += 1
    told = CaseTold(event.public_id, body_of(event), int(clock.wall().timestamp()))
    try:
        there.take(told)
    except NotTaken as refused:
        over = refused.final or is_enough(row.attempts)
        row.state = DeliveryState.GIVEN_UP if over else DeliveryState.WAITING
        row.next_try_at, row.failure = now + wait_after(row.attempts), refused.code
    else:
        row.state, row.sent_at, row.failure = DeliveryState.SENT, now, ""
    row.save(update_fields=["state", "attempts", "next_try_at", "failure", "sent_at"])
    return row.state == DeliveryState.SENT
