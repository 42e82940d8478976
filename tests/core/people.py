"""Facts the law tests speak in: rules, times on benefits, conversations."""

from collections.abc import Mapping
from datetime import date, timedelta

from staasted.core.axes import Channel
from staasted.core.calendar import Period
from staasted.core.conversation import count
from staasted.core.law import (
    Bearer,
    BookedBy,
    Breaks,
    Clock,
    ContactEvent,
    Grade,
    Kind,
    Length,
    Look,
    Measure,
    Obligation,
    OfferEvent,
    OnBenefit,
    Person,
    Rule,
    RuleBook,
    Source,
    VersionDay,
    resolve,
)
from staasted.core.law.condition import Condition
from staasted.core.law.kinds import CountInWindow, Deadline
from staasted.core.law.standing import BookingDuty, Channels

GROUP = "group:cash_benefit_job_ready"
OTHER_GROUP = "group:sickness_benefit"
THIRD_GROUP = "group:third"
CASH, SICK = "benefit:cash_benefit", "benefit:sickness_benefit"
MONDAY = date(2025, 2, 3)
"""The day help was asked for, unless a test says otherwise."""
WEEK_LATER = date(2025, 2, 10)
LAST_DAY = date(2025, 8, 3)

ANY_CHANNEL = frozenset({Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO})
UNCOUNTED = Period(date(2020, 3, 1), date(2020, 8, 31))
HOURS = {"full": 160.33, "part": 130.0}
IN_A_WEEK = {"full": 37.0, "part": 30.0}

SAME = Clock("same_benefit", Breaks.EACH_BENEFIT, "first_request", "§ 9")
PLAIN = Clock("plain", Breaks.EACH_BENEFIT, "period", "§ 9")
FAMILY = Clock("family", Breaks.FAMILY, "first_request", "§ 149", benefits=frozenset({CASH}))
WEEKS = Clock("weeks", Breaks.NEW_RIGHT, "registered", "§ 148", measure=Measure.WEEKS)
BENEFIT_HOURS = Clock(
    "benefit_hours",
    Breaks.NEW_RIGHT,
    "period",
    "§ 9",
    measure=Measure.HOURS,
    month_hours=HOURS,
    week_hours=IN_A_WEEK,
    uncounted=(UNCOUNTED,),
)
REGISTRATION = Clock("registration", Breaks.PERIOD, "registered", "§ 31")
ABSENCE = Clock("first_absence", Breaks.PERIOD, "first_absence", "§ 13 b")
NOTICE = Clock("notice", Breaks.EVENT, "notice", "§ 38")
CLOCKS = {
    clock.slug: clock
    for clock in (SAME, PLAIN, FAMILY, WEEKS, BENEFIT_HOURS, REGISTRATION, ABSENCE, NOTICE)
}


def a_rule(
    rule_id: str,
    kind: Kind,
    *,
    groups: frozenset[str] = frozenset({GROUP}),
    when: Condition | None = None,
    line: str = "",
    bearer: Bearer = Bearer.MUNICIPALITY,
    from_on: date = date(2024, 1, 1),
    to_on: date | None = date(2026, 6, 30),
    picks: VersionDay = VersionDay.WINDOW_FIRST_DAY,
    verified_until: date | None = None,
    interpretation: bool = False,
) -> Rule:
    """A rule, for job-ready people, in force from 2024 to the middle of 2026."""
    return Rule(
        id=rule_id,
        version="V5",
        kind=kind,
        groups=groups,
        bearer=bearer,
        from_on=from_on,
        to_on=to_on,
        source=Source("LBK 280/2024", "§ 31", "https://www.retsinformation.dk/", Grade.A),
        picks_version_by=picks,
        line=line,
        when=when,
        interpretation=interpretation,
        verified_until=verified_until,
    )


def rules(
    weeks: int = 1, number: int = 4, months: int = 6, verified_until: date = date(2026, 1, 31)
) -> tuple[Rule, ...]:
    """First deadline, number, channels and booking."""
    booking = BookingDuty(first=BookedBy.SUMMONS, then=BookedBy.SELF_BOOKING)
    in_months = CountInWindow(number, Length(months=months))
    return (
        a_rule("number", in_months, line="conversations.number"),
        a_rule("first", Deadline(Length(weeks=weeks)), line="conversations.first"),
        a_rule("channels", Channels(frozenset({Channel.IN_PERSON}), ANY_CHANNEL)),
        a_rule("booking", booking, verified_until=verified_until),
    )


def a_book(*known: Rule, clocks: Mapping[str, Clock] = CLOCKS) -> RuleBook:
    """The rules at hand; without any, the four of ``rules``."""
    return RuleBook(known or rules(), {"first_request": SAME, **clocks})


def any_road(*known: Rule) -> RuleBook:
    """These rules, and that every channel is allowed from the first conversation on."""
    everybody = frozenset({GROUP, OTHER_GROUP, THIRD_GROUP})
    roads = Channels(ANY_CHANNEL, ANY_CHANNEL)
    return a_book(
        *known, a_rule("roads", roads, groups=everybody, from_on=date(2000, 1, 1), to_on=None)
    )


def a_time(
    asked: date | None = MONDAY,
    ends_on: date | None = None,
    group: str = GROUP,
    benefit: str = CASH,
    **days: date,
) -> OnBenefit:
    """Somebody who asked for help that day and is on the benefit still, or to `ends_on`."""
    own = days if asked is None else {"first_request": asked, **days}
    return OnBenefit(group, benefit, asked or MONDAY, ends_on, own)


def a_person(*times: OnBenefit, **known: object) -> Person:
    """A person with these times on benefits; without any, the one of ``a_time``."""
    return Person(times or (a_time(),), **known)


def talks(*days: date, channel: Channel = Channel.IN_PERSON) -> tuple[ContactEvent, ...]:
    """Held conversations on these days."""
    return tuple(ContactEvent(str(n), day, "plan", channel=channel) for n, day in enumerate(days))


def a_look(
    *days: date | ContactEvent,
    on: date,
    person: Person | None = None,
    book: RuleBook | None = None,
    offers: tuple[OfferEvent, ...] = (),
) -> Look:
    """A person with conversations on these days, looked at on a day."""
    person, book = person or a_person(), book or a_book()
    events = [day if isinstance(day, ContactEvent) else talks(day)[0] for day in days]
    return Look(book, person, count(events=events, book=book, person=person), offers, on)


def owed(
    *days: date | ContactEvent,
    on: date,
    person: Person | None = None,
    book: RuleBook | None = None,
    offers: tuple[OfferEvent, ...] = (),
) -> dict[str, Obligation]:
    """What is owed a person with conversations on these days, by rule, in due order."""
    look = a_look(*days, on=on, person=person, book=book, offers=offers)
    return {obligation.rule.id: obligation for obligation in resolve(look)}


def windows(
    kind: Kind,
    *days: date | ContactEvent,
    on: date,
    person: Person | None = None,
    offers: tuple[OfferEvent, ...] = (),
    **rule: object,
) -> list[Obligation]:
    """Every window one rule finds, oldest first; every channel is allowed."""
    book = any_road(a_rule("asked", kind, **rule))
    return list(resolve(a_look(*days, on=on, person=person, book=book, offers=offers)))


def shown(found: list[Obligation]) -> list[tuple[date | None, str]]:
    """Each window's due day and status."""
    return [(each.due, each.status.value) for each in found]


def after(days: int, first: date = MONDAY) -> date:
    """The day so many days later."""
    return first + timedelta(days=days)
