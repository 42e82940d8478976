"""Where a citizen is in the net on a day: covered, watched or lost."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from staasted.core.calendar import working_day_after


class NetPlace(StrEnum):
    """Covered; or uncovered, and then watched by somebody at work, or lost.

    Who is both watched and lost by the words of the definition is lost: the smaller comfort.
    """

    COVERED = "covered"
    WATCHED = "watched"
    LOST = "lost"


class Watched(NamedTuple):
    """The open alert on somebody who has nothing ahead, where there is one.

    ``opened_on`` None is no alert; ``at_work`` whether it names a person who is at work that day.
    ``acted_on`` is the day of the last human act (contact both ways, booking, new agreement, pause
    with reason), ``round_on`` the day the net was last gone through.
    """

    opened_on: date | None = None
    at_work: bool = False
    acted_on: date | None = None
    round_on: date | None = None


class NetBounds(NamedTuple):
    """``limit_days`` without contact both ways, ``act_days`` working days without an act;
    ``closed`` says which days nobody works, beside Saturday and Sunday."""

    limit_days: int
    act_days: int
    closed: Callable[[date], bool]


def net_place(
    *, covered: bool, silent_since: date, watched: Watched, on: date, bounds: NetBounds
) -> NetPlace:
    """Return where a citizen is in the net on a day.

    ``silent_since`` is the day of the last contact both ways, or the first day with us where there
    has been none. Lost is who has nothing ahead and either no alert that names somebody at work, no
    act on it within so many working days, or a longer silence than the limit. Whoever was acted
    for since the last round is not without an alert: the next round opens one.
    """
    if covered:
        return NetPlace.COVERED
    if (on - silent_since).days > bounds.limit_days:
        return NetPlace.LOST
    if watched.opened_on is None:
        fresh = watched.acted_on is not None and watched.round_on is not None
        acted = fresh and watched.acted_on >= watched.round_on  # type: ignore[operator]
        return NetPlace.WATCHED if acted else NetPlace.LOST
    if not watched.at_work or is_idle(watched, on, bounds):
        return NetPlace.LOST
    return NetPlace.WATCHED


def is_idle(watched: Watched, on: date, bounds: NetBounds) -> bool:
    """Return whether nobody has acted on an open alert within the working days there are for it,
    counted from the day it was opened or last acted on."""
    if watched.opened_on is None:
        return False
    since = max(watched.opened_on, watched.acted_on or watched.opened_on)
    return on > working_day_after(since, bounds.act_days, closed=bounds.closed)
