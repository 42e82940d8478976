"""Sending, the worker's side: marked before, recorded after, never sent twice by itself.

A message is marked as on its way in a transaction of its own, then handed over, then recorded.
Who is stopped in between leaves the mark: nobody knows then whether it went, and a human
decides (docs/decisions/0015).
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from staasted.apps.org.selectors import is_demo
from staasted.apps.outbox.bounces import bounce_mark, taken_after_all
from staasted.apps.outbox.models import Message, MessageState
from staasted.apps.outbox.notices import keeps_hours
from staasted.apps.outbox.reminders import reminder_is_one_too_many, reminder_put_off
from staasted.apps.outbox.services import address_of, messages_expire, worth_sending
from staasted.apps.outbox.waiting import is_enough, longest_wait, wait_after
from staasted.ports.adapters import sender
from staasted.ports.messages import MessageSender, NotSent, Outgoing, Road

DEMO = "demo"
ABANDONED = timedelta(minutes=10)
"""How long a sending may last before its worker is taken for stopped. Source: decision 0015."""

EMPTIED = {"title": "", "body": "", "calendar": ""}

_log = logging.getLogger(__name__)


def way_out(*, demo: bool, road: Road = Road.EMAIL) -> MessageSender | None:
    """A road's way out of an installation: files on a demo database, or none where none is set."""
    return sender(DEMO if demo else road)


def roads_out(*, demo: bool) -> dict[Road, MessageSender]:
    """Every road with a way out."""
    ways = {road: way_out(demo=demo, road=road) for road in Road}
    return {road: way for road, way in ways.items() if way is not None}


def messages_recover(*, worker: str, now: datetime) -> int:
    """What a stopped worker was sending is unsure from now on; how many there were.

    All that ``worker`` itself had in hand, for it has just begun; of others what is too old.
    What waits for longer than anything does was put off by a clock that ran ahead: it is due, or
    when its own time comes.
    """
    waiting = Message.objects.filter(state=MessageState.WAITING)
    put_off = waiting.filter(next_try_at__gt=now + longest_wait())
    put_off.filter(Q(from_at=None) | Q(from_at__lte=now)).update(next_try_at=now)
    put_off.filter(from_at__gt=now, next_try_at__gt=F("from_at")).update(next_try_at=F("from_at"))
    abandoned = Q(worker=worker) | Q(attempted_at__lte=now - ABANDONED)
    going = Message.objects.filter(abandoned, state=MessageState.SENDING)
    return going.update(state=MessageState.UNSURE, failure="stopped")


def message_send_next(*, worker: str, now: datetime) -> bool:
    """Send the message that has waited longest; False when none is to be sent now."""
    ways = roads_out(demo=is_demo())
    message = _next(ways, now)
    if message is None:
        return False
    if not _claimed(message, worker, now):
        return True  # another worker has it, or it is kept back: look at the next
    try:
        ways[Road(message.road)].send(_outgoing(message))
    except NotSent as refused:
        _not_sent(message, refused, now)
    except Exception as error:  # noqa: BLE001 nobody knows whether it went
        _log.error("message %s: %s", message.public_id, type(error).__name__)
        _settle(message, state=MessageState.UNSURE, failure="broken_off")
    else:
        _settle(message, state=MessageState.SENT, sent_at=now, failure="", **EMPTIED)
        taken_after_all(message.person, Road(message.road))
    return True


def _next(roads: Iterable[Road], now: datetime) -> Message | None:
    """The message that has waited longest of those with a way out."""
    due = worth_sending(now).filter(state=MessageState.WAITING, next_try_at__lte=now)
    due = due.filter(road__in=list(roads)).select_related("person")
    return due.order_by("next_try_at", "id").first()


def _claimed(message: Message, worker: str, now: datetime) -> bool:
    """Whether it is ours to send: marked as on its way, unless it must wait for its hours, or is a
    reminder too many."""
    if keeps_hours(message) and reminder_put_off(message, now):
        return False
    if not message.reminder:
        return _marked(message, worker, now)
    with transaction.atomic():
        return not reminder_is_one_too_many(message, now) and _marked(message, worker, now)


def _marked(message: Message, worker: str, now: datetime) -> bool:
    """Mark it by one question, so that nobody else sends it too."""
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
    message.attempts += 1
    marked = waiting.update(
        state=MessageState.SENDING,
        worker=worker,
        attempted_at=now,
        attempts=message.attempts,
    )
    return bool(marked)


def _outgoing(message: Message) -> Outgoing:
    address = address_of(message.person, Road(message.road))
    if not address:  # it was there when the message was written
        raise NotSent("no_address", final=True)
    return Outgoing(
        key=message.public_id,
        to=address,
        road=Road(message.road),
        subject=message.title,
        body=message.body,
        at=message.made_at,
        calendar=message.calendar,
    )


def _not_sent(message: Message, refused: NotSent, now: datetime) -> None:
    """Try again later, or never; what later news took the place of meanwhile is dropped."""
    if refused.bounced:
        road = Road(message.road)
        bounce_mark(message.person, road, address=address_of(message.person, road), at=now)
    if refused.final or is_enough(message.attempts):
        _settle(message, state=MessageState.GIVEN_UP, failure=refused.code)
    else:
        again = now + wait_after(message.attempts)
        _settle(message, state=MessageState.WAITING, next_try_at=again, failure=refused.code)
    messages_expire(now=now)


def _settle(message: Message, **outcome: object) -> None:
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(**outcome)
