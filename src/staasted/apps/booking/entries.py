"""A booking as an entry in somebody's calendar: written by ``icalendar``, times in UTC.

It says when, how, where and with whom; never what it is about, and no number. A move keeps the
entry: all bookings of one chain of moves bear one UID, and each change a higher SEQUENCE
(RFC 5545, 3.8.7.4; decision 0030).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress

from staasted.apps.booking.models import Booking
from staasted.apps.booking.video import link_of
from staasted.catalog.texts import text
from staasted.core.axes import SEATED, Channel, Outcome

PRODUCT = "-//Staasted//Staasted//DA"
CANCELLED = (Outcome.CANCELLED_BY_CITIZEN, Outcome.CANCELLED_BY_US)
REQUEST, CANCEL = "REQUEST", "CANCEL"
UNSENT = "noreply@staasted.example"
"""Who invites where no letter can be sent: a demo."""


class Step(NamedTuple):
    """Where a booking is in its chain of moves: the first one's public id, and moves since."""

    first: str
    moves: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``stamp`` is when it was last changed."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    where: str
    stamp: datetime
    cancelled: bool


def steps_of(bookings: Iterable[Booking]) -> dict[int, Step]:
    """Each booking's step, by its key: one query."""
    wanted = {booking.pk: booking.public_id for booking in bookings}
    citizens = {booking.citizen_id for booking in bookings}
    moved = Booking.objects.filter(citizen_id__in=citizens, moved_to__isnull=False)
    before = {
        after: (key, public_id)
        for after, key, public_id in moved.values_list("moved_to_id", "pk", "public_id")
    }
    return {key: _step(key, public_id, before) for key, public_id in wanted.items()}


def _step(key: int, public_id: str, before: dict[int, tuple[int, str]]) -> Step:
    moves = 0
    while key in before:
        key, public_id = before[key]
        moves += 1
    return Step(public_id, moves)


def uid_of(name: str) -> str:
    """The UID of what has a name of its own here. The municipality's slug outlives addresses."""
    return f"{name}@{our_domain()}"


def our_domain() -> str:
    """How every UID of ours ends: what comes back from outside is known by it."""
    return f"{settings.STAASTED.municipality}.staasted"


def entry_of(
    booking: Booking, step: Step, *, title: str, uid: str = "", holds: bool = False
) -> Entry:
    """A booking with its ``place`` as an entry, in the language that is spoken.

    ``holds`` is whether it is for whoever holds the conversation.
    """
    cancelled = booking.outcome in CANCELLED
    return Entry(
        uid=uid or uid_of(step.first),
        sequence=step.moves + cancelled,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        title=title,
        where=_where(booking, holds=holds),
        stamp=booking.outcome_at or booking.booked_at,
        cancelled=cancelled,
    )


def with_coach(booking: Booking) -> str:
    """The title a citizen reads."""
    kind = "meeting" if booking.form in SEATED else "with"
    return text(f"calendars.entry.{kind}", coach=booking.counsellor.name)


def calendar_file(entries: Iterable[Entry], *, name: str = "") -> bytes:
    """A file of entries; ``name`` is what the calendar calls itself."""
    calendar = _calendar()
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Copenhagen")
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def invitation(entry: Entry, *, to: str) -> str:
    """The calendar part of a letter: REQUEST, or CANCEL once it is cancelled (RFC 5546, 3.2).

    Nobody is asked to answer: who has a time has said yes by booking, or is summoned.
    """
    calendar = _calendar()
    calendar.add("method", CANCEL if entry.cancelled else REQUEST)
    event, configured = _event(entry), settings.STAASTED
    organizer = vCalAddress(f"mailto:{configured.mail_from or UNSENT}")
    organizer.params["CN"] = configured.office_name
    attendee = vCalAddress(f"mailto:{to}")
    attendee.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("organizer", organizer)
    event.add("attendee", attendee)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.title)
    if entry.where:
        event.add("location", entry.where)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    return event


def _where(booking: Booking, *, holds: bool) -> str:
    if booking.channel == Channel.IN_PERSON and booking.place is not None:
        return f"{booking.place.name}, {booking.place.address}"
    link = link_of(booking, holds=holds) if booking.channel == Channel.VIDEO else ""
    return link or text(f"calendars.entry.where.{booking.channel}")
