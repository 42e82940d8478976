"""What has been chosen so far on the way to a citizen's time: it travels in the address.

What the citizen wrote never does: it travels in the forms.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.http import urlencode

from staasted.apps.booking.access import Booking
from staasted.apps.booking.colleagues import colleagues_of
from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.diaries import Wanted
from staasted.apps.booking.fund import Fund, fund_of
from staasted.apps.booking.holders import Holding
from staasted.apps.booking.interpreting import Interpreting
from staasted.apps.booking.joining import Joining, form_of
from staasted.apps.booking.searching import Times, times_read
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.access import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Holder, Origin
from staasted.core.slots import Search, Slot
from staasted.web.ui.times import start_read, written

BEST = "helst"  # in the address: the channel the citizen likes best, before one is chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """Purpose, channel and, once chosen, the start; ``colleague`` is the id of one who is not the
    citizen's own coach.

    ``unknown_channel`` where the address asked for a channel this conversation does not have.
    """

    purpose: Purpose
    channel: Channel
    starts_at: datetime | None = None
    unknown_channel: bool = False
    colleague: str = ""

    def query(
        self,
        *,
        channel: Channel | None = None,
        slot: Slot | None = None,
        colleague: str | None = None,
    ) -> str:
        """The choice as part of an address, with a channel, a time or a colleague changed."""
        parts = {"formaal": self.purpose.slug, "kanal": (channel or self.channel).value}
        named = self.colleague if colleague is None else colleague
        if named:
            parts["hos"] = named
        if slot is not None:
            parts["tid"] = written(slot.start)
        return urlencode(parts)


@dataclass(frozen=True, slots=True)
class Way:
    """A choice on its way to a booking: whose it is, with whom, what is moved, and who chooses.

    ``fund`` is the a-kasse the citizen chooses about, None where there is nothing to choose.
    """

    case: Citizen
    coach: Person
    choice: Choice
    moving: Booking | None = None
    origin: Origin = Origin.OWN_CHOICE
    fund: Fund | None = None

    @property
    def joins(self) -> Joining | None:
        """Who comes from the a-kasse."""
        return self.fund.joins if self.fund is not None else None

    def lasts(self, channel: Channel) -> int:
        """How many minutes it takes by a channel: with the a-kasse, or without."""
        return self.choice.purpose.lasts(channel, form_of(self.joins))

    @property
    def wanted(self) -> Wanted:
        """What is looked for, as it stands now."""
        choice = self.choice
        now, joins, day = clock.now(), self.joins, self._movable_until
        until = day_bounds(day)[1] if day else None
        asked = (choice.purpose, choice.channel, now, self.moving, joins)
        return Wanted(self.case, *asked, until=until)

    @property
    def holding(self) -> Holding | None:
        """As what the one chosen holds it, where they are no counsellor."""
        return getattr(self.coach, "holding", None)

    def search(self) -> Search:
        """The search behind the choice; listing, checking and confirming use the same."""
        return self.times().search(self.coach.pk)

    def times(self, others: Sequence[Person] = ()) -> Times:
        """What is open with the coach, and with others too: one reading."""
        asked = [self.coach, *others]
        told = ((person.pk, getattr(person, "holding", None)) for person in asked)
        holdings = {key: holding for key, holding in told if holding is not None}
        wanted = replace(self.wanted, holdings=holdings)
        return times_read(wanted, [person.pk for person in asked])

    def colleagues(self) -> list[Person]:
        """Who else may hold it: not the one the choice is with."""
        return colleagues_of(self.case, self.coach, self.choice.purpose, on=clock.today())

    def request(self, *, wish: str = "", interpreting: Interpreting | None = None) -> Request:
        """The choice as the booking service takes it."""
        return Request(
            starts_at=self.choice.starts_at,
            purpose=self.choice.purpose,
            channel=self.choice.channel,
            origin=self.origin,
            wish=wish.strip(),
            joins=self.joins,
            holds=self.holding,
            interpreting=interpreting,
            movable_until_on=self._movable_until,
        )

    def with_fund(self) -> "Way":
        """The same, with whoever comes from the citizen's a-kasse, as they have chosen."""
        if not self.choice.purpose.joint:
            return self
        return replace(self, fund=fund_of(self.case, on=clock.today()))

    @property
    def _movable_until(self) -> date | None:
        """The last day a summoned time may be moved to by its citizen; else there is none."""
        summoned = self.moving is not None and self.origin is Origin.SUMMONED
        return self.moving.movable_until_on if summoned else None


def sent_in(request: HttpRequest) -> dict[str, str]:
    """What the address and the form say; where both do, the form."""
    return request.GET.dict() | request.POST.dict()


def sent_to_move(request: HttpRequest, held: Booking) -> dict[str, str]:
    """The same where a time is moved: its purpose stays, and so does a partner who holds it."""
    sent = sent_in(request) | {"formaal": held.purpose}
    if held.held_by != Holder.COUNSELLOR:
        sent.setdefault("hos", held.counsellor.public_id)
    return sent


def has_no_holder(held: Booking, coach: Person | None) -> bool:
    """Whether nobody here can hold it at another time: a partner's, of a citizen with no coach."""
    return coach is None and held.held_by != Holder.COUNSELLOR


def choice_read(
    sent: Mapping[str, str], *, wished: Callable[[], str] = str, moves: bool = False
) -> Choice | None:
    """The choice in an address or form; None where the purpose is none a citizen may book.

    Whoever ``moves`` a time keeps its purpose, whatever it is. Without a channel the citizen's own
    wish stands, else the purpose's first one.
    """
    purpose = catalog().purposes.get(sent.get("formaal", ""))
    if purpose is None or not (purpose.self_bookable or moves):
        return None
    allowed = {channel.value: channel for channel in purpose.channels}
    asked = sent.get("kanal", "")
    # The page before may have looked up what the citizen likes best, so that this one need not.
    best = asked if asked in allowed else sent[BEST] if BEST in sent else wished()
    channel = allowed.get(best) or purpose.channels[0]
    unknown = bool(asked) and asked not in allowed
    start = start_read(sent.get("tid", ""))
    return Choice(purpose, channel, start, unknown, sent.get("hos", ""))


def chosen_coach(case: Citizen, own: Person, choice: Choice | None) -> Person:
    """Whom the choice is with: the colleague it names, if that one may hold it, else their own."""
    if choice is None or not choice.colleague or choice.colleague == own.public_id:
        return own
    others = colleagues_of(case, own, choice.purpose, on=clock.today())
    return next((one for one in others if one.public_id == choice.colleague), own)


def wish_error(wish: str) -> str | None:
    """What is wrong with what the citizen wrote, in words; None where nothing is."""
    most = catalog().policy["wish_characters"]
    if len(wish) <= most:
        return None
    return text("citizen.check.wish_too_long", most=most, written=len(wish))
