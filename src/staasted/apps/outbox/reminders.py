"""Reminders in the outbox: laid with the act they follow from, held to their person's hours.

They lie side by side, and beside the other messages of their matter. Whatever is told of the
matter later drops them, as it drops everything else that has not gone (``message_write``).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from staasted.apps.audit.services import ActOutsideTransaction
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message, MessageState
from staasted.apps.outbox.services import Draft, messages_outdate
from staasted.apps.outbox.wishes import wishes_of
from staasted.core.reminders import Had, KeptBack, ReminderKind

UNTRIED = (MessageState.WAITING, MessageState.HELD_BACK, MessageState.DROPPED)
STANDING = (MessageState.WAITING, MessageState.HELD_BACK)
GOING = (MessageState.SENT, MessageState.SENDING, MessageState.UNSURE)


@dataclass(frozen=True, slots=True)
class Laid:
    """A reminder as it is to lie: its draft, from when it goes, or why it does not."""

    draft: Draft
    from_at: datetime
    kept_back: KeptBack | None = None


def reminders_lay(
    *, person: Person, laid: Sequence[Laid], standing: Collection[str], now: datetime
) -> None:
    """Let exactly these be what waits to remind somebody, in the transaction of an act.

    ``standing`` are the keys of those that stay as they are: what has been tried may have gone.
    All others are dropped. The case is held, so that two acts take turns.
    Errors: ActOutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise ActOutsideTransaction("reminders_lay")
    wanted = {each.draft.key: each for each in laid}
    mine = Message.objects.filter(person=person, reminder=True)
    _drop(mine.exclude(key__in={*wanted, *standing}))
    there = set(mine.filter(key__in=wanted).values_list("key", flat=True))
    for key in there:
        # One the worker has taken meanwhile is no longer untried, and is left to it.
        lying = mine.filter(key=key, attempts=0, state__in=UNTRIED)
        lying.update(made_at=now, **_columns(wanted[key]))
    Message.objects.bulk_create(
        Message(
            key=key,
            kind=each.draft.kind,
            matter=each.draft.matter,
            road=each.draft.road,
            person=person,
            reminder=True,
            made_at=now,
            **_columns(each),
        )
        for key, each in wanted.items()
        if key not in there
    )


def reminders_had(person: Person, *, now: datetime) -> Had:
    """Matter and kind of each reminder whose moment has come, and when it went or is to: one query.

    None is one that is kept back.
    """
    come = Q(attempts__gt=0) | Q(from_at__lte=now, state__in=STANDING)
    rows = Message.objects.filter(come, person=person, reminder=True).order_by("id")
    found: dict[tuple[str, ReminderKind], datetime | None] = {}
    for row in rows.defer("title", "body", "calendar"):
        name = (row.matter, ReminderKind(row.kind))
        kept = row.state == MessageState.HELD_BACK
        found[name] = found.get(name) or (None if kept else row.attempted_at or now)
    return found


def reminders_lying(person: Person, *, now: datetime) -> QuerySet[Message]:
    """What is to come of somebody's reminders, and what is kept back, the first first."""
    lying = Message.objects.filter(person=person, reminder=True, until_at__gt=now)
    return lying.filter(state__in=STANDING).order_by("from_at", "key")


def reminder_put_off(message: Message, now: datetime) -> bool:
    """Whether its person's hours are over: then it waits for the next, or is kept back."""
    hours = wishes_of(message.person).open_hours
    if hours.hold(now):
        return False
    later = hours.next_from(now)
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
    if later < message.until_at:
        waiting.update(from_at=later, next_try_at=later)
    else:
        waiting.update(**_held_back(KeptBack.QUIET))
    return True


def reminder_is_one_too_many(message: Message, now: datetime) -> bool:
    """Whether its person has had enough that day; then it is kept back.

    In a transaction that holds the person, so that two workers count one after the other. The
    same reminder by the other road is the same.
    """
    Person.objects.select_for_update(no_key=True).get(pk=message.person_id)
    first, after = day_of(now)
    others = Message.objects.filter(
        person_id=message.person_id,
        reminder=True,
        state__in=GOING,
        attempted_at__gte=first,
        attempted_at__lt=after,
    )
    others = others.exclude(matter=message.matter, kind=message.kind)
    had = others.order_by().values("matter", "kind").distinct().count()
    if had < wishes_of(message.person).reminding.a_day:
        return False
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
    waiting.update(**_held_back(KeptBack.CAP))
    return True


def _columns(each: Laid) -> dict[str, object]:
    kept = _held_back(each.kept_back) if each.kept_back else {}
    return {
        "state": MessageState.WAITING,
        "title": each.draft.title,
        "body": each.draft.body,
        "from_at": each.from_at,
        "next_try_at": each.from_at,
        "until_at": each.draft.until_at,
        "failure": "",
    } | kept


def _held_back(why: KeptBack) -> dict[str, object]:
    return {"state": MessageState.HELD_BACK, "failure": why, "title": "", "body": ""}


def _drop(reminders: QuerySet[Message]) -> None:
    messages_outdate(reminders)
    kept_back = Q(state=MessageState.HELD_BACK)
    reminders.filter(kept_back).update(state=MessageState.DROPPED)


def day_of(now: datetime) -> tuple[datetime, datetime]:
    """The first moment of a Danish day and of the next."""
    day: date = now.astimezone(COPENHAGEN).date()
    start = datetime.combine(day, time.min, COPENHAGEN)
    return start, datetime.combine(day + timedelta(days=1), time.min, COPENHAGEN)
