"""Notices nobody asked for at that moment: in the receiver's own hours, within the day's most.

They stand beside each other and beside the letters about other matters (decision 0034).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import Q

from staasted.apps.audit.services import ActOutsideTransaction
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.apps.outbox.reminders import GOING, day_of
from staasted.apps.outbox.services import Draft, address_of, messages_outdate
from staasted.apps.outbox.wishes import Wishes, wishes_of
from staasted.ports.messages import Road

TIME_FREE = "time_free"
WAITING_BY_US = "waiting_by_us"
INVITED, INVITED_REMINDER, INVITED_WITHDRAWN = "invited", "invited_reminder", "invited_withdrawn"
INVITED_AGAIN, INVITED_OVER = "invited_again", "invited_over"
EXEMPTED, EXEMPTION_ENDED = "exempted", "exemption_ended"
TALK = "talk_message"
PARTNER_TALK = "partner_talk"
LETTER = "letter"
NOTICES = (
    *(TIME_FREE, WAITING_BY_US, INVITED, INVITED_REMINDER, INVITED_WITHDRAWN),
    *(INVITED_AGAIN, INVITED_OVER, EXEMPTED, EXEMPTION_ENDED),
    *(TALK, PARTNER_TALK, LETTER),
)
"""The kinds that are notices; a letter and an SMS of one kind about one matter are one."""
WRITTEN = (INVITED, INVITED_AGAIN, INVITED_WITHDRAWN, EXEMPTED, EXEMPTION_ENDED)
"""Those whose e-mail is the written letter: it goes whatever one has chosen, and at any hour."""


def notice_may_go(person: Person, *, now: datetime, matter: str = "") -> bool:
    """Whether somebody may be told of something now: their hours are open, and their day's most of
    reminders and notices together is not reached by other matters than this."""
    wishes = wishes_of(person)
    if person.died_on is not None or not wishes.open_hours.hold(now):
        return False
    first, after = day_of(now)
    reminded = Q(reminder=True, state__in=GOING, attempted_at__gte=first, attempted_at__lt=after)
    noticed = Q(kind__in=NOTICES, made_at__gte=first, made_at__lt=after)
    had = Message.objects.filter(reminded | noticed, person=person)
    had = had.exclude(matter=matter) if matter else had
    return had.order_by().values("matter", "kind").distinct().count() < wishes.reminding.a_day


def keeps_hours(message: Message) -> bool:
    """Whether a message goes in its person's hours alone: every SMS, reminder and notice does."""
    sms, written = message.road == Road.SMS, message.kind in WRITTEN
    return message.reminder or sms or (message.kind in NOTICES and not written)


def notice_moment(person: Person, *, now: datetime, matter: str = "") -> datetime:
    """When somebody may be told next: now, when their hours open, or tomorrow where their day's
    most is reached by other matters than this."""
    if notice_may_go(person, now=now, matter=matter):
        return now
    hours = wishes_of(person).open_hours
    return hours.next_from(now if not hours.hold(now) else day_of(now)[1])


def notice_write(
    *, person: Person, drafts: Iterable[Draft], now: datetime, from_at: datetime | None = None
) -> None:
    """Put a notice in the outbox, one message a road, in the transaction of what it tells of.

    It goes now, or from a later moment.

    The same notice by the same road is one message. Errors: ActOutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise ActOutsideTransaction("notice_write")
    for draft in drafts:
        if not address_of(person, draft.road):
            continue
        told = {name: getattr(draft, name) for name in ("kind", "matter", "road", "title", "body")}
        told |= {"person": person, "made_at": now, "next_try_at": from_at or now}
        told["until_at"] = draft.until_at
        Message.objects.get_or_create(key=draft.key, defaults=told)


def notices_unwanted_drop(person: Person, *, before: Wishes, now_wanted: Wishes) -> None:
    """Drop what waits by SMS where its person wants none any more, or others may read it now."""
    shared = now_wanted.shared_phone and not before.shared_phone
    if shared or Road.SMS not in now_wanted.where.roads:
        waiting = Message.objects.filter(person=person, road=Road.SMS, reminder=False)
        messages_outdate(waiting)


def notices_drop(matters: Iterable[str]) -> None:
    """Drop what has not gone about these matters: it is no news any more."""
    messages_outdate(Message.objects.filter(matter__in=list(matters), kind__in=NOTICES))
