"""A citizen's course in one offer: where it stands, what may happen to it, and on which days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from staasted.core.errors import DomainError

DAY = timedelta(days=1)


class CourseState(StrEnum):
    """Where a course stands. Only the first needs a decision; the last three are ends."""

    ASSESSED = "assessed"
    GRANTED = "granted"
    RUNNING = "running"
    PAUSED = "paused"
    REFUSED = "refused"
    DROPPED = "dropped"
    ENDED = "ended"


class CourseMove(StrEnum):
    """What happens to a course. ``DROP`` is an assessment or a grant that came to nothing."""

    ASSESS = "assess"
    GRANT = "grant"
    REFUSE = "refuse"
    BEGIN = "begin"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    DROP = "drop"


class CourseOutcome(StrEnum):
    """How a course ended, in words that blame nobody."""

    COMPLETED = "completed"
    JOB = "job"
    EDUCATION = "education"
    OTHER_OFFER = "other_offer"
    CITIZEN_STOPPED = "citizen_stopped"
    PROVIDER_STOPPED = "provider_stopped"
    WE_STOPPED = "we_stopped"
    ILLNESS = "illness"
    CASE_CLOSED = "case_closed"
    NOT_KNOWN = "not_known"


_S, _M = CourseState, CourseMove
MOVES: Mapping[CourseState, Mapping[CourseMove, CourseState]] = MappingProxyType(
    {
        _S.ASSESSED: {_M.GRANT: _S.GRANTED, _M.REFUSE: _S.REFUSED, _M.DROP: _S.DROPPED},
        _S.GRANTED: {_M.BEGIN: _S.RUNNING, _M.DROP: _S.DROPPED},
        _S.RUNNING: {_M.PAUSE: _S.PAUSED, _M.END: _S.ENDED},
        _S.PAUSED: {_M.RESUME: _S.RUNNING, _M.END: _S.ENDED},
        _S.REFUSED: {},
        _S.DROPPED: {},
        _S.ENDED: {},
    }
)
"""State → what may happen there → the state after it. Source: decision 0046."""
OPEN_COURSES = tuple(state for state, moves in MOVES.items() if moves)
"""The states in which somebody has something to do."""
SEATED_COURSES = (_S.GRANTED, _S.RUNNING, _S.PAUSED)
"""The states in which a course holds its seat with a provider."""


def course_after(state: CourseState, move: CourseMove) -> CourseState:
    """Return where a course stands after a move. Errors: DomainError ``offer_move``."""
    found = MOVES[state].get(move)
    if found is None:
        raise DomainError("offer_move")
    return found


@dataclass(frozen=True, slots=True)
class CourseDays:
    """The days of a course that are known; each None is not yet. All are inclusive.

    ``planned_first`` and ``planned_last`` are what was granted, the others what happened.
    ``paused_from`` is the first day of the pause that runs.
    """

    granted_on: date | None = None
    planned_first: date | None = None
    planned_last: date | None = None
    begun_on: date | None = None
    paused_from: date | None = None
    last_pause_ended_on: date | None = None

    def check(self, move: CourseMove, on: date, *, today: date) -> None:
        """Raise DomainError where a move cannot have happened on a day.

        ``on`` is the first day of a beginning or a pause, the first day back, and the last day of
        an end. ``offer_day_ahead`` where it lies after today, ``offer_day_order`` where it lies
        before what went before it.
        """
        if move in (_M.BEGIN, _M.RESUME, _M.END) and on > today:
            raise DomainError("offer_day_ahead")
        earliest = self._earliest(move)
        if earliest is not None and on < earliest:
            raise DomainError("offer_day_order", earliest=earliest)

    def _earliest(self, move: CourseMove) -> date | None:
        """Return the first day a move may have happened on; None where every day is one."""
        after_pause = self.last_pause_ended_on and self.last_pause_ended_on + DAY
        known = {
            _M.BEGIN: (self.granted_on,),
            _M.PAUSE: (self.begun_on, after_pause),
            _M.RESUME: (self.paused_from and self.paused_from + DAY,),
            _M.END: (self.begun_on, self.paused_from, self.last_pause_ended_on),
        }
        return max((day for day in known.get(move, ()) if day), default=None)


class NextStep(StrEnum):
    """The next thing somebody has to do about a course."""

    DECIDE = "decide"
    WAIT_TO_BEGIN = "wait_to_begin"
    SAY_IF_BEGUN = "say_if_begun"
    RECORD = "record"
    FOLLOW = "follow"
    PLAN_AFTER = "plan_after"
    SAY_HOW_IT_ENDED = "say_how_it_ended"
    WAIT_TO_RESUME = "wait_to_resume"
    END_PAUSE = "end_pause"
    NOTHING = "nothing"


ENDS_SOON = timedelta(days=14)
"""How long before the planned end one talks about what follows. Source: decision 0046."""


def next_step(
    state: CourseState, days: CourseDays, *, on: date, resumes_on: date | None, attended: bool
) -> NextStep:
    """Return the next thing to do on a day.

    ``resumes_on`` is the day a pause is to be over; ``attended`` whether attendance has been
    recorded for the days that have passed.
    """
    if state is _S.ASSESSED:
        return NextStep.DECIDE
    if state is _S.GRANTED:
        begun = days.planned_first is not None and days.planned_first <= on
        return NextStep.SAY_IF_BEGUN if begun else NextStep.WAIT_TO_BEGIN
    if state is _S.PAUSED:
        over = resumes_on is not None and resumes_on <= on
        return NextStep.END_PAUSE if over else NextStep.WAIT_TO_RESUME
    if state is _S.RUNNING:
        return _running(days, on=on, attended=attended)
    return NextStep.NOTHING


def _running(days: CourseDays, *, on: date, attended: bool) -> NextStep:
    last = days.planned_last
    if last is not None and last < on:
        return NextStep.SAY_HOW_IT_ENDED
    if last is not None and last <= on + ENDS_SOON:
        return NextStep.PLAN_AFTER
    return NextStep.FOLLOW if attended else NextStep.RECORD


@dataclass(frozen=True, slots=True)
class Attended:
    """Hours of a stretch of days: there, away with a reason that is known, and away without.

    Nothing follows from them by itself (shared decision on semantics, section 9).
    """

    there: float = 0.0
    excused: float = 0.0
    unexcused: float = 0.0

    def __add__(self, other: "Attended") -> "Attended":
        return Attended(
            self.there + other.there,
            self.excused + other.excused,
            self.unexcused + other.unexcused,
        )


@dataclass(frozen=True, slots=True)
class OfferRun:
    """Days in a running offer, both ends inclusive; ``last`` None is until further notice."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether it runs on a day."""
        return self.first <= day and (self.last is None or self.last >= day)


def days_running(runs: Sequence[OfferRun], *, first: date, last: date) -> int:
    """Return how many days of a stretch, both ends inclusive, lie in a running offer.

    A day in two offers is one day. Source: shared decision on semantics, section 4.
    """
    found, reached = 0, first
    for run in sorted(runs, key=lambda each: each.first):
        begins = max(run.first, reached)
        ends = min(run.last or last, last)
        if begins <= ends:
            found += (ends - begins).days + 1
            reached = ends + DAY
    return found
