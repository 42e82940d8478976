"""What a citizen has chosen so far on the way to a time: it travels in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.http import urlencode

from staasted.apps.booking.access import Booking
from staasted.apps.booking.selectors import search_for
from staasted.apps.booking.services import Request
from staasted.apps.citizens.access import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Origin
from staasted.core.slots import Search, Slot
from staasted.web.ui.times import start_read, written


@dataclass(frozen=True, slots=True)
class Choice:
    """Purpose, channel and, once chosen, the start."""

    purpose: Purpose
    channel: Channel
    starts_at: datetime | None = None

    def query(self, *, channel: Channel | None = None, slot: Slot | None = None) -> str:
        """The choice as part of an address, with a channel or a time changed."""
        parts = {"formaal": self.purpose.slug, "kanal": (channel or self.channel).value}
        if slot is not None:
            parts["tid"] = written(slot.start)
        return urlencode(parts)


def choice_read(sent: Mapping[str, str], *, wished: str = "") -> Choice | None:
    """The choice in an address or form; None where the purpose is none a citizen may book.

    Without a channel the citizen's own wish stands, else the purpose's first one.
    """
    purpose = catalog().purposes.get(sent.get("formaal", ""))
    if purpose is None or not purpose.self_bookable:
        return None
    allowed = {channel.value: channel for channel in purpose.channels}
    channel = allowed.get(sent.get("kanal", "")) or allowed.get(wished) or purpose.channels[0]
    return Choice(purpose, channel, start_read(sent.get("tid", "")))


def search_of(
    case: Citizen, coach: Person, choice: Choice, *, moving: Booking | None = None
) -> Search:
    """The search behind a choice; listing and confirming use the same."""
    return search_for(
        citizen=case,
        counsellor=coach,
        purpose=choice.purpose,
        channel=choice.channel,
        now=clock.now(),
        moving=moving,
    )


def request_of(choice: Choice, *, wish: str) -> Request:
    """The choice as the booking service takes it: the citizen's own."""
    return Request(
        starts_at=choice.starts_at,
        purpose=choice.purpose,
        channel=choice.channel,
        origin=Origin.OWN_CHOICE,
        wish=wish.strip(),
    )


def wish_error(wish: str) -> str | None:
    """What is wrong with what the citizen wrote, in words; None where nothing is."""
    most = catalog().policy["wish_characters"]
    if len(wish) <= most:
        return None
    return text("citizen.check.wish_too_long", most=most, written=len(wish))
