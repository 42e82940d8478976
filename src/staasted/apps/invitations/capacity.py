"""Whether there are times enough to invite somebody: the one search, within the days it gives."""

from dataclasses import dataclass
from datetime import datetime

from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.booking.diaries import Wanted
from staasted.apps.booking.fund import joining_for
from staasted.apps.booking.searching import times_read
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.models import Invitation, InvitationState
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel
from staasted.core.law import Deadline


@dataclass(frozen=True, slots=True)
class Capacity:
    """``found`` of ``wanted`` times, in the ``channel`` that has fewest."""

    wanted: int
    found: int
    channel: Channel

    @property
    def enough(self) -> bool:
        """Whether the citizen may be asked to book."""
        return self.found >= self.wanted


def capacity_of(
    citizen: Citizen,
    counsellor: Person,
    purpose: Purpose,
    deadline: Deadline,
    *,
    now: datetime,
    asked_before: int = 0,
) -> Capacity:
    """How many times the citizen could choose among, by each channel: three queries at most.

    With the a-kasse where the citizen has said yes; who has not been asked yet is counted alone.
    One more is wanted for everybody else the counsellor has asked to book in these days, and for
    each of those who would be ``asked_before`` in the same act.
    Source: BEK 113/2026 § 13; decision 0033.
    """
    until = day_bounds(deadline.talk_by)[1]
    channels = purpose.channels
    joins = joining_for(citizen, purpose, on=danish_day(now))
    wanted = Wanted(citizen, purpose, channels[0], now, joins=joins, until=until)
    times = times_read(wanted, [counsellor.pk])
    found = {each: times.masks(counsellor.pk, each).starts.bit_count() for each in channels}
    fewest = min(channels, key=lambda each: found[each])
    wanted_in_all = _wanted(counsellor, citizen, now) + asked_before
    return Capacity(wanted_in_all, found[fewest], fewest)


def _wanted(counsellor: Person, citizen: Citizen, now: datetime) -> int:
    asked = Invitation.objects.filter(counsellor=counsellor, state=InvitationState.LIVE)
    standing = asked.filter(book_by_on__gte=danish_day(now))
    others = standing.exclude(citizen=citizen).count()
    return catalog().policy["invitation_times_least"] + others
