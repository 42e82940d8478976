"""Facts the law tests speak in: rules, periods, conversations."""

from collections.abc import Sequence
from datetime import date

from staasted.core.axes import Channel
from staasted.core.conversation import count
from staasted.core.law import (
    Bearer,
    BookedBy,
    BookingDuty,
    Channels,
    ContactEvent,
    CountedEvent,
    CountingPeriod,
    CountInWindow,
    FirstDeadline,
    Grade,
    Kind,
    Obligation,
    Rule,
    Source,
    VersionDay,
    resolve,
)

GROUP = "group:cash_benefit_job_ready"
OTHER_GROUP = "group:sickness_benefit"
MONDAY = date(2025, 2, 3)
"""The day help was asked for, unless a test says otherwise."""

ANY_CHANNEL = frozenset({Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO})


def a_rule(
    rule_id: str,
    kind: Kind,
    *,
    verified_until: date | None = None,
    groups: frozenset[str] = frozenset({GROUP}),
) -> Rule:
    """A rule, for job-ready people, in force from 2024 to the middle of 2026."""
    return Rule(
        id=rule_id,
        version="V5",
        kind=kind,
        groups=groups,
        bearer=Bearer.MUNICIPALITY,
        from_on=date(2024, 1, 1),
        to_on=date(2026, 6, 30),
        source=Source("LBK 280/2024", "§ 31", "https://www.retsinformation.dk/", Grade.A),
        picks_version_by=VersionDay.WINDOW_FIRST_DAY,
        verified_until=verified_until,
    )


def rules(
    weeks: int = 1, number: int = 4, months: int = 6, verified_until: date = date(2026, 1, 31)
) -> tuple[Rule, ...]:
    """First deadline, number, channels and booking."""
    booking = BookingDuty(first=BookedBy.SUMMONS, then=BookedBy.SELF_BOOKING)
    return (
        a_rule("number", CountInWindow(number, months)),
        a_rule("first", FirstDeadline(weeks)),
        a_rule("channels", Channels(frozenset({Channel.IN_PERSON}), ANY_CHANNEL)),
        a_rule("booking", booking, verified_until=verified_until),
    )


def a_period(
    asked: date | None = MONDAY, ends_on: date | None = None, group: str = GROUP
) -> CountingPeriod:
    """A person who asked for help that day and is on the benefit still, or to `ends_on`."""
    return CountingPeriod(group, "benefit:cash_benefit", asked or MONDAY, asked, ends_on)


def talks(*days: date, channel: Channel = Channel.IN_PERSON) -> tuple[ContactEvent, ...]:
    """Held conversations on these days."""
    return tuple(ContactEvent(str(n), day, "plan", channel=channel) for n, day in enumerate(days))


def counted(
    events: Sequence[ContactEvent], period: CountingPeriod | None = None
) -> tuple[CountedEvent, ...]:
    """What the conversations count for."""
    return count(events=events, rules=rules(), period=period or a_period())


def owed(
    *days: date,
    on: date,
    period: CountingPeriod | None = None,
    known: tuple[Rule, ...] | None = None,
) -> dict[str, Obligation]:
    """What is owed a person with conversations on these days, by rule."""
    known, person = known or rules(), period or a_period()
    events = count(events=talks(*days), rules=known, period=person)
    found = resolve(rules=known, period=person, events=events, on=on)
    return {obligation.rule.id: obligation for obligation in found}
