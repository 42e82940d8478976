"""What somebody is summoned to, as the address says it, and the times the people could meet."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.http import urlencode

from staasted.apps.booking.fund import Fund, FundAnswer
from staasted.apps.booking.joining import Joining, form_of
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.course import Course
from staasted.apps.invitations.summoning import FundPart
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel, Origin
from staasted.core.law import SummonsBasis, SummonsGround, summons_basis
from staasted.core.slots import Search

FIRST = "first_conversation"
TO_THE_FIRST = (SummonsGround.FIRST, SummonsGround.FREED)
"""The grounds that are about the first conversation alone."""
OF_THE_FUND = "group:unemployment_benefit"
"""The group the fund may take part for. Source: LBK 280/2024 § 32, stk. 2."""

WITHOUT_FUND = (FundPart.NO, FundPart.UNKNOWN)
"""What can be said of the a-kasse where nobody from there is booked."""


@dataclass(frozen=True, slots=True)
class Summoning:
    """Who is summoned by whom, on which ground, to what.

    ``theirs`` is the a-kasse they choose about, where it may take part; ``without`` where the
    counsellor looks for a time without it (LBK 280/2024 § 34, stk. 1).
    """

    case: Citizen
    coach: Person
    course: Course
    grounds: tuple[SummonsGround, ...]
    ground: SummonsGround
    purpose: Purpose
    channel: Channel
    theirs: Fund | None = None
    without: bool = False

    @property
    def basis(self) -> SummonsBasis:
        """What the summons rests on, for this citizen."""
        return summons_basis(self.ground, self.course.arrangement.rule)

    @property
    def purposes(self) -> list[Purpose]:
        """What one can be summoned to on this ground."""
        return purposes_for(self.ground)

    @property
    def minutes(self) -> int:
        """How long it takes: with the a-kasse, or without."""
        return self.purpose.lasts(self.channel, form_of(self.joins))

    def query(self, **more: str) -> str:
        """The choice as part of an address, with more of it."""
        chosen = {
            "grund": self.ground.value,
            "formaal": self.purpose.slug,
            "kanal": self.channel.value,
            "akasse": FundPart.NO.value if self.without else "",
        }
        return urlencode({name: said for name, said in (chosen | more).items() if said})

    def request(self, starts_at: datetime) -> Request:
        """What is booked."""
        return Request(starts_at, self.purpose, self.channel, Origin.SUMMONED, joins=self.joins)

    def search(self) -> Search:
        """The times the two could meet."""
        return search_for(
            citizen=self.case,
            counsellor=self.coach,
            purpose=self.purpose,
            channel=self.channel,
            now=clock.now(),
            joins=self.joins,
        )

    @property
    def joining(self) -> Joining | None:
        """Who would come from the a-kasse: the citizen wants it, and somebody is invited."""
        wanted = self.theirs.joins if self.theirs is not None else None
        return wanted if wanted is not None and wanted.key else None

    @property
    def joins(self) -> Joining | None:
        """Who comes."""
        return None if self.without else self.joining

    def fund_part(self, told: str) -> str:
        """What the letter says of the a-kasse: that it takes part only where somebody is booked."""
        if self.joins is not None:
            return FundPart.YES.value
        if not self.fund:
            return ""
        if told in WITHOUT_FUND:
            return told
        out = self.theirs is None or self.theirs.answer is FundAnswer.STAYS_OUT
        return (FundPart.NO if out or self.without else FundPart.UNKNOWN).value

    @property
    def fund(self) -> bool:
        """Whether there is an unemployment fund to ask of."""
        period = self.course.period
        return period is not None and period.target_group == OF_THE_FUND


def purposes_for(ground: SummonsGround) -> list[Purpose]:
    """The first conversation alone, or whatever else a conversation can be for."""
    if ground in TO_THE_FIRST:
        return [catalog().purposes[FIRST]]
    return [each for each in catalog().purposes.values() if each.self_bookable]
