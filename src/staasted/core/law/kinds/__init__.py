"""Kinds of rule that are owed: a genuinely new kind is one class here."""

from staasted.core.law.kinds.ceiling import Ceiling, DurationCeiling
from staasted.core.law.kinds.count_in_window import CountInWindow
from staasted.core.law.kinds.deadline import Deadline
from staasted.core.law.kinds.duty import Duty, WindowDuty
from staasted.core.law.kinds.interval import CountsFrom, LongestInterval
from staasted.core.law.kinds.joint import JointConversation
from staasted.core.law.kinds.offers import LongestOfferGap, OfferDeadline
from staasted.core.law.kinds.rolling import RollingCount
from staasted.core.law.kinds.share import ShareOfCohort
from staasted.core.law.kinds.unnumbered import ByNeed, OnRequest, Shown, StandsToday

__all__ = [
    "ByNeed",
    "Ceiling",
    "CountInWindow",
    "CountsFrom",
    "Deadline",
    "DurationCeiling",
    "Duty",
    "JointConversation",
    "LongestInterval",
    "LongestOfferGap",
    "OfferDeadline",
    "OnRequest",
    "RollingCount",
    "ShareOfCohort",
    "Shown",
    "StandsToday",
    "WindowDuty",
]
