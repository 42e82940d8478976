"""Law as dated rules: what is owed, by when, from which section."""

from staasted.core.law.arrangement import (
    AllowedChannels,
    Arrangement,
    arrangement_on,
    channels_on,
)
from staasted.core.law.facts import ContactEvent, CountedEvent, CountingPeriod
from staasted.core.law.finding import Finding, Status
from staasted.core.law.kinds import (
    BookedBy,
    BookingDuty,
    Channels,
    CountInWindow,
    FirstDeadline,
    Kind,
)
from staasted.core.law.obligation import Obligation
from staasted.core.law.resolve import applicable, next_due, resolve, rules_loaded
from staasted.core.law.rule import Bearer, Grade, Rule, Source, VersionDay

__all__ = [
    "AllowedChannels",
    "Arrangement",
    "Bearer",
    "BookedBy",
    "BookingDuty",
    "Channels",
    "ContactEvent",
    "CountInWindow",
    "CountedEvent",
    "CountingPeriod",
    "Finding",
    "FirstDeadline",
    "Grade",
    "Kind",
    "Obligation",
    "Rule",
    "Source",
    "Status",
    "VersionDay",
    "applicable",
    "arrangement_on",
    "channels_on",
    "next_due",
    "resolve",
    "rules_loaded",
]
