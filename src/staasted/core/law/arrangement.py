"""What the law says about channel and booking for one person on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from staasted.core.axes import Channel
from staasted.core.law.kinds import BookedBy, BookingDuty, Channels
from staasted.core.law.resolve import applicable
from staasted.core.law.rule import Rule


@dataclass(frozen=True, slots=True)
class AllowedChannels:
    """The channels the law allows that day, and the rule; no rule means nothing is said."""

    channels: frozenset[Channel]
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Who books; `must` only while the text is verified, so no unread duty is ever shown."""

    by: BookedBy | None
    must: bool
    rule: Rule | None


def channels_on(
    *, rules: Iterable[Rule], group: str, on: date, first_held: bool
) -> AllowedChannels:
    """Return the channels allowed on the day of the conversation.

    Source: LBK 280/2024 § 33, stk. 1.
    """
    for rule in applicable(rules, group, on):
        if isinstance(rule.kind, Channels):
            return AllowedChannels(rule.kind.allowed(first_held=first_held), rule)
    return AllowedChannels(frozenset(), None)


def arrangement_on(*, rules: Iterable[Rule], group: str, on: date, first_held: bool) -> Arrangement:
    """Return who makes the next appointment on `on`: a summons or the person.

    Source: LBK 280/2024 § 34, stk. 1-2.
    """
    for rule in applicable(rules, group, on):
        if isinstance(rule.kind, BookingDuty):
            return Arrangement(rule.kind.booked_by(first_held=first_held), rule.verified(on), rule)
    return Arrangement(by=None, must=False, rule=None)
