"""Offering: how one gets an offer, when it begins, and the course of it."""

from staasted.core.offering.courses import (
    ENDS_SOON,
    MOVES,
    OPEN_COURSES,
    SEATED_COURSES,
    Attended,
    CourseDays,
    CourseMove,
    CourseOutcome,
    CourseState,
    NextStep,
    OfferRun,
    course_after,
    days_running,
    next_step,
)
from staasted.core.offering.rounds import OfferRounds, rounds_ahead
from staasted.core.offering.ways import OfferWay

__all__ = [
    "ENDS_SOON",
    "MOVES",
    "OPEN_COURSES",
    "SEATED_COURSES",
    "Attended",
    "CourseDays",
    "CourseMove",
    "CourseOutcome",
    "CourseState",
    "NextStep",
    "OfferRounds",
    "OfferRun",
    "OfferWay",
    "course_after",
    "days_running",
    "next_step",
    "rounds_ahead",
]
