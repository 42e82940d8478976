"""Sending, the worker's side: marked before, recorded after, never sent twice by itself.

A message is marked as on its way in a transaction of its own, then handed over, then recorded.
Who is stopped in between leaves the mark: nobody knows then whether it went, and a human
decides (docs/decisions/0015).
"""

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from staasted.apps.org.selectors import is_demo
from staasted.apps.outbox.models import Message, MessageState
from staasted.apps.outbox.services import messages_expire, worth_sending
from staasted.apps.outbox.waiting import is_enough, longest_wait, wait_after
from staasted.ports.adapters import sender
from staasted.ports.messages import MessageSender, NotSent, Outgoing

DEMO, REAL = "demo", "email"
ABANDONED = timedelta(minutes=10)
"""How long a sending may last before its worker is taken for stopped. Source: decision 0015."""

EMPTIED = {"title": "", "body": "", "calendar": ""}

_log = logging.getLogger(__name__)


def way_out(*, demo: bool) -> MessageSender | None:
    """The way out of an installation: files on a demo database, mail elsewhere, or none."""
    return sender(DEMO if demo else REAL)


def messages_recover(*, worker: str, now: datetime) -> int:
    """What a stopped worker was sending is unsure from now on; how many there were.

    All that ``worker`` itself had in hand, for it has just begun; of others what is too old.
    What waits for longer than anything does was put off by a clock that ran ahead: it is due.
    """
    waiting = Message.objects.filter(state=MessageState.WAITING)
    waiting.filter(next_try_at__gt=now + longest_wait()).update(next_try_at=now)
    abandoned = Q(worker=worker) | Q(attempted_at__lte=now - ABANDONED)
    going = Message.objects.filter(abandoned, state=MessageState.SENDING)
    return going.update(state=MessageState.UNSURE, failure="stopped")


def message_send_next(*, worker: str, now: datetime) -> bool:
    """Send the message that has waited longest; False when none is to be sent now."""
    way = way_out(demo=is_demo())
    message = _claimed(worker, now) if way is not None else None
    if way is None or message is None:
        return False
    try:
        way.send(_outgoing(message))
    except NotSent as refused:
        _not_sent(message, refused, now)
    except Exception as error:  # noqa: BLE001 nobody knows whether it went
        _log.error("message %s: %s", message.public_id, type(error).__name__)
        _settle(message, state=MessageState.UNSURE, failure="broken_off")
    else:
        _settle(message, state=MessageState.SENT, sent_at=now, failure="", **EMPTIED)
    return True


def _claimed(worker: str, now: datetime) -> Message | None:
    """The next message, marked as on its way by one question, so that nobody else sends it too."""
    due = worth_sending(now).filter(state=MessageState.WAITING, next_try_at__lte=now)
    message = due.select_related("person").order_by("next_try_at", "id").first()
    if message is None:
        return None
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
    message.attempts += 1
    marked = waiting.update(
        state=MessageState.SENDING,
        worker=worker,
        attempted_at=now,
        attempts=message.attempts,
    )
    return message if marked else None


def _outgoing(message: Message) -> Outgoing:
    if not message.person.email:  # it was there when the message was written
        raise NotSent("no_address", final=True)
    return Outgoing(
        key=message.public_id,
        to=message.person.email,
        subject=message.title,
        body=message.body,
        at=message.made_at,
        calendar=message.calendar,
    )


def _not_sent(message: Message, refused: NotSent, now: datetime) -> None:
    """Try again later, or never; what later news took the place of meanwhile is dropped."""
    if refused.final or is_enough(message.attempts):
        _settle(message, state=MessageState.GIVEN_UP, failure=refused.code)
    else:
        again = now + wait_after(message.attempts)
        _settle(message, state=MessageState.WAITING, next_try_at=again, failure=refused.code)
    messages_expire(now=now)


def _settle(message: Message, **outcome: object) -> None:
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(**outcome)
