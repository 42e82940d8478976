"""What a citizen on a waiting list is told of a time that has come free: when, how, with whom.

Never what the conversation is about. It says that the time is not held.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings

from staasted.apps.booking.reminder_words import COACH, OFFICE, fitting, short_when
from staasted.apps.booking.wish_models import TimeTold, TimeWish
from staasted.apps.outbox.notices import TIME_FREE, WAITING_BY_US
from staasted.apps.outbox.services import Draft
from staasted.catalog import speech
from staasted.catalog.gsm import cut, gsm
from staasted.catalog.texts import text
from staasted.ports.messages import Road


def time_free_drafts(
    told: TimeTold, roads: Iterable[Road], *, until: datetime, shared_phone: bool
) -> Iterator[Draft]:
    """One message for each road, in the language that is spoken; stale from ``until`` on."""
    for road in roads:
        if road is Road.SMS:
            title, body = "", _sms(told, shared_phone=shared_phone)
        else:
            title, body = text("messages.time_free.subject"), _mail(told, until)
        yield Draft(TIME_FREE, told.public_id, title, body, until, road)


def by_us_drafts(
    wish: TimeWish, roads: Iterable[Road], *, until: datetime, shared_phone: bool
) -> Iterator[Draft]:
    """That one waits no more, since we find the time: one message for each road."""
    house = settings.STAASTED.public_url
    office = {"office": settings.STAASTED.office_name, "phone": settings.STAASTED.office_phone}
    parts = (text("messages.waiting_by_us.body"), text("messages.waiting_by_us.way", **office))
    see = text("messages.waiting_by_us.see", address=f"{house}/mit-forloeb/") if house else ""
    ending = text("messages.ending", **office)
    for road in roads:
        if road is Road.SMS:
            title, body = "", _by_us_sms(shared_phone=shared_phone)
        else:
            title = text("messages.waiting_by_us.subject")
            body = "\n\n".join(filter(None, (*parts, see, ending))) + "\n"
        yield Draft(WAITING_BY_US, wish.public_id, title, body, until, road)


def _by_us_sms(*, shared_phone: bool) -> str:
    values = {
        "phone": gsm(settings.STAASTED.office_phone.replace(" ", "")),
        "office": cut(settings.STAASTED.office_name, OFFICE),
    }
    ways = ("shared", "shared_call") if shared_phone else ("by_us", "by_us_call")
    return fitting(*ways, values)


def _mail(told: TimeTold, until: datetime) -> str:
    house = settings.STAASTED.public_url
    office = {"office": settings.STAASTED.office_name, "phone": settings.STAASTED.office_phone}
    values = {
        "moment": speech.moment(told.starts_at),
        "channel": text(f"messages.channel.{told.channel}"),
        "coach": told.counsellor.name,
        "until": speech.clock(until),
        "address": f"{house}/mit-forloeb/oensker/{told.wish.public_id}/",
        **office,
    }
    way = "see" if house else "log_in"
    parts = ("body", way, "not_held")
    said = [text(f"messages.time_free.{part}", **values) for part in parts]
    return "\n\n".join([*said, text("messages.ending", **office)]) + "\n"


def _sms(told: TimeTold, *, shared_phone: bool) -> str:
    values = {
        "when": short_when(told.starts_at),
        "coach": cut(told.counsellor.name, COACH) or cut(text("messages.sms.coach"), COACH),
        "how": text(f"messages.sms.channel.{told.channel}"),
        "phone": gsm(settings.STAASTED.office_phone.replace(" ", "")),
        "office": cut(settings.STAASTED.office_name, OFFICE),
    }
    ways = ("shared", "shared_call") if shared_phone else ("time_free", "time_free_call")
    return fitting(*ways, values)
