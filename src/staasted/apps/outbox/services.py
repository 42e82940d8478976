"""Writing a message with its act, and taking up again one that stands still."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import ActOutsideTransaction, act_log
from staasted.apps.org.models import Person
from staasted.apps.org.phones import sms_number
from staasted.apps.outbox.models import Message, MessageState
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.ports.messages import Road

STUCK = (MessageState.GIVEN_UP, MessageState.UNSURE)
UNSETTLED = (MessageState.WAITING, MessageState.SENDING, *STUCK)
_AT_REST = (MessageState.WAITING, *STUCK)
_WORDS, _TEXT = ("title", "body", "calendar"), TextField()


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be told, by which road: ``kind`` and ``matter`` name it, ``until_at`` when it
    is too late. ``calendar`` is what a calendar takes of it, with its METHOD. ``again`` tells
    one of several about the same apart.
    """

    kind: str
    matter: str
    title: str
    body: str
    until_at: datetime
    road: Road = Road.EMAIL
    calendar: str = ""
    again: int = 0

    @property
    def key(self) -> str:
        """What makes it one message, however often it is written."""
        way = "" if self.road is Road.EMAIL else f"-{self.road}"
        again = f"-{self.again}" if self.again else ""
        return f"{self.kind}-{self.matter}{way}{again}"


def message_write(
    *, person: Person, draft: Draft, now: datetime, instead_of: str = ""
) -> Message | None:
    """Put a message in the outbox, in the transaction of the act it tells of.

    None where the person has no address, or has died: then what waits is dropped too. The same
    kind about the same matter is one message.
    What has not gone about the matter, and about ``instead_of``, is dropped: the new one says it.
    Reminders of the matter too: whoever has some to come lays them anew after it
    (``reminders_lay``), and those drop nothing. Errors: ActOutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise ActOutsideTransaction(draft.kind)
    if person.died_on is not None:
        messages_drop(person=person)
        return None
    earlier = Message.objects.filter(matter__in={draft.matter, instead_of} - {""})
    messages_outdate(earlier.exclude(key=draft.key))
    if not address_of(person, draft.road):
        return None
    message, _ = Message.objects.get_or_create(
        key=draft.key,
        defaults={
            "kind": draft.kind,
            "matter": draft.matter,
            "person": person,
            "road": draft.road,
            "title": draft.title,
            "body": draft.body,
            "calendar": draft.calendar,
            "made_at": now,
            "until_at": draft.until_at,
            "next_try_at": now,
        },
    )
    return message


def matters_drop(matters: Iterable[str]) -> None:
    """Drop what has not gone about these matters: other news says it."""
    messages_outdate(Message.objects.filter(matter__in=list(matters)))


def messages_drop(*, person: Person) -> None:
    """Drop everything that has not gone to somebody: they have died."""
    messages_outdate(Message.objects.filter(person=person))


@transaction.atomic
def message_retry(*, actor: Actor, public_id: str, now: datetime) -> None:
    """Have a message that stands still tried again. Errors: DomainError ``message_moved_on``.

    One nobody knows of may arrive twice: whoever asks has been told. One that later news took
    the place of, or that is to somebody who has died, has moved on.
    """
    stuck = worth_sending(now).filter(public_id=public_id, state__in=STUCK)
    moved = stuck.update(state=MessageState.WAITING, attempts=0, next_try_at=now, failure="")
    if not moved:
        raise DomainError("message_moved_on")
    act_log(actor=actor, act="message_retry", at=now, subject=public_id)


def messages_doubt(*, now: datetime) -> int:
    """What waits or is on its way may have gone: a backup of then is put back. How many are unsure.

    What was never tried and has its first moment ahead has not. Touches no column but these: the
    tables may be of an older release.
    """
    moving = Message.objects.filter(state__in=(MessageState.WAITING, MessageState.SENDING))
    return moving.exclude(attempts=0, next_try_at__gt=now).update(
        state=MessageState.UNSURE, failure="restored"
    )


def messages_expire(*, now: datetime) -> int:
    """Drop what is no longer worth sending; how many there were."""
    at_rest = Message.objects.filter(state__in=_AT_REST)
    return _drop(at_rest.filter(Q(until_at__lte=now) | Q(person__died_on__isnull=False)))


def messages_forget(*, now: datetime) -> int:
    """Delete what was settled long ago; how many rows went."""
    kept = timedelta(days=catalog().policy["message_kept_days"])
    over = (MessageState.SENT, MessageState.DROPPED, MessageState.HELD_BACK)
    settled = Message.objects.filter(state__in=over)
    return settled.filter(made_at__lte=now - kept, until_at__lte=now).delete()[0]


def worth_sending(now: datetime) -> QuerySet[Message]:
    """Messages whose time has not passed, to people who are alive."""
    return Message.objects.filter(until_at__gt=now, person__died_on=None)


def address_of(person: Person, road: Road) -> str:
    """Where a road leads to somebody; empty where it does not."""
    return person.email if road is Road.EMAIL else sms_number(person.phone)


def messages_outdate(messages: QuerySet[Message]) -> None:
    """Drop what has not gone; one on its way is dropped unless it goes, as too late.

    One question that locks the rows: a worker that comes back with one waits and sees the mark.
    """
    told = dict.fromkeys(_WORDS, "") | {"state": MessageState.DROPPED}
    changed = {
        name: Case(When(state__in=_AT_REST, then=Value(value)), default=name, output_field=_TEXT)
        for name, value in told.items()
    }
    messages.filter(state__in=UNSETTLED).update(until_at=F("made_at"), **changed)


def _drop(messages: QuerySet[Message]) -> int:
    return messages.update(state=MessageState.DROPPED, **dict.fromkeys(_WORDS, ""))
