"""Law as dated rules: what is owed, by when, from which section."""

from staasted.core.law.allowed import AllowedChannels, channels_on
from staasted.core.law.another_day import on_another_day
from staasted.core.law.arrangement import Arrangement, arrangement_on
from staasted.core.law.book import RuleBook
from staasted.core.law.clock import Breaks, CarriesOn, Clock, CountingPeriod, Measure
from staasted.core.law.facts import Bearer, ContactEvent, CountedEvent, Effort, OfferEvent
from staasted.core.law.handover import HandOver
from staasted.core.law.inviting import LEAST_DAYS, Deadline, deadline_of, least_days, may_be_invited
from staasted.core.law.kinds import Duty
from staasted.core.law.length import Edge, Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation, Status
from staasted.core.law.person import (
    Accumulated,
    AgreedContact,
    DocumentedRelief,
    KnownFact,
    OnBenefit,
    Person,
    ShareExemption,
)
from staasted.core.law.resolve import COURSE_LINES, next_due, resolve, rules_loaded
from staasted.core.law.rule import Grade, Kind, Rule, Source, VersionDay
from staasted.core.law.situation import Hears, SituationTold, Telling, When, with_situations
from staasted.core.law.standing import BookedBy
from staasted.core.law.summoning import (
    READ_UNTIL,
    BookingStanding,
    SummonsBasis,
    SummonsGround,
    summons_basis,
    summons_grounds,
)

__all__ = [
    "COURSE_LINES",
    "LEAST_DAYS",
    "READ_UNTIL",
    "Accumulated",
    "AgreedContact",
    "AllowedChannels",
    "Arrangement",
    "Bearer",
    "BookedBy",
    "BookingStanding",
    "Breaks",
    "CarriesOn",
    "Clock",
    "ContactEvent",
    "CountedEvent",
    "CountingPeriod",
    "Deadline",
    "DocumentedRelief",
    "Duty",
    "Edge",
    "Effort",
    "Grade",
    "HandOver",
    "Hears",
    "Kind",
    "KnownFact",
    "Length",
    "Look",
    "Measure",
    "Obligation",
    "OfferEvent",
    "OnBenefit",
    "Person",
    "Rule",
    "RuleBook",
    "ShareExemption",
    "SituationTold",
    "Source",
    "Status",
    "SummonsBasis",
    "SummonsGround",
    "Telling",
    "VersionDay",
    "When",
    "arrangement_on",
    "channels_on",
    "deadline_of",
    "least_days",
    "may_be_invited",
    "next_due",
    "on_another_day",
    "resolve",
    "rules_loaded",
    "summons_basis",
    "summons_grounds",
    "with_situations",
]
