"""What a reminder says: when, how, with whom, how to move or cancel, what staying away may mean.

Never what the conversation is about, which may be about illness, and no CPR number. An SMS that
others may read says only that there is a message (decision 0028).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from staasted.apps.booking.models import Booking
from staasted.apps.booking.video import link_of
from staasted.catalog import speech
from staasted.catalog.gsm import MOST, cut, gsm, septets
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import SEATED, Channel, Origin

COACH, OFFICE = 10, 30
"""Septets of a coach's and an office's name in an SMS, cut there. Source: decision 0028."""


@dataclass(frozen=True, slots=True)
class Told:
    """One reminder in words; an SMS has no title."""

    title: str
    body: str


def reminder_mail(booking: Booking, *, at: datetime) -> Told:
    """The letter that goes at a moment, in the language that is spoken."""
    where = _page(booking)
    way = _way(booking, at) if where else "call"
    office = {"office": settings.STAASTED.office_name, "phone": settings.STAASTED.office_phone}
    values = {
        "moment": speech.moment(booking.starts_at),
        "channel": text(f"messages.channel.{booking.channel}"),
        "who": who_holds(booking),
        "coach": booking.counsellor.name,
        "address": where,
        **office,
    }
    kind = "_meeting" if booking.form in SEATED else ""
    said = [text(f"messages.reminder.body{kind}", **values)]
    if booking.channel == Channel.VIDEO and not kind:
        said.append(_video(booking, where))
    said.append(text(f"messages.reminder.{way}", **values))
    if way == "call" and where:
        said[-1] += "\n" + text(f"messages.reminder.see{kind}", **values)
    said += [text("messages.reminder.duty"), text("messages.reminder.choose")]
    said.append(text("messages.ending", **office))
    return Told(text(f"messages.reminder.subject{kind}"), "\n\n".join(filter(None, said)) + "\n")


def who_holds(booking: Booking) -> str:
    """Whom one talks with, as a letter says it."""
    return text(f"messages.who.{booking.held_by}", coach=booking.counsellor.name)


def reminder_sms(booking: Booking, *, at: datetime, shared_phone: bool) -> Told:
    """The SMS that goes at a moment: one message, in the signs telephones have."""
    values = {
        "what": text(f"messages.sms.what.{'meeting' if booking.form in SEATED else 'talk'}"),
        "when": short_when(booking.starts_at),
        "coach": cut(booking.counsellor.name, COACH) or cut(text("messages.sms.coach"), COACH),
        "how": text(f"messages.sms.channel.{booking.channel}"),
        "phone": gsm(settings.STAASTED.office_phone.replace(" ", "")),
        "office": cut(settings.STAASTED.office_name, OFFICE),
    }
    way = "shared" if shared_phone else _way(booking, at)
    has_room = booking.channel == Channel.VIDEO and booking.form not in SEATED
    if way in ("call", "cancel") and has_room:
        said = _with_room(link_of(booking), values)
        if said:
            return Told("", said)
    return Told("", fitting(way, "shared_call" if shared_phone else "call", values))


def _video(booking: Booking, where: str) -> str:
    """The link to the room, or the page it comes on; empty where there is neither."""
    link = link_of(booking)
    if link:
        return text("messages.video", address=link)
    return text("messages.reminder.video_page", address=where) if where else ""


def _with_room(link: str, values: dict[str, str]) -> str:
    """The text with the link to the room, or with our address: the first that is short, or ""."""
    house = settings.STAASTED.public_url
    ways = (("video", link), ("video_page", house), ("video_page", house.partition("://")[2]))
    for way, shown in ways:
        if shown and gsm(shown) == shown:
            said = text(f"messages.sms.{way}", address=shown, **values)
            if septets(said) <= MOST:
                return said
    return ""


def fitting(way: str, without: str, values: dict[str, str]) -> str:
    """The text with our address, or without its scheme, or without it: the first that is short."""
    address = settings.STAASTED.public_url
    for shown in (address, address.partition("://")[2]):
        if not shown or gsm(shown) != shown:
            continue  # written otherwise it would be another's
        said = text(f"messages.sms.{way}", address=shown, **values)
        if septets(said) <= MOST:
            return said
    return text(f"messages.sms.{without}", **values)


def _way(booking: Booking, at: datetime) -> str:
    """What its citizen can still do on the page when the reminder comes."""
    if booking.origin == Origin.SUMMONED:
        return "call"
    purpose, left = catalog().purposes[booking.purpose], booking.starts_at - at
    if booking.form not in SEATED and left > timedelta(hours=purpose.move_until_hours):
        return "move"
    return "cancel" if left > timedelta(hours=purpose.cancel_until_hours) else "call"


def short_day(on: date) -> str:
    """A day as an SMS says it: "fre 30/12"."""
    weekday = text(f"messages.sms.weekday.{speech.WEEKDAYS[on.weekday()]}")
    return text("messages.sms.on", weekday=weekday, day=on.day, month=on.month)


def short_when(at: datetime) -> str:
    """A moment as an SMS says it: "fre 30/12 kl. 10.30"."""
    day = speech.danish_date(at)
    weekday = text(f"messages.sms.weekday.{speech.WEEKDAYS[day.weekday()]}")
    return text(
        "messages.sms.when", weekday=weekday, day=day.day, month=day.month, clock=speech.clock(at)
    )


def _page(booking: Booking) -> str:
    """The address of the booking's own page; empty where the house has none."""
    house = settings.STAASTED.public_url
    return f"{house}/mit-forloeb/samtaler/{booking.public_id}/" if house else ""
