"""What a citizen is told in writing of a seat or of waiting for one.

When, how, where and with whom; never the title, which may say what it is about, nor why a meeting
was cancelled: that stands behind the log-in (decision 0028).
"""

from datetime import datetime

from django.conf import settings

from staasted.apps.booking.confirming import calendar_part, where_lines
from staasted.apps.booking.models import Booking
from staasted.apps.booking.reminding import reminders_keep
from staasted.apps.meetings.models import SeatWait
from staasted.apps.meetings.video import link_of_seat
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.texts import text


def seat_told(
    kind: str,
    booking: Booking,
    *,
    old: Booking | None = None,
    instead_of: str = "",
    again: int = 0,
) -> None:
    """Tell of a seat: taken, moved up to, changed, given back or lost, or of its link, for the so
    manieth time; reminders follow."""
    person = booking.citizen.person
    with speaking(language_of(person.language)):
        values = _values(booking.starts_at, booking.channel, booking.counsellor.name)
        values["old"] = speech.moment(old.starts_at) if old else ""
        draft = Draft(
            kind=f"meeting_{kind}",
            matter=booking.public_id,
            title=text(f"messages.meeting.{kind}.subject"),
            body=_body(kind, values, _link(booking), where_lines(booking)),
            until_at=booking.starts_at,
            calendar=calendar_part(booking),
            again=again,
        )
    gone = old.public_id if old else instead_of
    message_write(person=person, draft=draft, now=clock.now(), instead_of=gone)
    reminders_keep(booking.citizen, now=clock.now())


def wait_told(kind: str, wait: SeatWait) -> None:
    """Tell of waiting for a seat: that one does, that the time is another, that it is cancelled.

    Each letter takes the place of the one before that has not gone.
    """
    meeting, person = wait.meeting, wait.citizen.person
    with speaking(language_of(person.language)):
        values = _values(meeting.starts_at, meeting.channel, meeting.holder.name)
        draft = Draft(
            kind=f"meeting_{kind}",
            matter=new_public_id(),
            title=text(f"messages.meeting.{kind}.subject"),
            body=_body(kind, values),
            until_at=meeting.starts_at,
        )
    message_write(person=person, draft=draft, now=clock.now(), instead_of=wait.letter)
    wait.letter = draft.matter
    wait.save(update_fields=["letter"])


def _values(starts_at: datetime, channel: str, coach: str) -> dict[str, str]:
    return {
        "moment": speech.moment(starts_at),
        "channel": text(f"messages.channel.{channel}"),
        "coach": coach,
        "office": settings.STAASTED.office_name,
        "phone": settings.STAASTED.office_phone,
    }


def _link(booking: Booking) -> str:
    """Where one meets by video; "" where there is no address yet, or one meets otherwise."""
    link = link_of_seat(booking)
    return text("messages.video", address=link) if link else ""


def _body(kind: str, values: dict[str, str], *where: str) -> str:
    parts = (text(f"messages.meeting.{kind}.body", **values), *where)
    said = (*filter(None, parts), text("messages.ending", **values))
    return "\n\n".join(said) + "\n"
