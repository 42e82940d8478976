"""What the citizen is told in writing when a time is booked, moved or cancelled, and reminded of.

When, how and with whom; never what it is about, which may be about illness, and no CPR number.
The letter carries the time as a calendar takes it: the same entry when it is moved or cancelled.
"""

from datetime import datetime

from django.conf import settings

from staasted.apps.booking.entries import entry_of, invitation, steps_of, with_coach
from staasted.apps.booking.models import Booking
from staasted.apps.booking.reminder_words import who_holds
from staasted.apps.booking.reminding import reminders_keep
from staasted.apps.booking.video import link_of
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Origin


def booking_told(booking: Booking, *, now: datetime) -> None:
    """Tell of a booking that is made. Inside its transaction."""
    by_us = booking.origin != Origin.OWN_CHOICE
    _write("booked_by_us" if by_us else "booked", booking, now)


def summons_told(booking: Booking, *, title: str, body: str, now: datetime) -> None:
    """Tell of a summons in its own words, instead of what was written of the booking."""
    draft = Draft(
        kind="summons",
        matter=booking.public_id,
        title=title,
        body=body,
        until_at=booking.starts_at,
        calendar=calendar_part(booking),
    )
    message_write(person=booking.citizen.person, draft=draft, now=now)
    reminders_keep(booking.citizen, now=now)


def move_told(booking: Booking, *, moved_from: Booking, now: datetime) -> None:
    """Tell of the new time; what still waits about the old one is dropped."""
    _write("moved", booking, now, old=moved_from)


def cancellation_told(booking: Booking, *, by_citizen: bool, now: datetime) -> None:
    """Tell that a time is given back, by the citizen or by us."""
    _write("cancelled" if by_citizen else "cancelled_by_us", booking, now)


def video_told(booking: Booking, *, again: int, now: datetime) -> None:
    """Tell where one meets on video; ``again`` is how often that was told."""
    _write("video", booking, now, again=again)


def _write(
    kind: str, booking: Booking, now: datetime, *, old: Booking | None = None, again: int = 0
) -> None:
    """Write the letter in the language its receiver has chosen."""
    with speaking(language_of(booking.citizen.person.language)):
        draft = _draft(kind, booking, old, again)
    message_write(
        person=booking.citizen.person,
        draft=draft,
        now=now,
        instead_of=old.public_id if old else "",
    )
    reminders_keep(booking.citizen, now=now)  # after the letter, which drops those there were


def _draft(kind: str, booking: Booking, old: Booking | None, again: int) -> Draft:
    values = {
        "moment": speech.moment(booking.starts_at),
        "channel": text(f"messages.channel.{booking.channel}"),
        "who": who_holds(booking),
        "office": settings.STAASTED.office_name,
        "phone": settings.STAASTED.office_phone,
        "old": speech.moment(old.starts_at) if old else "",
    }
    parts = (
        text(f"messages.told.{kind}.body", **values),
        _partner(booking),
        _link(booking),
        where_lines(booking),
    )
    said = (*filter(None, parts), text("messages.ending", **values))
    return Draft(
        kind=kind,
        matter=booking.public_id,
        title=text(f"messages.told.{kind}.subject", **values),
        body="\n\n".join(said) + "\n",
        until_at=booking.starts_at,
        calendar=calendar_part(booking),
        again=again,
    )


def _partner(booking: Booking) -> str:
    """Who else takes part; empty where nobody does, or it is cancelled."""
    if booking.partner is None or booking.outcome is not None:
        return ""
    return text("messages.partner.with", name=booking.partner.name)


def _link(booking: Booking) -> str:
    """Where one meets on video; empty where there is no address yet, or one meets otherwise."""
    link = link_of(booking) if booking.channel == Channel.VIDEO else ""
    return text("messages.video", address=link) if link else ""


def where_lines(booking: Booking) -> str:
    """Where one meets, on lines of their own; empty where nothing says, or it is cancelled."""
    place = booking.place
    if place is None or booking.outcome is not None:
        return ""
    room = text("openings.where.room", name=booking.room.name) if booking.room else ""
    return "\n".join(filter(None, (place.name, place.address, room, place.way)))


def calendar_part(booking: Booking) -> str:
    """The time as a calendar takes it; "" where there is nobody to send it to."""
    person = booking.citizen.person
    if not person.email:
        return ""
    entry = entry_of(booking, steps_of([booking])[booking.pk], title=with_coach(booking))
    return invitation(entry, to=person.email)
