"""Watches: what opens an alert, whose it is, what closes it, and who hears of it next."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from staasted.core.calendar import working_day_after


class Watching(StrEnum):
    """What a watch looks for: a closed set, each with its own reading of what happened."""

    NOTHING_AHEAD = "nothing_ahead"
    SILENCE = "silence"
    UNREAD_LETTER = "unread_letter"
    BOUNCE = "bounce"
    SLIPPED_AGREEMENT = "slipped_agreement"
    PAUSE_OVER = "pause_over"
    TREATMENT_ENDED = "treatment_ended"
    HELP_UNANSWERED = "help_unanswered"
    MESSAGE_UNANSWERED = "message_unanswered"
    NO_FREE_TIMES = "no_free_times"
    NOT_BOOKED = "not_booked"
    PLAN_STEP = "plan_step"
    OFFER_ENDED = "offer_ended"
    MISSED_MEETING = "missed_meeting"
    PROPOSAL_LAPSED = "proposal_lapsed"
    BENEFIT_ENDING = "benefit_ending"


class ActKind(StrEnum):
    """What a human did. The closing of a case ends an alert too; nothing else does.

    The first four are contact both ways. Source: semantics, sections 2 and 6.
    """

    CONVERSATION = "conversation"
    MESSAGE = "message"
    HELP = "help"
    CALL = "call"
    BOOKING = "booking"
    AGREEMENT = "agreement"
    PAUSE = "pause"
    CASE_CLOSED = "case_closed"


class OwnerAs(StrEnum):
    """As what somebody has an alert: the citizen's coach, a colleague standing in for one who is
    away, or nobody but the lead, where neither is at work."""

    COACH = "coach"
    STAND_IN = "stand_in"
    LEAD = "lead"


class Escalation(NamedTuple):
    """Whether a colleague, and the lead, are to hear of an open alert."""

    colleague: bool = False
    lead: bool = False


def escalation_of(
    opened_on: date,
    on: date,
    *,
    colleague_days: int,
    lead_days: int,
    closed: Callable[[date], bool],
) -> Escalation:
    """Return who is to hear of an alert that has been open since a day: a colleague after so many
    working days without an act, the lead after so many more or as many."""

    def past(days: int) -> bool:
        return on > working_day_after(opened_on, days, closed=closed)

    return Escalation(past(colleague_days), past(lead_days))
