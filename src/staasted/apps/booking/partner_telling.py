"""What a partner is told in writing of a conversation they hold, alone or with a counsellor.

When and how; neither whom with nor what about: the letter leaves our house. It carries the time
as a calendar takes it, under a name of its own (as a counsellor's feed does, decision 0030).
"""

from base64 import b32encode
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from staasted.apps.booking.entries import CANCELLED, entry_of, invitation, steps_of, uid_of
from staasted.apps.booking.models import Booking
from staasted.apps.booking.video import link_of
from staasted.apps.org.guessing import place_hash
from staasted.apps.org.models import Person
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Holder, Outcome

UID_LENGTH, MATTER_LENGTH = 32, 10
"""Signs of a hidden entry's name, as in a counsellor's feed; and of a message's matter."""


def partner_booked(booking: Booking, *, now: datetime) -> None:
    """Tell of a conversation that is made. Inside its transaction."""
    for partner in _partners(booking):
        _write("booked", booking, partner, now)


def partner_moved(moved: Booking, *, moved_from: Booking, now: datetime) -> None:
    """Tell of the new time; who is no longer part of it hears that it is cancelled."""
    before, after = _partners(moved_from), _partners(moved)
    for partner in before:
        if partner not in after:
            _write("cancelled", moved_from, partner, now)
    for partner in after:
        _write("moved" if partner in before else "booked", moved, partner, now, old=moved_from)


def partner_cancelled(booking: Booking, *, now: datetime) -> None:
    """Tell that a time is given back."""
    for partner in _partners(booking):
        _write("cancelled", booking, partner, now)


def partner_video(booking: Booking, *, again: int, now: datetime) -> None:
    """Tell where one meets on video, where they do."""
    for partner in _partners(booking):
        if Channel.VIDEO in (booking.channel, booking.partner_channel):
            _write("video", booking, partner, now, again=again)


def partner_released(booking: Booking, partner: Person, *, now: datetime) -> None:
    """Tell that the conversation is held without them."""
    _write("cancelled", booking, partner, now)


def _partners(booking: Booking) -> list[Person]:
    """Who holds it and works elsewhere: together with a counsellor, or alone."""
    alone = booking.held_by != Holder.COUNSELLOR
    return [*filter(None, [booking.partner]), *([booking.counsellor] if alone else [])]


def _write(
    kind: str,
    booking: Booking,
    partner: Person,
    now: datetime,
    *,
    old: Booking | None = None,
    again: int = 0,
) -> None:
    with speaking(language_of(partner.language)):
        draft = replace(_draft(kind, booking, partner, old), again=again)
    message_write(person=partner, draft=draft, now=now, instead_of=_matter(old) if old else "")


def _draft(kind: str, booking: Booking, partner: Person, old: Booking | None) -> Draft:
    configured = settings.STAASTED
    channel = booking.partner_channel or booking.channel
    told = channel == Channel.VIDEO and kind != "cancelled"
    link = link_of(booking, holds=booking.counsellor_id == partner.pk) if told else ""
    values = {
        "moment": speech.moment(booking.starts_at),
        "channel": text(f"messages.channel.{channel}"),
        "office": configured.office_name,
        "phone": configured.office_phone,
        "old": speech.moment(old.starts_at) if old else "",
    }
    said = [text(f"messages.partner.{kind}.body", **values)]
    said += [text("messages.video", address=link)] if link else []
    said.append(text("messages.partner.ending", **values))
    return Draft(
        kind=f"partner_{kind}",
        matter=_matter(booking),
        title=text(f"messages.partner.{kind}.subject", **values),
        body="\n\n".join(said) + "\n",
        until_at=booking.starts_at,
        calendar=_calendar_part(booking, partner, over=kind == "cancelled"),
    )


def _matter(booking: Booking) -> str:
    """A matter of its own: what is told the citizen never drops what is told the partner."""
    hidden = bytes.fromhex(place_hash("partner's matter", booking.public_id))
    return b32encode(hidden).decode()[:MATTER_LENGTH].lower()


def _calendar_part(booking: Booking, partner: Person, *, over: bool) -> str:
    if not partner.email:
        return ""
    if over and booking.outcome not in CANCELLED:
        booking = _as_cancelled(booking)
    step = steps_of([booking])[booking.pk]
    hidden = uid_of(place_hash("partner's entry", step.first)[:UID_LENGTH])
    holds = booking.counsellor_id == partner.pk
    title = text("calendars.entry.staff")
    entry = entry_of(booking, step, title=title, uid=hidden, holds=holds)
    return invitation(entry, to=partner.email)


def _as_cancelled(booking: Booking) -> Booking:
    """The booking as it is to somebody who is no longer part of it. Not saved."""
    seen = Booking.objects.get(pk=booking.pk)
    seen.outcome = Outcome.CANCELLED_BY_US
    return seen
