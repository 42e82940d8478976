"""Reminders of what is booked: laid with each act that changes it, and how the citizen wants them.

Each act lays all that are to come anew, in its own transaction and with the case held: the day's
most is one number for all of a person's conversations (decision 0028).
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import Booking
from staasted.apps.booking.reminder_words import reminder_mail, reminder_sms
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import is_demo
from staasted.apps.outbox.models import MessageState
from staasted.apps.outbox.notices import notices_unwanted_drop
from staasted.apps.outbox.reminders import (
    Laid,
    reminders_had,
    reminders_lay,
    reminders_lying,
)
from staasted.apps.outbox.sending import roads_out
from staasted.apps.outbox.services import Draft, address_of
from staasted.apps.outbox.wishes import Wishes, wishes_keep, wishes_of
from staasted.catalog.language import language_of, speaking
from staasted.core.reminders import KeptBack, Meeting, Reminder, ReminderKind, reminders
from staasted.ports.messages import Road


@dataclass(frozen=True, slots=True)
class Coming:
    """A reminder that lies ready, or is kept back: of what, when, by which roads."""

    booking: Booking
    kind: ReminderKind
    at: datetime
    roads: tuple[Road, ...]
    kept_back: KeptBack | None


def reminders_keep(citizen: Citizen, *, now: datetime) -> None:
    """Lay every reminder of a citizen's anew. Inside a transaction that holds the case."""
    person = citizen.person
    held = {booking.public_id: booking for booking in _ahead(citizen, now)}
    wishes = wishes_of(person)
    roads = roads_to(person, wishes) if person.died_on is None else ()
    had = reminders_had(person, now=now)
    meetings = [Meeting(ref, booking.starts_at) for ref, booking in held.items()]
    planned = reminders(meetings, wanted=wishes.reminding, had=had, now=now)
    with speaking(language_of(person.language)):
        laid = [
            Laid(_draft(each, held[each.meeting.ref], road, wishes), each.at, each.kept_back)
            for each in planned
            for road in roads
        ]
    standing = _settled(meetings, wishes, had, now)
    keys = [Draft(kind, ref, "", "", now, road).key for ref, kind in standing for road in roads]
    reminders_lay(person=person, laid=laid, standing=keys, now=now)


@transaction.atomic
def reminders_choose(*, actor: Actor, citizen: Citizen, wishes: Wishes, now: datetime) -> None:
    """Keep how a citizen wants to be reminded, and lay what is to come by it.

    Errors: DomainError ``case_closed``, ``reminder_hours_bounds``.
    """
    open_case_lock(citizen)
    before = wishes_of(citizen.person)
    wishes_keep(person=citizen.person, wishes=wishes, now=now)
    notices_unwanted_drop(citizen.person, before=before, now_wanted=wishes)
    reminders_keep(citizen, now=now)
    act_log(
        actor=actor,
        act="reminders_choose",
        at=now,
        citizens=[citizen.public_id],
        subject=citizen.person.public_id,
        facts={name: str(value) for name, value in asdict(wishes).items()},
    )


def reminders_coming(citizen: Citizen, *, now: datetime) -> Sequence[Coming]:
    """What lies ready of a citizen's reminders, and what is kept back, in order of time."""
    held = {booking.public_id: booking for booking in _ahead(citizen, now)}
    found: dict[tuple[str, str], Coming] = {}
    for row in reminders_lying(citizen.person, now=now):
        if row.matter not in held:
            continue
        before = found.get((row.matter, row.kind))
        kept = KeptBack(row.failure) if row.state == MessageState.HELD_BACK else None
        found[row.matter, row.kind] = Coming(
            booking=held[row.matter],
            kind=ReminderKind(row.kind),
            at=row.from_at or row.made_at,
            roads=(*(before.roads if before else ()), Road(row.road)),
            kept_back=kept,
        )
    return list(found.values())


def roads_open(*, demo: bool) -> frozenset[Road]:
    """The roads reminders can go by here: e-mail always, which waits for its server."""
    return frozenset({Road.EMAIL, *roads_out(demo=demo)})


def roads_to(person: Person, wishes: Wishes) -> tuple[Road, ...]:
    """The roads somebody wants that are open and lead to them."""
    there = roads_open(demo=is_demo())
    return tuple(each for each in wishes.where.roads if each in there and address_of(person, each))


def _ahead(citizen: Citizen, now: datetime) -> Iterable[Booking]:
    live = Booking.objects.filter(citizen=citizen, outcome=None, starts_at__gt=now)
    return live.select_related("counsellor", "video").order_by("starts_at")


def _settled(
    meetings: Iterable[Meeting],
    wishes: Wishes,
    had: Iterable[tuple[str, ReminderKind]],
    now: datetime,
) -> set[tuple[str, ReminderKind]]:
    """What stays as it lies: its moment has come, and it is still wanted."""
    wanted = {
        (each.ref, kind): each.starts_at - timedelta(hours=hours)
        for each in meetings
        for kind, hours in wishes.reminding.hours.items()
    }
    return {name for name, due in wanted.items() if due <= now or name in set(had)}


def _draft(each: Reminder, booking: Booking, road: Road, wishes: Wishes) -> Draft:
    if road is Road.SMS:
        told = reminder_sms(booking, at=each.at, shared_phone=wishes.shared_phone)
    else:
        told = reminder_mail(booking, at=each.at)
    return Draft(each.kind, booking.public_id, told.title, told.body, each.until, road)
