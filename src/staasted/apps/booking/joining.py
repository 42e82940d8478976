"""Who holds a conversation together with the counsellor: whom, on which days, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from staasted.apps.booking.days import day_bounds
from staasted.core.axes import Channel, ConversationForm
from staasted.core.slots import Span, shared
from staasted.core.slots.mask import down

NO_TIMES, NOBODY = "fund_has_no_times", "fund_has_nobody"
"""Codes of why there are no times: somebody who has none then, or nobody named yet."""


class Open(Protocol):
    """Openings as they are read."""

    @property
    def spans(self) -> list[Span]:
        """From when to when."""
        ...

    def takes(self, channel: Channel) -> bool:
        """Whether it can be booked by this channel."""
        ...


class Opened(Protocol):
    """A diary as far as it is open."""

    @property
    def openings(self) -> Sequence[Open]:
        """What is open."""
        ...


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody from the a-kasse, as long as they are invited (both days inclusive).

    ``key`` is the person's, 0 where nobody is named yet: then there are no times. ``in_person``
    where the citizen wants them in the room; else they may be with us on video (LBK 280/2024
    § 33(4)).
    """

    key: int = 0
    name: str = ""
    from_on: date = date.max
    to_on: date = date.min
    in_person: bool = False

    @property
    def why(self) -> str:
        """The code of why there are no times, where it is because of them."""
        return NO_TIMES if self.key else NOBODY

    def by(self, channel: Channel) -> Channel:
        """How they take part where the citizen takes part by ``channel``."""
        far = channel is Channel.IN_PERSON and not self.in_person
        return Channel.VIDEO if far else channel

    def within(self, diary: Opened, channel: Channel) -> list[Span]:
        """When they can take part: openings for either way they may, on the days they are invited.

        Somebody who may be with us on video may come all the same.
        """
        if not self.key:
            return []
        first, end = day_bounds(self.from_on)[0], day_bounds(self.to_on)[1]
        ways = {channel, self.by(channel)}
        open_ = [
            span for each in diary.openings if any(map(each.takes, ways)) for span in each.spans
        ]
        return list(shared(open_, [(down(first), down(end))]))


def form_of(joins: Joining | None) -> ConversationForm:
    """The form of a conversation: joint with somebody who takes part, else of two."""
    return ConversationForm.JOINT if joins is not None else ConversationForm.INDIVIDUAL
