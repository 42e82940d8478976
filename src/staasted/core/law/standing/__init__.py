"""Kinds of rule that say how things stand: who, by which road, who books, who is outside."""

from staasted.core.law.standing.average import AverageOfGroup, Baseline
from staasted.core.law.standing.bearer import DutyBearer
from staasted.core.law.standing.booking import BookedBy, BookingDuty
from staasted.core.law.standing.channels import Channels, EarlyChannels
from staasted.core.law.standing.holders import Axis, Holders, LargestShare
from staasted.core.law.standing.outside import Lifts, OutsideCourse, Relief
from staasted.core.law.standing.ratio import CountedIn, RatioCeiling

__all__ = [
    "AverageOfGroup",
    "Axis",
    "Baseline",
    "BookedBy",
    "BookingDuty",
    "Channels",
    "CountedIn",
    "DutyBearer",
    "EarlyChannels",
    "Holders",
    "LargestShare",
    "Lifts",
    "OutsideCourse",
    "RatioCeiling",
    "Relief",
]
