"""What a case expects: of a rule, of the person, and of a clock."""

from datetime import date
from typing import Literal

from staasted.catalog.reader import Entry
from staasted.catalog.rules.named import GroupId
from staasted.core.axes import Channel, Holder
from staasted.core.law import Bearer, BookedBy, Status

Judged = Literal["met", "breach", "cannot_be_judged"]


class Expected(Entry):
    """What one rule is expected to say; what is left out is not looked at, but `counted`."""

    due: date | None = None
    required: int | None = None
    counted: int | None = None
    missing: int | None = None
    surplus: int | None = None
    status: Status | None = None
    question: str | None = None
    approximate: bool | None = None
    channels: frozenset[Channel] | None = None
    holders: frozenset[Holder] | None = None
    by: BookedBy | None = None
    must: bool | None = None
    talk_by: date | None = None
    deadline: Status | None = None
    cap: int | None = None
    over: bool | None = None
    n: int | None = None
    reached: int | None = None
    needed: int | None = None
    breaches: int | None = None
    room: int | None = None
    share: Literal["met", "unmet", "no_cohort"] | None = None
    average: Judged | None = None
    averages: dict[GroupId, Judged] | None = None
    lifted_by: str | None = None
    trial: str | None = None
    without: "Expected | None" = None


class ExpectedPerson(Entry):
    """Where the person is expected to stand."""

    standing: str | None = None
    bearer: Bearer | None = None
    fund_until: date | None = None
    question: str | None = None


ExpectedClock = tuple[date, ...] | dict[Literal["hours", "weeks"], float]
"""The first days of the periods on a clock, or how far it has come."""
