"""Closed lists of words about a citizen's own plan."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What stands in a plan; ``agreed`` was agreed elsewhere, in the statutory My plan.

    ``again`` is what the citizen does if it happens again: there is one. ``job`` is one they have
    applied for, in their own job log.
    """

    GOAL = "goal"
    STEP = "step"
    NOTE = "note"
    AGREED = "agreed"
    AGAIN = "again"
    JOB = "job"


class Doer(StrEnum):
    """Who does a step."""

    ME = "me"
    COACH = "coach"
    HELPER = "helper"


class Progress(StrEnum):
    """How far a goal or a step is: open ⇄ done, open ⇄ dropped."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class RemarkKind(StrEnum):
    """What a coach writes beside a plan: a comment, or a step the citizen takes or declines."""

    COMMENT = "comment"
    PROPOSAL = "proposal"


class RemarkState(StrEnum):
    """A comment is ``said``; a proposal waiting → taken | declined (by the citizen) | withdrawn."""

    SAID = "said"
    WAITING = "waiting"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
