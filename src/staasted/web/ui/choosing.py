"""What has been chosen so far on the way to a citizen's time: it travels in the address.

What the citizen wrote never does: it travels in the forms.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.http import urlencode

from staasted.apps.booking.access import Booking
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.taking import Request
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
    """Purpose, channel and, once chosen, the start.

    ``unknown_channel`` where the address asked for a channel this conversation does not have.
    """

    purpose: Purpose
    channel: Channel
    starts_at: datetime | None = None
    unknown_channel: bool = False

    def query(self, *, channel: Channel | None = None, slot: Slot | None = None) -> str:
        """The choice as part of an address, with a channel or a time changed."""
        parts = {"formaal": self.purpose.slug, "kanal": (channel or self.channel).value}
        if slot is not None:
            parts["tid"] = written(slot.start)
        return urlencode(parts)


@dataclass(frozen=True, slots=True)
class Way:
    """A choice on its way to a booking: whose it is, with whom, what is moved, and who chooses."""

    case: Citizen
    coach: Person
    choice: Choice
    moving: Booking | None = None
    origin: Origin = Origin.OWN_CHOICE

    def search(self) -> Search:
        """The search behind the choice; listing, checking and confirming use the same."""
        return search_for(
            citizen=self.case,
            counsellor=self.coach,
            purpose=self.choice.purpose,
            channel=self.choice.channel,
            now=clock.now(),
            moving=self.moving,
        )

    def request(self, *, wish: str = "") -> Request:
        """The choice as the booking service takes it."""
        return Request(
            starts_at=self.choice.starts_at,
            purpose=self.choice.purpose,
            channel=self.choice.channel,
            origin=self.origin,
            wish=wish.strip(),
        )


def sent_in(request: HttpRequest) -> dict[str, str]:
    """What the address and the form say; where both do, the form."""
    return request.GET.dict() | request.POST.dict()


def choice_read(sent: Mapping[str, str], *, wished: str = "") -> Choice | None:
    """The choice in an address or form; None where the purpose is none a citizen may book.

    Without a channel the citizen's own wish stands, else the purpose's first one.
    """
    purpose = catalog().purposes.get(sent.get("formaal", ""))
    if purpose is None or not purpose.self_bookable:
        return None
    allowed = {channel.value: channel for channel in purpose.channels}
    asked = sent.get("kanal", "")
    channel = allowed.get(asked) or allowed.get(wished) or purpose.channels[0]
    unknown = bool(asked) and asked not in allowed
    return Choice(purpose, channel, start_read(sent.get("tid", "")), unknown)


def wish_error(wish: str) -> str | None:
    """What is wrong with what the citizen wrote, in words; None where nothing is."""
    most = catalog().policy["wish_characters"]
    if len(wish) <= most:
        return None
    return text("citizen.check.wish_too_long", most=most, written=len(wish))
